"""What the treating physician asked for and why, and why utilization review said no: words behind or before a lead."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.components.clinical_reading.facts import TREATMENTS, Fact
from pipeline.components.clinical_reading.lists import AROUND
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import TaggedText, overlaps
from pipeline.rules.tags import FrozenMapping
from pipeline.rules.words.list_words import ListWords
from pipeline.text.sentences import Range
from pipeline.text.trimming import trimmed

_SHORTEST = 3  # characters
_LONGEST = 600
_NEAR = 30


def request_of(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """What a lead says was asked for, if its sentence is not about utilization review."""
    text = sentence.text
    if words.reviewers.search(text, sentence.start, lead.start):
        return
    start, end = lead.end, sentence.end
    if lead.attributes.get("side") == "before":
        start, end = _subject(lead, sentence, words), lead.start
        if overlaps(Tag("", start, end), sentence.of("WORK_STATUS")):
            return
    yield from _asked(lead, start, end, sentence, words)


def _asked(lead: Tag, start: int, end: int, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """The request in a stretch of a sentence, and those behind its reason."""
    text = sentence.text
    reasons = sentence.of("REQUEST_REASON", start=max(lead.end, start))
    reason = next((tag for tag in reasons if tag.start > start + _SHORTEST), None)
    further = None
    if reason is not None:
        end, further = min(end, reason.start), _further(reason, sentence, words)
    if further is not None:
        yield from _asked(lead, further[1], sentence.end, sentence, words)
    over = words.request_ends.search(text, start, end)
    start, end = trimmed(text, start, end if over is None else over.start(), AROUND)
    article = words.articles.match(text, start, end)
    start = start if article is None else article.end()
    names_nothing = words.pronouns.match(text, start, end) or words.verbs.search(text, start, end)
    if names_nothing or not _SHORTEST <= end - start <= _LONGEST:
        return
    why = {}
    if reason is not None and (over is None or over.start() >= reason.start):
        stop = sentence.end if further is None else further[0]
        closed = words.reason_ends.search(text, reason.end, stop)
        first, last = trimmed(text, reason.start, stop if closed is None else closed.start(), AROUND)
        why = {"reason.place": f"{first}:{last}"}
    yield Fact(Tag("requests", start, end, text[start:end], lead.rule, FrozenMapping(why)))


def _further(reason: Tag, sentence: TaggedText, words: ListWords) -> Range | None:
    """What stands between a reason and something else that is asked for: "to rule out a tear, and | follow-up"."""
    for found in words.further.finditer(sentence.text, reason.end, sentence.end):
        treatment = next(iter(sentence.of(*TREATMENTS, start=found.end())), None)
        is_near = treatment is not None and treatment.start - found.end() <= _NEAR
        if found["more"] is None or (is_near and "takes" not in reason.attributes):
            return found.span()
    return None


def _subject(lead: Tag, sentence: TaggedText, words: ListWords) -> int:
    """Where the subject of the verb begins that is the lead, behind the circumstances that open the sentence."""
    start = sentence.start
    if words.openers.match(sentence.text, start, lead.start):
        days = sentence.of("DATE", start=start, end=lead.start)
        comma = sentence.text.find(", ", days[0].end if days else start, lead.start)
        start = lead.start if comma < 0 else comma + 1
    clauses = [found.end() for found in words.clauses.finditer(sentence.text, start, lead.start)]
    return clauses[-1] if clauses else start


def denial_of(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """The reason of utilization review behind its lead, if the sentence says that it denied."""
    text = sentence.text
    start, end = trimmed(text, lead.end, sentence.end, AROUND)
    named = "denier" in lead.attributes or words.deniers.search(text, sentence.start, lead.start) is not None
    if named and end - start >= _SHORTEST:
        yield Fact(Tag("denial_reasons", start, end, text[start:end], lead.rule))
