"""Literal prefilter: text that every match of a regular expression must contain, and how near to it a match
lies.

A regular expression is searched only around the places where one of these literals stands. Finding those is
fast, and most sections have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.patterns.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, looks_ahead, parse, widest

MOST = 16
"""More alternatives than this cost more to look for than they save."""
MOST_LEADS = 32
"""As `MOST`; more than that, a search of the whole text costs less."""
FARTHEST = 500
"""Wider surroundings than this are most of a section anyway."""


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
    ranked = sorted(_usable(clauses(tree)), key=_cost)
    if not ranked:
        return Guard()
    best = ranked[0]
    literals = tuple(sorted(best.literals))
    also, *further = [tuple(sorted(clause.literals)) for clause in ranked[1:]] or [()]
    behind = widest(tree) + looks_ahead(tree)
    before = best.before if best.before <= FARTHEST else None
    return Guard(literals, also, before, behind if behind <= FARTHEST else None, tuple(further))


def leads(regex: str) -> tuple[str, ...]:
    """Strings (lower case) of which one begins every match of `regex`; empty where there are too many or they are too
    short to be worth looking for."""
    found = _leads(parse(regex))
    return tuple(sorted(found.ended | found.open)) if min(map(len, found.ended | found.open), default=0) > 2 else ()


class _Leads(NamedTuple):
    """Beginnings of a sequence's matches: those that are known no further, and those that what follows may go on."""

    ended: frozenset[str]
    open: frozenset[str]


def _leads(sequence: Iterable[Node]) -> _Leads:
    ended, going_on = frozenset[str](), frozenset({""})
    for node in sequence:
        after = _node_leads(node)
        longer = frozenset(start + behind for start in going_on for behind in after.ended)
        whole = frozenset(start + behind for start in going_on for behind in after.open)
        if len(ended) + len(longer) + len(whole) > MOST_LEADS:
            return _Leads(ended | going_on, frozenset())
        ended, going_on = ended | longer, whole
    return _Leads(ended, going_on)


def _node_leads(node: Node) -> _Leads:
    op, argument = node
    nothing = frozenset[str]()
    char = _char(node)
    if char:
        return _Leads(nothing, frozenset({char}))
    if op in ASSERTIONS:
        return _Leads(nothing, frozenset({""}))
    if op == "SUBPATTERN":
        return _leads(body(node))
    if op in REPEATS:
        once = _leads(body(node))
        return _Leads(once.ended | once.open, frozenset({""}) if argument[0] == 0 else nothing)
    if op == "BRANCH":
        each = [_leads(branch) for branch in branches(node)]
        return _Leads(nothing.union(*(one.ended for one in each)), nothing.union(*(one.open for one in each)))
    return _Leads(frozenset({""}), nothing)


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


def _cost(clause: Clause) -> float:
    expected = sum(2.5 ** -min(9, len(word.strip())) for word in clause.literals)
    return expected * (100 + min(clause.before, FARTHEST))


def _char(node: Node) -> str:
    """The character that a node stands for, in lower case; empty where it stands for anything else."""
    op, argument = node
    if op == "IN" and len(argument) == 1 and str(argument[0][0]) == "LITERAL":
        op, argument = "LITERAL", argument[0][1]
    if op != "LITERAL":
        return ""
    char = chr(argument).lower()
    return char if len(char) == 1 and char.isascii() else ""
