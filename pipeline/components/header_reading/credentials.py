"""The expert reviewer's licensure and specialties: the names in a list of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.components.tags import Tag
from pipeline.rules.layout_credentials import PROSE
from pipeline.rules.shared import Shared
from pipeline.text.trimming import trimmed

_LONGEST_NAME = 70  # characters
_AROUND = " .,;:*-\u2022"


class CredentialNames:
    """Cuts the lists of names that `CredentialsFinder` finds.

    Args:
        shared: its fragments tell what joins names.
    """

    def __init__(self, shared: Shared) -> None:
        self._joint = re.compile(shared.filled("{NAME_JOINT}"))
        self._comma = re.compile(" ?[,;] ?")
        self._lead = re.compile(shared.filled("{STATE_LEAD}"), re.IGNORECASE)

    def read(self, text: str, lists: Sequence[Tag], whole: Sequence[Tag]) -> list[Tag]:
        """The tags `licensure` and `specialties`, one per name, in text order.

        Args:
            text: the reading text.
            lists: the lists of names: tags with these labels.
            whole: names that hold an "and" or a comma, which are not parted there.
        """
        tags = [
            Tag(found.label, start, end, text[start:end], found.rule)
            for found in lists
            for start, end in self._names(text, found, whole)
        ]
        return sorted(tags, key=lambda tag: tag.start)

    def _names(self, text: str, found: Tag, whole: Sequence[Tag]) -> list[tuple[int, int]]:
        """The names in a list of them; in a field only commas part names, in prose "and" does too."""
        joints = (self._joint if found.value == PROSE else self._comma).finditer(text, found.start, found.end)
        names, at = [], found.start
        for m in joints:
            if not any(tag.start < m.end() and m.start() < tag.end <= found.end for tag in whole):
                names.append((at, m.start()))
                at = m.end()
        found_names = [self._trimmed(text, s, e) for s, e in [*names, (at, found.end)]]
        return [(s, e) for s, e in found_names if s < e and _is_name(text[s:e])]

    def _trimmed(self, text: str, start: int, end: int) -> tuple[int, int]:
        lead = self._lead.match(text, start, end)
        return trimmed(text, start if lead is None else lead.end(), end, _AROUND)


def _is_name(printed: str) -> bool:
    """Whether this may be the name of a state or a specialty, and not what stands behind a list without an end."""
    return len(printed) <= _LONGEST_NAME and not any(map(str.isdigit, printed))
