"""Reading citations of a text that is no letter: a typed citation, a line of an annotation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import spacy

from pipeline.components.citation_reading.cited_text import LABELS
from pipeline.components.citation_reading.reader import CitationReader, Read
from pipeline.components.tags import Tag
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.guidelines.catalogue import Catalogue
from pipeline.rules import load_rules
from pipeline.rules.matching.engines import RuleMatcher
from pipeline.rules.matching.regexes import Stretch


class StandAloneReader:
    """Runs the rules that citations are read from over a text of one section, and reads its citations.

    Args:
        catalogue: where titles are looked up.
        patterns: the user's rule files, laid over the shipped ones.
    """

    def __init__(self, catalogue: Catalogue, patterns: Iterable[str] = ()) -> None:
        self.reader = CitationReader(catalogue)
        self._tokenize = LetterTokenizer(spacy.blank("en").vocab)
        rules = [rule for rule in load_rules(overlays=patterns).rules if rule.label in LABELS]
        self._matcher = RuleMatcher(rules, self._tokenize.vocab, self._tokenize)

    def read(self, text: str, kind: str) -> Read:
        """What `text`, which has to be a reading text, cites; `kind` as in `CitationReader.read`."""
        return self.reader.read(text, 0, len(text), kind, self.hits(text, [Stretch(kind, 0, len(text))]))

    def hits(self, text: str, sections: Sequence[Stretch]) -> list[Tag]:
        """The rules' hits in these sections of `text`."""
        hits = self._matcher(self._tokenize(text), sections)
        return [Tag(hit.rule.label, hit.start, hit.end, hit.value, hit.rule.id, hit.rule.attributes) for hit in hits]


@lru_cache(maxsize=8)
def stand_alone(catalogue: Catalogue, patterns: tuple[str, ...] = ()) -> StandAloneReader:
    """The reader for a catalogue and rule files, made once."""
    return StandAloneReader(catalogue, patterns)
