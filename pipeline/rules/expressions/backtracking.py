"""Tells from a regular expression alone whether matching it can take unreasonably long.

Python's matcher backtracks: where a loop can read the same text in two ways, the ways multiply with each turn
(`(a+)+`); where several loops in a row can read the same text, each divides it anew (`.*,.*,.*`); and repeats
with low limits multiply as well, inside each other or in a row (`(?:(?:a{1,5}){1,5}){1,5}`). All are found on the
automaton of the expression, whatever the text.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipeline.rules.expressions.re_automaton import WIDE, Automaton
from pipeline.rules.expressions.re_forks import forks
from pipeline.rules.expressions.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, nodes, parse

LONG_TEXT = 3000
"""How far a loop without limit is taken to run: the length of a long section."""
MOST_STEPS = 1_000_000
"""Ways of dividing one text among loops in a row beyond which an expression is refused."""
MOST_FORKS = 20_000
"""Ways through optional parts and written-out repeats that one text may have."""
SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
SPACES = parse(r"[\s] ")
LOOPING = re.compile(r"[*+{]|(?:\?[^?]*){12}")


@cache
def danger(regex: str) -> str:
    """Why `regex` can backtrack without bound, said for its author; empty where it cannot."""
    if not LOOPING.search(regex):
        return ""
    tree = parse(regex)
    return "" if _plain_steps(tree) <= MOST_FORKS else _danger(tree)


def _danger(tree: list[Node]) -> str:
    automaton = Automaton(tree)
    components = _components([list(following) for following in automaton.follow])
    loops = _loops(automaton, components)
    if any(_ambiguous(automaton, loop) for loop in loops):
        return "a repeat inside a repeat can read the same text in several ways, which multiply with each turn"
    if _steps(automaton, loops) > MOST_STEPS:
        return "several repeats in a row can read the same text, and each divides it anew"
    if forks(automaton, components) > MOST_FORKS:
        return "its repeats, inside each other or in a row, can read one text in too many ways"
    for assertion in automaton.assertions:
        if reason := _danger(assertion.tree):
            return reason
        if assertion.in_loop and _runs_on(assertion.tree):
            return "at each turn of a repeat another one looks ahead over the same text"
    return ""


def _plain_steps(tree: list[Node]) -> int:
    """A cheap upper limit of `_steps` for an expression whose loops are single characters or classes each."""
    steps = 1
    for node in tree:
        op, argument = node
        if op in REPEATS:
            inner = body(node)
            if argument[1] <= WIDE:
                steps *= (argument[1] - argument[0] + 1) * _plain_steps(inner) ** argument[1]
            elif len(inner) == 1 and inner[0][0] in SINGLE:
                steps *= 2 if inner[0] in SPACES else min(int(argument[1]), LONG_TEXT)
            else:
                return MOST_STEPS + 1
        elif op in ("BRANCH", "GROUPREF_EXISTS"):
            steps *= _alike(branches(node)) * max(map(_plain_steps, branches(node)))
        elif op in ASSERTIONS:
            steps *= 1 if op == "AT" else _plain_steps(nodes(argument[1]))
        elif op == "GROUPREF":
            return MOST_STEPS + 1
        else:
            steps *= _plain_steps(body(node))
        if steps > MOST_STEPS:
            return steps
    return steps


def _alike(alternatives: list[list[Node]]) -> int:
    """How many alternatives may begin with the same character."""
    literals = Counter(str(chr(tree[0][1])).lower() for tree in alternatives if tree and tree[0][0] == "LITERAL")
    return max(literals.values(), default=0) + len(alternatives) - literals.total()


def _loops(automaton: Automaton, components: list[list[int]]) -> list[frozenset[int]]:
    """The sets of states that can be left and reached again, in the order in which matching reaches them."""
    return [
        frozenset(component)
        for component in reversed(components)
        if len(component) > 1 or component[0] in automaton.follow[component[0]]
    ]


def _ambiguous(automaton: Automaton, loop: frozenset[int]) -> bool:
    """Whether one text leads from a state of the loop back to it in two ways."""
    if any(ways > 1 and following in loop for state in loop for following, ways in automaton.follow[state].items()):
        return True
    if len(loop) == 1:
        return False
    inside = {state: [one for one in automaton.follow[state] if one in loop] for state in loop}
    pairs = {(state, state): index for index, state in enumerate(loop)}
    edges: list[list[int]] = []
    for left, right in (queue := list(pairs)):
        targets: list[int] = []
        for one in inside[left]:
            for other in inside[right]:
                if automaton.masks[one] & automaton.masks[other]:
                    pair = (one, other)
                    if pair not in pairs:
                        pairs[pair] = len(queue)
                        queue.append(pair)
                    targets.append(pairs[pair])
        edges.append(targets)
    size = len(loop)
    return any(min(component) < size <= max(component) for component in _components(edges) if len(component) > 1)


def _steps(automaton: Automaton, loops: list[frozenset[int]]) -> int:
    """In how many ways at most loops in a row can divide one text among them."""
    masks = [_mask(automaton, loop) for loop in loops]
    limits = [_limit(automaton, loop, mask) for loop, mask in zip(loops, masks, strict=True)]
    steps = list(limits)
    for index, loop in enumerate(loops):
        for later in range(index + 1, len(loops)):
            shared = masks[index] & masks[later]
            if shared and _connected(automaton, loop, loops[later], shared):
                steps[later] = max(steps[later], steps[index] * limits[later])
    return max(steps, default=0)


def _runs_on(tree: list[Node]) -> bool:
    """Whether a loop of the expression may go on to the end of a text."""
    automaton = Automaton(tree)
    loops = _loops(automaton, _components([list(following) for following in automaton.follow]))
    return any(_limit(automaton, loop, _mask(automaton, loop)) >= LONG_TEXT for loop in loops)


def _mask(automaton: Automaton, loop: frozenset[int]) -> int:
    mask = 0
    for state in loop:
        mask |= automaton.masks[state]
    return mask


def _limit(automaton: Automaton, loop: frozenset[int], mask: int) -> int:
    """How much text a loop can read; white space alone never runs on in the reading text."""
    spaces = sum(1 << bit for bit, char in enumerate(automaton.sample) if char.isspace())
    if not mask & ~spaces:
        return 2
    if len(loop) > 1:
        return LONG_TEXT
    bound = automaton.bounds[next(iter(loop))]
    return LONG_TEXT if bound in (0, UNBOUNDED) else min(bound, LONG_TEXT)


def _connected(automaton: Automaton, start: frozenset[int], goal: frozenset[int], shared: int) -> bool:
    """Whether matching can go from one loop to the other on text that both can read."""
    seen = set(start)
    queue = list(start)
    for state in queue:
        for following in automaton.follow[state]:
            if following not in seen and automaton.masks[following] & shared:
                if following in goal:
                    return True
                seen.add(following)
                queue.append(following)
    return False


def _components(edges: list[list[int]]) -> list[list[int]]:
    """Strongly connected components (Tarjan's algorithm, without recursion), the last reached first."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_states: list[int] = []
    is_open: set[int] = set()
    found: list[list[int]] = []
    for root in range(len(edges)):
        if root in order:
            continue
        order[root] = low[root] = len(order)
        open_states.append(root)
        is_open.add(root)
        work = [(root, iter(edges[root]))]
        while work:
            state, following = work[-1]
            for target in following:
                if target not in order:
                    order[target] = low[target] = len(order)
                    open_states.append(target)
                    is_open.add(target)
                    work.append((target, iter(edges[target])))
                    break
                if target in is_open:
                    low[state] = min(low[state], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[state])
                if low[state] == order[state]:
                    place = open_states.index(state)
                    found.append(open_states[place:])
                    is_open.difference_update(open_states[place:])
                    del open_states[place:]
    return found
