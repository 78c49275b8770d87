"""Guideline lines: their clauses, and the citations in them. In a line every word belongs to some citation."""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details, line_titles, names
from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.line_titles import chapter_of_odg, titled
from pipeline.components.citation_reading.once import listed_once
from pipeline.components.citation_reading.publications import publication
from pipeline.components.citation_reading.reading import BODIES, Kind, Reading
from pipeline.components.citation_reading.sentences import read_sentences
from pipeline.components.citation_reading.titles import IN_LINE, Title, accepted, add_section, title_at, topic_at

LINE_FACTS = ("uncited", "outside_mtus")
_SEPARATORS = "\\ \t,;:()[]\"'“”’./|–—&-"
_CERTAIN = frozenset({"address", "aside", "regulation"})
"""What begins a citation, or ends one, wherever it stands."""
_SENTENCE = re.compile(r"(?<![\s.][A-Z])\.\s(?=[A-Z])")


def line_facts(cited: CitedText) -> tuple[str, ...]:
    """What a guideline line says of itself: `uncited`, that no evidence was cited; `outside_mtus`, in a sentence of its
    own, that the decision rests on recommendations outside of the MTUS."""
    said = (not cited.of("basis") and bool(cited.of("fact")), bool(cited.of("outside")))
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
    start = cited.start
    inapplicable = cited.at("aside", start)
    if inapplicable is not None and inapplicable.value == "not_applicable":
        start = min(inapplicable.end + 1, end)
    named = min((tag.start for tag in cited.of("body") if cited_as(tag) != "none"), default=end)
    place = start
    while (lead := cited.at("join", place, named, "the") or cited.at("word", place, named, "state")) is not None:
        place = lead.end + 1
    if place < named:
        return listed_once(read_sentences(cited, start, end), cited.text)
    more = next(_SENTENCE.finditer(cited.text, min(place, end), end), None)
    first = _read_clause(cited, start, more.start() if more else end, "other")
    behind = read_sentences(cited, more.end(), end) if more else []
    return listed_once([*first, *(d for d in behind if d.guideline or d.chapter_number)], cited.text)


def _read_clause(cited: CitedText, start: int, end: int, source: str) -> list[Draft]:
    """The citations of one clause."""
    r = Reading(cited, start, end, LINE, source)
    while True:
        while r.at < r.end and r.text[r.at] in _SEPARATORS and not _tag_here(r):
            r.at += 1
        if r.at >= r.end:
            return [draft for draft in r.drafts if draft.end > draft.start]
        r.at = max(r.step(r.at) or 0, r.at + 1)  # never stand still


def _tag_here(r: Reading) -> bool:
    """Whether a tag begins at a bracket that would be skipped."""
    return r.text[r.at] == "(" and r.cited.any_at(("body", "word", "regulation"), r.at)


# -- names --


def _name(r: Reading, at: int) -> int | None:
    """What begins a citation: the name of a body or a work, an address, the authors of a reference."""
    link, tag = r.tag("address", at), r.tag("body", at)
    if link is not None:
        return names.address(r, link)
    if tag is None:
        return publication(r, at, _next_name(r, at)) if r.tag("reference", at, "authors") else None
    kind, draft = cited_as(tag), r.draft
    if kind == "none":
        r.fresh = True
        return tag.end
    if kind == "title":
        return None
    if kind in BODIES:
        return r.new(at, r.source if kind == "ACOEM" and r.source == "MTUS" else kind).take(tag.end)
    if kind != "work" and draft is not None and draft.source in BODIES and r.text[at - 1] in "(/":
        return tag.end
    return publication(r, at, _next_name(r, at))


def _next_name(r: Reading, at: int) -> int:
    """Where behind `at` the next citation begins for certain."""
    for tag in r.cited.tags:
        named = cited_as(tag) not in ("", "title") or tag.value == "authors"
        separated = r.text[tag.start - 2 : tag.start] in ("; ", ". ")
        if tag.start > at and (tag.label in _CERTAIN or cited_as(tag) in BODIES or (named and separated)):
            return min(tag.start, r.end)
    return r.end


def _unnamed(r: Reading, at: int) -> int | None:
    """What names no body: a chapter of ODG or a title of the MTUS by itself, or another publication."""
    if r.draft is not None or r.source != "other":
        return None
    if (the := r.tag("join", at, "the")) is not None:
        return the.end
    stop = _next_name(r, at)
    probe = Draft("other", at, at, chapters=True)
    chapter, title = title_at(r, probe, at), title_at(r, None, at)
    of_mtus = title is not None and _of_mtus(r, title)
    if chapter and accepted(r, *chapter[:2], IN_LINE) and not of_mtus:
        return chapter_of_odg(r, r.open(probe), chapter)
    if title and of_mtus:
        return titled(r, r.new(at, "MTUS"), *title)
    return _bare_sections(r, at, stop) or publication(r, at, stop)


def _of_mtus(r: Reading, title: Title) -> bool:
    """Whether a title without a body's name is the MTUS's for certain: "… Treatment Guidelines", "… Complaints"."""
    return bool(r.cited.of("word", start=title.start, end=title.end)) or r.name_word(title.end + 1) is not None


def _bare_sections(r: Reading, at: int, stop: int) -> int | None:
    """Sections of the MTUS without the name of their guideline: "Opioids, page 78, which is part of the MTUS"."""
    aside = next(iter(r.cited.of("aside", start=at, end=r.end)), None)
    if aside is None or aside.value != "part_of_mtus" or aside.start > stop:
        return None
    draft = Draft("MTUS", at, at, work="mtus.chronic_pain")
    topic = topic_at(r, draft, at)
    return add_section(r, r.open(draft), at, topic) if topic is not None else None


LINE = Kind(
    productions=(
        line_titles.enumerator,
        names.aside,
        details.adopted_edition,
        names.owner,
        _name,
        names.word,
        details.detail,
        _unnamed,
        line_titles.title,
        names.label,
        line_titles.topic,
        names.join,
        line_titles.unknown,
    ),
    strict=False,
)
