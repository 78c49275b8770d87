"""Literal prefilter: text that every match of a regular expression must contain, and how near to it a match
lies.

A regular expression is searched only around the places where one of these literals stands. Finding those is
fast, and most sections have none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from pipeline.rules.clauses import FARTHEST, Clause, clauses, cost, usable
from pipeline.rules.re_automaton import reads
from pipeline.rules.re_tree import ASSERTIONS, REPEATS, Node, body, branches, looks_ahead, parse, widest

SENTENCE = 150
"""Characters of a sentence in a letter, on average."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a regular expression has to be searched.

    Attributes:
        literals: each match holds one of these, in lower case, any digit as `clauses.DIGIT`; empty where nothing is
            known.
        before: the literal begins at most so many characters behind the match's start; `None` where there is no
            limit worth having.
        behind: a match, with all that it looks at, ends at most so many characters behind the literal's start;
            `None` as above.
        further: each match holds one of each of these, too; the rarer ones first.
    """

    literals: tuple[str, ...] = ()
    before: int | None = None
    behind: int | None = None
    further: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=1024)
def guard(regex: str, *, digits: bool = True) -> Guard:
    """Where `regex` has to be searched. With `digits` the literals are looked for in a text in which every digit is
    `clauses.DIGIT` (`literal_places.in_key`); without, they hold none and are not short."""
    tree = parse(regex)
    price = partial(cost, farthest=FARTHEST if may_hold(tree, ".") else SENTENCE)
    telling: list[Clause] = []
    for clause in sorted(usable(clauses(tree), digits=digits), key=price):
        if not any(_implied(clause, known) for known in telling):
            telling.append(clause)
    if not telling:
        return Guard()
    literals, *further = [tuple(sorted(clause.literals)) for clause in telling]
    behind = widest(tree) + looks_ahead(tree)
    before = telling[0].before if telling[0].before <= FARTHEST else None
    return Guard(literals, before, behind if behind <= FARTHEST else None, tuple(further))


def _implied(clause: Clause, known: Clause) -> bool:
    """Whether a match that holds one of the strings of `known` holds one of those of `clause`."""
    return all(any(literal in longer for literal in clause.literals) for longer in known.literals)


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
