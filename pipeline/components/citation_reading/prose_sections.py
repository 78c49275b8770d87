"""Prose: a section or topic that a sentence names together with its document."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.draft import Draft
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue

_PAGE = r"(?:[Pp]ages?|[Pp]gs?\.?|pp?\.?)\s?\d"
_UNDER = re.compile(r"\s(?:under|in)\s(?:the\s)?(?P<title>[^,.;()]{3,70}?)\s(?:[Ss]ection|[Tt]opic|[Hh]eading)\b")
_QUOTED = re.compile(r"\s?\(\s?[\"“](?P<title>[^\"”“()]{3,80})[\"”]\s?\)")
_FOR = re.compile(r",?\s(?:for|on|regarding|concerning)\s(?:the\s(?:use\sof\s)?)?")
_SECTION_ON = re.compile(
    r"[,:]?\s(?:in\s|under\s)?(?:the\s)?\(?(?:[Ss]ections?|[Tt]opics?|[Hh]eadings?)(?:\s?:|\s(?:on|about|for|regarding|concerning|titled"
    r"|entitled|called|of)(?:\sthe)?)?\s"
)
_SEPARATOR = re.compile(r",?\s(?:under|on)\s(?:the\s)?|,\s|\sand\s|:\s|\s-\s|;\s|\s\(|\s(?=[A-Z])")
_FOLLOWS = re.compile(
    r"[,:;]|\s?\(|\s(?:under|in|the|for|on|regarding|concerning|and|-|[Ss]ection|[Tt]opic|[Hh]eading|[A-Z])"
)
"""How a section behind a document begins, in whichever of these ways."""
_ENDS = re.compile(rf"[\"”)]?\s?(?:,?\s?(?:on\s|at\s|see\s)?\(?{_PAGE}|[Ss]ections?\b|[Tt]opics?\b|[Hh]eading\b)")
_LABEL = re.compile(r"[\"”]?\s(?:[Ss]ections?|[Tt]opics?|[Hh]eading)\b")
_PAGES_FOLLOW = re.compile(rf"[\"”]?(?:,\s|\s)(?:on\s|at\s)?\(?{_PAGE}")
_GOES_ON = re.compile(
    r"\s?(?:[,.;]|\s?\b(?:page|pp?\.|state|recommend|indicate|note|say|do|does|support|allow|the|and|is|are)s?\b|$)"
)
_ENDS_SENTENCE_PART = re.compile(
    r"[\"”]?\s?(?:[,.;:()]|$|\b(?:on|at)\s(?=p)|\b(?:pages?|pgs?|pp?|which|that|and|it|do|does|did|is|are|was|were|has|have|will|would|should|can|may"
    r"|stat\w+|recommend\w*|indicat\w+|not\w+|say\w*|said|support\w*|allow\w*|suggest\w*|requir\w+|list\w*|reveal\w*|advis\w+"
    r"|describ\w+|discuss\w*|address\w*|specif\w+|identif\w+|outlin\w+|mention\w*|report\w*|provid\w+)\b)"
)
_QUOTED_TITLE = re.compile(r"[\"“](?P<title>[^\"”“()]{3,80})[\"”]")
_CAPITALS = re.compile(
    r"(?P<title>[A-Z][\w/&'’-]*(?:\s(?:(?:and|of|for|in|the|to|&)\s)?[A-Z(][\w/&'’()-]*){0,6})(?=[\"”]?\s?(?:[,.;:(]|$|[a-z]))"
)


def take_section(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    """A section named directly with the document: quoted, introduced by "section on", followed by its pages or by
    "section", or after "for"; returns the position behind it."""
    if _FOLLOWS.match(text, at, end) is None:
        return None
    quoted = _QUOTED.match(text, at, end)
    if quoted:
        return _add(draft, text, quoted.start("title"), quoted.end("title"), quoted.end(), catalogue)
    under = _UNDER.match(text, at, end)
    if under and under["title"][0].isupper():
        return _add(draft, text, under.start("title"), under.end("title"), under.end(), catalogue)
    introduced = _SECTION_ON.match(text, at, end)
    if introduced:
        return _introduced(draft, text, introduced.end(), end, catalogue)
    topic_at = _FOR.match(text, at, end)
    if topic_at and (draft.guideline or text.endswith(("uidelines", "uideline"), 0, at)):
        known = _topic_at(draft, text, topic_at.end(), end, catalogue)
        if known and _GOES_ON.match(text, known, end):
            return _add(draft, text, topic_at.end(), known, known, catalogue)
    return _listed(draft, text, at, end, catalogue)


def _introduced(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    """Behind "section on": a title in quotation marks, one that the catalogue knows, or words with capitals."""
    quoted = _QUOTED_TITLE.match(text, at, end)
    if quoted:
        return _add(draft, text, quoted.start("title"), quoted.end("title"), quoted.end(), catalogue)
    known = _topic_at(draft, text, at, end, catalogue)
    if known and _ENDS_SENTENCE_PART.match(text, known, end):
        return _add(draft, text, at, known, known, catalogue)
    capitals = _CAPITALS.match(text, at, end)
    if capitals and _ENDS_SENTENCE_PART.match(text, capitals.end(), end):
        return _add(draft, text, at, capitals.end("title"), capitals.end(), catalogue)
    return None


def _listed(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    """A known topic with its pages or the word "section" behind it: "…, Physical Medicine, page 98"."""
    gap = _SEPARATOR.match(text, at, end)
    if gap is None:
        return None
    start = gap.end() + 1 if text[gap.end() : gap.end() + 1] in ('"', "“") else gap.end()
    stop = _topic_at(draft, text, start, end, catalogue)
    if stop is None:
        return None
    if not text[start].isupper() and not (gap[0] == ", " and _PAGES_FOLLOW.match(text, stop, end)):
        return None
    if not _ENDS.match(text, stop, end):
        return None
    label = _LABEL.match(text, stop, end)
    return _add(draft, text, start, stop, label.end() if label else stop, catalogue)


def _topic_at(draft: Draft, text: str, at: int, end: int, catalogue: Catalogue) -> int | None:
    """Behind the topic of the document at `at`, with the parenthesis that it leaves open."""
    found = catalogue.topics_of(draft.work).match(text, at, end)
    if found is None:
        return None
    stop = found[0]
    opened = text.count("(", at, stop) > text.count(")", at, stop)
    return stop + 1 if opened and text[stop : stop + 1] == ")" else stop


def _add(draft: Draft, text: str, start: int, stop: int, behind: int, catalogue: Catalogue) -> int:
    entry = catalogue.resolve_section(draft.work, text[start:stop]) or ""
    draft.sections.append(Tag("section", start, stop, entry))
    return behind
