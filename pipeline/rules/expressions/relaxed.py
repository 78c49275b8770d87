"""Regular expressions in the syntax of RE2, which knows neither look-around nor references.

What RE2 cannot say is left out or widened: the relaxed expression matches wherever the expression does. Where nothing
had to be, it is exact: in ASCII text in small letters it finds what Python's `re` finds there in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.rules.expressions.kept import kept
from pipeline.rules.expressions.re_tree import (
    ASSERTIONS,
    PASSED_ON,
    REPEATS,
    UNBOUNDED,
    Node,
    body,
    branches,
    can_be_empty,
    nodes,
    parse,
)
from pipeline.rules.expressions.whole_words import SURELY, edge
from pipeline.text.folding import fold

OTHER_WORD, OTHER = "_", "?"
"""Stand for all letters beyond ASCII, and for all other characters there but digits, in texts and in expressions: so
RE2's automata stay small, and its word borders are Python's."""
ANYTHING = r"(?s:.)"
LONGEST_COUNT = 20
"""Repeats with a higher limit have none when relaxed: RE2 would write them out."""
_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]+[:)]")
_ASCII = [chr(code) for code in range(128)]
_SMALL = [char for char in _ASCII if not char.isupper()]
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
}
_BORDER = r"\b"
_PLACES = {"AT_BOUNDARY": _BORDER, "AT_NON_BOUNDARY": r"\B", "AT_BEGINNING": r"\A", "AT_BEGINNING_STRING": r"\A"}
_ZERO_WIDTH = frozenset({"", *_PLACES.values()})
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
    """A text with the same offsets, in which what stands beyond ASCII is `OTHER_WORD`, `OTHER`, or a digit."""
    return text if text.isascii() else _BEYOND_ASCII.sub(_stand_in, text)


def _stand_in(character: re.Match[str]) -> str:
    return "0" if character[0].isdecimal() else OTHER_WORD if character[0].isalnum() else OTHER


@lru_cache(maxsize=4096)
def relaxed(regex: str, cased: bool = False) -> Relaxed:
    """An expression of a rule, which is searched for whole words.

    Args:
        regex: the expression; how it reads capitals, it does not say itself where the text has any.
        cased: it is searched in a text as it is, and not in small letters.
    """
    kind = "cased" if cased else "relaxed"
    known = kept().get(kind, regex)
    if isinstance(known, list) and list(map(type, known)) == [str, bool]:
        return Relaxed(*known)
    found = _relaxed(regex, cased)
    kept().add(kind, regex, list(found))
    return found


def _relaxed(regex: str, cased: bool) -> Relaxed:
    tree = parse(regex)
    flags = sets_flags(regex)
    whole = _Relaxing(flags, cased).whole(tree)
    borders = edge(tree) == edge(tree, last=True) == SURELY
    return Relaxed(whole.regex, whole.exact and borders and not flags and not can_be_empty(tree))


def sets_flags(regex: str) -> bool:
    """Whether an expression says itself how it reads capitals, line breaks or its ends."""
    return _FLAGS.search(regex) is not None


class _Place(NamedTuple):
    """Where in an expression a part of it stands.

    Attributes:
        begins, ends: whether nothing stands before it, or behind it.
        border: whether it ends where the match ends, and not where what the match looks at does.
    """

    begins: bool = False
    ends: bool = False
    border: bool = False


_INSIDE = _Place()


def relaxed_part(regex: str) -> str:
    """The same for an expression that is searched in any case and may match a part of a word."""
    known = kept().get("part", regex)
    if not isinstance(known, str):
        known = _Relaxing(sets_flags(regex), cased=False).inner(parse(regex)).regex
        kept().add("part", regex, known)
    return known


class _Relaxing:
    """Relaxes the parts of an expression.

    What it looks at behind its end is part of the relaxed one, whose end nobody asks for.

    Args:
        sets_flags: whether the expression says itself what `^`, `$` and `.` mean.
        cased: whether the text has capitals.
    """

    def __init__(self, sets_flags: bool, cased: bool) -> None:
        self._sets_flags = sets_flags
        self._cased = cased

    def whole(self, tree: Sequence[Node]) -> Relaxed:
        """An expression that is searched for whole words."""
        return self._sequence(tree, _Place(begins=True, ends=True, border=True))

    def inner(self, tree: Sequence[Node]) -> Relaxed:
        """One that may match a part of a word, or a part that stands inside another one."""
        return self._sequence(tree, _INSIDE)

    def _sequence(self, tree: Sequence[Node], place: _Place) -> Relaxed:
        first, last = 0, len(tree)
        while last and tree[last - 1][0] in ASSERTIONS:
            last -= 1
        while first < last and tree[first][0] in ASSERTIONS:
            first += 1
        before = [self._assertion(node, _INSIDE) for node in tree[:first]]
        asserted = [self._assertion(node, place) for node in tree[last:]]
        looked_at = [part for part in asserted if part.regex not in _ZERO_WIDTH]
        behind = [*(part for part in asserted if part.regex in _ZERO_WIDTH), *looked_at[:1]]
        looks = any(part.regex for part in behind)
        inside = []
        for number in range(first, last):
            begins, ends = place.begins and number == first, place.ends and number == last - 1 and not looks
            inside.append(self._node(tree[number], _Place(begins, ends, ends and place.border)))
        parts = [*before, *inside, *behind]
        if first < last:
            if place.begins and tree[first][0] not in PASSED_ON and edge(tree[first:last]) == SURELY:
                parts.insert(first, Relaxed(_BORDER))
            passed_on = tree[last - 1][0] in PASSED_ON and not looks
            if place.border and not passed_on and edge(tree[first:last], last=True) == SURELY:
                parts.insert(len(parts) - len(behind), Relaxed(_BORDER))
        return Relaxed("".join(part.regex for part in parts), all(part.exact for part in parts))

    def _assertion(self, node: Node, place: _Place) -> Relaxed:
        op, argument = node
        if op == "AT" and not self._sets_flags:
            if str(argument) == "AT_END" and place.ends:
                return Relaxed(r"\n?\z", exact=False)
            return Relaxed(_PLACES.get(str(argument), ""), str(argument) in _PLACES)
        if op == "ASSERT" and argument[0] > 0 and place.ends:
            return Relaxed(f"(?:{self._sequence(nodes(argument[1]), _Place(ends=True)).regex})", exact=False)
        return Relaxed("", exact=False)

    def _node(self, node: Node, place: _Place) -> Relaxed:
        op, argument = node
        if op == "LITERAL":
            return Relaxed(_literal(argument, self._cased))
        if op == "IN":
            return Relaxed(_class(tuple(nodes(argument)), self._cased))
        if op == "NOT_LITERAL":
            return Relaxed(_class((("NEGATE", None), ("LITERAL", argument)), self._cased))
        if op == "ANY":
            return Relaxed(ANYTHING if self._sets_flags else r"[^\n]")
        if op in ASSERTIONS:
            return self._assertion(node, _INSIDE)
        if op in REPEATS:
            return self._repeat(node)
        if op in ("BRANCH", "GROUPREF_EXISTS"):
            each = [self._sequence(branch, place) for branch in branches(node)]
            exact = op == "BRANCH" and all(one.exact for one in each)
            return Relaxed(f"(?:{'|'.join(one.regex for one in each)})", exact)
        if op in ("SUBPATTERN", "ATOMIC_GROUP"):
            inside = self._sequence(body(node), place)
            return Relaxed(f"(?:{inside.regex})", inside.exact and op == "SUBPATTERN")
        return Relaxed(f"{ANYTHING}*", exact=False)  # a reference to a group

    def _repeat(self, node: Node) -> Relaxed:
        op, argument = node
        low, high = int(argument[0]), int(argument[1])
        inside = self._sequence(body(node), _INSIDE)
        exact = inside.exact and op != "POSSESSIVE_REPEAT" and not can_be_empty(body(node))
        if (low, high) == (0, 1):  # RE2 knows the literals of alternatives, and none of what may be left out
            return Relaxed(f"(?:|{inside.regex})" if op == "MIN_REPEAT" else f"(?:{inside.regex}|)", exact)
        limits = f"{{{low},{high}}}"
        if high > LONGEST_COUNT:
            limits = f"{{{low},}}" if 1 < low <= LONGEST_COUNT else "+" if low else "*"
        counted = low <= LONGEST_COUNT and (high <= LONGEST_COUNT or high == UNBOUNDED)
        return Relaxed(f"(?:{inside.regex}){limits}{'?' * (op == 'MIN_REPEAT')}", exact and counted)


@lru_cache(maxsize=1024)
def _class(items: tuple[Node, ...], cased: bool) -> str:
    characters = _ASCII if cased else _SMALL
    read = characters_of(items, cased)
    if len(read) == len(characters):
        return ANYTHING
    left_out = [char for char in characters if char not in read]
    return f"[{''.join(map(_quoted, read))}]" if len(read) < len(left_out) else f"[^{''.join(map(_quoted, left_out))}]"


def characters_of(items: Sequence[Node], cased: bool = False) -> list[str]:
    """The ASCII characters that a class reads; with what stands for all others, where it reads any of these."""
    characters, reads = (_ASCII, _reads_cased) if cased else (_SMALL, _reads)
    negated = bool(items) and items[0][0] == "NEGATE"
    read = [char for char in characters if any(reads(*item, char) for item in items if item[0] != "NEGATE") != negated]
    if not negated and all(map(_is_ascii, items)):
        return read
    no_words = negated and any(str(argument) == "CATEGORY_WORD" for _, argument in items)
    return sorted({*read, OTHER} if no_words else {*read, OTHER_WORD, OTHER})


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


def _reads_cased(op: str, argument: Any, char: str) -> bool:
    """Whether it reads this very character."""
    if op == "LITERAL":
        return chr(argument) == char
    return argument[0] <= ord(char) <= argument[1] if op == "RANGE" else _reads(op, argument, char)


@lru_cache(maxsize=1024)
def _literal(code: int, cased: bool) -> str:
    return _quoted(in_ascii(chr(code) if cased else fold(chr(code))))


def _quoted(char: str) -> str:
    return char if char.isalnum() else rf"\x{ord(char):02x}"
