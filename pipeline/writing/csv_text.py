"""CSV as it is written: for spreadsheets as well as for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

BOM = "\ufeff"
"""At the beginning of a file: by it spreadsheets know UTF-8."""
CELL_LIMIT = 32_767
"""Characters of a cell that spreadsheets keep; what stands behind goes into the next rows, or is lost."""
_CUT = " […]"
# What a spreadsheet takes for the beginning of a formula; the wide forms too, which some locales read the
# same.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = ("\t", "\r", "\n")


def cell(value: Any) -> str:
    """A value as a cell: empty for none, `true`/`false` for a boolean, no text that a spreadsheet would run, and none
    that is longer than it keeps: such a text ends in `[…]`."""
    if value is None:
        return ""
    if type(value) is str and value[:1].isalnum() and len(value) <= CELL_LIMIT:  # as most begin, and no formula does
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if text.startswith(_CONTROL) or text.lstrip().startswith(_FORMULA):
        text = "'" + text
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(_CUT)] + _CUT


def csv_text(cells: Iterable[Sequence[str]]) -> str:
    """Rows as the text of a CSV file, with the line ends of RFC 4180; without NULs, at which readers of CSV stop."""
    return "".join([",".join([quoted(c) if c else c for c in row]) + "\r\n" for row in cells]).replace("\0", "")


def quoted(text: str) -> str:
    """A cell as `csv.writer` writes it, in quotes where it has to be; that looks at every letter of the rationales."""
    if '"' in text:
        text = text.replace('"', '""')
    elif "," not in text and "\n" not in text and "\r" not in text:
        return text
    return f'"{text}"'
