"""Regular expressions and texts as the literal prefilter sees them: in letters, blanks and digits that are all alike.

Every digit is the same, and whatever is neither letter nor digit is a blank; a blank stands before a section and behind
it. So the form of a number is a literal ("0 00 0000"), and so are the borders of a word: the "if" of " if " is in no
"specific". A coarse expression matches the coarse text wherever the expression matches the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.rules.expressions.kept import kept
from pipeline.rules.expressions.re_tree import Node, body, parse
from pipeline.rules.expressions.relaxed import (
    ANYTHING,
    LONGEST_COUNT,
    OTHER_WORD,
    Relaxed,
    Relaxing,
    characters_of,
    in_ascii,
    sets_flags,
)
from pipeline.text.folding import fold

BLANK, DIGIT = "  ", "000"
"""RE2 takes no literals of less than three characters: so long are a digit, and a letter beside a blank."""
_MOST_TURNS, _LONGEST = 4, 12
"""A short part that is repeated is written out, so often at most: RE2 takes no literal out of a repeat."""


def _seen_as(char: str) -> str:
    """What stands for a character of a text in small letters and ASCII."""
    return DIGIT if char.isdigit() else char if char.isalpha() or char == OTHER_WORD else BLANK


_ASCII = [chr(code) for code in range(128)]
_TABLE = bytes(ord(_seen_as(char)[0]) for char in _ASCII) * 2
_CHARACTERS = frozenset(_seen_as(char) for char in _ASCII if not char.isupper())


def in_coarse(text: bytes) -> bytes:
    """A text in small letters and ASCII (`in_ascii`) as the prefilter sees it."""
    alike = b" %s " % text.translate(_TABLE)
    return alike.replace(b" ", BLANK.encode()).replace(b"0", DIGIT.encode())


def coarse(regex: str) -> str:
    """An expression of a rule in RE2's syntax, over coarse texts with a blank before them and behind them."""
    known = kept().get("coarse", regex)
    if not isinstance(known, str):
        known = _Coarse(sets_flags(regex), cased=False).whole(parse(regex)).regex
        kept().add("coarse", regex, known)
    return known


def is_known(regex: str) -> bool:
    """Whether an expression was looked at before, and so is a valid one."""
    return kept().get("coarse", regex) is not None


class _Coarse(Relaxing):
    """Relaxes the parts of an expression for coarse texts, in which a border of words is a blank."""

    border = BLANK
    border_is_read = True
    places = {"AT_BEGINNING": BLANK, "AT_BEGINNING_STRING": BLANK}  # noqa: RUF012

    def end_of_text(self) -> Relaxed:
        return Relaxed("", exact=False)

    def literal(self, code: int) -> str:
        return _seen_as(in_ascii(fold(chr(code))))

    def one_of(self, items: Sequence[Node]) -> str:
        return _class(tuple(items))

    def _repeat(self, node: Node) -> Relaxed:
        low, high = int(node[1][0]), int(node[1][1])
        if low == high or (low, high) == (0, 1):
            return super()._repeat(node)
        inside = self.inner(body(node)).regex
        if high <= _MOST_TURNS and len(inside) <= _LONGEST:
            return Relaxed(f"(?:{'|'.join(inside * turns for turns in range(low, high + 1))})", exact=False)
        # Turns beyond the least add no literal, and RE2 would write out each of them.
        return Relaxed(f"(?:{inside})" * min(low, LONGEST_COUNT) + f"(?:{inside})*", exact=False)


@lru_cache(maxsize=1024)
def _class(items: tuple[Node, ...]) -> str:
    read = {_seen_as(char) for char in characters_of(items)}
    if read >= _CHARACTERS:
        return ANYTHING
    letters = "".join(sorted(read - {BLANK, DIGIT}))
    parts = [*([f"[{letters}]"] if letters else []), *sorted(read & {BLANK, DIGIT})]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
