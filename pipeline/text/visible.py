"""Text as it may be shown in a terminal: what would act on the terminal is seen instead."""

from __future__ import annotations

import re

# Control characters but the tab and the line feed; marks that turn the direction of what stands around them.
_ACTS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")


def visible(text: str) -> str:
    """`text` with each character that acts on a terminal as its escape (`\\x1b`)."""
    return _ACTS.sub(_escape, text.replace("\r\n", "\n"))


def visible_json(text: str) -> str:
    """The same for JSON, in whose strings alone it can stand, there as `\\u001b`: what the JSON says is the same."""
    return _ACTS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def visible_line(text: str) -> str:
    """`visible` for what takes one line, a file's name for one: line feeds and tabs are shown too."""
    return visible(text).replace("\n", "\\x0a").replace("\t", "\\x09")


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
