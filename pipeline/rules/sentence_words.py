"""The words that the one splitter of sentences knows, from `patterns/vocabularies/abbreviations.yml`."""

from __future__ import annotations

from functools import cache

from pipeline.rules.load import shipped_shared
from pipeline.text.sentences import SentenceSplitter, SentenceWords


@cache
def sentence_splitter() -> SentenceSplitter:
    """The splitter with the shipped words. Raises `PatternError` where a vocabulary's file is wrong."""
    return SentenceSplitter(SentenceWords.of(shipped_shared().vocabularies.lists["abbreviations"]))
