"""A regular expression as an automaton of its characters, counting in how many ways it can go on from each.

Every character or class of the expression is one state (Glushkov's construction). The number of ways from
one state to the next is kept, because a backtracking matcher tries each of them: `(a+)+` can go from `a` to
`a` in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from pipeline.rules.expressions.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, nodes

WIDE = 8
"""Repeats with a higher limit count as loops; those below are written out."""
MOST_STATES = 1500
MOST_EMPTY = 1_000_000
"""Ways to skip a part are counted up to here."""
SAMPLE = (*map(chr, range(128)), *"\u00a0éЖ–’§½")
"""Characters that stand for all: two classes overlap if they have one of these, or one named in a pattern,
in common."""

_KNOWN_MASKS: dict[str, int] = {}
"""Of the expressions that name no other characters: most of their classes come again and again."""

CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
}


@dataclass(slots=True)
class Part:
    """A stretch of the expression: where it can start and end, each with the number of ways; `empty` ways to
    skip it."""

    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)
    empty: int = 0


@dataclass(slots=True)
class Assertion:
    """A look ahead or behind: its expression, and whether a loop stands around it."""

    tree: list[Node]
    in_loop: bool = False


class Automaton:
    """The states of an expression.

    Attributes:
        masks: per state the characters it reads, as bits.
        bounds: per state the limit of the closest loop around it that consists of it alone; 0 outside such
            loops.
        follow: per state the states that can come next, with the number of ways.
        first: the states that can come first, likewise.
        assertions: what is looked at ahead or behind, apart from the states.
    """

    def __init__(self, tree: list[Node]) -> None:
        self.masks: list[int] = []
        self.bounds: list[int] = []
        self.follow: list[Counter[int]] = []
        self.sample = tuple(dict.fromkeys((*SAMPLE, *_named(tree))))
        self._known_masks = _KNOWN_MASKS if len(self.sample) == len(SAMPLE) else {}
        self.assertions: list[Assertion] = []
        self.first = self._sequence(tree).first

    def _sequence(self, tree: list[Node]) -> Part:
        return reduce(self._join, map(self._part, tree), Part(empty=1))

    def _part(self, node: Node) -> Part:
        op, argument = node
        if op in REPEATS:
            low, high, _ = argument
            return self._repeat(body(node), int(low), int(high))
        if op in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self._sequence(body(node))
        if op in ("BRANCH", "GROUPREF_EXISTS"):
            return reduce(_either, map(self._sequence, branches(node)))
        if op in ASSERTIONS:
            if op != "AT":
                self.assertions.append(Assertion(nodes(argument[1])))
            return Part(empty=1)
        if op == "GROUPREF":
            return self._loop(self._state((1 << len(self.sample)) - 1), 1, UNBOUNDED)
        return self._state(self._mask(op, argument))

    def _mask(self, op: str, argument: Any) -> int:
        key = f"{op} {argument}"
        if key not in self._known_masks:
            read = (1 << bit for bit, char in enumerate(self.sample) if reads(op, argument, char))
            self._known_masks[key] = sum(read)
        return self._known_masks[key]

    def _repeat(self, inner: list[Node], low: int, high: int) -> Part:
        if high > WIDE or len(self.masks) > MOST_STATES:
            before = len(self.assertions)
            part = self._loop(self._sequence(inner), low, high)
            for assertion in self.assertions[before:]:
                assertion.in_loop = True
            return part if low else Part(part.first, part.last, 1)
        whole = Part(empty=1)
        for count in reversed(range(high)):
            turn = self._sequence(inner)
            if count >= low:
                turn.empty = 0  # a turn beyond the needed ones that reads nothing ends the repeat
            part = self._join(turn, whole)
            whole = part if count < low else Part(part.first, part.last, 1)
        return whole

    def _loop(self, part: Part, low: int, high: int) -> Part:
        self._link(part.last, part.first)
        if part.empty and low > 1:
            self._link(part.last, part.first)  # any of the needed turns may be the one that reads nothing
        if len(part.first) == 1 and part.first == part.last:
            state = next(iter(part.first))
            self.bounds[state] = max(self.bounds[state], high)
        return part

    def _state(self, mask: int) -> Part:
        self.masks.append(mask)
        self.bounds.append(0)
        self.follow.append(Counter())
        state = Counter({len(self.masks) - 1: 1})
        return Part(state, state)

    def _join(self, left: Part, right: Part) -> Part:
        self._link(left.last, right.first)
        return Part(
            left.first + _times(right.first, left.empty),
            right.last + _times(left.last, right.empty),
            min(MOST_EMPTY, left.empty * right.empty),
        )

    def _link(self, last: Counter[int], first: Counter[int]) -> None:
        for state, ways in last.items():
            follow = self.follow[state]
            for following, more in first.items():
                follow[following] += ways * more


def _either(left: Part, right: Part) -> Part:
    return Part(left.first + right.first, left.last + right.last, min(MOST_EMPTY, left.empty + right.empty))


def _times(ways: Counter[int], factor: int) -> Counter[int]:
    if factor == 1:
        return ways
    return Counter({state: count * factor for state, count in ways.items()}) if factor else Counter()


def reads(op: str, argument: Any, char: str) -> bool:
    """Whether one character of the expression, or a class, reads `char`, in any case."""
    if op == "LITERAL":
        return char.lower() == chr(argument).lower()
    if op == "NOT_LITERAL":
        return char.lower() != chr(argument).lower()
    if op == "ANY":
        return True
    if op == "CATEGORY":
        name = str(argument)
        test = CATEGORIES[name.replace("_NOT", "")]
        return bool(test(char)) != ("_NOT" in name)
    if op == "RANGE":
        low, high = argument
        return any(low <= ord(one) <= high for one in (char, char.lower(), char.upper()) if len(one) == 1)
    if op == "IN":
        items = nodes(argument)
        negated = bool(items) and items[0][0] == "NEGATE"
        return any(reads(*item, char) for item in items if item[0] != "NEGATE") != negated
    return True


def _named(tree: list[Node]) -> set[str]:
    """All characters that an expression names."""
    found: set[str] = set()
    for op, argument in tree:
        if op in ("LITERAL", "NOT_LITERAL"):
            found.add(chr(argument))
        elif op == "IN":
            found |= _named(nodes(argument))
        elif op == "RANGE":
            found |= {chr(argument[0]), chr(argument[1])}
        elif op in ("BRANCH", "GROUPREF_EXISTS"):
            found = found.union(*map(_named, branches((op, argument))))
        elif op in ("ASSERT", "ASSERT_NOT"):
            found |= _named(nodes(argument[1]))
        else:
            found |= _named(body((op, argument)))
    return found
