"""Strings of which each match of an expression holds one, and how near to the match's start it begins.

Small classes and options are multiplied out, so that the strings are long, and rare in a text: an expression may spell
out what a scan made of a letter (`up[hb]e[l1]d`), or a space or an ending that may be missing (`Decision ?:`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.rules.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, widest

MOST = 24
"""More alternatives than this cost more to look for than they save."""
SHORTEST = 2
"""Shorter strings stand everywhere, but for a digit."""
DIGIT = "0"
"""Stands for any digit, in strings and in the text that they are looked for in (`literal_places.in_key`)."""
FARTHEST = 500
"""Wider surroundings than this are most of a section anyway."""
_LONGEST = 12  # characters; longer strings are hardly rarer
# How often a letter holds these, counted over 64 published letters: they are frequent for their length.
COMMON = {
    "0": 300, "00": 120,
    "th": 89.6, "in": 87.8, "the": 66, "as": 34.2, "is": 33.4, "cal": 26, "of": 24.8, "no": 20, "for": 16.9,
    "medi": 15, "not": 11, "medical": 10, "per": 9.7, "was": 9.4, "pain": 9, "with": 9, "request": 7.2, "cision": 7,
    "decision": 7, "mtus": 7, "treatment": 7, "that": 6.3, "guideline": 6, "has": 5.3, "work": 5.3, "therapy": 5.1,
    "is n": 4.7, "is no": 4.5, "there": 4.5, "are": 4.3, "evidence": 4, "is not": 4, "recommend": 4, "service": 4,
    "medically": 3.4, "necessary": 3.4, "sary": 3.4, "document": 3.3, "medically necessary": 3.2, "medication": 3,
    "note": 3, "should": 3, "not medical": 2.8, "this": 2.4, "documentation": 2.2, "as th": 2.1, "as the": 2.1,
    "certif": 2, "complaints": 2, "more": 2, "recommended": 2, "report": 2, "requested": 2, "test": 2, "upheld": 2,
    "upper": 2, "visit": 2, "was n": 1.9, "been": 1.8, "there was": 1.8, "was no": 1.8, "there is": 1.6,
    "has been": 1.4, "prove": 1.3, "recommendation": 1.3, "session": 1.3, "surgical": 1.3, "has no": 1.2,
    "indicated": 1.2, "received": 1.2, "certification": 1.1, "determination": 1.1, "number": 1.1, "support": 1.1,
    "termination": 1.1, "denial": 1, "employer": 1, "lack of": 1, "was not": 1, "other": 0.9, "additional": 0.8,
    "as such": 0.8, "as such,": 0.8, "documented": 0.8, "finding": 0.8, "record": 0.8, "under": 0.8, "acoem": 0.7,
    "are n": 0.7, "authorization": 0.7, "clear": 0.7, "do not": 0.7, "given": 0.7, "provided": 0.7, "surgery": 0.7,
    "symptoms": 0.7, "certified": 0.6, "not be": 0.6, "to be": 0.6, "denied": 0.5, "medical necessit": 0.5,
    "medical necessity": 0.5, "necessit": 0.5, "necessity": 0.5, "sustained": 0.5, "therefore": 0.5,
    "to support": 0.5, "were n": 0.5,
}  # fmt: skip


class Clause(NamedTuple):
    """Every match holds one of `literals` (lower case), which begins at most `before` characters behind its
    start."""

    literals: frozenset[str]
    before: int


def clauses(sequence: Sequence[Node]) -> Iterator[Clause]:
    """Necessary conditions of a match of `sequence`; those whose strings are short are left out."""
    strings = [_strings([node]) for node in sequence]
    before = 0
    for i, node in enumerate(sequence):
        if not (i and _is_one(strings[i - 1])):  # a run that begins before it is as good, or better
            for run in _runs(strings[i:]):
                if all(map(_is_telling, run)):
                    yield _shortest(run, before)
        for clause in _inner(node):
            yield Clause(clause.literals, min(UNBOUNDED, before + clause.before))
        before = min(UNBOUNDED, before + widest([node]))


def _runs(strings: Sequence[frozenset[str] | None]) -> Iterator[frozenset[str]]:
    """What the first one, the first two, ... of these stand for; each as long as nothing is added by going on."""
    run = frozenset({""})
    for following in strings:
        joined = _joined(run, following)
        if not _is_one(following) or following == frozenset({DIGIT}):
            yield run
        if joined is None:
            return
        run = joined
    yield run


def _is_one(strings: frozenset[str] | None) -> bool:
    return strings is not None and len(strings) == 1


def usable(conditions: Iterable[Clause], *, digits: bool = True) -> Iterator[Clause]:
    """Those that are worth looking for; without `digits`, of longer strings that hold none."""
    telling = _is_telling if digits else _is_long
    return (one for one in conditions if len(one.literals) <= MOST and all(map(telling, one.literals)))


def _is_telling(literal: str) -> bool:
    return len(literal) >= SHORTEST or literal == DIGIT


def _is_long(literal: str) -> bool:
    return len(literal) > SHORTEST and DIGIT not in literal


def cost(clause: Clause, farthest: int = FARTHEST) -> float:
    """About how much text a clause leaves to be searched, and what looking for its strings costs.

    Args:
        clause: the clause.
        farthest: characters around a string that are searched at most.
    """
    around = 100 + min(clause.before, farthest)
    return sum(0.25 + around * _expected(literal) for literal in clause.literals)


def _expected(literal: str) -> float:
    """About how often a letter holds a literal."""
    word = literal.strip()
    return COMMON.get(word) or 25 * 2.5 ** -min(_LONGEST, len(word))


def _best(conditions: Iterable[Clause]) -> Clause | None:
    return min(usable(conditions), key=cost, default=None)


def _inner(node: Node) -> Iterator[Clause]:
    op, argument = node
    if op in ("SUBPATTERN", "ATOMIC_GROUP") or (op in REPEATS and argument[0] > 0):
        yield from clauses(body(node))
    elif op == "BRANCH":
        some = [clause for branch in branches(node) if (clause := _best(clauses(branch)))]
        if len(some) == len(branches(node)):
            literals = frozenset[str]().union(*(clause.literals for clause in some))
            yield Clause(literals, max(clause.before for clause in some))


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
        return _characters([("LITERAL", argument)])
    if op == "IN":
        return _characters(node[1])
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _strings(body(node))
    if op == "BRANCH":
        return _united(_strings(branch) for branch in branches(node))
    if op in REPEATS and node[1][1] <= MOST:
        return _united(_repeated(body(node), times) for times in range(node[1][0], node[1][1] + 1))
    return None


def _repeated(sequence: list[Node], times: int) -> frozenset[str] | None:
    return _strings([node for _ in range(times) for node in sequence])


def _characters(items: Iterable[tuple[object, Any]]) -> frozenset[str] | None:
    """The characters with these codes, in lower case, any digit as `DIGIT`; `None` where one is no code, or no ASCII
    character."""
    characters = [_character(str(kind), code) for kind, code in items]
    return frozenset(characters) if all(c.isascii() and c for c in characters) else None


def _character(kind: str, code: Any) -> str:
    if kind == "CATEGORY":
        return DIGIT if str(code) == "CATEGORY_DIGIT" else ""
    if kind == "RANGE":
        return DIGIT if all(chr(limit).isdigit() for limit in code) else ""
    if kind != "LITERAL":
        return ""
    character = chr(code).lower()
    return DIGIT if character.isdigit() else character


def _joined(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None or len(first) * len(second) > 2 * MOST:
        return None
    return frozenset(a + b for a in first for b in second)


def _united(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for strings in each:
        if strings is None:
            return None
        found |= strings
    return found if len(found) <= 2 * MOST else None
