"""Regular expressions in the syntax of RE2, which knows neither look-around nor references.

What RE2 cannot say is left out or widened: the relaxed expression matches wherever the expression does. Where nothing
had to be, it is exact: in ASCII text in small letters it finds what Python's `re` finds there in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.rules.re_tree import ASSERTIONS, REPEATS, UNBOUNDED, Node, body, branches, can_be_empty, nodes, parse
from pipeline.rules.whole_words import SURELY, edge
from pipeline.text.folding import fold

OTHER_WORD, OTHER = "_", "?"
"""Stand for all letters beyond ASCII, and for all other characters there but digits, in texts and in expressions: so
RE2's automata stay small, and its word borders are Python's."""
ANYTHING = r"(?s:.)"
LONGEST_COUNT = 20
"""Repeats with a higher limit have none when relaxed: RE2 would write them out."""
_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]+[:)]")
_SMALL = [char for char in map(chr, range(128)) if not char.isupper()]
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
}
_BORDER = r"\b"
_PLACES = {"AT_BOUNDARY": _BORDER, "AT_NON_BOUNDARY": r"\B", "AT_BEGINNING": r"\A", "AT_BEGINNING_STRING": r"\A"}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class Relaxed(NamedTuple):
    """An expression in RE2's syntax.

    Attributes:
        regex: it matches wherever the one that it was made of does.
        exact: in ASCII text it finds the same.
    """

    regex: str
    exact: bool = True


def in_ascii(text: str) -> str:
    """A text in small letters (`fold`) with the same offsets, in which what stands beyond ASCII is `OTHER_WORD`,
    `OTHER`, or a digit."""
    return text if text.isascii() else _BEYOND_ASCII.sub(_stand_in, text)


def _stand_in(character: re.Match[str]) -> str:
    return "0" if character[0].isdecimal() else OTHER_WORD if character[0].isalnum() else OTHER


@lru_cache(maxsize=4096)
def relaxed(regex: str) -> Relaxed:
    """An expression of a rule, which is searched in any case and for whole words."""
    tree = parse(regex)
    sets_flags = _FLAGS.search(regex) is not None
    inside = _sequence(tree, sets_flags)
    begins, ends = edge(tree) == SURELY, edge(tree, last=True) == SURELY
    whole = f"{_BORDER if begins else ''}(?:{inside.regex}){_BORDER if ends else ''}"
    return Relaxed(
        whole + _looked_at(tree, sets_flags),
        inside.exact and begins and ends and not sets_flags and not can_be_empty(tree),
    )


def _looked_at(tree: Sequence[Node], sets_flags: bool) -> str:
    """What stands behind every match of an expression that ends by looking at it."""
    op, argument = tree[-1] if tree else ("", None)
    return f"(?:{_sequence(nodes(argument[1]), sets_flags).regex})" if op == "ASSERT" and argument[0] > 0 else ""


def _sequence(tree: Iterable[Node], sets_flags: bool) -> Relaxed:
    parts = [_relaxed(node, sets_flags) for node in tree]
    return Relaxed("".join(part.regex for part in parts), all(part.exact for part in parts))


def _relaxed(node: Node, sets_flags: bool) -> Relaxed:
    """A node; `sets_flags` where the expression says itself what `^` and `.` mean."""
    op, argument = node
    if op == "LITERAL":
        return Relaxed(_literal(argument))
    if op == "IN":
        return Relaxed(_class(tuple(nodes(argument))))
    if op == "NOT_LITERAL":
        return Relaxed(_class((("NEGATE", None), ("LITERAL", argument))))
    if op == "ANY":
        return Relaxed(ANYTHING if sets_flags else r"[^\n]")
    if op == "AT" and str(argument) in _PLACES and not sets_flags:
        return Relaxed(_PLACES[str(argument)])
    if op in ASSERTIONS:
        return Relaxed("", exact=False)
    if op in REPEATS:
        return _repeat(node, sets_flags)
    if op in ("BRANCH", "GROUPREF_EXISTS"):
        each = [_sequence(branch, sets_flags) for branch in branches(node)]
        exact = op == "BRANCH" and all(one.exact for one in each)
        return Relaxed(f"(?:{'|'.join(one.regex for one in each)})", exact)
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        inside = _sequence(body(node), sets_flags)
        return Relaxed(f"(?:{inside.regex})", inside.exact and op == "SUBPATTERN")
    return Relaxed(f"{ANYTHING}*", exact=False)  # a reference to a group


def _repeat(node: Node, sets_flags: bool) -> Relaxed:
    op, argument = node
    low, high = int(argument[0]), int(argument[1])
    inside = _sequence(body(node), sets_flags)
    limits = f"{{{low},{high}}}"
    if high > LONGEST_COUNT:
        limits = f"{{{low},}}" if 1 < low <= LONGEST_COUNT else "+" if low else "*"
    counted = low <= LONGEST_COUNT and (high <= LONGEST_COUNT or high == UNBOUNDED)
    exact = inside.exact and counted and op != "POSSESSIVE_REPEAT" and not can_be_empty(body(node))
    return Relaxed(f"(?:{inside.regex}){limits}{'?' * (op == 'MIN_REPEAT')}", exact)


@lru_cache(maxsize=1024)
def _class(items: tuple[Node, ...]) -> str:
    """The small ASCII letters and signs that a class reads, and what stands for all others."""
    negated = bool(items) and items[0][0] == "NEGATE"
    read = [char for char in _SMALL if any(_reads(*item, char) for item in items if item[0] != "NEGATE") != negated]
    if len(read) == len(_SMALL):
        return ANYTHING
    if negated or not all(map(_is_ascii, items)):
        read = sorted({*read, OTHER_WORD, OTHER})
    left_out = [char for char in _SMALL if char not in read]
    return f"[{''.join(map(_quoted, read))}]" if len(read) < len(left_out) else f"[^{''.join(map(_quoted, left_out))}]"


def _is_ascii(item: Node) -> bool:
    """Whether an item of a class reads ASCII characters, in any case, and digits alone."""
    op, argument = item
    if op == "CATEGORY":
        return str(argument) == "CATEGORY_DIGIT"
    return all(chr(code).isascii() for code in (argument if op == "RANGE" else (argument,)))


def _reads(op: str, argument: Any, char: str) -> bool:
    """Whether an item of a class reads a character, in any case."""
    if op == "LITERAL":
        return fold(chr(argument)) == char
    if op == "RANGE":
        return any(argument[0] <= ord(one) <= argument[1] for one in (char, char.upper()))
    return _CATEGORIES[str(argument).replace("_NOT", "")](char) != ("_NOT" in str(argument))


@lru_cache(maxsize=1024)
def _literal(code: int) -> str:
    return _quoted(in_ascii(fold(chr(code))))


def _quoted(char: str) -> str:
    return char if char.isalnum() else rf"\x{ord(char):02x}"
