"""Which columns of a table hold what: named by the user, or known by the names under which a program publishes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import BAD_TABLE, NO_TEXT_COLUMN, UnreadableError

MOST_COLUMNS = 16_384
"""Of a table: as many as a spreadsheet holds."""
_SHOWN = 12
_KEPT_NAMES = 500  # of a table's columns, with which what they are is remembered


@dataclass(frozen=True, slots=True)
class Preset:
    """The columns of a published table, each by its name in lower case without anything but letters and digits.

    Attributes:
        name: what `--table` calls it.
        texts: expression for the columns that hold the texts, together one review, in the table's order.
        identity: for the column that names the review.
        outcome: for the column with the official decision.
        headed: whether each text is headed by its column's name (the reviewer's number), where there are several.
    """

    name: str
    texts: str
    identity: str
    outcome: str
    headed: bool = False


PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "dmhc",
            r"(?:(?:physician)?reviewers?|imr|clinical|summaryof)?findings?(?:text|summary)?",
            r"(?:imr)?(?:reference|case)(?:id|number|no|num)?",
            r"(?:imr|final)?determination|(?:imr|final)(?:decision|outcome|result)",
        ),
        Preset(
            "cdi",
            r"(?:imr|case)?(?:summary(?:of)?(?:physician)?reviewer|(?:physician)?reviewer)\d?(?:summary)?\d?",
            r"(?:imr)?(?:reference|case|file)(?:id|number|no|num)?|imr(?:id|number|no)",
            r"(?:imr|case|overall|final)?(?:determination|decision|outcome|result)",
            headed=True,
        ),
        Preset(
            "ny",
            r"(?:(?:decision|appeal|(?:physician)?reviewers?|case)?summary|summaryof(?:decision|appeal|review))\d?",
            r"(?:external)?(?:case|appeal)(?:number|id|no|num)?",
            r"decision|determination|(?:(?:external)?appeal|final|agent)(?:decision|determination|outcome|result)",
            headed=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's columns are, by their names in the table.

    Attributes:
        texts: the columns of the text, in order.
        each: whether each of them is a review of its own.
        identity: the column that names the review, or `None`.
        outcome: the column with the official decision, or `None`.
        headed: whether each text is headed by its column's name where there are several.
    """

    texts: tuple[str, ...]
    each: bool = False
    identity: str | None = None
    outcome: str | None = None
    headed: bool = False


def columns_of(names: tuple[str, ...], options: ReadingOptions) -> Columns:
    """The columns of a table that has these names.

    What the options name counts first; then the preset that they name, or the one all of whose columns are there.

    Raises:
        UnreadableError: no column of a text is known.
    """
    found = named_columns(names, options)
    if found is None:
        shown = ", ".join(name for name in names[:_SHOWN] if name) + (", …" if len(names) > _SHOWN else "")
        message = f"no column with the text is known among {shown or 'none'}: name it with --text-field"
        raise UnreadableError(NO_TEXT_COLUMN, message)
    return found


def named_columns(names: tuple[str, ...], options: ReadingOptions) -> Columns | None:
    """The same, or `None` where no column of a text is known."""
    return _remembered(names, options) if len(names) <= _KEPT_NAMES else _named_columns(names, options)


@lru_cache(256)
def _remembered(names: tuple[str, ...], options: ReadingOptions) -> Columns | None:
    return _named_columns(names, options)


def _named_columns(names: tuple[str, ...], options: ReadingOptions) -> Columns | None:
    plain = {name: _plain(name) for name in names}
    wanted = [match for field in options.text_fields if (match := _named(field, plain))]
    preset = _preset(plain, options)
    if len(wanted) == len(options.text_fields):
        texts, headed = tuple(wanted), False
    elif preset is not None and options.text_fields == ReadingOptions().text_fields:
        texts, headed = tuple(_all(preset.texts, plain)), preset.headed
    else:
        return None
    identity = _named(options.id_field, plain)
    if preset is not None and options.id_field == ReadingOptions().id_field:
        identity = next(iter(_all(preset.identity, plain)), identity)
    outcome = _named(options.outcome_field, plain) if options.outcome_field else None
    if preset is not None and not options.outcome_field:
        outcome = next(iter(_all(preset.outcome, plain)), None)
    return Columns(texts, options.each_field, identity, outcome, headed)


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names of columns, each once: a column without a name, or with one that was there, goes by its number.

    Raises:
        UnreadableError: they are more than any table has.
    """
    found: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        if number > MOST_COLUMNS:
            raise UnreadableError(BAD_TABLE, f"the table has more than {MOST_COLUMNS:,} columns")
        found[name if name and name not in found else f"{name or 'column'}_{number}"] = None
    return tuple(found)


def _preset(plain: Mapping[str, str], options: ReadingOptions) -> Preset | None:
    if options.table is not None:
        preset = PRESETS[options.table]
        return preset if _all(preset.texts, plain) else None
    return next((p for p in PRESETS.values() if all(_all(x, plain) for x in (p.texts, p.identity, p.outcome))), None)


def _named(field: str, plain: Mapping[str, str]) -> str | None:
    """The column of that name; failing that, of that name but for capitals, spaces and marks."""
    if field in plain:
        return field
    return next((name for name, letters in plain.items() if letters and letters == _plain(field)), None)


def _all(expression: str, plain: Mapping[str, str]) -> list[str]:
    return [name for name, letters in plain.items() if re.fullmatch(expression, letters)]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def joined(texts: Iterable[tuple[str, str]], columns: Columns) -> str:
    """The texts of a row, (column, text), as one text: with a blank line between."""
    held = [(name, text) for name, text in texts if text.strip()]
    if columns.headed and len(held) > 1:
        return "\n\n".join(f"{name}:\n{text}" for name, text in held)
    return "\n\n".join(text for _, text in held)
