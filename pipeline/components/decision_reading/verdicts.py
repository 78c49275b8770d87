"""What a reviewer decided, from the words of verdicts in a rationale and from what cues found on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from pipeline.components.decision_reading.naming import Speaks
from pipeline.components.tags import Tag
from pipeline.rules.cues import standing
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.tags import beginning_in
from pipeline.text.sentences import Range, SentenceSplitter

NECESSARY, NOT_NECESSARY = "medically_necessary", "not_medically_necessary"
CONCLUSION = "conclusion"
_OPPOSITE = {NECESSARY: NOT_NECESSARY, NOT_NECESSARY: NECESSARY}
_CERTAINTIES = ("strong", "weak", "closing")
_LAST_SENTENCES = 2  # in which words count that would be no verdict elsewhere

Subject = Callable[[str, Iterable[str]], Speaks]
"""From the words of a sentence's subject, and the sentences before it, the nearest first, to what it speaks of."""


class Statement(NamedTuple):
    """A statement that is the reviewer's own and unconditional.

    Attributes:
        tag: its words, with what they say, a conclusion of the record, and their rule.
        certainty: how sure its words are: `strong`, `weak` or `closing`.
        speaks: of what its subject speaks.
        is_elliptical: whether its predicate stands before it.
    """

    tag: Tag
    certainty: str
    speaks: Speaks
    is_elliptical: bool = False


class _Clause(NamedTuple):
    """A clause, and where the one begins that has its subject: "The brace was asked for too and is not necessary"."""

    start: int
    end: int
    subject: int


class Verdicts:
    """The verdicts of a rationale, or another stretch of a letter, on whose tags stands what cues found; `subject`
    tells what the words of a subject speak of. What is said to have been necessary is a verdict on what was given
    where a review tells of it `in_the_past`, and else may be on what was allowed before."""

    def __init__(
        self, stretch: TaggedText, subject: Subject, splitter: SentenceSplitter, *, in_the_past: bool = False
    ) -> None:
        self.in_the_past = in_the_past
        self.text, self.subject, self.splitter = stretch.text, subject, splitter
        self.words = stretch.of("VERDICT", "ELLIPSIS")
        self.sentences = splitter.sentences(self.text, stretch.start, stretch.end) if self.words else []
        self.asides = stretch.of("INSIDE")
        self.reasons = {tag.start for tag in stretch.of("GROUND") if tag.value == "ground"}
        self.negations = [tag for tag in standing(stretch.of("NEGATION")) if tag.value != "pseudo"]

    def conclusion(self) -> Statement | None:
        """The verdict: the last statement on the item, sure words before unsure ones."""
        found = list(self.statements())
        surest = next((name for name in _CERTAINTIES if any(one.certainty == name for one in found)), "")
        ranked = [one for one in found if one.certainty == surest]
        of_the_item = [one for one in ranked if one.speaks is Speaks.OF_THE_ITEM]
        last = ranked[-1] if ranked else None
        if last is not None and last.speaks <= Speaks.OF_ANOTHER and of_the_item:
            last = of_the_item[-1]
        if last is None or surest != "strong" or not (last.speaks <= Speaks.OF_ANOTHER or last.is_elliptical):
            return last
        least = Speaks.OF_SOMETHING if last.is_elliptical else Speaks.OF_THE_ITEM
        # "the right arm's study is certified, whereas that of the left was not"
        first = 0 if last.is_elliptical and last.speaks <= Speaks.OF_ANOTHER else last.tag.start
        unsure = [one for one in found if one.certainty == "weak" and one.tag.start > first and one.speaks >= least]
        return unsure[-1] if unsure else last

    def statements(self) -> Iterator[Statement]:
        """The statements that are the reviewer's own and unconditional, in text order."""
        for number, sentence in enumerate(self.sentences):
            words = beginning_in(self.words, *sentence)
            clauses = self.splitter.clauses(self.text, *sentence) if words else []
            before = self._before(number) if words else None
            for tag in words:
                clause = self._clause(clauses, tag.start)
                made = self._ellipsis(tag, before, clause) if tag.label == "ELLIPSIS" else self._verdict(tag, clause)
                before = tag if tag.label == "VERDICT" else before
                if made is not None and self._counts(made, closes=number >= len(self.sentences) - _LAST_SENTENCES):
                    yield made

    def _clause(self, clauses: Sequence[Range], place: int) -> _Clause:
        number = begins = bisect_right(clauses, place, key=itemgetter(0)) - 1
        for aside in self.asides:  # "the cream, which helps where pills did not, is"
            if aside.start <= clauses[begins][0] < aside.end <= place:
                begins = next((n for n, (left, right) in enumerate(clauses) if left <= aside.start < right), begins)
        subject = begins
        while subject and self.splitter.takes_up(self.text, *clauses[subject]):
            subject -= 1
        return _Clause(clauses[begins][0], clauses[number][1], clauses[subject][0])

    def _before(self, number: int) -> Tag | None:
        """What may give a word its predicate that begins a sentence: the one of the sentence before (one without a
        finite verb may stand between), or of the last question."""
        earlier = beginning_in(self.words, 0, self.sentences[number][0])
        if not earlier:
            return None
        own = self._number_of(earlier[-1].start)
        between = self.sentences[own + 1 : number]
        is_near = not between or (len(between) == 1 and not self.splitter.has_verb(self.text, *between[0]))
        return earlier[-1] if is_near or self._asks(self.sentences[own]) else None

    def _number_of(self, place: int) -> int:
        """Which sentence a place lies in."""
        return bisect_right(self.sentences, place, key=itemgetter(0)) - 1

    def _asks(self, sentence: Range) -> bool:
        return self.text[slice(*sentence)].rstrip().endswith("?")

    @staticmethod
    def _counts(made: Statement, *, closes: bool) -> bool:
        """Whether words that are unsure are a verdict where they stand."""
        is_sure = made.certainty == "strong" or (made.certainty == "weak" and made.speaks is Speaks.OF_THE_ITEM)
        return is_sure or (closes and made.speaks > Speaks.OF_ANOTHER)

    def _verdict(self, tag: Tag, clause: _Clause) -> Statement | None:
        found = tag.attributes
        about, negated = found.get("subject"), found.get("negated")
        if not _is_own(tag) or (found.get("about") == "decision" and about is None):
            return None
        value, start = tag.value, tag.start
        if about is not None and found.get("about") != "decision" and found.get("certainty") == "weak":
            value = _OPPOSITE[value]  # what is appropriate is to deny
        denials = [each for each in self.negations if clause.start <= each.start < start]
        denies_itself = value == NOT_NECESSARY and about is None and found.get("form") != "predicate"
        if negated == "denied" and denies_itself:
            if denials:
                return None  # "there is no evidence that it is not necessary" says nothing
        elif negated is not None:
            value, start = _OPPOSITE[value], self._denial(start)
        elif not self._is_said(tag, value, clause):
            return None
        certainty = found.get("certainty", "strong")
        names = any(each.start == start and each.attributes.get("names") == "subject" for each in denials)
        behind = tag.start if names else start  # "neither the sling nor the unit is": the denial holds the subject
        speaks = Speaks.OF_THE_ITEM if about is not None else self._speaks(tag, behind, clause, certainty)
        if speaks is Speaks.OF_SOMETHING:
            speaks = self._said_inside(start, tag.end)
        was_done = "tense" in found and speaks <= Speaks.OF_ANOTHER and not self.in_the_past  # before
        is_rule_or_done = value == NECESSARY and ("limit" in found or was_done)
        is_elsewhere = speaks is Speaks.INSTEAD or ("contrast" in found and speaks is not Speaks.OF_THE_ITEM)
        made = Statement(Tag(CONCLUSION, start, tag.end, value, tag.rule), certainty, speaks)
        return None if is_rule_or_done or is_elsewhere else made

    def _denial(self, place: int) -> int:
        """Where the last negation before a place begins."""
        return max((each.start for each in self.negations if each.start < place), default=place)

    def _said_inside(self, start: int, end: int) -> Speaks:
        """Of what words speak whose subject tells nothing: "I do not believe that the brace is necessary"."""
        found = self.subject(self.text[start:end], ())
        return found if found is not Speaks.OF_ANOTHER else Speaks.OF_SOMETHING

    def _is_said(self, tag: Tag, value: str, clause: _Clause) -> bool:
        """Whether words that no cue denies are said outright, and nothing before them may deny them all the same."""
        if tag.attributes.get("form") == "predicate" and not self.splitter.has_verb(self.text, tag.start, tag.end):
            return False
        is_free = not any(clause.start <= each.start and each.end <= tag.start for each in self.negations)
        return value == NOT_NECESSARY or tag.attributes.get("about") == "decision" or is_free

    def _ellipsis(self, tag: Tag, before: Tag | None, clause: _Clause) -> Statement | None:
        """A verdict whose predicate stands before, in this sentence or the last: "The purchase is not"."""
        if before is None or not _is_own(tag):
            return None
        if clause.start <= before.start < tag.start:
            set_apart = any(before.end <= each.start < each.end <= tag.start for each in self.asides)
            if not set_apart and before.attributes.get("contrast") != "conceded":
                return None
            main = before.end + (self.text[before.end] == ",")  # "while the patch is not necessary, the cream is"
            clause = _Clause(main, clause.end, main)
        value, denied = tag.value, tag.attributes.get("negated")
        if value == "same":
            value = _OPPOSITE[before.value] if "negated" in before.attributes else before.value
        if denied is not None:
            if value == NOT_NECESSARY and denied == "denied":
                return None  # "I do not say that it is not"
            value = _OPPOSITE[value]
        speaks = self._speaks(tag, tag.start, clause, "strong")
        if denied is not None and speaks is Speaks.OF_SOMETHING:
            speaks = self._said_inside(self._denial(tag.start), tag.start)
        if speaks is Speaks.OF_SOMETHING:  # "they are not": what the words before speak of
            speaks = self._spoken_of(before)
        unsure = (value == NECESSARY and tag.value != "same") or "contrast" in tag.attributes or denied is not None
        if speaks is Speaks.INSTEAD or (unsure and speaks is not Speaks.OF_THE_ITEM):
            return None
        start = tag.start + (self.text[tag.start] == " ")
        made = Tag(CONCLUSION, start, tag.end, value, tag.rule)
        return Statement(made, "strong", speaks, is_elliptical=True)

    def _spoken_of(self, before: Tag) -> Speaks:
        """Of what the words speak that stand before an ellipsis; of a question all its words tell."""
        sentence = self.sentences[self._number_of(before.start)]
        if self._asks(sentence):
            return self.subject(self.text[slice(*sentence)], ())
        clause = self._clause(self.splitter.clauses(self.text, *sentence), before.start)
        found = self._speaks(before, before.start, clause, "strong")
        whole = self._without_asides(clause.subject, before.start)
        return self.subject(whole, ()) if found is Speaks.OF_SOMETHING else found

    def _speaks(self, tag: Tag, start: int, clause: _Clause, certainty: str) -> Speaks:
        """Of what a statement speaks: its subject stands before the clause's first verb; behind "there is no need for"
        it is its object."""
        if tag.attributes.get("names") == "object":
            return self.subject(self.text[tag.end : clause.end], ())
        words = self._without_asides(clause.subject, start)
        found = self.subject(words[: self.splitter.first_verb(words, 0, len(words))], self._spoken_before(clause))
        if certainty == "closing" and found is Speaks.OF_SOMETHING:
            return self.subject(self.text[tag.end : clause.end], ())
        return found

    def _without_asides(self, start: int, end: int) -> str:
        """The words of a stretch without a reason at its beginning and what stands between two commas ("with the stay
        found necessary, the visits, six in number, are")."""
        kept, words = start, ""
        for aside in self.asides:
            if kept <= aside.start and aside.end <= end:
                words, kept = words + self.text[kept : aside.start] + " ", aside.end
        parts = (words + self.text[kept:end]).split(",")
        if start in self.reasons:
            parts = parts[1:] or parts
        return " ".join(parts[::2] if len(parts) % 2 else [parts[0], *parts[1::2]])

    def _spoken_before(self, clause: _Clause) -> Iterator[str]:
        """What is said before a clause in its sentence, and the sentences before that one, the nearest first."""
        number = self._number_of(clause.subject)
        yield self.text[self.sentences[number][0] : clause.subject]
        yield from (self.text[slice(*each)] for each in reversed(self.sentences[:number]))


def _is_own(tag: Tag) -> bool:
    """Whether words are the reviewer's and unconditional, as far as cues tell."""
    found = tag.attributes
    voice = found.get("voice")
    if voice == "utilization_review" and "subject" in found:  # it is its decision that is judged
        voice = None
    if voice == "someone" and "negated" in found:  # "I do not believe that …"
        voice = None
    if found.get("said_by") == "reviewer" and voice != "quotation":  # "I agree with the denial by the examiner"
        voice = None
    return voice is None and "condition" not in found and found.get("contrast", "compared") == "compared"
