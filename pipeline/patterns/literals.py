"""Literal prefilter: text that every match of a regular expression must contain, and how near to it a match
lies.

A regular expression is searched only around the places where one of these literals stands. Finding those is
fast, and most sections have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from pipeline.patterns.re_automaton import reads
from pipeline.patterns.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, looks_ahead, parse, widest

MOST = 16
"""More alternatives than this cost more to look for than they save."""
FARTHEST = 500
"""Wider surroundings than this are most of a section anyway."""
SENTENCE = 150
"""Characters of a sentence in a letter, on average."""
# How often a letter holds these, counted over 64 published letters: they are frequent for their length.
COMMON = {
    "the": 66, "cal": 26, "of": 24, "no": 19, "th": 72, "medi": 15, "not": 11, "medical": 10, "with": 9, "pain": 9,
    "request": 7, "decision": 7, "cision": 7, "mtus": 7, "treatment": 7, "guideline": 6, "work": 5, "therapy": 5,
    "as": 5, "there": 4, "evidence": 4, "recommend": 4, "service": 4, "is not": 4, "necessary": 3, "medically": 3,
    "document": 3, "pre": 3, "should": 3, "note": 3, "medication": 3, "non": 3, "can": 2, "documentation": 2,
    "upheld": 2, "be": 2, "any": 2, "requested": 2, "complaints": 2, "report": 2, "certif": 2, "test": 2, "visit": 2,
    "recommended": 2, "upper": 2, "more": 2, "by": 1.3, "had": 1.3, "surgical": 1.3, "recommendation": 1.3,
    "session": 1.3,
}  # fmt: skip


class Clause(NamedTuple):
    """Every match holds one of `literals` (lower case), which begins at most `before` characters behind its
    start."""

    literals: frozenset[str]
    before: int


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a regular expression has to be searched.

    Attributes:
        literals: each match holds one of these, in lower case; empty where nothing is known.
        also: each match holds one of these, too; empty where nothing more is known.
        before: the literal begins at most so many characters behind the match's start; `None` where there is no
            limit worth having.
        behind: a match, with all that it looks at, ends at most so many characters behind the literal's start;
            `None` as above.
        further: more conditions like `also`, the rarer ones first.
    """

    literals: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    before: int | None = None
    behind: int | None = None
    further: tuple[tuple[str, ...], ...] = ()


def guard(regex: str) -> Guard:
    """Where `regex` has to be searched."""
    tree = parse(regex)
    cost = partial(_cost, farthest=FARTHEST if may_hold(tree, ".") else SENTENCE)
    ranked = sorted(_usable(clauses(tree)), key=cost)
    if not ranked:
        return Guard()
    best = ranked[0]
    literals = tuple(sorted(best.literals))
    also, *further = [tuple(sorted(clause.literals)) for clause in ranked[1:]] or [()]
    behind = widest(tree) + looks_ahead(tree)
    before = best.before if best.before <= FARTHEST else None
    return Guard(literals, also, before, behind if behind <= FARTHEST else None, tuple(further))


def may_hold(sequence: Iterable[Node], char: str) -> bool:
    """Whether a match of `sequence` may hold `char`."""
    return any(_node_may_hold(node, char) for node in sequence)


def _node_may_hold(node: Node, char: str) -> bool:
    op, argument = node
    if op in ASSERTIONS:
        return False
    if op in ("BRANCH", "GROUPREF_EXISTS"):
        return any(may_hold(branch, char) for branch in branches(node))
    if op in REPEATS or op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return may_hold(body(node), char)
    return reads(op, argument, char)


def clauses(sequence: Iterable[Node]) -> Iterator[Clause]:
    """Necessary conditions of a match of `sequence`; those without content are left out."""
    run, run_before, before = "", 0, 0
    for node in sequence:
        char = _char(node)
        if char:
            run_before = run_before if run else before
            run += char
        else:
            if run:
                yield Clause(frozenset({run}), run_before)
            run = ""
            for clause in _inner(node):
                yield Clause(clause.literals, min(UNBOUNDED, before + clause.before))
        before = min(UNBOUNDED, before + widest([node]))
    if run:
        yield Clause(frozenset({run}), run_before)


def _inner(node: Node) -> Iterator[Clause]:
    op, argument = node
    if op in ("SUBPATTERN", "ATOMIC_GROUP") or (op in REPEATS and argument[0] > 0):
        yield from clauses(body(node))
    elif op == "BRANCH":
        each = [_best(clauses(branch)) for branch in branches(node)]
        some = [clause for clause in each if clause is not None]
        if len(some) == len(each):
            literals = frozenset[str]().union(*(clause.literals for clause in some))
            yield Clause(literals, max(clause.before for clause in some))


def _usable(conditions: Iterable[Clause]) -> list[Clause]:
    return [one for one in conditions if len(one.literals) <= MOST and min(map(len, one.literals)) > 2]


def _best(conditions: Iterable[Clause]) -> Clause | None:
    """The clause that leaves least text to search: rare literals, near the match's start."""
    return min(_usable(conditions), key=_cost, default=None)


def _cost(clause: Clause, farthest: int = FARTHEST) -> float:
    expected = sum(map(_expected, clause.literals))
    return expected * (100 + min(clause.before, farthest))


def _expected(literal: str) -> float:
    """About how often a letter holds a literal."""
    word = literal.strip()
    return COMMON.get(word) or 25 * 2.5 ** -min(9, len(word))


def _char(node: Node) -> str:
    """The character that a node stands for, in lower case; empty where it stands for anything else."""
    op, argument = node
    if op == "IN" and len(argument) == 1 and str(argument[0][0]) == "LITERAL":
        op, argument = "LITERAL", argument[0][1]
    if op != "LITERAL":
        return ""
    char = chr(argument).lower()
    return char if len(char) == 1 and char.isascii() else ""
