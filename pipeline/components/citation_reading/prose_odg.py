"""Prose: the Official Disability Guidelines as sentences name them."""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import ODG
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue

_LEFT_TOPIC = re.compile(r"(?P<topic>(?:[A-Z][\w/&-]*\s){1,4})(?:in|of|from)\s(?:the\s)?$")
_LEFT_CHAPTER = re.compile(r"(?P<chapter>(?:[A-Z][\w/&,-]*\s|and\s|&\s){1,6})[Cc]hapters?\s(?:in|of|from)\s(?:the\s)?$")
_LEFT_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\s$")
_BETWEEN = re.compile(r"[\s,]*[\s,(:;“\"/–-]\s?|['’]s?\s")
_UNDER = re.compile(r",?\s(?:under|in|within|from)\s(?:the\s)?")
_GUIDELINES = re.compile(
    r"\s(?:Treatment\sin\sWorkers?['’]?\s?Comp(?:ensation)?(?:\s\((?:ODG[-\s/]?)?TWC\))?(?:\sGuidelines?\b)?"
    r"|(?:Treatment\s)?Guidelines?\b)(?:['’]s?)?"
    r"|,?\s\(?(?:Online|Web|Internet|Current|Electronic)(?:[-\s]Based)?\s(?:Version|Edition)\b\)?",
    re.I,
)
_CHAPTER_WORD = re.compile(r"[\"”]?\)?\s?(?:Chapters?|Sections?|Procedures?\sSummary)\b", re.I)
_ACUTE = re.compile(r"\s?\(\s?(?:acute|chronic)(?:\s?(?:&|and)\s?chronic)?\s?\)", re.I)
_CHAPTER_ENDS = re.compile(r"[\"”]?(?:[,;:.)]|\s?[–-]\s|\s\(|\s?/)")
_TOPIC_GUIDELINES = re.compile(r"\s(?P<topic>(?:[A-Z][\w/-]*\s){1,4}[Gg]uidelines?)\b")
_TOPIC = re.compile(
    r"[,:]?\s?(?:[-–]\s|/\s?|on\s|under\s)?[\"“]?(?P<topic>[A-Z][^,.;:()\"”]{2,60}?)[\"”]?\s(?:[Tt]opic|[Ss]ection)s?\b"
)
_TOPIC_GAP = re.compile(r"[,:]?\s(?P<under>(?:under|on)\s(?:the\s)?)|[,:]\s|\s[-–]\s|\s?/\s?|\s\(")
_STATES = (
    r"\s(?:(?:also|further|specifically)\s)?(?:stat|recommend|indicat|not|say|suggest|requir|advis|describ|discuss|address"
    r"|specif|support|allow|report)\w*\b"
)
_NAME_ENDS = re.compile(rf"[\"”]?(?:[:;.)]|{_STATES}|$)", re.I)
_TOPIC_ENDS = re.compile(rf"[\"”]?(?:[,:;.)]|\s[-–]\s|{_STATES}|$)", re.I)
_UNDER_TOPIC = re.compile(
    r",?\s(?:under|on)\s(?:the\s)?[\"“]?(?P<topic>[A-Z][\w/&'’-]*(?:\s\(?[\w/&'’-]+\)?){0,4}?)[\"”]?"
    rf"(?=[,:;.](?!\d)|{_STATES}|$)"
)
_GUIDELINES_WORD = re.compile(r"\sGuidelines?\b", re.I)
_LAST_WORD = re.compile(r"\sGuidelines?$", re.I)
_LEAD = re.compile(r"(?:The|In|Per|See|From|And)\s")
_WINDOW = 90


def read_odg_in_prose(text: str, floor: int, at: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """The ODG citation whose name stands at `at`; nothing before `floor` belongs to it."""
    name = ODG.match(text, at, end)
    if name is None:
        return []
    draft = Draft("ODG", name.start(), name.end())
    behind = name.end()
    while True:
        more = _detail(draft, text, behind, end, catalogue)
        if more is None:
            break
        behind = draft.take(more)
    draft.take(details.closed(text, draft.start, draft.end))
    _left(draft, text, floor, catalogue)
    return [draft]


def _detail(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    guidelines = _GUIDELINES.match(text, at, end)
    if guidelines and not draft.sections:
        return guidelines.end()
    lower = _topic_guidelines(text, at + 1, end, catalogue) if not draft.sections else None
    if lower:
        return _add(draft, text, at + 1, lower, lower, catalogue)
    titled = _TOPIC_GUIDELINES.match(text, at, end)
    if titled and not draft.sections and not _names_chapter(titled["topic"], catalogue):
        return _add(draft, text, titled.start("topic"), titled.end("topic"), titled.end(), catalogue)
    gap = _BETWEEN.match(text, at, end)
    if gap is None:
        return None
    place = gap.end()
    under = _UNDER.match(text, at, end)
    if under:
        return _chapter(draft, text, under.end(), end, catalogue, labelled=True) or _known_topic(
            draft, text, at, end, catalogue
        )
    behind = details.take_pages(draft, text, place, end, ascending=True) or details.skip_table(text, place, end)
    if behind is None and draft.edition is None and "," not in text[at:place]:
        behind = details.take_edition(draft, text, place, end)
    if behind is None:
        behind = _chapter(draft, text, place, end, catalogue)
    if behind is None and draft.guideline is not None:
        topic = _TOPIC.match(text, at, end)
        if topic:
            return _add(draft, text, topic.start("topic"), topic.end("topic"), topic.end(), catalogue)
    return behind or _known_topic(draft, text, at, end, catalogue)


def _known_topic(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    """A topic that the catalogue knows, in capitals, where no subject of the sentence can be meant by it; behind
    "under" one that it does not know."""
    gap = _TOPIC_GAP.match(text, at, end)
    if gap is None or (draft.guideline is None and not gap["under"]):
        return None
    start = gap.end()
    known = catalogue.topics_of("odg.pain").match(text, start, end)
    if known is not None and text[start].isupper():
        stop = details.closed(text, start, known[0])
        ends = _TOPIC_ENDS if gap["under"] or not text[start:stop].isupper() else _NAME_ENDS
        if ends.match(text, stop, end):
            return _add(draft, text, start, stop, stop, catalogue)
    unknown = _UNDER_TOPIC.match(text, at, end) if draft.guideline and not draft.sections else None
    if unknown is None:
        return None
    return _add(draft, text, unknown.start("topic"), unknown.end("topic"), unknown.end(), catalogue)


def _topic_guidelines(text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    """Behind "physical therapy guidelines", whose topic the catalogue knows."""
    known = catalogue.topics_of("odg.pain").match(text, at, end)
    if known is None:
        return None
    word = _GUIDELINES_WORD.match(text, known[0], end)
    if word is None and _LAST_WORD.search(text, at, known[0]):
        return known[0]
    return word.end() if word else None


def _names_chapter(topic: str, catalogue: Catalogue) -> bool:
    return bool(catalogue.chapters.exact(_LAST_WORD.sub("", topic)))


def _chapter(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue, *, labelled: bool = False) -> int | None:
    """A chapter: followed by "Chapter" or "section" (always, where `labelled`), or a capitalised name that punctuation
    closes."""
    if draft.guideline is not None or at >= end:
        return None
    if text[at] in '"“':
        at += 1
    found = catalogue.chapters.match(text, at, end)
    if found is None or found[1][0] == "odg":
        return None
    stop = found[0]
    acute = _ACUTE.match(text, stop, end)
    stop = acute.end() if acute else stop
    label = _CHAPTER_WORD.match(text, stop, end)
    closed = text[at].isupper() and (_CHAPTER_ENDS.match(text, stop, end) or found[1][0] == "odg.preface")
    if not label and (labelled or not closed):
        return None
    draft.guideline = Tag("guideline", at, stop, "")
    draft.work = found[1][0]
    return label.end() if label else stop


def _left(draft: Draft, text: str, floor: int, catalogue: Catalogue) -> None:
    low = max(floor, draft.start - _WINDOW)
    year = _LEFT_YEAR.search(text, low, draft.start)
    if year is not None and draft.edition is None:
        draft.edition = Tag("edition", year.start("year"), year.end("year"), year["year"])
        draft.start = year.start()
    chapter = _LEFT_CHAPTER.search(text, low, draft.start)
    if chapter is not None and draft.guideline is None:
        title = chapter["chapter"].strip()
        lead = _LEAD.match(title)
        title = title[lead.end() :] if lead else title
        known = catalogue.chapters.exact(title)
        if known:
            start = chapter.start("chapter") + (lead.end() if lead else 0)
            draft.guideline = Tag("guideline", start, start + len(title), "")
            draft.work, draft.start = known[0], start
            return
    topic = _LEFT_TOPIC.search(text, low, draft.start)
    if topic is not None and draft.work == "odg.preface":
        start, stop = topic.start("topic"), topic.end("topic") - 1
        _add(draft, text, start, stop, stop, catalogue)
        draft.start = start


def _add(draft: Draft, text: str, start: int, stop: int, behind: int, catalogue: Catalogue) -> int:
    entry = catalogue.resolve_section(draft.work or "odg.pain", text[start:stop]) or ""
    draft.sections.append(Tag("section", start, stop, entry))
    return behind
