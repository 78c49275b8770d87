"""What leads say of the worker: diagnoses, treatments and operations, found as the entries of the lists behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.components.clinical_reading.lists import AROUND, BRACKETS, Piece, joined, pieces_of
from pipeline.components.tags import Tag, within
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.tags import FrozenMapping
from pipeline.rules.words.list_words import ListWords
from pipeline.text.sentences import Range
from pipeline.text.trimming import trimmed

NAMED = {"DIAGNOSIS": "diagnoses", "THERAPY": "treatments", "DRUG": "treatments", "OPERATION": "surgeries"}
"""The labels of words that a list may name, and the kinds of facts that they make."""
TREATMENTS = ("DRUG", "THERAPY", "OPERATION")
_WANTED = {"diagnoses": ("DIAGNOSIS",), "treatments": TREATMENTS, "surgeries": TREATMENTS}
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
    """Something that the letter says of the worker.

    Attributes:
        tag: its words, their normal value and rule; the label is its kind, the attributes what belongs to that: `code`,
            `result`, `date`, `reason`, each with its `place`.
        cued: the stretches in which a cue acts on it.
        word: the word by which it is known, which cues act on ("possible | tear"); all of it where there is none.
        stands: how surely its lead speaks of this worker: see `stands` in `patterns/clinical/leads.yml`.
    """

    tag: Tag
    cued: tuple[Range, ...] = ()
    word: Range | None = None
    stands: str = ""


def facts_of(lead: Tag, sentence: TaggedText, words: ListWords) -> Iterator[Fact]:
    """What a lead of diagnoses, treatments or operations says in its sentence."""
    reader = _Lead(lead, sentence, words)
    found = reader.before() if lead.attributes.get("side") == "before" else reader.behind()
    return (fact._replace(stands=lead.attributes.get("stands", "")) for fact in found)


class _Lead:
    """A lead in its sentence, which is read before it or behind it."""

    def __init__(self, lead: Tag, sentence: TaggedText, words: ListWords) -> None:
        self.lead, self.sentence, self.text, self.words = lead, sentence, sentence.text, words
        self.wanted = _WANTED[lead.value]
        self.goes_on = False  # whether a negation goes on over the entries of the list
        result = lead.attributes.get("result")
        self.result = _detail("result", None if result is None else lead._replace(value=result))

    def behind(self) -> Iterator[Fact]:
        """What the list behind the lead says."""
        start, end = self._list_behind()
        named = self.sentence.of(*self.wanted, start=start, end=end)
        pieces = pieces_of(self.text, start, end, named, self.words)
        self.goes_on = any(piece.joint in self.words.negated_joints for piece in pieces)
        is_of_diagnoses = self.lead.value == "diagnoses"
        if is_of_diagnoses or "list" in self.lead.attributes or any(piece.named for piece in pieces[:_NEAR]):
            yield from self._diagnoses(pieces) if is_of_diagnoses else self._had(pieces)

    def _list_behind(self) -> Range:
        """Where the list stands: behind the lead, or in the brackets there ("treatment to date (therapy, rest)")."""
        text, start, end = self.text, self.lead.end, self.sentence.end
        if text[start : start + 2].lstrip()[:1] != "(":
            return start, end
        opened = text.index("(", start) + 1
        depth, place = 1, opened
        while place < end and depth:
            depth += {"(": 1, ")": -1}.get(text[place], 0)
            place += 1
        inside = opened, place - (not depth)
        return inside if self.sentence.of(*self.wanted, start=inside[0], end=inside[1]) else (start, end)

    def before(self) -> Iterator[Fact]:
        """The treatment or operation before the lead; of a long list all of them."""
        lead, sentence = self.lead, self.sentence
        cued = ((sentence.start, lead.start), (lead.end, sentence.end))
        for tag in self._named_before():
            if lead.value == "surgeries":
                place = trimmed(self.text, self._entry_before(tag), lead.start, AROUND)
                piece = Piece(*place, lead.start, (tag,))
                yield self._operation(piece, tag, min(lead.end + _DAY_BEHIND, sentence.end), cued)
            else:
                yield Fact(tag._replace(label="treatments", attributes=self.result), cued)

    def _named_before(self) -> Iterator[Tag]:
        """What is named before the lead, the nearest first."""
        text, right, is_of_surgery = self.text, self.lead.start, self.lead.value == "surgeries"
        named = self.sentence.of(*self.wanted, end=right)
        named = [tag for tag in named if (tag.label == "OPERATION") is is_of_surgery]
        for tag, before in zip(named[::-1], [*named[-2::-1], None], strict=False):
            if before is not None and _is_form_of(text, tag, before):
                continue
            if right == self.lead.start:
                if not self._is_near(text[tag.end : right].rstrip(" ,")):  # "a trial, which failed"
                    return
            elif right - tag.end > _NEXT_BEFORE or not self._goes_on(tag.end, right):
                return
            yield tag
            if "list" not in self.lead.attributes:
                return
            right = tag.start

    def _is_near(self, between: str) -> bool:
        """Whether what stands between a treatment and the lead lets the lead speak of it."""
        if any(mark in BRACKETS.sub("", between) for mark in ",;"):
            return False
        is_free = len(between) <= _FARTHEST_BEFORE and self.words.verbs.search(between + " ") is None
        return is_free or len(between) <= _NEAREST_BEFORE

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether two names stand in one list: a separator between them, and no verb."""
        is_parted = self.words.separators.search(self.text, start, end) is not None
        return is_parted and self.words.verbs.search(self.text, start, end) is None

    def _entry_before(self, tag: Tag) -> int:
        """Where the words of an operation begin."""
        start = max(self.sentence.start, tag.start - _LONGEST_ENTRY)
        parts = self.words.separators, self.words.verbs
        borders = [border.end() for part in parts for border in part.finditer(self.text, start, tag.start)]
        return max(borders, default=start if start == self.sentence.start else tag.start)

    def _cued(self, pieces: Sequence[Piece], place: int) -> tuple[Range, ...]:
        """Where cues act on what is named at a place: what leads to the list, its piece, and of a list with "or" the
        pieces before it."""
        piece = pieces[bisect_right(pieces, place, key=attrgetter("start")) - 1]
        return (self.sentence.start, self.lead.start), (pieces[0].start if self.goes_on else piece.start, piece.reach)

    def _diagnoses(self, pieces: Sequence[Piece]) -> Iterator[Fact]:
        silent = _SAYS_NOTHING if "symptoms" in self.lead.attributes else _SAYS_NOTHING[:1]
        codes = self.sentence.of("ICD_CODE")
        for piece in joined(self.text, pieces, self.words):
            code = next(iter(within(codes, piece.start, piece.reach)), None)
            start, end = self._entry(piece, code)
            named = [tag for tag in piece.named if start <= tag.start and tag.end <= end]
            if named and not _says_nothing(named, start, end, silent):
                first = named[0]
                tag = Tag("diagnoses", start, end, first.value, first.rule, _detail("code", code))
                yield Fact(tag, self._cued(pieces, first.start), (first.start, first.end))

    def _entry(self, piece: Piece, code: Tag | None) -> Range:
        """An entry without articles before it, a code, and what it is due to."""
        start, end = piece.start, piece.end
        if code is not None:
            start, end = (code.end, end) if code.start <= start + 1 else (start, code.start)
            start, end = trimmed(self.text, start, end, AROUND + ")]", AROUND + "([")
        return self._bare(start, end, piece.named[0])

    def _bare(self, start: int, end: int, named: Tag) -> Range:
        """What names something, without articles before it and what it is due to."""
        article = self.words.articles.match(self.text, start, named.start)
        start = start if article is None else article.end()
        aside = self.words.asides.search(self.text, named.end, end) if named.end < end else None
        return trimmed(self.text, start, end if aside is None else aside.start(), AROUND)

    def _had(self, pieces: Sequence[Piece]) -> Iterator[Fact]:
        """Treatments and operations that the worker had."""
        named = [piece for piece in pieces if piece.named]
        for piece, until in zip(named, [*(piece.start for piece in named[1:]), self.sentence.end], strict=False):
            cued = self._cued(pieces, piece.start)
            operation = next((tag for tag in piece.named if tag.label == "OPERATION"), None)
            if operation is None:
                yield from self._treatments(piece, cued)
                continue
            nearer = self.sentence.of(_LEAD, start=piece.start, end=operation.start)  # "s/p fall status post fusion"
            if all(lead.value != "surgeries" for lead in nearer):
                yield self._operation(piece, operation, until, cued)

    def _operation(self, piece: Piece, named: Tag, until: int, cued: tuple[Range, ...]) -> Fact:
        days = self.sentence.of(DATE, start=piece.start, end=until)
        start, end = piece.start, piece.end
        inside = next((day for day in days if start < day.start < end), None)
        if inside is not None:
            lead_in = self.words.before_date.search(self.text, start, inside.start)
            end = inside.start if lead_in is None else lead_in.start()
        start, end = self._bare(start, end, named)
        date = days[0] if len(days) == 1 else inside
        tag = Tag("surgeries", start, max(end, named.end), named.value, named.rule, _detail("date", date))
        return Fact(tag, cued, (named.start, named.end))

    def _treatments(self, piece: Piece, cued: tuple[Range, ...]) -> Iterator[Fact]:
        """The treatments that an entry names; one that it names twice ("PT (physical therapy)") once."""
        text, named, words = self.text, piece.named, self.words
        found: dict[str, Tag] = {}
        for before, tag, after in zip([None, *named], named, [*named[1:], None], strict=False):
            if (before is not None and _is_form_of(text, tag, before)) or text[tag.end : tag.end + 1] == ":":
                continue  # "Lidoderm patches", "medication: Naprosyn"
            if after and "kind" in tag.attributes and words.articles.fullmatch(text, tag.end + 1, after.start):
                continue  # "injection of Toradol"
            aside = words.asides.search(text, piece.start, tag.start)
            if aside is not None and not text[aside.end() : tag.start].strip():
                continue  # "walks for exercise"
            start = found.get(tag.value, tag).start
            end = tag.end + _is_closed_by_next(text, start, tag.end)
            found[tag.value] = tag._replace(label="treatments", start=start, end=end, attributes=self.result)
        return (Fact(tag, cued) for tag in found.values())


def _detail(name: str, tag: Tag | None) -> FrozenMapping[str, str]:
    """The attributes of a fact for what belongs to it: its value and its place."""
    return FrozenMapping({} if tag is None else {name: str(tag.value), f"{name}.place": f"{tag.start}:{tag.end}"})


def _says_nothing(named: Sequence[Tag], start: int, end: int, silent: Sequence[str]) -> bool:
    """Whether an entry is one word that names no condition ("injury"), or complaints alone where `silent` has them."""
    is_bare = named[0].attributes.get("kind") == silent[0] and (named[0].start, named[0].end) == (start, end)
    return is_bare or (len(silent) > 1 and all(tag.attributes.get("kind") in silent for tag in named))


def _is_closed_by_next(text: str, start: int, end: int) -> bool:
    """Whether the character behind a stretch closes a bracket that is open in it ("PT (physical therapy")."""
    inside = text[start:end]
    return inside.count("(") > inside.count(")") and text[end : end + 1] == ")"


def _is_form_of(text: str, tag: Tag, before: Tag) -> bool:
    """Whether a word says in which form a drug is given ("Lidoderm patches", "hydrocortisone 1% cream")."""
    between = text[before.end : tag.start]
    is_near = len(between) <= _STRENGTH and not any(letter.isalpha() or letter == "," for letter in between)
    return is_near and tag.attributes.get("kind") == "form"
