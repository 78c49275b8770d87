"""The words that the one splitter of sentences knows, from `patterns/vocabularies/abbreviations.yml`."""

from __future__ import annotations

from functools import cache

from pipeline.rules.where import patterns_folder
from pipeline.rules.yaml_text import YamlText
from pipeline.text.sentences import SentenceSplitter, SentenceWords

FILE = "vocabularies/abbreviations.yml"


@cache
def sentence_splitter() -> SentenceSplitter:
    """The splitter with the shipped words. Raises `PatternError` where their file is no YAML."""
    text = (patterns_folder() / FILE).read_text(encoding="utf-8")
    return SentenceSplitter(SentenceWords.of(YamlText(text, FILE).data["words"]))
