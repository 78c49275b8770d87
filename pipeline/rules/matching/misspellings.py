"""Terms with a slip of the pen: "Arthoscopy of the left shoudler", "Cyclobenzaprnie 7.5mg".

Only a word that no rule knows is looked at. It may stand for one of the words that headings use most, all of them long,
where the phrase that it makes with its neighbours is one of the rules'; and for a drug's name where it stands directly
before a strength or a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from pipeline.rules.model import Rule
from pipeline.rules.tags import Tag

SHORTEST_WORD, SHORTEST_NAME = 6, 7
"""Letters that a word has at least; shorter ones are too much alike."""
LONG_WORD, LONG_NAME = 12, 10
"""Letters from which on two slips are allowed."""
_LONGEST_PHRASE = 5
_PHRASES = frozenset({"TREATMENT", "SPECIALTY", "BODY_PART"})
_AMOUNTS = frozenset({"STRENGTH", "BARE_STRENGTH", "QUANTITY"})
_DESCRIPTIONS = frozenset({"DRUG_SALT", "DRUG_RELEASE", "DRUG_FORM"})
_WORD = re.compile(r"[^\W_][\w'/&-]*")


class Misspellings:
    """What misspelt words stand for.

    Args:
        rules: the rules in use; their phrases are the words that are known and meant.
        words: the vocabulary `misspellings`: `meant`, and `others` that stand near one of those.
    """

    def __init__(self, rules: Iterable[Rule], words: Mapping[str, Sequence[str]]) -> None:
        meant, others = words.get("meant", ()), words.get("others", ())
        self._words = (*meant, *others)
        self._meant = frozenset(meant)
        self._known: set[str] = set(others)
        self._phrases: dict[str, list[Rule]] = {}
        self._names: dict[str, dict[str, Rule]] = {}
        for rule in rules:
            for phrase in rule.phrases:
                parts = phrase.lower().split()
                self._known.update(parts)
                if rule.label in _PHRASES and not self._meant.isdisjoint(parts) and len(parts) <= _LONGEST_PHRASE:
                    self._phrases.setdefault(" ".join(parts), []).append(rule)
                if rule.label == "DRUG" and len(parts) == 1 and len(phrase) >= SHORTEST_NAME and phrase.isalpha():
                    self._names.setdefault(parts[0][0], {})[parts[0]] = rule
        self._nearest_words = lru_cache(4096)(self._near_words)

    def correct(self, text: str, start: int, end: int, tags: list[Tag]) -> list[Tag]:
        """`tags` of the heading `text[start:end]` with those for its misspelt words, in place of the ones that they
        contain, in text order; `tags` itself where there are none."""
        words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
        found: list[Tag] = []
        for place, (word, first, last) in enumerate(words):
            if len(word) < SHORTEST_WORD or word in self._known or not word.isalpha():
                continue
            if any(tag.start < last and first < tag.end and tag.label in _PHRASES | {"DRUG"} for tag in tags):
                continue
            phrases = self._meant_phrases(words, place, text)
            if not phrases and len(word) >= SHORTEST_NAME and _is_dosed(text, last, tags):
                phrases = self._drug(word, first, last)
            found += phrases
        if not found:
            return tags
        kept = (tag for tag in tags if not any(_covers(new, tag) for new in found))
        return sorted([*kept, *found], key=lambda tag: tag.start)

    def _meant_phrases(self, words: list[tuple[str, int, int]], place: int, text: str) -> list[Tag]:
        """The phrases that the word at `place` makes with its neighbours, the first word that it may be meant for
        taken; where it may be meant for several, of two words at least."""
        word, first, last = words[place]
        near = self._nearest_words(word)
        for meant in near:
            if meant in self._meant:
                words[place] = (meant, first, last)
                phrases = self._longest(words, place, text, alone=len(near) == 1)
                if phrases:
                    return phrases
        words[place] = (word, first, last)
        return []

    def _near_words(self, word: str) -> tuple[str, ...]:
        """The words of the vocabulary that this one may stand for."""
        allowed = 2 if len(word) >= LONG_WORD else 1
        return tuple(
            other
            for other in self._words
            if other[0] == word[0]
            and not (word.startswith(other) or other.startswith(word))
            and OSA.distance(word, other, score_cutoff=allowed) <= allowed
        )

    def _longest(self, words: Sequence[tuple[str, int, int]], place: int, text: str, *, alone: bool) -> list[Tag]:
        """The longest phrase of each label that holds the word at `place`; of more words than that unless `alone`."""
        found: dict[str, Tag] = {}
        for length in range(_LONGEST_PHRASE, 0 if alone else 1, -1):
            for low in range(max(0, place - length + 1), min(place, len(words) - length) + 1):
                window = words[low : low + length]
                first, last = window[0][1], window[-1][2]
                if any(text[one[2] : other[1]] != " " for one, other in pairwise(window)):
                    continue
                for rule in self._phrases.get(" ".join(word for word, _, _ in window), ()):
                    found.setdefault(rule.label, _tag(rule, first, last))
        return list(found.values())

    def _drug(self, word: str, start: int, end: int) -> list[Tag]:
        """The one drug whose name is nearest, if only one is."""
        allowed = 2 if len(word) >= LONG_NAME else 1
        best: dict[str, Rule] = {}
        for name, rule in self._names.get(word[0], {}).items():
            distance = OSA.distance(word, name, score_cutoff=allowed)
            if distance < allowed:
                allowed, best = distance, {}
            if distance <= allowed:
                best[rule.value] = rule
        return [_tag(rule, start, end) for rule in best.values()] if len(best) == 1 else []


def _tag(rule: Rule, start: int, end: int) -> Tag:
    return Tag(rule.label, start, end, rule.value, rule.id, rule.attributes)


def _is_dosed(text: str, end: int, tags: Sequence[Tag]) -> bool:
    """Whether a strength or a count follows, with a salt, a release or a form between at most."""
    for tag in tags:
        if tag.start < end or (tag.label not in _AMOUNTS and tag.label not in _DESCRIPTIONS):
            continue
        if text[end : tag.start].strip(" ,-"):
            return False
        if tag.label in _AMOUNTS:
            return True
        end = tag.end
    return False


def _covers(new: Tag, old: Tag) -> bool:
    return new.label == old.label and new.start < old.end and old.start < new.end
