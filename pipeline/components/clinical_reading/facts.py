"""What leads say of the worker: diagnoses, treatments and operations, found as the entries of the lists behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.components.clinical_reading.lists import AROUND, BRACKETS, Piece, joined, pieces_of
from pipeline.components.tags import Tag, within
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.words.list_words import ListWords
from pipeline.text.sentences import Range
from pipeline.text.trimming import trimmed

NAMED = {"DIAGNOSIS": "diagnoses", "THERAPY": "treatments", "DRUG": "treatments", "OPERATION": "surgeries"}
"""The labels of words that a list may name, and the kinds of facts that they make."""
_HAD = ("DRUG", "THERAPY", "OPERATION")
_WANTED = {"diagnoses": ("DIAGNOSIS",), "treatments": _HAD, "surgeries": _HAD}
DATE = "DATE"
_LEAD = "CLINICAL_LEAD"
_SAYS_NOTHING = ("bare", "symptom")
_NEAR = 2  # entries among which a lead finds its first
_NEAREST_BEFORE, _FARTHEST_BEFORE = 30, 70  # characters between a treatment and what it did; the more without a verb
_NEXT_BEFORE = 45  # characters between two treatments of a list before a lead
_LONGEST_ENTRY = 80  # characters of an operation's words before its name
_STRENGTH = 9  # characters between a drug and its form: "hydrocortisone 1% cream"
_DAY_BEHIND = 30  # characters from a lead to the day of the operation before it


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
        stands: how surely its lead speaks of this worker: see `stands` in `patterns/clinical/leads.yml`.
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
    stands: str = ""


def facts_of(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """What a lead of diagnoses, treatments or operations says in its sentence."""
    stands = lead.attributes.get("stands", "")
    read = _before if lead.attributes.get("side") == "before" else _behind
    for fact in read(lead, sentence, words):
        yield fact._replace(stands=stands) if stands else fact


def _behind(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    start, end = _list_behind(lead, sentence)
    pieces = pieces_of(sentence.text, start, end, sentence.of(*_WANTED[lead.value], start=start, end=end), words)
    if lead.value != "diagnoses" and "list" not in lead.attributes and not any(piece.named for piece in pieces[:_NEAR]):
        return
    cued = _cued(lead, sentence, pieces, words)
    if lead.value == "diagnoses":
        yield from _diagnoses(lead, sentence, pieces, cued, words)
    else:
        yield from _had(lead, sentence, pieces, cued, words)


def _list_behind(lead: Tag, sentence: TaggedText) -> Range:
    """Where the list of a lead stands: behind it, or in the brackets there ("treatment to date (therapy, rest)")."""
    text, start = sentence.text, lead.end
    if text[start : start + 2].lstrip()[:1] != "(":
        return start, sentence.end
    opened = text.index("(", start)
    depth, place = 1, opened + 1
    while place < sentence.end and depth:
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
    inside = opened + 1, place - (not depth)
    return inside if sentence.of(*_WANTED[lead.value], start=inside[0], end=inside[1]) else (start, sentence.end)


def _before(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """The treatment or operation before a lead; of a long list all of them."""
    cued = ((sentence.start, lead.start), (lead.end, sentence.end))
    for tag in _named_before(lead, sentence, words):
        if lead.value == "surgeries":
            start, end = _entry_before(sentence, tag, words), lead.start
            piece = Piece(*trimmed(sentence.text, start, end, AROUND), end, (tag,))
            yield _operation(sentence, piece, [tag], min(lead.end + _DAY_BEHIND, sentence.end), cued, words)
        else:
            result = lead if "result" in lead.attributes else None
            yield Fact("treatments", tag.start, tag.end, tag.value, tag.rule, cued, result=result)


def _named_before(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Tag]:
    """What is named before a lead, the nearest first."""
    text, right = sentence.text, lead.start
    is_long = "list" in lead.attributes
    named = [t for t in sentence.of(*_WANTED[lead.value], end=right) if _is_wanted(t, lead)]
    for place in range(len(named) - 1, -1, -1):
        tag, before = named[place], named[place - 1] if place else None
        if before is not None and _is_form_of(text, tag, before):
            continue
        between = text[tag.end : right].rstrip(" ,")  # "a trial, which failed"
        if right == lead.start:
            if not _is_near(between, words):
                return
        elif len(between) > _NEXT_BEFORE or not _goes_on(text, tag.end, right, words):
            return
        yield tag
        if not is_long:
            return
        right = tag.start


def _is_wanted(tag: Tag, lead: Tag) -> bool:
    is_operation: bool = tag.label == "OPERATION"
    return is_operation is (lead.value == "surgeries")


def _is_near(between: str, words: ListWords) -> bool:
    """Whether what stands between a treatment and a lead lets the lead speak of it."""
    if any(mark in BRACKETS.sub("", between) for mark in ",;"):
        return False
    if len(between) <= _NEAREST_BEFORE:
        return True
    return len(between) <= _FARTHEST_BEFORE and words.verbs.search(between + " ") is None


def _goes_on(text: str, start: int, end: int, words: ListWords) -> bool:
    """Whether two names stand in one list: a separator between them, and no verb."""
    return words.separators.search(text, start, end) is not None and words.verbs.search(text, start, end) is None


def _entry_before(sentence: TaggedText, tag: Tag, words: ListWords) -> int:
    """Where the words of an operation begin."""
    start = max(sentence.start, tag.start - _LONGEST_ENTRY)
    borders = [*words.separators.finditer(sentence.text, start, tag.start)]
    borders += words.verbs.finditer(sentence.text, start, tag.start)
    return max((border.end() for border in borders), default=start if start == sentence.start else tag.start)


def _cued(lead: Tag, sentence: TaggedText, pieces: Sequence[Piece], words: ListWords) -> dict[int, tuple[Range, ...]]:
    """For each piece, by its start, where cues act on it: what leads to the list, the piece itself, and those before it
    of a list with "or"."""
    before = (sentence.start, lead.start)
    goes_on = any(piece.joint in words.negated_joints for piece in pieces)
    first = pieces[0].start if pieces else lead.end
    return {p.start: (before, (first if goes_on else p.start, p.reach)) for p in pieces}


def _diagnoses(
    lead: Tag, sentence: TaggedText, pieces: Sequence[Piece], cued: dict[int, tuple[Range, ...]], words: ListWords
) -> Iterator[Fact]:
    silent = _SAYS_NOTHING if "symptoms" in lead.attributes else _SAYS_NOTHING[:1]
    codes = sentence.of("ICD_CODE")
    for piece in joined(sentence.text, pieces, words):
        code = next(iter(within(codes, piece.start, piece.reach)), None)
        start, end = _entry(sentence.text, piece, words, code)
        named = [tag for tag in piece.named if start <= tag.start and tag.end <= end]
        if named and not _says_nothing(named, start, end, silent):
            own = next((c for begin, c in cued.items() if begin == named[0].start), None)
            reach = own or next((c for begin, c in reversed(cued.items()) if begin <= named[0].start), ())
            word = named[0].start, named[0].end
            yield Fact("diagnoses", start, end, named[0].value, named[0].rule, reach, word, code)


def _says_nothing(named: Sequence[Tag], start: int, end: int, silent: Sequence[str]) -> bool:
    """Whether an entry is one word that names no condition ("injury"), or complaints alone where `silent` has them."""
    first = named[0]
    if first.attributes.get("kind") == silent[0] and (first.start, first.end) == (start, end):
        return True
    return len(silent) > 1 and all(tag.attributes.get("kind") in silent for tag in named)


def _entry(text: str, piece: Piece, words: ListWords, code: Tag | None) -> Range:
    """An entry without articles before it, a code, and what it is due to."""
    start, end = piece.start, piece.end
    if code is not None:
        start, end = (code.end, end) if code.start <= start + 1 else (start, code.start)
        start, end = trimmed(text, start, end, AROUND + ")]", AROUND + "([")
    return _bare(text, start, end, piece.named[0], words)


def _bare(text: str, start: int, end: int, named: Tag, words: ListWords) -> Range:
    """What names something, without articles before it and what it is due to."""
    article = words.articles.match(text, start, named.start)
    start = start if article is None else article.end()
    aside = words.asides.search(text, named.end, end) if named.end < end else None
    return trimmed(text, start, end if aside is None else aside.start(), AROUND)


def _had(
    lead: Tag, sentence: TaggedText, pieces: Sequence[Piece], cued: dict[int, tuple[Range, ...]], words: ListWords
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


def _has_own_lead(sentence: TaggedText, piece: Piece, operation: Tag) -> bool:
    """Whether a nearer lead than the one that is read speaks of an operation ("s/p fall status post fusion")."""
    return any(tag.value == "surgeries" for tag in sentence.of(_LEAD, start=piece.start, end=operation.start))


def _operation(
    sentence: TaggedText, piece: Piece, named: Sequence[Tag], until: int, cued: tuple[Range, ...], words: ListWords
) -> Fact:
    text = sentence.text
    days = sentence.of(DATE, start=piece.start, end=until)
    start, end = piece.start, piece.end
    inside = next((day for day in days if start < day.start < end), None)
    if inside is not None:
        lead_in = words.before_date.search(text, start, inside.start)
        end = inside.start if lead_in is None else lead_in.start()
    start, end = _bare(text, start, end, named[0], words)
    date = days[0] if len(days) == 1 else inside
    word = named[0].start, named[0].end
    return Fact("surgeries", start, max(end, word[1]), named[0].value, named[0].rule, cued, word, date=date)


def _treatments(
    text: str, piece: Piece, cued: tuple[Range, ...], result: Tag | None, words: ListWords
) -> Iterator[Fact]:
    """The treatments that an entry names; one that it names twice ("PT (physical therapy)") once."""
    found: dict[str, Fact] = {}
    for before, tag, after in zip([None, *piece.named], piece.named, [*piece.named[1:], None], strict=False):
        if (before is not None and _is_form_of(text, tag, before)) or text[tag.end : tag.end + 1] == ":":
            continue  # "Lidoderm patches", "medication: Naprosyn"
        if after is not None and "kind" in tag.attributes and words.articles.fullmatch(text, tag.end + 1, after.start):
            continue  # "injection of Toradol"
        aside = words.asides.search(text, piece.start, tag.start)
        if aside is not None and not text[aside.end() : tag.start].strip():
            continue  # "walks for exercise"
        known = found.get(tag.value)
        start = tag.start if known is None else known.start
        found[tag.value] = Fact("treatments", start, tag.end, tag.value, tag.rule, cued, result=result)
    yield from found.values()


def _is_form_of(text: str, tag: Tag, before: Tag) -> bool:
    """Whether a word says in which form a drug is given ("Lidoderm patches", "hydrocortisone 1% cream")."""
    between = text[before.end : tag.start]
    is_near = len(between) <= _STRENGTH and not any(letter.isalpha() or letter == "," for letter in between)
    return is_near and tag.attributes.get("kind") == "form"
