"""Decisions as they are printed: behind a heading, before it, in part, in doubt.

Between the colon of a heading and its decision stands nothing else. Whatever does ("No longer Upheld", "Dismissed
(formerly Upheld)", "Upheld / Overturned") makes it none that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.layouts.model import DecisionLine
from pipeline.layouts.printed import TolerantWords, tolerant
from pipeline.text.boxes import ticked
from pipeline.text.reading_text import ReadingText

_STRAY = 120  # characters of unread page furniture that may stand between a decision and the next label
_LONGEST_REMARK = 80  # characters behind a decision that belong to it: "(reversed on appeal)"
_BEFORE = 60  # characters before a decision in which words that make it doubtful are looked for
_COLONS = (":", ";", "(", "[")


class Stated(NamedTuple):
    """A printed decision.

    Attributes:
        start: where it begins, with the colon before it and words that belong to it.
        end: where it ends, with its full stop or bracket.
        word: the decision's word alone.
        value: `upheld` or `overturned`.
        mark: the punctuation that parts it from what stands before it; empty without any.
        plain: whether nothing behind it makes it doubtful.
    """

    start: int
    end: int
    word: tuple[int, int]
    value: str
    mark: str
    plain: bool

    @property
    def is_firm(self) -> bool:
        """Whether it stands behind a colon, or in brackets."""
        return self.mark in _COLONS


class DecisionFinder:
    """Finds the decisions of a layout with decision lines."""

    def __init__(self, items: DecisionLine) -> None:
        self._values = {word.casefold(): value for word, value in items.decisions.items()}
        words = "|".join(_broken(word) for word in sorted(items.decisions, key=len, reverse=True))
        loose = "|".join(f"(?P<d{i}>{tolerant(word)})" for i, word in enumerate(items.decisions))
        self._by_group = {f"d{i}": value for i, value in enumerate(items.decisions.values())}
        of = items.of_decision
        self._exact = re.compile(
            rf"(?P<part>[:;(\[]) ?(?:{of} )?(?P<decision>{words})\b(?: {of})?[)\]]?[.,]?", re.IGNORECASE
        )
        self._glued = re.compile(rf"[:;] ?(?P<decision>{words})(?=\w)", re.IGNORECASE)
        self._loose = re.compile(
            rf"(?:(?P<part>[:;.,*(\[-]) ?| |(?<=\))){{1,2}}(?:{of} )?(?P<decision>{loose})(?!\w)(?: {of})?[)\]]?[.,]?",
            re.IGNORECASE,
        )
        self._leading = re.compile(
            rf"(?:{items.leading} )?(?P<decision>{words})"
            rf"(?: {items.leading_to} ?:?| ?[:|-]{{1,2}}|(?P<alone>)) ?(?=\w)",
            re.IGNORECASE,
        )
        self._word = re.compile(rf"(?<!\w)(?P<decision>{loose})(?!\w)[)\]]?[.,]?", re.IGNORECASE)
        doubts = items.doubts
        one = f"(?:{doubts}|{items.fillers}|{words})"
        self._doubt = re.compile(rf"(?<!\w)(?:{doubts})(?!\w)", re.IGNORECASE)
        self._all_doubt = re.compile(rf"\W*{one}(?:\W+{one})*\W*", re.IGNORECASE)
        end = r"[ ,;.:()\[\]?~\u00ac-]*$"
        self._ends_in_doubt = re.compile(
            rf"(?<!\w)(?:(?:{doubts})(?:[ ,(\[]+{one})*|{items.open_ends}){end}|[?~\u00ac] ?$", re.IGNORECASE
        )
        self._by_another = re.compile(rf"[ ,;:.(\[]*?(?:{items.by_another})", re.IGNORECASE)
        self._prose = re.compile(rf"\b(?:{items.prose})[ ,:;.]*$", re.IGNORECASE)
        self._predicate = re.compile(rf"\b(?:{items.predicates})[ ,:;.]*$", re.IGNORECASE)
        self._labels = tuple(printed.casefold() for part in items.parts for printed in part.text)
        self._words = TolerantWords(items.decisions)

    def _stated(self, m: re.Match[str], plain: bool) -> Stated:
        value: str | None = self._values.get(m["decision"].casefold().replace("- ", ""))
        if value is None:
            value = next(value for group, value in self._by_group.items() if m.groupdict().get(group))
        return Stated(m.start(), m.end(), m.span("decision"), value, m.groupdict().get("part") or "", plain)

    def before(self, reading: ReadingText, low: int, label: int, is_label: bool) -> Stated | None:
        """The last decision in `[low, label)` that stands before the label, or before the end of the text; behind it
        only a full stop, unread page furniture, or a remark on it."""
        low = max(low, label - _STRAY - 40)
        # As before most labels.
        if not self._words.stand(reading.text, low, label) and reading.text.find("- ", low, label) < 0:
            return None
        found = self._last(self._exact, reading, low, label, is_label)
        if found is None and is_label:  # tolerance takes long, and most labels have a plain decision or none
            found = self._last(self._loose, reading, low, label, is_label)
        return found

    def _last(
        self, regex: re.Pattern[str], reading: ReadingText, low: int, label: int, is_label: bool
    ) -> Stated | None:
        text, found = reading.text, None
        for m in regex.finditer(text, low, label):
            if self._is_prose(text, low, m):
                continue
            gap = text[m.end() : label].strip(" .")
            # Behind a sentence's end, a decision on a line of its own is that of the heading which follows.
            stray = reading.breaks_between(m.end(), m.end() + 1) and not _ends_sentence(text, low, m.start())
            if not gap or (is_label and stray and len(gap) <= _STRAY):
                found = self._stated(m, not self._is_doubted(text, m.end(), label, gap))
            elif is_label and m["part"] in _COLONS and len(gap) <= _LONGEST_REMARK and not _begins_sentence(gap):
                found = self._stated(m, False)
            elif not is_label and any(words.startswith(gap.casefold()) for words in self._labels):
                found = self._stated(m, True)
        return found

    def _is_doubted(self, text: str, start: int, end: int, gap: str) -> bool:
        """Whether what stands behind a decision leaves it open, holds another one, or says that it is another's."""
        if self._doubt.search(gap) or self._words.stand(text, start, end):
            return True
        return self._by_another.match(text, start, end) is not None

    def _is_prose(self, text: str, low: int, m: re.Match[str]) -> bool:
        """Whether the decision's word belongs to a sentence of a rationale: "The decision is therefore: Overturned"."""
        word, before = m.start("decision"), max(low, m.start() - _BEFORE)
        if text[word].islower() and self._predicate.search(text, before, word):
            return True
        return self._prose.search(text, before, word) is not None

    def leading(self, reading: ReadingText, start: int, end: int) -> Stated | None:
        """The decision that a heading begins with: "Upheld" on a line of its own, or parted by a stroke or a colon."""
        m = self._leading.match(reading.text, start, end)
        if m is None or (m["alone"] is not None and not reading.breaks_between(m.end() - 1, m.end())):
            return None
        return self._stated(m, self._doubt.match(reading.text, m.end(), end) is None)

    def within(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every decision's word in `[start, end)`, alone or in a sentence."""
        return self._word.finditer(text, start, end) if self._words.stand(text, start, end) else iter(())

    def glued(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every decision's word behind a colon that goes on in another one: "Bed: Upheldocumentation"."""
        return self._glued.finditer(text, start, end) if self._words.stand(text, start, end) else iter(())

    def is_stray(self, reading: ReadingText, low: int, m: re.Match[str]) -> bool:
        """Whether a decision's word is no heading's: alone on its line, or the end of a sentence."""
        text, breaks = reading.text, reading.breaks_between
        if not breaks(m.end(), m.end() + 1):
            return False
        before = text[max(low, m.start() - _BEFORE) : m.start()]
        return breaks(m.start() - 1, m.start()) or self._prose.search(before) is not None

    def settled(self, text: str, start: int, stated: Stated) -> tuple[int, Stated]:
        """(where the request of a heading that begins at `start` ends, its decision and whether that is plain).

        Words between the heading's colon and the decision make it doubtful; where they speak of the decision, they are
        no part of the request. Of several decisions beside check boxes the ticked one counts.
        """
        colon = max(text.rfind(":", start, stated.start), text.rfind(";", start, stated.start))
        answer = ticked(text, colon + 1, stated.end) if colon >= 0 else None
        if answer is not None and answer != (colon + 1, stated.end):
            words = list(self.within(text, *answer))
            if len(words) == 1:
                m = words[0]
                return colon, self._stated(m, m.start() == answer[0] + 1)
        end, plain = self._end_of_request(text, start, stated, colon)
        return end, stated._replace(plain=plain)

    def _end_of_request(self, text: str, start: int, stated: Stated, colon: int) -> tuple[int, bool]:
        words = text[colon + 1 : stated.start] if colon >= 0 else ""
        if words.strip():
            if self._all_doubt.fullmatch(words):
                return colon, False
            if not stated.mark:
                return colon if self._doubt.search(words) else stated.start, False
            if not stated.is_firm and self._doubt.match(words.strip()):
                return colon, False
        tail = None if stated.is_firm else self.doubtful_end(text, start, stated.start)
        return (tail, False) if tail is not None else (stated.start, stated.plain)

    def doubtful_end(self, text: str, start: int, end: int) -> int | None:
        """Where words begin at the end of `[start, end)` that leave open what stands behind them; `None` without."""
        found = self._ends_in_doubt.search(text, start, end)
        return found.start() if found is not None else None


def _broken(word: str) -> str:
    """An expression for a word that a hyphen at a line's end may part."""
    return "(?:- )?".join(map(re.escape, word))


def _ends_sentence(text: str, low: int, end: int) -> bool:
    """Whether a sentence ends at `end`, where a decision's full stop or space stands, or the text begins there."""
    before = text[max(low, end - 3) : end + 1].rstrip()
    return before[-1:] in ("", ".", "!", "?")


def _begins_sentence(remark: str) -> bool:
    """Whether another sentence begins in what stands behind a decision."""
    return ". " in remark or "! " in remark
