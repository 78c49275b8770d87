"""What the treating physician asked for and why, and why utilization review said no: words behind or before a lead."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.components.clinical_reading.facts import Fact
from pipeline.components.clinical_reading.lists import AROUND
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import TaggedText, overlaps
from pipeline.rules.words.list_words import ListWords
from pipeline.text.trimming import trimmed

_SHORTEST = 3  # characters
_LONGEST = 600


def request_of(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """The request that a lead speaks of, if its sentence is not about utilization review."""
    if words.reviewers.search(sentence.text, sentence.start, lead.start):
        return
    if lead.attributes.get("side") == "before":
        start, end = _subject(lead, sentence, words)
        if overlaps(Tag("", start, end), sentence.of("WORK_STATUS")):
            return
    else:
        start, end = lead.end, sentence.end
    reasons = (tag for tag in sentence.of("REQUEST_REASON", start=lead.end) if tag.start > start + _SHORTEST)
    reason = next(reasons, None)
    if reason is not None:
        end = min(end, reason.start)
    over = words.request_ends.search(sentence.text, start, end)
    start, end = trimmed(sentence.text, start, end if over is None else over.start(), AROUND)
    article = words.articles.match(sentence.text, start, end)
    start = start if article is None else article.end()
    if not _SHORTEST <= end - start <= _LONGEST or _names_nothing(sentence.text, start, end, words):
        return
    why = None if reason is None or (over is not None and over.start() < reason.start) else _rest(sentence, reason)
    yield Fact("requests", start, end, sentence.text[start:end], lead.rule, reason=why)


def _subject(lead: Tag, sentence: TaggedText, words: ListWords) -> tuple[int, int]:
    """What stands before the verb, without the circumstances that open the sentence."""
    start = sentence.start
    if words.openers.match(sentence.text, start, lead.start):
        days = sentence.of("DATE", start=start, end=lead.start)
        comma = sentence.text.find(", ", days[0].end if days else start, lead.start)
        start = lead.start if comma < 0 else comma + 1
    clauses = [found.end() for found in words.clauses.finditer(sentence.text, start, lead.start)]
    return (clauses[-1] if clauses else start), lead.start


def _names_nothing(text: str, start: int, end: int, words: ListWords) -> bool:
    return words.pronouns.match(text, start, end) is not None or words.verbs.search(text, start, end) is not None


def _rest(sentence: TaggedText, reason: Tag) -> tuple[int, int]:
    return trimmed(sentence.text, reason.start, sentence.end, AROUND)


def denial_of(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """The reason of utilization review behind its lead, if the sentence says that it denied."""
    start, end = trimmed(sentence.text, lead.end, sentence.end, AROUND)
    named = "denier" in lead.attributes or words.deniers.search(sentence.text, sentence.start, lead.start) is not None
    if named and end - start >= _SHORTEST:
        yield Fact("denial_reasons", start, end, sentence.text[start:end], lead.rule)
