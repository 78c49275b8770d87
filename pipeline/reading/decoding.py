"""Bytes to text, with a stated fallback and a plain answer for what is no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.reading.problems import BINARY, EMPTY, UnreadableError

FALLBACK = "cp1252"
REPLACED = "\ufffd"
# A half of a surrogate pair is legal in JSON's escapes and in no text; replaced one for one, offsets stay.
SURROGATE = re.compile("[\ud800-\udfff]")
# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# Without those that text files hold for a reason: tab, line breaks, form feed, escape, Ctrl-Z as an end mark.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_BINARY_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in: `text == data.decode(encoding, "replace")`.

    Attributes:
        damaged: whether bytes that are no text in that encoding were replaced, one U+FFFD for each run of them.
    """

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded:
    """The text that `data` hold.

    UTF-8, or by its byte order mark UTF-8, UTF-16 or UTF-32. What is no UTF-8 is read as cp1252, the code page of
    Windows in which old exports were written, unless most of what is not ASCII is UTF-8: then a few bytes are damaged.

    Raises:
        UnreadableError: the data are binary, or hold no text.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = marked or ("utf-8" if is_utf8(data) else FALLBACK)
    try:
        decoded = Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        decoded = Decoded(data.decode(encoding, "replace"), encoding, damaged=True)
    text = decoded.text
    if is_binary(text) or (decoded.damaged and text.count(REPLACED) > max(1, _BINARY_SHARE * len(text))):
        raise UnreadableError(BINARY, "the file is binary, not text")
    require_text(text)
    return decoded


def is_utf8(data: bytes) -> bool:
    """Whether `data` are UTF-8, but for bytes that are fewer than its characters beyond ASCII."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        wrong = text.count(REPLACED)
        return wrong < sum(not character.isascii() for character in text) - wrong
    return True


def is_binary(text: str) -> bool:
    """Whether control characters, by their share, say that these were no text: a stray NUL in a letter does not."""
    return len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text)


def require_text(text: str) -> None:
    """Raise `UnreadableError` for a text of white space alone."""
    if not text or text.isspace():
        raise UnreadableError(EMPTY, "there is no text in it")
