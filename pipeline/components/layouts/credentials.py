"""The expert reviewer's licensure and specialties, as fields or as prose."""

from __future__ import annotations

import re

from pipeline.components.layouts.guarded import GuardedRegex
from pipeline.components.tags import Tag
from pipeline.rules.layout_model import Credentials

_SEPARATOR = re.compile(r" ?[,;] ?(?:and )?| and | & (?=[A-Z][a-z]+ (?:Medicine|Surgery)\b.*,)")
_COMMA = re.compile(r" ?[,;] ?")
_STATE_TAIL = re.compile(r"^(?:the states? of )", re.IGNORECASE)


_LONGEST_NAME = 70  # characters
_AROUND = " .,;:*-\u2022"


class CredentialsReader:
    """Reads credentials by the expressions of a layout."""

    def __init__(self, credentials: Credentials, layout: str) -> None:
        self._layout = layout
        self.section = credentials.section
        self._regexes = {
            "licensure": list(map(GuardedRegex, credentials.licensure)),
            "specialties": list(map(GuardedRegex, credentials.specialties)),
        }
        self._whole = re.compile(
            "|".join(re.escape(name) for name in sorted(credentials.whole, key=len, reverse=True)) or r"(?!)",
            re.IGNORECASE,
        )

    def read(self, text: str, start: int, end: int) -> list[Tag]:
        """The tags `licensure` and `specialties` in `[start, end)` of the reading text, one per name."""
        tags: list[Tag] = []
        for label, regexes in self._regexes.items():
            for i, regex in enumerate(regexes):
                for m in regex.finditer(text, start, end):
                    s, e = m.span("values")
                    rule = f"{self._layout}.{label}.{i + 1}"
                    prose = ":" not in text[m.start() : s]
                    tags += [Tag(label, a, b, text[a:b], rule) for a, b in self._names(text, s, e, prose)]
        tags.sort(key=lambda tag: tag.start)
        return tags

    def _names(self, text: str, start: int, end: int, prose: bool) -> list[tuple[int, int]]:
        """The names in a list of them; in a field only commas part names, in prose "and" does too."""
        separators = list((_SEPARATOR if prose else _COMMA).finditer(text, start, end))
        whole = [m.span() for m in self._whole.finditer(text, start, end)] if separators else []
        names = []
        at = start
        for m in separators:
            if any(s < m.end() and m.start() < e for s, e in whole):
                continue
            names.append((at, m.start()))
            at = m.end()
        names.append((at, end))
        trimmed = [_trim(text, s, e) for s, e in names]
        return [(s, e) for s, e in trimmed if s < e and _is_name(text[s:e])]


def _is_name(printed: str) -> bool:
    """Whether this may be the name of a state or a specialty, and not what stands behind a list without an end."""
    return len(printed) <= _LONGEST_NAME and not any(map(str.isdigit, printed))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    tail = _STATE_TAIL.match(text[start:end])
    if tail:
        start += tail.end()
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end
