"""Treatments and body parts with a slip of the pen: "Arthoscopy of the left shoudler", "upper extremety".

Only a word that no rule knows is looked at, and only the words that headings use most, all of them long, are what it
may stand for; the phrase that it makes with its neighbours must be one of the rules'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.components.request_details.spelling import letters_apart
from pipeline.components.tags import Tag
from pipeline.rules import Rule

SHORTEST = 6
"""Letters that a word has at least, one less than those it may stand for; shorter ones are too much alike."""

MEANT = tuple(
    """
    acupuncture aquatic arthroplasty arthroscopic arthroscopy behavioral cervical chiropractic cognitive
    consultation corticosteroid diagnostic discectomy electrodes electrodiagnostic epidural evaluation exercise
    extremities extremity functional injection injections interferential laminectomy lumbosacral manipulation
    massage membership meniscectomy neurology neurosurgeon occupational orthopedic physical physiotherapy
    podiatry psychiatric psychiatrist psychological psychologist psychotherapy radiofrequency rehabilitation
    replacement restoration sacroiliac shockwave shoulder shoulders steroid stimulation stimulator surgery
    therapeutic therapy thoracic toxicology traction transforaminal transportation
    """.split()
)
"""The words that a misspelt one may stand for."""

_OTHER_WORDS = frozenset(
    """
    consolation consultative consummation diagnosis distraction evacuation evaluating evaluative exercised
    exorcise fraction fractional frictional functionary functioned inductions infection infections infectious
    inflection injected injecting injunction injunctions insertion insertions inspection inspections
    manipulating manipulator massaged meditation message messages occupation occupations physically physician
    physicians rehabilitating rehabilitative resorption respiration restorative shouldered simulation
    simulations simulator simulators smoulder stimulated stimulates stimulating stipulation stipulations
    therapies therapist traduction transformation transpiration vertical
    """.split()
)
"""Words of their own that stand near one of those; a slip may be meant for them."""

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'/&-]*")
_LONG_WORD = re.compile(rf"[A-Za-z0-9][A-Za-z0-9'/&-]{{{SHORTEST - 1},}}")
"""Those of the words that have `SHORTEST` letters."""
_LONGEST_PHRASE = 5
_LABELS = ("TREATMENT", "SPECIALTY", "BODY_PART")

Meaning = tuple[str, str, str]  # label, value, rule


class CommonWords:
    """The phrases of the rules that hold one of `MEANT`, and every word that the rules know."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._known: set[str] = set(_OTHER_WORDS)
        self._phrases: dict[str, list[Meaning]] = {}
        meant = frozenset(MEANT)
        for rule in rules:
            for phrase in rule.phrases:
                words = phrase.lower().split()
                self._known.update(words)
                if rule.label in _LABELS and not meant.isdisjoint(words) and len(words) <= _LONGEST_PHRASE:
                    self._phrases.setdefault(" ".join(words), []).append((rule.label, rule.value, rule.id))

    def meant(self, word: str) -> str | None:
        """The one word of `MEANT` that differs by a letter (two from twelve letters on).

        `None` for a word that the rules know, and where none or several are that near.
        """
        word = word.lower()
        if word in self._known or not self._phrases:
            return None
        return _nearest(word)

    def phrase(self, words: Sequence[str]) -> Sequence[Meaning]:
        """What rules say of these words, in lower case, as one phrase."""
        return self._phrases.get(" ".join(words), ())


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str | None:
    allowed = 2 if len(word) >= 12 else 1
    near = {
        other
        for other in (*MEANT, *_OTHER_WORDS)
        if other[0] == word[0]
        and abs(len(other) - len(word)) <= allowed
        and not (word.startswith(other) or other.startswith(word))
        and letters_apart(word, other, allowed) <= allowed
    }
    return near.pop() if len(near) == 1 and near.isdisjoint(_OTHER_WORDS) else None


def read_misspelt_words(text: str, start: int, end: int, hits: Sequence[Tag], common: CommonWords) -> list[Tag]:
    """`hits` with those for misspelt words in `text[start:end]`,
    in place of the ones that they contain; in text order."""
    if not any(common.meant(word) for word in _LONG_WORD.findall(text, start, end) if word.isalpha()):
        return list(hits)
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    found: list[Tag] = []
    for place, (word, first, last) in enumerate(words):
        if len(word) < SHORTEST or not word.isalpha():
            continue
        meant = common.meant(word)
        if meant is not None and not any(hit.start < last and first < hit.end for hit in hits):
            words[place] = (meant, first, last)
            found += _longest(words, place, text, common)
    if not found:
        return list(hits)
    kept = [hit for hit in hits if not any(_covers(new, hit) for new in found)]
    return sorted([*kept, *found], key=lambda tag: tag.start)


def _longest(words: Sequence[tuple[str, int, int]], place: int, text: str, common: CommonWords) -> list[Tag]:
    """The longest phrase of each label that holds the word at `place`."""
    found: dict[str, Tag] = {}
    for length in range(_LONGEST_PHRASE, 0, -1):
        for low in range(max(0, place - length + 1), min(place, len(words) - length) + 1):
            window = words[low : low + length]
            first, last = window[0][1], window[-1][2]
            if any(text[one[2] : other[1]] != " " for one, other in pairwise(window)):
                continue
            for label, value, rule in common.phrase([word for word, _, _ in window]):
                found.setdefault(label, Tag(label, first, last, value, rule))
    return list(found.values())


def _covers(new: Tag, old: Tag) -> bool:
    return new.label == old.label and new.start < old.end and old.start < new.end
