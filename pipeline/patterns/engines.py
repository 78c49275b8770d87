"""Three engines behind one rule list: phrases, token patterns and regular expressions, with the same results.

All hits are at token borders and inside one section. Phrases are found in one pass over the Doc; token
patterns around the words they need; regular expressions in the sections that hold a literal they need.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.patterns.model import Rule
from pipeline.patterns.overlaps import Hit, Lost, settle
from pipeline.patterns.phrases import cut_phrases
from pipeline.patterns.problems import PatternError
from pipeline.patterns.regexes import RegexMatcher, Stretch
from pipeline.patterns.token_patterns import TokenRule, WordTests

Tokenize = Callable[[str], Doc]
ANYWHERE = "*"
"""Name of a section in which every rule counts, for trying rules on text without a letter around it."""


class Section(NamedTuple):
    """A stretch of the Doc by token offsets, half-open; `name` is empty for what stands between sections."""

    name: str
    first: int
    last: int


Sections = Iterable[Section] | Iterable[Stretch]


class RuleMatcher:
    """Runs a list of rules over Docs.

    Args:
        rules: the rules, in the order that decides ties.
        vocab: of the Docs to come.
        tokenize: the pipeline's tokenizer; phrases are cut into tokens by it.

    Raises `PatternError` where a rule cannot be compiled (E340, E341).
    """

    def __init__(self, rules: Sequence[Rule], vocab: Vocab, tokenize: Tokenize) -> None:
        self.rules = tuple(rules)
        self._phrases = PhraseMatcher(vocab, attr="LOWER", validate=False)
        self._by_key: dict[int, tuple[int, TokenRule | None]] = {}
        self._tested = WordTests(vocab)
        self._free: list[tuple[int, TokenRule]] = []
        regexes: list[tuple[int, Rule]] = []
        phrases: list[str] = []
        for order, rule in enumerate(self.rules):
            if rule.kind == "phrase":
                phrases += rule.phrases
            elif rule.kind == "tokens":
                self._add_token_rule(vocab, order, rule)
            else:
                regexes.append((order, rule))
        self._regexes = RegexMatcher(regexes, self._counts)
        self._counting: dict[str, frozenset[int]] = {}
        docs = iter(cut_phrases(phrases, vocab, tokenize))
        for order, rule in enumerate(self.rules):
            if rule.phrases:
                self._add(vocab, order, list(islice(docs, len(rule.phrases))))

    def __call__(self, doc: Doc, sections: Sections | None = None, text: str | None = None) -> list[Hit]:
        """The hits that count, in text order.

        Args:
            doc: the Doc.
            sections: by tokens or by characters; without them the whole Doc is one section without a name.
            text: the Doc's text, where the caller has it: a Doc makes it anew at every call.
        """
        return settle(self.find(doc, sections, text))[0]

    def trial(self, doc: Doc, sections: Sections | None = None) -> tuple[list[Hit], list[Lost]]:
        """The hits that count, and those that lost an overlap with the hits they lost to."""
        return settle(self.find(doc, sections))

    def find(self, doc: Doc, sections: Sections | None = None, text: str | None = None) -> list[Hit]:
        """All hits, in text order, each once; arguments as above."""
        length = len(doc)
        if not length:
            return []
        offsets = doc.to_array(["IDX", "LENGTH"])
        starts: list[int] = offsets[:, 0].tolist()
        ends: list[int] = offsets.sum(axis=1).tolist()
        parts = [Section("", 0, length)]
        if sections is not None:
            parts = list(with_gaps(_by_tokens(sections, starts), length))
        text = doc.text if text is None else text
        places = {*self._phrase_and_token_hits(doc, parts), *self._regex_hits(text, parts, starts, ends)}
        rules = self.rules
        return [
            Hit(starts[first], ends[last - 1], first, last, order, rules[order], name)
            for first, last, order, name in sorted(places)  # sorted here, since hits take ten times as long
        ]

    def _counts(self, order: int, section: str) -> bool:
        wanted = self.rules[order].sections
        return not wanted or section in wanted or section == ANYWHERE

    def _counting_in(self, section: str) -> frozenset[int]:
        """The places of the rules that count in sections of this name, of which there are few."""
        counting = self._counting.get(section)
        if counting is None:
            counting = frozenset(order for order in range(len(self.rules)) if self._counts(order, section))
            self._counting[section] = counting
        return counting

    def _add(self, vocab: Vocab, order: int, docs: list[Doc], rule: TokenRule | None = None) -> None:
        key = f"imr-rule-{order}"
        # Rules outlive the memory zone in which they may be compiled; the matcher looks its keys up by name.
        self._by_key[vocab.strings.add(key, allow_transient=False)] = (order, rule)  # type: ignore[call-arg]
        self._phrases.add(key, docs)

    def _add_token_rule(self, vocab: Vocab, order: int, rule: Rule) -> None:
        try:
            compiled = TokenRule(rule, vocab)
        except PatternError as error:
            raise PatternError([problem.at(rule.file, rule.line, rule.id) for problem in error.problems]) from None
        if compiled.anchor is not None:
            docs = [Doc(vocab, words=list(words)) for words in compiled.anchor.phrases]
            self._add(vocab, order, docs, None if compiled.anchor.whole else compiled)
        elif compiled.word_test is not None:
            self._tested.add(order, compiled)
        else:
            self._free.append((order, compiled))

    def _phrase_and_token_hits(self, doc: Doc, parts: list[Section]) -> Iterator[tuple[int, int, int, str]]:
        starts = [part.first for part in parts]
        counting = [self._counting_in(part.name) for part in parts]
        by_key = self._by_key
        for key, first, last in self._phrases(doc):
            order, token_rule = by_key[key]
            index = bisect_right(starts, first) - 1
            if order not in counting[index]:
                continue
            name, start, end = parts[index]
            if last > end:
                continue
            if token_rule is None:
                yield first, last, order, name
            else:
                for place in token_rule.around(doc, first, last, start, end):
                    yield *place, order, name
        yield from self._hits_without_words(doc, parts)

    def _hits_without_words(self, doc: Doc, parts: list[Section]) -> Iterator[tuple[int, int, int, str]]:
        """The hits of token rules that name no words."""
        starts = [part.first for part in parts]
        for position, order, token_rule in self._tested.places(doc):
            name, start, end = parts[bisect_right(starts, position) - 1]
            if order in self._counting_in(name):
                for place in token_rule.around(doc, position, position + 1, start, end):
                    yield *place, order, name
        for order, token_rule in self._free:
            for name, start, end in parts:
                if self._counts(order, name):
                    for place in token_rule.inside(doc, start, end):
                        yield *place, order, name

    def _regex_hits(
        self, text: str, parts: list[Section], starts: list[int], ends: list[int]
    ) -> Iterator[tuple[int, int, int, str]]:
        stretches = [Stretch(name, starts[first], ends[last - 1]) for name, first, last in parts]
        for order, start, end, name in self._regexes.find(text, stretches):
            yield bisect_right(starts, start) - 1, bisect_right(starts, end - 1), order, name


def _by_tokens(sections: Sections, starts: list[int]) -> Iterator[Section]:
    """The sections by tokens, given where the tokens start; one that ends inside a token is widened to it."""
    for section in sections:
        if isinstance(section, Section):
            yield section
        else:
            first = bisect_right(starts, section.start) - 1
            yield Section(section.name, first, bisect_right(starts, max(section.start, section.end - 1)))


def with_gaps(sections: Iterable[Section], length: int) -> Iterator[Section]:
    """The sections in order, with what stands before, between and behind them as sections without a name."""
    position = 0
    for section in sorted(sections, key=lambda section: (section.first, section.last)):
        first = max(position, section.first)
        if first > position:
            yield Section("", position, first)
        if section.last > first:
            yield Section(section.name, first, section.last)
        position = max(position, section.last)
    if position < length:
        yield Section("", position, length)
