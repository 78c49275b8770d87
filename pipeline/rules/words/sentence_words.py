"""The words that the one splitter of sentences knows, from `patterns/vocabularies/abbreviations.yml`."""

from __future__ import annotations

from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies
from pipeline.text.sentences import SentenceSplitter, SentenceWords


def sentence_splitter(vocabularies: Vocabularies | None = None) -> SentenceSplitter:
    """The splitter with the words of these vocabularies, or the shipped ones; made once for each.

    Raises `PatternError` where a shipped vocabulary's file is wrong."""
    return (vocabularies or shipped_shared().vocabularies).made(_splitter)


def _splitter(vocabularies: Vocabularies) -> SentenceSplitter:
    words = vocabularies.lists.get("abbreviations") or shipped_shared().vocabularies.lists["abbreviations"]
    return SentenceSplitter(SentenceWords.of(words))
