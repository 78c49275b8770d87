"""Singulars of words, by the endings of the vocabulary `plural_endings`."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.rules.vocabularies import Vocabularies

_ENDINGS, _NO_PLURAL, _NOTHING = "plural_endings", "no", "-"
_SHORTEST = 4  # letters of a plural


def singular(vocabularies: Vocabularies) -> Callable[[str], str]:
    """What takes the ending of the plural off a word, and gives it in lower case; made once for each."""
    return vocabularies.made(_singular)


def _singular(vocabularies: Vocabularies) -> Callable[[str], str]:
    known = vocabularies.lists.get(_ENDINGS, {})
    no_plural = known.get(_NO_PLURAL, ())
    pairs = [(ending, one) for one, endings in known.items() if one != _NO_PLURAL for ending in endings]
    pairs.sort(key=lambda pair: -len(pair[0]))

    def of(word: str) -> str:
        word = word.lower()
        if len(word) < _SHORTEST or word.endswith(no_plural):
            return word
        for ending, one in pairs:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word.removesuffix(ending) + ("" if one == _NOTHING else one)
        return word

    return of
