"""Guideline lines: their clauses, and the citations in them. In a line every word belongs to some citation."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.line_reader import LineReader
from pipeline.components.citation_reading.once import listed_once
from pipeline.components.citation_reading.prose import read_prose

_SENTENCE = re.compile(r"(?<![\s.][A-Z])\.\s(?=[A-Z])")


def line_facts(cited: CitedText) -> tuple[bool, bool]:
    """(`cited`, `outside_mtus`) of a guideline line.

    `cited` is false where the line says that no evidence was cited; `outside_mtus` is true where it has the sentence
    that the decision rests on recommendations outside of the MTUS.
    """
    return bool(cited.of("basis")) or not cited.of("fact"), bool(cited.of("outside"))


def read_line(cited: CitedText) -> list[Draft]:
    """The citations of a guideline line, in order."""
    clauses = cited.of("basis")
    if not clauses:
        return _read_sentences(cited) if line_facts(cited)[0] else []
    drafts: list[Draft] = []
    if clauses[0].value == "more":  # "MTUS Knee Disorders 2019. Other: …"
        drafts += _read_sentences(cited, clauses[0].start)
    for i, clause in enumerate(clauses):
        stop = clauses[i + 1].start if i + 1 < len(clauses) else cited.end
        if clause.value == "sentence":
            stop = _sentence_end(cited, clause.end, stop)
        drafts += LineReader(cited, clause.end, stop, "MTUS" if clause.value == "MTUS" else "other").read()
    return drafts


def _sentence_end(cited: CitedText, start: int, stop: int) -> int:
    """The end of the clause's sentence, where the next one does not begin with what is cited."""
    for sentence in _SENTENCE.finditer(cited.text, start, stop):
        if cited.at("body", sentence.end()) is None and cited.at("reference", sentence.end()) is None:
            return sentence.start()
    return stop


def _read_sentences(cited: CitedText, stop: int | None = None) -> list[Draft]:
    """A line without "based on": a bare citation and what is said about it, or sentences that name guidelines."""
    start, end = cited.start, cited.end if stop is None else stop
    inapplicable = cited.at("aside", start)
    if inapplicable is not None and inapplicable.value == "not_applicable":
        start = min(inapplicable.end + 1, end)
    named = min((tag.start for tag in cited.of("body") if cited_as(tag) != "none"), default=end)
    place = start
    while (lead := cited.at("join", place, named, "the") or cited.at("word", place, named, "state")) is not None:
        place = lead.end + 1
    if place < named:
        return read_prose(cited, start, end, once=True)
    more = next(_SENTENCE.finditer(cited.text, min(place, end), end), None)
    first = LineReader(cited, start, more.start() if more else end, "other").read()
    behind = read_prose(cited, more.end(), end) if more else []
    return listed_once([*first, *(d for d in behind if d.guideline or d.chapter_number)], cited.text)
