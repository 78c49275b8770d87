"""Strings of which each match of a layout's expression holds one.

Such expressions spell out what a scan may have made of a letter (`up[hb]e[l1]d`), and a space or an ending that may be
missing (`Decision ?:`): small classes and options are multiplied out, so that the strings are long, and rare in a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.patterns.literals import Clause
from pipeline.patterns.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, looks_ahead, parse, widest

_MOST = 16  # more strings cost more to look for than they save
_SHORTEST = 3
_LONGEST = 12  # characters; longer ones are hardly rarer
_FARTHEST = 500  # wider surroundings are most of a letter anyway


class Wordings(NamedTuple):
    """Where an expression has to be searched.

    Attributes:
        words: each match holds one of these, in lower case; empty where nothing is known.
        before: the word begins at most so many characters behind the match's start; `None` where there is no limit
            worth having.
        behind: a match, with all that it looks at, ends at most so many characters behind the word's start; `None` as
            above.
    """

    words: tuple[str, ...] = ()
    before: int | None = None
    behind: int | None = None


@lru_cache(maxsize=1024)
def wordings(regex: str) -> Wordings:
    """Where `regex` has to be searched."""
    tree = parse(regex)
    best = _best(_clauses(tree))
    if best is None:
        return Wordings()
    behind = widest(tree) + looks_ahead(tree)
    return Wordings(
        tuple(sorted(best.literals)),
        best.before if best.before <= _FARTHEST else None,
        behind if behind <= _FARTHEST else None,
    )


def _clauses(sequence: Sequence[Node]) -> Iterator[Clause]:
    """Necessary conditions of a match of `sequence`."""
    strings = [_strings([node]) for node in sequence]
    before = 0
    for i, node in enumerate(sequence):
        if not (i and _is_one(strings[i - 1])):  # a run that begins before it is as good, or better
            for run in _runs(strings[i:]):
                if min(map(len, run)) >= _SHORTEST:
                    yield _shortest(run, before)
        for clause in _inner(node):
            yield Clause(clause.literals, min(UNBOUNDED, before + clause.before))
        before = min(UNBOUNDED, before + widest([node]))


def _runs(strings: Sequence[frozenset[str] | None]) -> Iterator[frozenset[str]]:
    """What the first one, the first two, ... of these stand for; each as long as nothing is added by going on."""
    run = frozenset({""})
    for following in strings:
        joined = _joined(run, following)
        if not _is_one(following):
            yield run
        if joined is None:
            return
        run = joined
    yield run


def _is_one(strings: frozenset[str] | None) -> bool:
    return strings is not None and len(strings) == 1


def _inner(node: Node) -> Iterator[Clause]:
    op, argument = node
    if op in ("SUBPATTERN", "ATOMIC_GROUP") or (op in REPEATS and argument[0] > 0):
        yield from _clauses(body(node))
    elif op == "BRANCH":
        some = [clause for branch in branches(node) if (clause := _best(_clauses(branch)))]
        if len(some) == len(branches(node)):
            literals = frozenset[str]().union(*(clause.literals for clause in some))
            yield Clause(literals, max(clause.before for clause in some))


def _best(conditions: Iterable[Clause]) -> Clause | None:
    """The clause that leaves least text to search, for the fewest strings."""
    usable = (one for one in conditions if len(one.literals) <= _MOST and min(map(len, one.literals)) >= _SHORTEST)
    return min(usable, key=_cost, default=None)


def _cost(clause: Clause) -> float:
    around = 100 + min(clause.before, _FARTHEST)
    return sum(1 + around * 100 * 2.5 ** -min(_LONGEST, len(word.strip())) for word in clause.literals)


def _shortest(strings: frozenset[str], before: int) -> Clause:
    """The condition that a match holds one of `strings`, which begin at most `before` characters behind its start:
    without those that hold another one."""
    kept: list[str] = []
    offset = 0
    for string in sorted(strings, key=lambda string: (len(string), string)):
        places = [string.find(other) for other in kept if other in string]
        offset = max(offset, min(places, default=0))
        if not places:
            kept.append(string)
    return Clause(frozenset(kept), min(UNBOUNDED, before + offset))


def _strings(sequence: Iterable[Node]) -> frozenset[str] | None:
    """All that `sequence` may match, in lower case; `None` where it is much, or beyond ASCII."""
    found: frozenset[str] | None = frozenset({""})
    for op, argument in sequence:
        found = _joined(found, _strings_of(op, argument))
    return found


def _strings_of(op: str, argument: object) -> frozenset[str] | None:
    node: Node = (op, argument)
    if op in ASSERTIONS:
        return frozenset({""})
    if op == "LITERAL":
        return _characters([argument])
    if op == "IN":
        return _characters([code if str(kind) == "LITERAL" else None for kind, code in node[1]])
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _strings(body(node))
    if op == "BRANCH":
        return _united(_strings(branch) for branch in branches(node))
    if op in REPEATS and node[1][1] <= _MOST:
        return _united(_repeated(body(node), times) for times in range(node[1][0], node[1][1] + 1))
    return None


def _repeated(sequence: list[Node], times: int) -> frozenset[str] | None:
    return _strings([node for _ in range(times) for node in sequence])


def _characters(codes: Iterable[object]) -> frozenset[str] | None:
    """The characters with these codes, in lower case; `None` where one is no code, or no ASCII character."""
    characters = [chr(code).lower() if isinstance(code, int) else "" for code in codes]
    return frozenset(characters) if all(c.isascii() and c for c in characters) else None


def _joined(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None or len(first) * len(second) > 2 * _MOST:
        return None
    return frozenset(a + b for a in first for b in second)


def _united(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for strings in each:
        if strings is None:
            return None
        found |= strings
    return found if len(found) <= 2 * _MOST else None
