"""On which other items of a letter a verdict is said to rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.components.decision_reading.naming import SLIGHT, Items
from pipeline.components.tags import Tag
from pipeline.rules.tags import beginning_in
from pipeline.text.sentences import Range, SentenceSplitter

LABELS = frozenset({"DECIDED", "REFERENCE", "GROUND", "CONCLUSION"})
_MOST_NUMBERS = 50  # that "none of the above" stands for
_AT_THE_START = 3  # characters before "therefore" in a sentence that begins with it


class Reasons:
    """The reasons in an item's rationale that name other items.

    Args:
        text: the reading text.
        number: the item.
        rationale: where its rationale stands.
        tags: the rationale's tags of `LABELS`, in text order, with what cues found on them.
        items: all items.
        splitter: cuts sentences and clauses.
    """

    def __init__(
        self, text: str, number: int, rationale: Range, tags: Sequence[Tag], items: Items, splitter: SentenceSplitter
    ) -> None:
        self.text, self.number, self.items, self.tags, self.splitter = text, number, items, tags, splitter
        self.sentences = self.splitter.sentences(text, *rationale)

    def depends_on(self) -> list[Tag]:
        """The tags `depends_on`, each with the numbers of the items that a reason names."""
        return [
            tag._replace(label="depends_on", start=start, value=",".join(map(str, numbers)))
            for tag, start, numbers in self.reasons()
        ]

    def reasons(self) -> Iterable[tuple[Tag, int, list[int]]]:
        """Each word of a decision, or number of an item, that is given as a reason; where its reason begins; the items
        it names."""
        inside = [beginning_in(self.tags, *sentence) for sentence in self.sentences]
        for place, (sentence, tags) in enumerate(zip(self.sentences, inside, strict=True)):
            if not any(tag.label in ("DECIDED", "REFERENCE") for tag in tags):
                continue
            following = inside[place + 1] if place + 1 < len(inside) else []
            previous = inside[place - 1] if place else []
            before = [self.text[slice(*each)] for each in reversed(self.sentences[:place])]
            yield from self._of_sentence(sentence, tags, following, previous, before)

    def _of_sentence(
        self,
        sentence: Range,
        tags: Sequence[Tag],
        following: Sequence[Tag],
        previous: Sequence[Tag],
        before: Sequence[str],
    ) -> Iterable[tuple[Tag, int, list[int]]]:
        clauses = self.splitter.clauses(self.text, *sentence)
        for tag in tags:
            if tag.label not in ("DECIDED", "REFERENCE") or _is_none(tag):
                continue
            clause = self._clause(clauses, tag.start)
            here = any(t.label == "CONCLUSION" and t.start >= tag.end for t in tags)
            follows = here or _concludes(following, sentence[1], tag)
            if tag.label == "REFERENCE":
                start, numbers = tag.start, self._numbered(tag, tags, follows)
            else:
                start, numbers = self._decided(tag, clause, tags, follows, previous, before)
            known = [one for one in numbers if one != self.number and one in self.items.content]
            if known:
                yield tag, start, known

    def _clause(self, clauses: Sequence[Range], place: int) -> Range:
        """The clause around a place; one that begins with a relative ("the operation, which was denied") has the words
        behind the verb before as its subject."""
        number = next(n for n, (left, right) in enumerate(clauses) if left <= place < right)
        left, right = clauses[number]
        word = self.text[left:right].split(None, 1)[0].lower()
        if number == 0 or word not in self.items.words.relatives:
            return left, right
        before = clauses[number - 1][0]
        return max((m + 3 for m in self.splitter.verbs_before(self.text, before, left, left)), default=before), right

    def _numbered(self, tag: Tag, tags: Sequence[Tag], follows: bool) -> Iterable[int]:
        decided = [each for each in tags if each.label == "DECIDED"]
        reasons = any(each.label == "GROUND" and each.value == "ground" for each in tags)
        rests = any(each.value in ("rests", "after") and each.end <= tag.start for each in decided)
        absolute = any(each.value == "absolute" and tag.end <= each.start for each in decided)
        if "ground" in tag.attributes or rests or absolute or (decided and (follows or reasons)):
            return self._numbers(tag)
        return []

    def _numbers(self, tag: Tag) -> Iterable[int]:
        """The items that a reference by number names."""
        which = tag.attributes.get("which")
        if which == "listed":
            return list(tag.value)
        if which == "nth":
            return [tag.value]
        if which == "first":
            return range(1, tag.value + 1)
        back = tag.value if which == "preceding" else _MOST_NUMBERS
        return range(max(1, self.number - back), self.number)

    def _decided(
        self,
        tag: Tag,
        clause: Range,
        tags: Sequence[Tag],
        follows: bool,
        previous: Sequence[Tag],
        spoken: Sequence[str],
    ) -> tuple[int, Iterable[int]]:
        """Where a reason begins that words of a decision are part of, and the items that it names; `spoken` are the
        sentences before, the nearest first."""
        said = "ground" in tag.attributes or tag.value in ("rests", "absolute")
        if not (said or follows) or any(t.label == "REFERENCE" and clause[0] <= t.start < clause[1] for t in tags):
            return tag.start, ()
        if tag.value in ("rests", "after"):
            return tag.start, self._named_behind(tag, clause[1], spoken)
        start = begin = clause[0]
        for each in tags:
            if each.label == "GROUND" and each.value == "ground" and clause[0] <= each.start and each.end <= tag.start:
                start, begin = each.end, each.start
                break
        if any(each.label == "DECIDED" and start <= each.start < each.end <= tag.start for each in tags):
            return tag.start, ()  # "with the surgery denied, therapy is not certified": the first is the reason
        if tag.value == "absolute":  # "for an operation that is not going forward"
            start = max(
                (m + 3 for m in self.splitter.verbs_before(self.text, start, tag.start, tag.start)), default=start
            )
        verb = self.splitter.first_verb(self.text, start, tag.start)
        phrase = self.text[start : tag.start if verb is None else verb]
        words, known = phrase.lower().split(), self.items.words
        own = next(left for left, right in self.sentences if left <= tag.start < right)
        one = self.items.of_two(phrase, [self.text[own:start], *spoken], self.number)
        if one is not None:
            return begin, [one]
        before = spoken[0] if spoken else ""
        if " ".join(words) in known.pronouns or (words and all(word in known.pronouns for word in words)):
            numbers = [n for each in previous if each.label == "REFERENCE" for n in self._numbers(each)]
            if numbers or tag.value not in ("final", "absolute"):
                return begin, numbers
            return begin, self._named_in(self.text[own:begin]) or self._named_in(before)
        taken_up = before if known.taking_up.intersection(words[:1]) else ""
        numbers = self._named_in(taken_up)
        if numbers and self.items.names_a_kind(phrase):  # "that drug": the one of the sentence before
            return begin, numbers
        named = self.items.named(phrase, self.number, SLIGHT if said else 1, taken_up)
        return begin, [one for one in named if one in numbers] or named

    def _named_behind(self, tag: Tag, end: int, spoken: Sequence[str]) -> Iterable[int]:
        """The items that words behind a decision name, or that "it" takes up ("follows from it")."""
        phrase = self.text[tag.end : end]
        if not self.items.words.pronouns.intersection(phrase.lower().strip(" .;").split(" ")[:1]):
            return self.items.named(phrase, self.number)
        own = next(left for left, right in self.sentences if left <= tag.start < right)
        return next(filter(None, map(self._named_in, (self.text[own : tag.start], *spoken[:1]))), [])

    def _named_in(self, sentence: str) -> list[int]:
        """The items that a sentence names that is taken up: in all of it, or before or behind its verb or "for"."""
        borders = self.splitter.first_verb(sentence, 0, len(sentence)) or 0, len(self.items.words.itself(sentence))
        parts = sentence, *(part for border in borders for part in (sentence[:border], sentence[border:]))
        return next(filter(None, (self.items.named(part, self.number, 1) for part in parts)), [])


def _concludes(tags: Sequence[Tag], start: int, decided: Tag) -> bool:
    """Whether the sentence at `start` with these tags concludes something from what was decided in the one before:
    "therefore" begins it, or of a decision on the item itself stands before the sentence's own decision."""
    if any(tag.label == "CONCLUSION" and tag.start <= start + _AT_THE_START for tag in tags):
        return True
    first = next((tag for tag in tags if tag.label in LABELS), None)
    concludes = first is not None and first.label == "CONCLUSION" and first.value == "conclusion"
    return concludes and decided.value == "final" and any(tag.label == "DECIDED" for tag in tags)


def _is_none(tag: Tag) -> bool:
    """Whether words of a decision or a number are no reason: a condition, a comparison, someone else's words."""
    found = tag.attributes
    return not {"condition", "comparison"}.isdisjoint(found) or found.get("voice", "reviewer") not in (
        "reviewer",
        "someone",
    )
