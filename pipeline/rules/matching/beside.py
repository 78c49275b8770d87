"""The rules of a set over a whole letter: those that count by themselves, and then those that count beside their hits.

Many words tell what happened on a date, and most of them stand where no date does. Rules of such a label (`beside` in
`patterns/vocabularies/labels.yml`) are looked for only in the sentences that hold what their hits say something of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.rules.matching.engines import RuleMatcher, Tokenize, Tokens
from pipeline.rules.matching.overlaps import Hit, Lost, settle
from pipeline.rules.matching.regexes import Stretch
from pipeline.rules.model import Rule
from pipeline.rules.normalisers import Words
from pipeline.rules.ruleset import RuleSet
from pipeline.rules.words.sentence_words import sentence_splitter


class LetterMatcher:
    """Runs the rules of a set over Docs.

    Args:
        rules: the rules and their vocabularies.
        vocab: of the Docs to come.
        tokenize: the pipeline's tokenizer.

    Raises `PatternError` where a rule cannot be compiled.
    """

    def __init__(self, rules: RuleSet, vocab: Vocab, tokenize: Tokenize) -> None:
        words = Words(rules.vocabularies)
        by_labels: dict[tuple[str, ...], list[Rule]] = {(): []}
        for rule in rules.rules:
            by_labels.setdefault(rule.beside, []).append(rule)
        self._alone = RuleMatcher(by_labels.pop(()), vocab, tokenize, words)
        self._beside = [(labels, RuleMatcher(some, vocab, tokenize, words)) for labels, some in by_labels.items()]
        self._splitter = sentence_splitter(rules.vocabularies)

    def __call__(self, doc: Doc, sections: Sequence[Stretch] | None, tokens: Tokens | None = None) -> list[Hit]:
        """The hits that count: in text order those that do so by themselves, then those beside them.

        Args:
            doc: the Doc.
            sections: in text order; without them the whole Doc is one without a name.
            tokens: of the Doc, where the caller has them.
        """
        return self.trial(doc, sections, tokens)[0]

    def trial(
        self, doc: Doc, sections: Sequence[Stretch] | None, tokens: Tokens | None = None
    ) -> tuple[list[Hit], list[Lost]]:
        """The hits that count, and those that lost an overlap with the hits they lost to."""
        tokens = tokens or Tokens.of(doc)
        kept, lost = settle(self._alone.find(doc, sections, tokens))
        parts = [Stretch("", 0, len(tokens.text))] if sections is None else sections
        for labels, matcher in self._beside:
            places = [hit.start for hit in kept if hit.rule.label in labels]
            sentences = self._sentences(tokens.text, parts, places)
            if sentences:
                more = settle(matcher.find(doc, sentences, tokens, gaps=False))
                kept, lost = kept + more[0], lost + more[1]
        return kept, lost

    def _sentences(self, text: str, sections: Sequence[Stretch], places: Iterable[int]) -> list[Stretch]:
        """The sentences of the sections in which places lie, which are in text order; each has its section's name."""
        starts = [section.start for section in sections]
        found: list[Stretch] = []
        for place in places:
            index = bisect_right(starts, place) - 1
            if index >= 0 and place < sections[index].end and not (found and place < found[-1].end):
                name, start, end = sections[index]
                found.append(Stretch(name, *self._splitter.sentence_at(text, place, start, end)))
        return found
