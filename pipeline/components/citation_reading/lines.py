"""Guideline lines: their clauses, and the citations in them. In a line every word belongs to some citation."""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details, line_titles, names
from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft, listed_once
from pipeline.components.citation_reading.line_titles import chapter_of_odg, titled
from pipeline.components.citation_reading.publications import publication
from pipeline.components.citation_reading.reading import BODIES, Kind, Production, Reading
from pipeline.components.citation_reading.sentences import read_sentences
from pipeline.components.citation_reading.titles import ENUMERATOR, IN_LINE, accepted, add_section, title_at, topic_at

LINE_FACTS = ("uncited", "outside_mtus")
_SEPARATORS = "\\ \t,;:()[]\"'“”’./|–—&-"
_CERTAIN = frozenset({"address", "aside", "regulation"})
"""What begins a citation, or ends one, wherever it stands."""
_SENTENCE = re.compile(r"(?<![\s.][A-Z])\.\s(?=[A-Z])")


def line_facts(cited: CitedText) -> tuple[str, ...]:
    """What a guideline line says of itself: `uncited`, that no evidence was cited; `outside_mtus`, in a sentence of its
    own, that the decision rests on recommendations outside of the MTUS."""
    said = (cited.of("fact") and not cited.of("basis"), cited.of("outside"))
    return tuple(fact for fact, is_said in zip(LINE_FACTS, said, strict=True) if is_said)


def read_line(cited: CitedText) -> list[Draft]:
    """The citations of a guideline line, in order."""
    clauses = cited.of("basis")
    if not clauses:
        return [] if cited.of("fact") else _bare_line(cited, cited.end)
    drafts: list[Draft] = []
    if clauses[0].value == "more":  # "MTUS Knee Disorders 2019. Other: …"
        drafts += _bare_line(cited, clauses[0].start)
    for clause, stop in zip(clauses, [*(clause.start for clause in clauses[1:]), cited.end], strict=True):
        end = _sentence_end(cited, clause.end, stop) if clause.value == "sentence" else stop
        drafts += _read_clause(cited, clause.end, end, "MTUS" if clause.value == "MTUS" else "other")
    return drafts


def _sentence_end(cited: CitedText, start: int, stop: int) -> int:
    """The end of the clause's sentence, where the next one does not begin with what is cited."""
    for sentence in _SENTENCE.finditer(cited.text, start, stop):
        if not cited.any_at(("body", "reference"), sentence.end()):
            return sentence.start()
    return stop


def _bare_line(cited: CitedText, end: int) -> list[Draft]:
    """A line without "based on": a bare citation and what is said about it, or sentences that name guidelines."""
    named = min((tag.start for tag in cited.of("body") if cited_as(tag) != "none"), default=end)
    place = cited.start
    while (lead := cited.at("join", place, named, "the") or cited.at("word", place, named, "state")) is not None:
        place = lead.end + 1
    if place < named:
        return listed_once(read_sentences(cited, cited.start, end), cited.text)
    more = _SENTENCE.search(cited.text, min(place, end), end)
    first = _read_clause(cited, cited.start, more.start() if more else end, "other")
    behind = read_sentences(cited, more.end(), end) if more else []
    return listed_once([*first, *(d for d in behind if d.guideline or d.chapter_number)], cited.text)


def _read_clause(cited: CitedText, start: int, end: int, source: str) -> list[Draft]:
    """The citations of one clause."""
    r = Reading(cited, start, end, LINE, source)
    while r.at < r.end:
        number = ENUMERATOR.match(r.text, r.at, r.end)
        if number:
            r.at = number.end()
        elif r.text[r.at] in _SEPARATORS and not cited.any_at(("body", "word", "regulation"), r.at):
            r.at += 1
        else:
            r.at = max(r.step(r.at) or 0, r.at + 1)  # never stand still
    return [draft for draft in r.drafts if draft.end > draft.start]


def _name(r: Reading, at: int) -> int | None:
    """What begins a citation: the name of a body or a work, an address, the authors of a reference."""
    link, body = r.tag("address", at), r.tag("body", at)
    if link is not None:
        return names.address(r, link)
    kind = cited_as(body)
    if body is None or kind == "title":
        return publication(r, at, _next_name(r, at)) if r.tag("reference", at, "authors") else None
    if kind in BODIES:
        for draft in r.drafts:  # "Ankle & Foot, Physical Therapy, ODG Preface"
            draft.owned |= draft.chapters and kind == "ODG"
        return r.new(at, r.source if kind == "ACOEM" and r.source == "MTUS" else kind).take(body.end)
    if kind == "none":
        r.fresh = True
    elif kind == "work" or r.draft is None or r.text[at - 1] not in "(/":
        return publication(r, at, _next_name(r, at))
    return body.end


def _dated_name(r: Reading, at: int) -> int | None:
    """A body's name behind its year, where no citation goes on: "2014 Official Disability Guidelines, Low Back"."""
    year = r.tag("edition", at)
    body = r.tag("body", year.end + 1) if year is not None and str(year.value).isdigit() else None
    goes_on = r.draft is not None and r.text[at - 2 : at] not in ("; ", ". ")
    if year is None or body is None or cited_as(body) not in BODIES or goes_on:
        return None
    end = _name(r, body.start)
    r.drafts[-1].start = at
    details.dated(r, r.drafts[-1], year)
    return end


def _next_name(r: Reading, at: int) -> int:
    """Where behind `at` the next citation begins for certain."""
    for tag in r.cited.tags:
        named = cited_as(tag) not in ("", "title") or tag.value == "authors"
        separated = r.text[tag.start - 2 : tag.start] in ("; ", ". ")
        if tag.start > at and (tag.label in _CERTAIN or cited_as(tag) in BODIES or (named and separated)):
            return min(tag.start, r.end)
    return r.end


def _unnamed(r: Reading, at: int) -> int | None:
    """What names no body: a title of the MTUS for certain ("… Treatment Guidelines", "… Complaints"), a chapter of ODG,
    sections of the MTUS ("Opioids, page 78, which is part of the MTUS"), or another publication."""
    if r.draft is not None:
        return None
    if (behind := names.join(r, at)) is not None:
        return behind
    of_odg, of_mtus = Draft("other", at, at, chapters=True), Draft("MTUS", at, at, work="mtus.chronic_pain")
    chapter, title, stop = title_at(r, of_odg, at), title_at(r, None, at), _next_name(r, at)
    if title and (r.cited.of("word", start=title.start, end=title.end) or r.name_word(title.end + 1)):
        return titled(r, r.new(at, "MTUS"), *title)
    if chapter and accepted(r, *chapter[:2], IN_LINE):
        return chapter_of_odg(r, r.open(of_odg), chapter)
    topic = topic_at(r, of_mtus, at) if r.tag("aside", stop, "part_of_mtus") else None
    return add_section(r, r.open(of_mtus), at, topic) if topic is not None else publication(r, at, stop)


_NAMES: tuple[Production, ...] = (names.aside, names.owner, _dated_name, _name, names.word, details.detail)
_TITLES: tuple[Production, ...] = (_unnamed, line_titles.title, names.label, line_titles.topic)
_REST: tuple[Production, ...] = (names.join, line_titles.unknown)
LINE = Kind((*_NAMES, *_TITLES, *_REST), strict=False)
