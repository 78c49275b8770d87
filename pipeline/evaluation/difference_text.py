"""A difference as text: for the terminal, and as Markdown for a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.evaluation.context import Context, context
from pipeline.evaluation.difference import KINDS, Change, Difference

_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
_LONGEST = 100
_LETTERS = 20
Around = Callable[[str | None, tuple[int, int] | None], Context | None]


def as_text(result: Difference, limit: int, around: Around = context) -> str:
    """The difference as plain text, at most `limit` changes of each field (0: all)."""
    lines = [_headline(result), ""]
    if result.fields:
        lines.append(f"{'field':42} {'gained':>8} {'lost':>8} {'changed':>8}")
        lines += [
            f"{name:42} " + " ".join(f"{number:8}" for number in result.counts(name).values()) for name in result.fields
        ]
    lines += [f"only in {side}: {letters}" for side, letters in _one_sided(result)]
    for name, changes in result.fields.items():
        lines += ["", name]
        for change in _first(changes, limit):
            lines.append(f"  {_SIGNS[change.kind]} {_who(change)}: {_values(change, str)}")
            if (words := around(change.path, change.place)) is not None:
                lines.append(f"      …{words.before}[{words.words}]{words.after}…")
        lines += [f"  and {rest} more"] if (rest := _rest(changes, limit)) else []
    return "\n".join(lines) + "\n"


def as_markdown(result: Difference, limit: int, around: Around = context) -> str:
    """The difference as Markdown: a table of figures, then a foldable list of each field's changes."""
    lines = [f"**{_headline(result)}**", ""]
    if result.fields:
        lines += ["| field | gained | lost | changed |", "|---|---:|---:|---:|"]
        for name in result.fields:
            counts = result.counts(name)
            lines.append(f"| `{name}` | " + " | ".join(str(counts[kind]) for kind in KINDS) + " |")
        lines.append("")
    lines += [f"Only in {side}: {_escaped(letters)}\n" for side, letters in _one_sided(result)]
    for name, changes in result.fields.items():
        lines += [f"<details><summary><code>{name}</code>: {len(changes)}</summary>", ""]
        for change in _first(changes, limit):
            line = f"- {_escaped(_who(change))} **{change.kind}** {_values(change, _code)}"
            if (words := around(change.path, change.place)) is not None:
                before, after = _escaped(words.before), _escaped(words.after)
                line += f"<br>…{before}<mark>{_escaped(words.words)}</mark>{after}…"
            lines.append(line)
        lines += [f"- and {rest} more"] if (rest := _rest(changes, limit)) else []
        lines += ["", "</details>", ""]
    return "\n".join(lines) + "\n"


def _headline(result: Difference) -> str:
    total = sum(map(len, result.fields.values()))
    return f"{total} changes in {result.changed_letters} of {result.letters} letters"


def _one_sided(result: Difference) -> Iterator[tuple[str, str]]:
    for side, letters in (("the old records", result.only_old), ("the new records", result.only_new)):
        if letters:
            names = [name if count == 1 else f"{name} ({count} times)" for name, count in Counter(letters).items()]
            rest = len(names) - _LETTERS
            yield side, ", ".join(names[:_LETTERS]) + (f" and {rest} more" if rest > 0 else "")


def _first(changes: list[Change], limit: int) -> list[Change]:
    return changes[:limit] if limit else changes


def _rest(changes: list[Change], limit: int) -> int:
    return max(0, len(changes) - limit) if limit else 0


def _who(change: Change) -> str:
    return change.letter if change.item is None else f"{change.letter} no. {change.item}"


def _values(change: Change, form: Callable[[str], str]) -> str:
    sides = [form(_plain(value)) for value in (change.old, change.new) if value is not None]
    if change.kind == "changed" and len(sides) < 2:  # one of the two says nothing
        sides = [form(_plain(change.old)), form(_plain(change.new))]
    return " → ".join(sides) or form(_plain(None))


def _plain(value: Any) -> str:
    if value is None:
        return "nothing"
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return ", ".join(_plain(part) for part in value if part is not None)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"


def _escaped(text: str) -> str:
    for plain, form in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(plain, form)
    return "".join(f"\\{c}" if c in "\\`*_[]|#" else c for c in text)
