"""Bytes to text, with a stated fallback and a plain answer for what is no text."""

from __future__ import annotations

import codecs
import re

from pipeline.reading.problems import BINARY, EMPTY, UnreadableError

FALLBACK = "cp1252"
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


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding) such that `text == data.decode(encoding)`.

    UTF-8, or by its byte order mark UTF-8, UTF-16 or UTF-32; what is none of these is read as cp1252, the
    code page of Windows in which old exports were written.

    Raises:
        UnreadableError: the data are binary, or hold no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = FALLBACK
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            raise UnreadableError(BINARY, "the file is binary, not text") from None
    if is_binary(text):
        raise UnreadableError(BINARY, "the file is binary, not text")
    require_text(text)
    return text, encoding


def is_binary(text: str) -> bool:
    """Whether control characters, by their share, say that these were no text: a stray NUL in a letter does not."""
    return len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text)


def require_text(text: str) -> None:
    """Raise `UnreadableError` for a text of white space alone."""
    if not text or text.isspace():
        raise UnreadableError(EMPTY, "there is no text in it")
