"""On which other items of a letter a verdict is said to rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from pipeline.components.decision_reading.naming import SLIGHT, Items
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.tags import beginning_in, within
from pipeline.text.sentences import Range, SentenceSplitter

_DECIDED, _REFERENCE, _GROUND, _CONCLUSION = "DECIDED", "REFERENCE", "GROUND", "CONCLUSION"
_MOST_NUMBERS = 50  # that "none of the above" stands for
_AT_THE_START = 3  # characters before "therefore" in a sentence that begins with it


class Reasons:
    """The reasons in the rationale of item `number` that name others of the letter's items; on the rationale's tags
    stands what cues found."""

    def __init__(self, rationale: TaggedText, number: int, items: Items, splitter: SentenceSplitter) -> None:
        self.text, self.number, self.items, self.splitter = rationale.text, number, items, splitter
        self._tags = rationale.of(_DECIDED, _REFERENCE, _GROUND, _CONCLUSION)
        self._conclusions, self._references = rationale.of(_CONCLUSION), rationale.of(_REFERENCE)
        named = any(tag.label in (_DECIDED, _REFERENCE) for tag in self._tags)
        self.sentences = splitter.sentences(self.text, rationale.start, rationale.end) if named else []

    def depends_on(self) -> list[Tag]:
        """The tags `depends_on` over each word of a decision, or number of an item, that is given as a reason, from
        where the reason begins, with the numbers of the items that it names."""
        found = []
        for place, sentence in enumerate(self.sentences):
            for tag in beginning_in(self._tags, *sentence):
                if tag.label in (_DECIDED, _REFERENCE) and not _is_none(tag):
                    start, named = self._reason(tag, place)
                    numbers = [one for one in named if one != self.number and one in self.items.content]
                    if numbers:
                        value = ",".join(map(str, numbers))
                        found.append(tag._replace(label="depends_on", start=start, value=value))
        return found

    def _inside(self, place: int) -> list[Tag]:
        """The tags of a sentence, by its place; none where there is no such sentence."""
        return beginning_in(self._tags, *self.sentences[place]) if 0 <= place < len(self.sentences) else []

    def _spoken(self, place: int) -> Iterator[str]:
        """The sentences before one, the nearest first."""
        return (self.text[slice(*each)] for each in reversed(self.sentences[:place]))

    def _reason(self, tag: Tag, place: int) -> tuple[int, Iterable[int]]:
        """Where the reason begins that a tag of a sentence is part of, and the items that it names; none where it is
        part of none."""
        tags = self._inside(place)
        behind = beginning_in(self._conclusions, tag.end, self.sentences[place][1])
        follows = bool(behind) or self._concludes(place + 1, tag)
        if tag.label == _REFERENCE:
            return tag.start, self._numbers(tag) if _is_reason(tag, tags, follows) else ()
        said = "ground" in tag.attributes or tag.value in ("rests", "absolute")
        clause = self._clause(place, tag.start)
        if not (said or follows) or beginning_in(self._references, *clause):
            return tag.start, ()
        if tag.value in ("rests", "after"):
            return tag.start, self._named_behind(tag, clause[1], place)
        return self._named_before(tag, clause[0], place, SLIGHT if said else 1)

    def _concludes(self, place: int, decided: Tag) -> bool:
        """Whether a sentence concludes something from what was decided in the one before: "therefore" begins it, or of
        a decision on the item itself stands before the sentence's own decision."""
        tags = self._inside(place)
        first = tags[0] if tags else None
        if any(t.label == _CONCLUSION and t.start <= self.sentences[place][0] + _AT_THE_START for t in tags):
            return True
        concludes = first is not None and first.label == _CONCLUSION and first.value == "conclusion"
        return concludes and decided.value == "final" and any(tag.label == _DECIDED for tag in tags)

    def _clause(self, place: int, at: int) -> Range:
        """The clause of a sentence around an offset; one that begins with a relative ("the operation, which was
        denied") has the words behind the verb before as its subject."""
        clauses = self.splitter.clauses(self.text, *self.sentences[place])
        number = bisect_right(clauses, at, key=itemgetter(0)) - 1
        left, right = clauses[number]
        if number and self.text[left:right].split(None, 1)[0].lower().rstrip(",") in self.items.words.relatives:
            return self._behind_a_verb(clauses[number - 1][0], left, right), right
        return left, right

    def _behind_a_verb(self, start: int, place: int, otherwise: int) -> int:
        verbs = self.splitter.verbs_before(self.text, start, place, place)
        return max((verb + 3 for verb in verbs), default=otherwise)

    def _numbers(self, tag: Tag) -> Iterable[int]:
        """The items that a reference by number names."""
        which, value = tag.attributes.get("which"), tag.value
        if which in ("listed", "nth"):
            return tuple(value) if which == "listed" else (value,)
        if which == "first":
            return range(1, value + 1)
        return range(max(1, self.number - (value if which == "preceding" else _MOST_NUMBERS)), self.number)

    def _named_before(self, tag: Tag, clause: int, place: int, least: float) -> tuple[int, Iterable[int]]:
        """Where a reason begins that ends with words of a decision, and the items that it names."""
        inside = within(self._tags, clause, tag.start)
        ground = next((t for t in inside if t.label == _GROUND and t.value == "ground"), None)
        begin, start = (clause, clause) if ground is None else (ground.start, ground.end)
        if any(t.label == _DECIDED and start <= t.start for t in inside):
            return tag.start, ()  # "with the surgery denied, therapy is not certified": the first is the reason
        if tag.value == "absolute":  # "for an operation that is not going forward"
            start = self._behind_a_verb(start, tag.start, start)
        verb = self.splitter.first_verb(self.text, start, tag.start)
        phrase = self.text[start : tag.start if verb is None else verb]
        opening = self.sentences[place][0]
        one = self.items.of_two(phrase, [self.text[opening:start], *self._spoken(place)], self.number)
        if one is not None:
            return begin, [one]
        before, words, known = next(self._spoken(place), ""), phrase.lower().split(), self.items.words
        if " ".join(words) in known.pronouns or (words and all(word in known.pronouns for word in words)):
            referred = [n for t in self._inside(place - 1) if t.label == _REFERENCE for n in self._numbers(t)]
            if referred or tag.value not in ("final", "absolute"):
                return begin, referred
            return begin, self._named_in(self.text[opening:begin]) or self._named_in(before)
        taken_up = before if known.taking_up.intersection(words[:1]) else ""
        numbers = self._named_in(taken_up)
        if numbers and self.items.names_a_kind(phrase):  # "that drug": the one of the sentence before
            return begin, numbers
        named = self.items.named(phrase, self.number, least, taken_up)
        return begin, [one for one in named if one in numbers] or named

    def _named_behind(self, tag: Tag, end: int, place: int) -> Iterable[int]:
        """The items that words behind a decision name, or that "it" takes up ("follows from it")."""
        phrase = self.text[tag.end : end]
        if not self.items.words.pronouns.intersection(phrase.lower().strip(" .;").split(" ")[:1]):
            return self.items.named(phrase, self.number)
        before = self.text[self.sentences[place][0] : tag.start], next(self._spoken(place), "")
        return next(filter(None, map(self._named_in, before)), [])

    def _named_in(self, sentence: str) -> list[int]:
        """The items that a sentence names that is taken up: in all of it, or before or behind its verb or "for"."""
        borders = self.splitter.first_verb(sentence, 0, len(sentence)) or 0, len(self.items.words.itself(sentence))
        parts = sentence, *(part for border in borders for part in (sentence[:border], sentence[border:]))
        return next(filter(None, (self.items.named(part, self.number, 1) for part in parts)), [])


def _is_reason(reference: Tag, tags: Sequence[Tag], follows: bool) -> bool:
    """Whether the number of an item, in a sentence with these tags, is given as a reason."""
    decided = [tag for tag in tags if tag.label == _DECIDED]
    follows = follows or any(tag.label == _GROUND and tag.value == "ground" for tag in tags)
    rests = any(tag.value in ("rests", "after") and tag.end <= reference.start for tag in decided)
    absolute = any(tag.value == "absolute" and reference.end <= tag.start for tag in decided)
    return "ground" in reference.attributes or rests or absolute or bool(decided and follows)


def _is_none(tag: Tag) -> bool:
    """Whether words of a decision or a number are no reason: a condition, a comparison, someone else's words."""
    is_own = tag.attributes.get("voice", "reviewer") in ("reviewer", "someone")
    return not is_own or "condition" in tag.attributes or "comparison" in tag.attributes
