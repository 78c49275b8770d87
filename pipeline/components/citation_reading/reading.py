"""A stretch of text while its citations are read: where reading stands, and what it has found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.components.citation_reading.cited_text import CitedText
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.tags import Tag

BODIES = frozenset({"MTUS", "ACOEM", "ODG"})
_LONGEST = 300
"""Letters of the longest list of names in parentheses behind a drug."""


@dataclass(frozen=True)
class Kind:
    """What differs between guideline lines, where every word belongs to some citation, and sentences, where only the
    words of a document's name do.

    Attributes:
        productions: what is tried at each place, in this order.
        strict: whether only what certainly belongs to the citation does; a second name is then left to the next one.
    """

    productions: tuple[Production, ...]
    strict: bool


class Reading:
    """The citations of `[start, end)` of a text, as far as they are read.

    Attributes:
        at: where reading stands.
        source: what a document is of that names no body: `MTUS` behind "based on MTUS", else `other`.
        fresh: whether the next words begin a citation.
    """

    def __init__(self, cited: CitedText, start: int, end: int, kind: Kind, source: str = "other") -> None:
        self.cited, self.text, self.catalogue = cited, cited.text, cited.catalogue
        self.end = start + len(cited.text[start:end].rstrip())
        self.kind, self.source = kind, source
        self.at = start
        self.drafts: list[Draft] = []
        self.fresh = True

    @property
    def draft(self) -> Draft | None:
        """The citation that the next words belong to; `None` where they begin one."""
        return self.drafts[-1] if self.drafts and not self.fresh else None

    def open(self, draft: Draft) -> Draft:
        """Let what follows belong to this citation."""
        self.drafts.append(draft)
        self.fresh = False
        return draft

    def new(self, start: int, source: str) -> Draft:
        """A citation that begins at `start`."""
        return self.open(Draft(source, start, start, chapters=source == "ODG"))

    def step(self, at: int) -> int | None:
        """Behind the first production that stands at `at`; `None` where none does."""
        return next((behind for read in self.kind.productions if (behind := read(self, at)) is not None), None)

    # -- tags --

    def tag(self, label: str, at: int, value: str = "") -> Tag | None:
        """The tag of `label` at `at`, unless it reaches out of the stretch or has another value."""
        return self.cited.at(label, at, self.end, value)

    def behind(self, label: str, at: int) -> int | None:
        """Behind the tag of `label` at `at`."""
        tag = self.tag(label, at)
        return tag.end if tag else None

    def name_word(self, at: int) -> Tag | None:
        """A word that belongs to a guideline's name at `at`: "Guidelines", "Practice Guidelines"."""
        return self.tag("word", at, "name")

    def between(self, draft: Draft, at: int) -> str:
        """What stands between a citation and `at`."""
        return self.text[draft.end : at]

    # -- brackets --

    def closed(self, start: int, end: int) -> int:
        """Behind the quotation mark or parenthesis that `text[start:end]` leaves open."""
        opened = self.text.count("(", max(0, start), end) > self.text.count(")", max(0, start), end)
        quoted = self.text.count('"', max(0, start), end) % 2 == 1
        following = self.text[end : end + 1]
        return end + 1 if (quoted and following == '"') or (opened and following == ")") else end

    def balanced(self, start: int, end: int) -> int:
        """Behind the parenthesis that `text[start:end]` leaves open; `end` where it leaves none."""
        opened = self.text.count("(", start, end) > self.text.count(")", start, end)
        close = self.text.find(")", end, min(self.end, end + _LONGEST)) if opened else -1
        return close + 1 if close >= 0 and "(" not in self.text[end:close] else end


Production = Callable[[Reading, int], "int | None"]
"""Reads at a place, fills the citation and returns the place behind what it read; `None` where it is not there."""
