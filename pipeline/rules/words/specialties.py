"""One name for each specialty of reviewers, however letters print it."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies

VOCABULARY = "specialties"
_ALIKE = 92  # how alike two names are of which one is a misprint of the other
_CLEARLY = 8  # by how much more alike than to any other name
_LETTERS = str.maketrans({"1": "l", "|": "l", "0": "o"})  # what a scanner takes for letters
_SHORTEST = 8  # letters of a name in which a misprint can be told


@cache
def _vocabularies() -> Vocabularies:
    return shipped_shared().vocabularies


@lru_cache(maxsize=4096)
def specialty_name(printed: str) -> str:
    """The name under which a specialty is counted: the vocabulary's for its spellings and its misprints ("Sports
    Medicinea"), else the words as printed."""
    vocabularies = _vocabularies()
    words = " ".join(printed.split())
    known = vocabularies.value(VOCABULARY, words) or vocabularies.value(VOCABULARY, words.translate(_LETTERS))
    if known is not None or len(words) < _SHORTEST:
        return known or words
    from rapidfuzz.fuzz import ratio  # few names are misprints

    alike = {
        value: max(ratio(words.lower(), name.lower()) for name in (value, *others))
        for value, others in vocabularies.lists[VOCABULARY].items()
    }
    (best, likeness), (_, second) = sorted(alike.items(), key=lambda pair: -pair[1])[:2]
    return best if likeness >= _ALIKE and likeness - second >= _CLEARLY else words
