"""The one literal prefilter: which regular expressions may match a text at all.

RE2 tells it for all expressions at once, in time linear in the text: by literals that every match holds, then by the
expressions themselves. RE2 knows neither look-around nor references, so each expression is relaxed before: what it
cannot say is left out or widened, so that the relaxed one matches wherever the expression does. Python's `re` then
finds the matches of the few that are left, at the places where RE2 sees that one may begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import re2

from pipeline.rules.re_tree import ASSERTIONS, REPEATS, Node, body, branches, nodes, parse
from pipeline.text.folding import fold

OTHER = "?"
"""Stands for every character beyond ASCII but digits, in texts and in expressions: so RE2's automata stay small."""
ANYTHING = r"(?s:.)"
LONGEST_COUNT = 20
"""Repeats with a higher limit have none when relaxed: RE2 would write them out."""
_SMALL = [char for char in map(chr, range(128)) if not char.isupper()]
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
}


class Prefilter:
    """Tells which of several regular expressions may match a text, and where.

    Texts are in small letters, as `in_ascii` gives them.

    Args:
        regexes: expressions as Python has them, to be searched in any case.
    """

    def __init__(self, regexes: Sequence[str]) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.log_errors = False
        self._filter = re2.Filter()
        self._known: list[int] = []  # which expression is the filter's first, second …
        self._always: list[int] = []
        for number, regex in enumerate(regexes):
            try:
                self._filter.Add(_of_regex(regex), options)
            except re2.error:
                self._always.append(number)
            else:
                self._known.append(number)
        if self._known:
            self._filter.Compile()
        self._relaxed: list[Any] = [None] * len(regexes)
        for index, number in enumerate(self._known):
            self._relaxed[number] = self._filter.re(index)

    def may_match(self, text: bytes) -> list[int]:
        """The places of the expressions that may match, in order."""
        if not self._known:
            return self._always
        known = self._known
        return sorted([*self._always, *(known[index] for index in self._filter.Match(text) or ())])

    def first_begin(self, number: int, text: bytes, at: int) -> int | None:
        """The first offset from `at` on at which a match of an expression may begin; `None` where there is none.

        Args:
            number: the expression's place.
        """
        relaxed_one = self._relaxed[number]
        if relaxed_one is None:  # RE2 does not take it
            return at
        found = relaxed_one.search(text, at)
        return None if found is None else found.start()

    @cached_property
    def without_literals(self) -> frozenset[int]:
        """Those that hold no literal in every match, so that each text has to be searched for them."""
        if not self._known:
            return frozenset(self._always)
        found = self._filter.Match(b"", potential=True) or ()
        return frozenset([*self._always, *(self._known[index] for index in found)])


def in_ascii(text: str) -> bytes:
    """A text in small letters (`fold`) with the same offsets, with one sign for all letters beyond ASCII."""
    if not text.isascii():
        text = "".join(char if char.isascii() else "0" if char.isdecimal() else OTHER for char in text)
    return text.encode("ascii")


@lru_cache(maxsize=4096)
def _of_regex(regex: str) -> str:
    return relaxed(parse(regex))


def relaxed(tree: Iterable[Node]) -> str:
    """An expression in RE2's syntax that matches wherever the one of this tree does."""
    return "".join(map(_relaxed, tree))


def _relaxed(node: Node) -> str:
    op, argument = node
    if op in ASSERTIONS:
        return ""
    if op == "LITERAL":
        return _literal(argument)
    if op == "NOT_LITERAL" or op == "ANY":
        return ANYTHING
    if op == "IN":
        return _class(tuple(nodes(argument)))
    if op in REPEATS:
        return f"(?:{relaxed(body(node))}){_limits(int(argument[0]), int(argument[1]))}"
    if op in ("BRANCH", "GROUPREF_EXISTS"):
        return f"(?:{'|'.join(map(relaxed, branches(node)))})"
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return relaxed(body(node))
    return f"{ANYTHING}*"  # a reference to a group


def _limits(low: int, high: int) -> str:
    if high > LONGEST_COUNT:
        return f"{{{low},}}" if 1 < low <= LONGEST_COUNT else "+" if low else "*"
    return f"{{{low},{high}}}"


@lru_cache(maxsize=1024)
def _class(items: tuple[Node, ...]) -> str:
    """The small ASCII letters and signs that a class reads, and what stands for all others."""
    negated = bool(items) and items[0][0] == "NEGATE"
    read = [char for char in _SMALL if any(_reads(*item, char) for item in items if item[0] != "NEGATE") != negated]
    if len(read) == len(_SMALL):
        return ANYTHING
    if negated or not all(map(_is_ascii, items)):
        read.append(OTHER)
    return f"[{''.join(map(_quoted, read))}]"


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
    char = fold(chr(code))
    return _quoted(char if char.isascii() else OTHER)


def _quoted(char: str) -> str:
    return char if char.isalnum() else rf"\x{ord(char):02x}"
