"""Statements: the sentences in which a lead says something of the worker ("Treatment to date has included …").

Rules whose section is `statement` count in these sentences alone. So the hundreds of words for conditions, treatments
and drugs, and the words that deny them, cost nothing in the rest of a letter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.components.tags import Tag
from pipeline.rules import RuleSet
from pipeline.rules.engines import RuleMatcher, Tokenize
from pipeline.rules.normalisers import Words
from pipeline.rules.overlaps import Hit
from pipeline.rules.regexes import Stretch
from pipeline.rules.sentence_words import sentence_splitter

STATEMENT = "statement"
_OPENING = ("CLINICAL_LEAD", "WORK_STATUS")
_DENIAL = "denial_reasons"  # what is behind its lead is taken as it stands


class Statements:
    """Finds statements, and what rules find in them.

    Args:
        rules: those of the pipeline; the ones that count in statements are compiled.
        vocab: of the Docs to come.
        tokenize: the pipeline's tokenizer.

    Raises `PatternError` where a rule cannot be compiled.
    """

    def __init__(self, rules: RuleSet, vocab: Vocab, tokenize: Tokenize) -> None:
        counting = [rule for rule in rules.rules if STATEMENT in rule.sections]
        self._matcher = RuleMatcher(counting, vocab, tokenize, Words(rules.vocabularies))
        self._splitter = sentence_splitter(rules.vocabularies)

    def of(self, text: str, sections: Iterable[Stretch], tags: Iterable[Tag]) -> list[Stretch]:
        """The sentences with a lead or a work status, in text order.

        Args:
            text: the reading text.
            sections: those of the letter, in which sentences end.
            tags: of all rules.
        """
        leads = sorted((t.start, t.end) for t in tags if t.label in _OPENING and t.value != _DENIAL)
        found: list[Stretch] = []
        borders = sorted((section.start, section.end) for section in sections)
        for start, end in leads:
            if found and end <= found[-1].end:
                continue
            place = bisect_right(borders, (start, len(text))) - 1
            low, high = borders[place] if place >= 0 and start < borders[place][1] else (0, len(text))
            first, last = self._splitter.sentence_at(text, start, low, high)
            if end > last:
                last = self._splitter.sentence_at(text, end - 1, low, high)[1]
            if found and first < found[-1].end:
                first = found.pop().start
            found.append(Stretch(STATEMENT, first, last))
        return found

    def hits(self, doc: Doc, statements: list[Stretch], text: str) -> list[Hit]:
        """What the rules find in the statements."""
        return self._matcher(doc, statements, text) if statements else []
