"""Sentences and clauses of the reading text, split in one way for the whole program.

What a splitter must know of English (abbreviations, conjunctions, verbs) is data: `SentenceWords`, from
`patterns/vocabularies/abbreviations.yml`. Offsets go in and out as those of the text given; the ranges returned follow
one another without a gap, so that each holds the white space behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from pipeline.text.folding import folded

Range = tuple[int, int]
"""A half-open range of offsets."""

# A stop with what closes behind it (quotes, brackets, the mark of a footnote), and space or a lost space.
_STOP = re.compile(
    r"""[.!?](?<![.!?][.!?])[.!?]* ["'”’)\]]* (?P<mark>[0-9]{1,2}(?=\s+["'“‘(]?[A-Z]) | \[[0-9]{1,2}\] | [¹²³⁴⁵⁶⁷⁸⁹⁰]+)?
        (?: \s+ | (?P<lost>)(?=["'“‘(]?[A-Z][a-z]) )""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+\Z|[0-9]+\Z")
_NEXT = re.compile(r"[\"'“‘(\[]*(?:(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|[0-9#])")
_NUMBER = re.compile(r"[#0-9]|[A-Z]{0,2}-?[0-9]")
_LONGEST_WORD = 24


@dataclass(frozen=True)
class SentenceWords:
    """What a language's sentences need: words in lower case, without a last full stop.

    Attributes:
        joined: abbreviations that end no sentence ("vs").
        numbered: those that end none before a number ("No").
        months: cut names of months, which end none before a number.
        units: units and shorthand, which end none before a number.
        ambiguous: those that end one only before an opener ("Inc").
        openers: words that begin sentences.
        coordinators: words that begin a clause ("and").
        subordinators: words that begin one that rests on another ("since").
        participles: phrases that end in one of them and begin none ("was given").
        verbs: finite verbs; a stretch with one of them is a clause.
        negations: what may be joined to one ("n't").
        joined_verbs: verbs that are joined to their subject ("'s not").
    """

    joined: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    joined_verbs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[str]]) -> SentenceWords:
        """From the lists of a vocabulary file; a list that is missing is empty, others are left aside."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: frozenset(map(str.lower, words)) for name, words in lists.items() if name in names})


class _Split:
    """The last text that was split, and what was found in it, by stretches of it."""

    __slots__ = ("clauses", "sentences", "text", "verbs")

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences: dict[Range, list[Range]] = {}
        self.clauses: dict[Range, list[Range]] = {}
        self.verbs: dict[Range, list[int]] = {}


class SentenceSplitter:
    """Splits text into sentences, and sentences into clauses.

    Args:
        words: what to know of the language.
    """

    def __init__(self, words: SentenceWords) -> None:
        self.words = words
        self._before_no_number = words.numbered | words.months | words.units
        self._abbreviations = self._before_no_number | words.joined | words.ambiguous
        coordinators, subordinators, verbs, negations, joined = (
            "|".join(_printed(one) for one in sorted(each)) or r"(?!)"
            for each in (words.coordinators, words.subordinators, words.verbs, words.negations, words.joined_verbs)
        )
        conjunctions = f"{coordinators}|{subordinators}"
        self._borders = re.compile(  # one class to begin with: `re` skips to it
            rf"[;,\s—](?: (?<=\s)(?:(?=(?P<word>{conjunctions})\b) | [-–]{{1,2}}\s | —\s?)"
            rf" | (?<=,)\s+(?P<comma>(?:(?=(?P<led>{conjunctions})\b))?) | (?<=;)\s* | (?<=—)\s? )",
            re.VERBOSE,
        )
        self._date = re.compile(rf"(?:(?:{coordinators})\s)?[0-9]{{1,4}}[-/.][0-9]")  # of a list of dates
        self._verb = re.compile(rf"\b(?:{verbs})(?:{negations})?\b|(?:{joined})\b")
        self._taking_up = re.compile(rf"\W*(?:(?:{coordinators})\W+)?(?={self._verb.pattern})")
        self._participles = tuple(f" {words}" for words in words.participles)
        self._subordinate = re.compile(rf"\W*(?:{subordinators})\b")
        self._last = _Split("")

    def sentences(self, text: str, start: int = 0, end: int | None = None) -> list[Range]:
        """The sentences of `text[start:end]`, not to be changed; none of an empty stretch."""
        end = len(text) if end is None else end
        known = self._split(text).sentences
        if (start, end) not in known:
            borders = [start, *self._ends(text, start, end), end]
            known[start, end] = [(left, right) for left, right in pairwise(borders) if left < right]
        return known[start, end]

    def sentence_at(self, text: str, place: int, start: int = 0, end: int | None = None) -> Range:
        """The sentence of `text[start:end]` in which `place` lies."""
        found = self.sentences(text, start, end)
        return found[max(0, bisect_right(found, (place, len(text))) - 1)] if found else (start, start)

    def clauses(self, text: str, start: int, end: int) -> list[Range]:
        """The clauses of the sentence `text[start:end]`. A semicolon or dash ends one; a comma or conjunction does
        where a finite verb stands on both sides, and what follows does not take up the subject again ("the scan, which
        UR denied, is necessary" is one clause, and so is "it is not, however, necessary"). Not to be changed."""
        known = self._split(text).clauses
        if (start, end) not in known:
            known[start, end] = self._clauses(folded(text), start, end)
        return known[start, end]

    def _clauses(self, text: str, start: int, end: int) -> list[Range]:
        """The clauses of a sentence of a text in small letters."""
        found: list[Range] = []
        opened, has_verb = start, False  # the clause that is being read
        subordinate = self._subordinate.match(text, start, end) is not None  # a comma ends it whatever it holds
        pending, pending_lead = -1, ""  # a stretch without a verb that may open the next clause
        for place, stop, border, lead in self._stretches(text, start, end):
            verb = self._verb.search(text, place, stop)
            if pending >= 0 and lead not in ("", pending_lead):
                pending = -1
            takes_up = pending < 0 and verb is not None and not text[place : verb.start()].strip(" \"'“”(")
            is_whole = has_verb or (subordinate and border == ",")
            if border == ";" or (is_whole and verb is not None and not takes_up):
                begins = pending if pending >= 0 and border != ";" else place
                found.append((opened, begins))
                opened, has_verb, subordinate, pending = begins, verb is not None, False, -1
            elif verb is not None:
                has_verb, pending = True, -1
            elif is_whole and lead and pending < 0:
                pending, pending_lead = place, lead
        found.append((opened, end))
        return [(left, right) for left, right in found if left < right]

    def first_verb(self, text: str, start: int, end: int) -> int | None:
        """Where the first finite verb of `text[start:end]` begins."""
        found = self._verb.search(folded(text), start, end)
        return None if found is None else found.start()

    def verbs_before(self, text: str, start: int, place: int, end: int) -> list[int]:
        """Where the finite verbs of `text[start:end]` begin that begin before or at `place`."""
        known = self._split(text).verbs
        if (start, end) not in known:
            known[start, end] = [m.start() for m in self._verb.finditer(folded(text), start, end)]
        return known[start, end][: bisect_right(known[start, end], place)]

    def takes_up(self, text: str, start: int, end: int) -> bool:
        """Whether the clause at `start` has no subject of its own: it begins with a conjunction and its verb."""
        return self._taking_up.match(folded(text), start, end) is not None

    def has_verb(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` holds a finite verb."""
        return self._verb.search(folded(text), start, end) is not None

    def _stretches(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
        """What stands between the borders of clauses that are possible: its range, the border before it (";" ends a
        clause in any case, "," and a space before a conjunction may) and the conjunction that leads it."""
        place, border, lead = start, "", ""
        for m in self._borders.finditer(text, start, end):
            word, comma, led = m.groups()
            is_strong = word is None and comma is None
            stop = m.end()
            if is_strong and self._date.match(text, stop, end):
                continue
            if word is not None and text.endswith(self._participles, place, stop + len(word)):
                continue
            if stop > place:
                yield place, stop, border, lead
            place = stop
            border = ";" if is_strong else "," if word is None else " "
            lead = led or word or ""
        if place < end:
            yield place, end, border, lead

    def _split(self, text: str) -> _Split:
        """What was split of a text before. Several components ask for the same sentences of a letter."""
        last = self._last
        if last.text is not text:
            last = self._last = _Split(text)
        return last

    def _ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where sentences of `text[start:end]` end."""
        for m in _STOP.finditer(text, start, end):
            if m.end() < end and self._is_end(text, start, m, end):
                yield m.end()

    def _is_end(self, text: str, start: int, stop: re.Match[str], end: int) -> bool:
        word = _word_before(text[max(start, stop.start() - _LONGEST_WORD) : stop.start()])
        following = _NEXT.match(text, stop.end(), end)
        following_word = following["word"] if following is not None and following["word"] is not None else ""
        if stop["lost"] is not None and (len(word) < 2 or "." in word or word[-1].isupper()):
            return False
        if stop["mark"] is not None and stop["mark"].isdigit() and stop["mark"].isascii() and not word.isalpha():
            return False
        opens = following_word.lower() in self.words.openers
        if following_word[:1].islower():
            return opens and len(following_word) > 1 and len(word) > 2 and word.lower() not in self._abbreviations
        if stop[0][0] == "." and stop[0][1:2] not in (".", "!", "?"):
            return self._ends_behind(word, opens, text, start, stop, end)
        return True

    def _ends_behind(self, word: str, opens: bool, text: str, start: int, stop: re.Match[str], end: int) -> bool:
        """Whether the single full stop behind `word` ends a sentence."""
        lower = word.lower()
        if lower in self.words.joined:
            return False
        if lower in self._before_no_number:
            return stop["mark"] is None and _NUMBER.match(text, stop.end(), end) is None
        if lower in self.words.ambiguous or "." in word or (len(word) == 1 and word.isalpha()):
            return opens
        if word.isdigit() and len(word) <= 2:  # the number of a list's entry?
            lead = text[max(start, stop.start() - _LONGEST_WORD) : stop.start() - len(word)]
            return not (lead == "" or (lead[-1:].isspace() and lead.rstrip()[-1:] in (".", "!", "?", ":", ";", "")))
        return True


def _printed(words: str) -> str:
    """An expression for words as they may be printed."""
    return re.escape(words).replace("'", "['’]").replace(r"\ ", r"\s+")


def _word_before(text: str) -> str:
    """The word or number with which a text ends."""
    last = text[text.rfind(" ") + 1 :]
    if last.isalpha():
        return last
    found = _WORD_BEFORE.search(text)
    return "" if found is None else found[0]
