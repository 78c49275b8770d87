"""Looked-up lemmas: a token pattern on a lemma is one on all the words that have it.

The table of `spacy-lookups-data` maps lower-cased words to lemmas; a word it does not hold is its own lemma.
It is read when the first rule asks for a lemma, and turned round, so that matching costs nothing more.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.rules.problems import PatternError, Problem


def lower_for_lemma(condition: Any) -> Any:
    """The condition on `LOWER` that says the same as `condition` does on `LEMMA`.

    `condition` is a lemma or `{IN: […], NOT_IN: […]}`. Raises `PatternError`: E340 where
    `spacy-lookups-data` is not installed, E341 for other tests, which cannot be looked up.
    """
    if isinstance(condition, str):
        return {"IN": list(words_of(condition))}
    if set(condition) - {"IN", "NOT_IN"}:
        message = f"LEMMA takes a word, IN or NOT_IN, not {', '.join(sorted(set(condition) - {'IN', 'NOT_IN'}))}."
        raise PatternError([Problem("E341", message, advice="Write that test on LOWER.")])
    return {test: [word for lemma in lemmas for word in words_of(lemma)] for test, lemmas in condition.items()}


def words_of(lemma: str) -> tuple[str, ...]:
    """All lower-cased words whose lemma is `lemma`; the lemma itself where the table does not say
    otherwise."""
    lemma = lemma.lower()
    forms, own = _tables()
    itself = (lemma,) if own.get(lemma, lemma) == lemma else ()
    return tuple(sorted({*forms.get(lemma, ()), *itself}))


def lemma_of(word: str) -> str:
    """The lemma of a word, in lower case; the word itself where the table does not hold it."""
    return _tables()[1].get(word.lower(), word.lower())


@cache
def _tables() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Words by lemma, and lemmas by word."""
    try:
        import spacy_lookups_data
    except ImportError:
        message = "a token pattern on LEMMA needs the table of lemmas, and it is not installed."
        advice = "Run `pip install spacy-lookups-data`, or write the pattern on LOWER."
        raise PatternError([Problem("E340", message, advice=advice)]) from None
    file = Path(f"{spacy_lookups_data.en['lemma_lookup']}.gz")
    table: dict[str, str] = json.loads(gzip.decompress(file.read_bytes()))
    lemmas = {word: lemma.lower() for word, lemma in table.items() if word == word.lower()}
    forms: dict[str, list[str]] = defaultdict(list)
    for word, lemma in lemmas.items():
        forms[lemma].append(word)
    return {lemma: tuple(words) for lemma, words in forms.items()}, lemmas
