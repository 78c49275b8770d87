"""Boilerplate of rationales: sentences that stand in many letters, joined into the passages that come again.

Two passes over the records. The first keeps a hash of each letter's sentences on the disk and counts them part by part;
the second looks only at those that are frequent. Two sentences are the same where they differ in case, spaces,
punctuation or numbers alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.views.letter_facts import ItemFacts, LetterFacts, letter_facts
from pipeline.views.repeats.cases import hashed
from pipeline.views.repeats.partitions import Partitions
from pipeline.views.results_folder import open_records, record_lines

LEAST_WORDS = 6  # of a sentence that is looked at; shorter ones are verdicts and labels
MOST_SENTENCES = 20_000  # that are looked at closely; the most frequent ones
_EXAMPLES = 3
_TOGETHER = 0.9  # of the letters of two sentences that follow one another in a passage
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
_WORD = re.compile(r"[^\W_]+|#")
_QUOTES = ('"', "\u201c", "\u201d")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that come again.

    Attributes:
        text: as the first letter prints them.
        letters: in how many letters they stand.
        upheld, overturned: of items with these words, by decision.
        quoted: in what share of the items they stand in quotation marks.
        guideline: what the reviewers of these items cite most often, and in what share of them; empty where nothing.
        guideline_share: that share.
        examples: the first letters.
    """

    text: str
    letters: int
    upheld: int
    overturned: int
    quoted: float
    guideline: str
    guideline_share: float
    examples: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """A frequent sentence."""

    letters: int
    text: str = ""
    items: int = 0
    quoted: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    guidelines: Counter[str] = field(default_factory=Counter)
    next: Counter[int] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


def same_words(sentence: str) -> str:
    """What two printings of a sentence have in common; empty for one that is too short to tell anything."""
    words = _WORD.findall(_NUMBER.sub("#", sentence.casefold()))
    return " ".join(words) if len(words) >= LEAST_WORDS else ""


def boilerplate(folder: Path, least: int = 3) -> list[Passage]:
    """The passages that stand in at least so many letters, the most frequent first.

    Raises:
        ResultsError: it is no results folder, or cannot be read.
        OSError: there is no room for temporary files.
    """
    counts = _frequent(folder, least)
    seen = {key: _Seen(letters) for key, letters in counts.items()}
    for letter in _letters(folder):
        for item in letter.items:
            _note(letter, item, seen)
    passages = [_passage([seen[key] for key in chain]) for chain in _chains(seen)]
    return sorted(passages, key=lambda p: (-p.letters, -len(p.text), p.text))


def _letters(folder: Path) -> Iterator[LetterFacts]:
    with open_records(folder) as records:
        yield from (letter_facts(line.data) for line in record_lines(records) if line.data is not None)


def _frequent(folder: Path, least: int) -> dict[int, int]:
    """Hash and number of letters of the sentences of enough letters; a letter that is there twice counts once."""
    with Partitions(2) as parts:
        for letter in _letters(folder):
            name = hashed(letter.letter_id)
            for key in {key for item in letter.items for key, *_ in _sentences(item.rationale)}:
                parts.add(key, name)
        found: dict[int, int] = {}
        for rows in parts:
            keys, counts = np.unique(np.unique(rows, axis=0)[:, 0], return_counts=True)
            often = counts >= least
            found.update(zip(keys[often].tolist(), counts[often].tolist(), strict=True))
            if len(found) > 2 * MOST_SENTENCES:
                found = _most(found)
    return _most(found)


def _most(counts: Mapping[int, int]) -> dict[int, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SENTENCES])


def _sentences(text: str) -> Iterator[tuple[int, str, bool]]:
    """(hash, words, whether in quotation marks) of each sentence of a rationale."""
    open_quote = False
    for start, end in sentence_splitter().sentences(text):
        words = text[start:end].strip()
        marks = sum(words.count(mark) for mark in _QUOTES)
        if key := same_words(words):
            yield hashed(key), words, open_quote or marks > 0
        open_quote ^= bool(marks % 2)


def _note(letter: LetterFacts, item: ItemFacts, seen: Mapping[int, _Seen]) -> None:
    before: _Seen | None = None
    noted: set[int] = set()
    for key, words, quoted in _sentences(item.rationale):
        one = seen.get(key)
        if one is not None and key not in noted:
            noted.add(key)
            one.text = one.text or words
            one.items += 1
            one.quoted += quoted
            one.decisions[item.decision or ""] += 1
            one.guidelines.update(item.reviewer.guidelines)
            if len(one.examples) < _EXAMPLES and letter.letter_id not in one.examples:
                one.examples.append(letter.letter_id)
        if before is not None and one is not None:
            before.next[key] += 1
        before = one


def _chains(seen: Mapping[int, _Seen]) -> Iterable[list[int]]:
    """The sentences in the order of their passages: one follows another where they nearly always stand together."""
    follower: dict[int, int] = {}
    for key, one in seen.items():
        if one.next:
            behind, times = one.next.most_common(1)[0]
            if behind != key and times >= _TOGETHER * max(one.items, seen[behind].items):
                follower[key] = behind
    heads = [key for key in seen if key not in set(follower.values())]
    reached: set[int] = set()
    for head in [*heads, *seen]:  # what is no head and reached from none goes round in a circle
        chain = []
        at: int | None = head
        while at is not None and at not in reached:
            reached.add(at)
            chain.append(at)
            at = follower.get(at)
        if chain and seen[head].text:
            yield chain


def _passage(parts: list[_Seen]) -> Passage:
    first = parts[0]
    guideline, times = first.guidelines.most_common(1)[0] if first.guidelines else ("", 0)
    return Passage(
        " ".join(part.text for part in parts),
        min(part.letters for part in parts),
        first.decisions["upheld"],
        first.decisions["overturned"],
        round(sum(part.quoted for part in parts) / sum(part.items for part in parts), 3),
        guideline,
        round(times / first.items, 3),
        tuple(first.examples),
    )


def passage_data(passage: Passage) -> dict[str, Any]:
    """A passage as plain data; examples as one text."""
    names = ("letters", "upheld", "overturned", "quoted", "guideline", "guideline_share", "text")
    return {name: getattr(passage, name) for name in names} | {"examples": "; ".join(passage.examples)}
