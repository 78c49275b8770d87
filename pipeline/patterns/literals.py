"""Literal prefilter: text that every match of a regular expression must contain.

A regular expression is searched only where one of these stands, which is a fast test and false for most
sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.patterns.re_tree import REPEATS, Node, body, branches, parse

Literals = frozenset[str]
"""One of these strings, in lower case, stands in the lower-cased text of every match."""

MOST = 12
"""More alternatives than this cost more to test than they save."""


def required_literals(regex: str) -> Literals:
    """The best set of literals of which each match holds at least one; empty where there is none."""
    return _best(clauses(parse(regex)))


def _best(conditions: Iterable[Literals]) -> Literals:
    """The clause whose shortest literal is longest; among equals the one with fewest literals."""
    usable = [clause for clause in conditions if clause and len(clause) <= MOST and min(map(len, clause)) > 1]
    return max(usable, key=lambda clause: (min(12, min(map(len, clause))), -len(clause)), default=frozenset())


def clauses(sequence: list[Node]) -> list[Literals]:
    """Each clause is a necessary condition of a match of `sequence`."""
    found: list[Literals] = []
    run = ""
    for node in sequence:
        char = _char(node)
        if char:
            run += char
            continue
        found.append(frozenset({run} - {""}))
        run = ""
        found += _inner(node)
    found.append(frozenset({run} - {""}))
    return found


def _inner(node: Node) -> list[Literals]:
    op, argument = node
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return clauses(body(node))
    if op in REPEATS:
        return clauses(body(node)) if argument[0] > 0 else []
    if op == "BRANCH":
        best = [_best(clauses(branch)) for branch in branches(node)]
        return [frozenset().union(*best)] if all(best) else []
    return []


def _char(node: Node) -> str:
    """The character that a node stands for, in lower case; empty where it stands for anything else."""
    op, argument = node
    if op == "IN" and len(argument) == 1 and str(argument[0][0]) == "LITERAL":
        op, argument = "LITERAL", argument[0][1]
    if op != "LITERAL":
        return ""
    char = chr(argument).lower()
    return char if len(char) == 1 and char.isascii() else ""


def contains_any(literals: Literals, lowered: str) -> bool:
    """Whether one of the literals stands in a lower-cased text."""
    return any(literal in lowered for literal in literals)


def compile_regex(regex: str, case_sensitive: bool = False) -> re.Pattern[str]:
    """A rule's regular expression as it is searched: any case unless it says otherwise."""
    return re.compile(regex, 0 if case_sensitive else re.IGNORECASE)
