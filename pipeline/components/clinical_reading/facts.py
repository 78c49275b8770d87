"""What leads say of the worker: diagnoses, treatments and operations, found as the entries of the lists behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.components.clinical_reading.lists import AROUND, Piece, joined, pieces_of
from pipeline.components.clinical_reading.words import ListWords
from pipeline.components.tags import Tag, within
from pipeline.text.sentences import Range
from pipeline.text.trimming import trimmed

NAMED = {"DIAGNOSIS": "diagnoses", "THERAPY": "treatments", "DRUG": "treatments", "OPERATION": "surgeries"}
"""The labels of words that a list may name, and the kinds of facts that they make."""
_WANTED = {
    "diagnoses": frozenset({"DIAGNOSIS"}),
    "treatments": frozenset({"THERAPY", "DRUG", "OPERATION"}),
    "surgeries": frozenset({"OPERATION", "THERAPY", "DRUG"}),
}
DATE = "DATE"
_LEADS = frozenset({"CLINICAL_LEAD"})
_NEAR = 2  # entries among which a lead finds its first
_FARTHEST_BEFORE = 30  # characters between a treatment and what it did


class Fact(NamedTuple):
    """Something that the letter says of the worker; offsets into the reading text.

    Attributes:
        kind: `diagnoses`, `treatments`, `surgeries`, `work_status`, `requests`, `denial_reasons`.
        start, end: its words.
        value: their normal value.
        rule: of the words.
        word: the word by which it is known, which cues act on ("possible | tear"); all of it where there is none.
        cued: the stretches in which a cue acts on it.
        code: of a diagnosis: the tag of its code.
        result: of a treatment: the lead that tells what it did.
        date: of an operation: the tag of its day.
        reason: of a request: the words of its reason.
    """

    kind: str
    start: int
    end: int
    value: str
    rule: str
    cued: tuple[Range, ...] = ()
    word: Range | None = None
    code: Tag | None = None
    result: Tag | None = None
    date: Tag | None = None
    reason: Range | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence with what the rules found in it; tags in text order."""

    text: str
    start: int
    end: int
    tags: Sequence[Tag]

    def of(self, labels: frozenset[str], start: int, end: int) -> list[Tag]:
        """The tags with these labels inside `[start, end)`."""
        return [tag for tag in within(self.tags, start, end) if tag.label in labels]


def facts_of(lead: Tag, sentence: Stretch, words: ListWords) -> Iterator[Fact]:
    """What a lead of diagnoses, treatments or operations says in its sentence."""
    wanted = _WANTED[lead.value]
    if lead.attributes.get("side") == "before":
        yield from _before(lead, sentence, wanted, words)
        return
    pieces = pieces_of(sentence.text, lead.end, sentence.end, sentence.of(wanted, lead.end, sentence.end), words)
    if lead.value != "diagnoses" and "list" not in lead.attributes and not any(piece.named for piece in pieces[:_NEAR]):
        return
    cued = _cued(lead, sentence, pieces, words)
    if lead.value == "diagnoses":
        yield from _diagnoses(sentence, pieces, cued, words)
    else:
        yield from _had(lead, sentence, pieces, cued, words)


def _before(lead: Tag, sentence: Stretch, wanted: frozenset[str], words: ListWords) -> Iterator[Fact]:
    """The treatment before the words that tell what it did."""
    named = [tag for tag in sentence.of(wanted, sentence.start, lead.start) if tag.label != "OPERATION"]
    if named and lead.start - named[-1].end <= _FARTHEST_BEFORE:
        last = named[-1]
        between = sentence.text[last.end : lead.start].rstrip(" ,")  # "a trial, which failed"
        if not any(mark in between for mark in ",;"):
            result = lead if "result" in lead.attributes else None
            cued = ((sentence.start, lead.end),)
            yield Fact("treatments", last.start, last.end, last.value, last.rule, cued, result=result)


def _cued(lead: Tag, sentence: Stretch, pieces: Sequence[Piece], words: ListWords) -> dict[int, tuple[Range, ...]]:
    """For each piece, by its start, where cues act on it: what leads to the list, the piece itself, and those before it
    of a list with "or"."""
    before = (sentence.start, lead.end)
    goes_on = any(piece.joint in words.negated_joints for piece in pieces)
    first = pieces[0].start if pieces else lead.end
    return {p.start: (before, (first if goes_on else p.start, p.reach)) for p in pieces}


def _diagnoses(
    sentence: Stretch, pieces: Sequence[Piece], cued: dict[int, tuple[Range, ...]], words: ListWords
) -> Iterator[Fact]:
    codes = sentence.of(frozenset({"ICD_CODE"}), sentence.start, sentence.end)
    for piece in joined(sentence.text, pieces, words):
        code = next(iter(within(codes, piece.start, piece.reach)), None)
        start, end = _entry(sentence.text, piece, words, code)
        named = [tag for tag in piece.named if start <= tag.start and tag.end <= end]
        if named and not _says_nothing(named[0], start, end):
            own = next((c for begin, c in cued.items() if begin == named[0].start), None)
            reach = own or next((c for begin, c in reversed(cued.items()) if begin <= named[0].start), ())
            word = named[0].start, named[0].end
            yield Fact("diagnoses", start, end, named[0].value, named[0].rule, reach, word, code)


def _says_nothing(named: Tag, start: int, end: int) -> bool:
    """Whether an entry is one word that names no condition ("injury")."""
    return named.attributes.get("kind") == "bare" and (named.start, named.end) == (start, end)


def _entry(text: str, piece: Piece, words: ListWords, code: Tag | None) -> Range:
    """An entry without articles before it, a code, and what it is due to."""
    start, end = piece.start, piece.end
    if code is not None:
        start, end = (code.end, end) if code.start <= start + 1 else (start, code.start)
        start, end = trimmed(text, start, end, AROUND + ")]", AROUND + "([")
    article = words.articles.match(text, start, piece.named[0].start)
    start = start if article is None else article.end()
    aside = words.asides.search(text, piece.named[0].end, end) if piece.named[0].end < end else None
    return trimmed(text, start, end if aside is None else aside.start(), AROUND)


def _had(
    lead: Tag, sentence: Stretch, pieces: Sequence[Piece], cued: dict[int, tuple[Range, ...]], words: ListWords
) -> Iterator[Fact]:
    """Treatments and operations that the worker had."""
    result = lead if "result" in lead.attributes else None
    named = [piece for piece in pieces if piece.named]
    for place, piece in enumerate(named):
        reach = cued[piece.start]
        operations = [tag for tag in piece.named if tag.label == "OPERATION"]
        if operations:
            if _has_own_lead(sentence, piece, operations[0]):
                continue
            until = named[place + 1].start if place + 1 < len(named) else sentence.end
            yield _operation(sentence, piece, operations, until, reach, words)
        else:
            yield from _treatments(sentence.text, piece, reach, result, words)


def _has_own_lead(sentence: Stretch, piece: Piece, operation: Tag) -> bool:
    """Whether a nearer lead than the one that is read speaks of an operation ("s/p fall status post fusion")."""
    return any(tag.value == "surgeries" for tag in sentence.of(_LEADS, piece.start, operation.start))


def _operation(
    sentence: Stretch, piece: Piece, named: Sequence[Tag], until: int, cued: tuple[Range, ...], words: ListWords
) -> Fact:
    text = sentence.text
    days = sentence.of(frozenset({DATE}), piece.start, until)
    start, end = piece.start, piece.end
    inside = next((day for day in days if start < day.start < end), None)
    if inside is not None:
        lead_in = words.before_date.search(text, start, inside.start)
        end = inside.start if lead_in is None else lead_in.start()
    article = words.articles.match(text, start, named[0].start)
    start = start if article is None else article.end()
    aside = words.asides.search(text, named[0].end, end) if named[0].end < end else None
    start, end = trimmed(text, start, end if aside is None else aside.start(), AROUND)
    date = days[0] if len(days) == 1 else inside
    return Fact("surgeries", start, max(end, named[0].end), named[0].value, named[0].rule, cued, date=date)


def _treatments(
    text: str, piece: Piece, cued: tuple[Range, ...], result: Tag | None, words: ListWords
) -> Iterator[Fact]:
    """The treatments that an entry names; one that it names twice ("PT (physical therapy)") once."""
    found: dict[str, Fact] = {}
    for before, tag in zip([None, *piece.named], piece.named, strict=False):
        if before is not None and tag.attributes.get("kind") == "form" and tag.start - before.end <= 1:
            continue  # "Lidoderm patches"
        aside = words.asides.search(text, piece.start, tag.start)
        if aside is not None and not text[aside.end() : tag.start].strip():
            continue  # "walks for exercise"
        known = found.get(tag.value)
        start = tag.start if known is None else known.start
        found[tag.value] = Fact("treatments", start, tag.end, tag.value, tag.rule, cued, result=result)
    yield from found.values()
