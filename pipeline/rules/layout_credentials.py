"""Where the expert reviewer's licensure and specialties stand, as fields or in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.layout_model import Credentials
from pipeline.rules.prefiltered import PrefilteredRegex
from pipeline.rules.tags import Tag

FIELD, PROSE, WHOLE = "field", "prose", "whole"


class CredentialsFinder:
    """Finds lists of names by the expressions of a layout."""

    def __init__(self, credentials: Credentials, layout: str) -> None:
        self.section = credentials.section
        self._regexes = [
            (label, f"{layout}.{label}.{i}", PrefilteredRegex(regex))
            for label in ("licensure", "specialties")
            for i, regex in enumerate(getattr(credentials, label), 1)
        ]
        names = sorted(credentials.whole, key=len, reverse=True)
        self._whole = re.compile("|".join(map(re.escape, names)), re.IGNORECASE) if names else None

    def find(self, text: str, start: int, end: int) -> Iterator[Tag]:
        """The tags `licensure` and `specialties` in `[start, end)` of the reading text, one for each list, with the
        value `field` or `prose`; and `whole`, one for each name of the layout's own that is not to be parted."""
        for label, rule, regex in self._regexes:
            for m in regex.finditer(text, start, end):
                first, last = m.span("values")
                yield Tag(label, first, last, FIELD if ":" in text[m.start() : first] else PROSE, rule)
        if self._whole is not None:
            yield from (Tag(WHOLE, *m.span(), m.group(), "") for m in self._whole.finditer(text, start, end))
