"""Three engines behind one rule list: phrases, token patterns and regular expressions, with the same results.

All hits are at token borders and inside one section. Phrases are looked for in the sections in which they count; token
patterns around the words they need; regular expressions in the sections for which the prefilter lets them through.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.rules.load import shipped_shared
from pipeline.rules.matching.overlaps import Hit, Lost, settle
from pipeline.rules.matching.phrases import cut_phrases
from pipeline.rules.matching.regexes import RegexMatcher, Stretch
from pipeline.rules.matching.section_phrases import Phrases, SectionPhrases
from pipeline.rules.matching.token_patterns import TokenRule, WordTests
from pipeline.rules.model import Rule
from pipeline.rules.normalisers import NORMALISERS, Words
from pipeline.rules.problems import PatternError
from pipeline.rules.ruleset import RuleSet
from pipeline.rules.tags import Value

Tokenize = Callable[[str], Doc]
ANYWHERE = "*"
"""Name of a section in which every rule counts, for trying rules on text without a letter around it."""


class Section(NamedTuple):
    """A stretch of the Doc by token offsets, half-open; `name` is empty for what stands between sections."""

    name: str
    first: int
    last: int


Sections = Iterable[Section] | Iterable[Stretch]


class Tokens(NamedTuple):
    """A Doc's text, and where its tokens begin and end in it: made once for all matchers that run over the Doc."""

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, doc: Doc, text: str | None = None) -> Tokens:
        """Those of a Doc; its text, where the caller has it: a Doc makes it anew at every call."""
        places = doc.to_array(["IDX", "LENGTH"])
        starts = places[:, 0]
        return cls(doc.text if text is None else text, starts.tolist(), (starts + places[:, 1]).tolist())


class RuleMatcher:
    """Runs a list of rules over Docs.

    Args:
        rules: the rules, in the order that decides ties.
        vocab: of the Docs to come.
        tokenize: the pipeline's tokenizer; phrases are cut into tokens by it.
        words: numbers, months and so on for the rules' normalisers; the shipped ones if left out.

    Raises `PatternError` where a rule cannot be compiled (E340, E341).
    """

    def __init__(self, rules: Sequence[Rule], vocab: Vocab, tokenize: Tokenize, words: Words | None = None) -> None:
        self.rules = tuple(rules)
        self._words = words
        self._token_rules: dict[int, TokenRule] = {}  # those that are found by phrases which stand in their matches
        self._tested = WordTests(vocab)
        self._free: list[tuple[int, TokenRule]] = []
        anchors = [self._token_rule(vocab, order, rule) for order, rule in self._of_kind("tokens")]
        phrases = [
            Phrases(order, rule.sections, words)
            for (order, rule), words in zip(self._of_kind("phrase"), self._cut(tokenize), strict=True)
        ]
        self._phrases = SectionPhrases([*phrases, *filter(None, anchors)], ANYWHERE)
        self._regexes = RegexMatcher(self._of_kind("regex"), self._counts)

    def __call__(
        self, doc: Doc, sections: Sections | None = None, tokens: Tokens | None = None, *, gaps: bool = True
    ) -> list[Hit]:
        """The hits that count, in text order.

        Args:
            doc: the Doc.
            sections: by tokens or by characters; without them the whole Doc is one section without a name.
            tokens: of the Doc, where the caller has them.
            gaps: whether what stands between sections is one too, without a name.
        """
        return settle(self.find(doc, sections, tokens, gaps=gaps))[0]

    def trial(self, doc: Doc, sections: Sections | None = None) -> tuple[list[Hit], list[Lost]]:
        """The hits that count, and those that lost an overlap with the hits they lost to."""
        return settle(self.find(doc, sections))

    def find(
        self, doc: Doc, sections: Sections | None = None, tokens: Tokens | None = None, *, gaps: bool = True
    ) -> list[Hit]:
        """All hits, in text order, each once; arguments as above."""
        text, starts, ends = tokens or Tokens.of(doc)
        if not starts:
            return []
        parts = [Section("", 0, len(starts))]
        if sections is not None:
            by_tokens = _by_tokens(sections, starts, ends)
            parts = list(with_gaps(by_tokens, len(starts)) if gaps else by_tokens)
        places = set(self._phrase_and_token_hits(doc, parts))
        hits: list[Hit] = []
        stretches = [Stretch(name, starts[first], ends[last - 1]) for name, first, last in parts]
        for order, start, end, name, groups in self._regexes.find(text, stretches):
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
            if groups is None:
                places.add((first, last, order, name))
            elif (value := self._value(order, groups)) is not None:
                hits.append(Hit(start, end, first, last, order, self.rules[order], name, value))
        for first, last, order, name in places:
            rule, start, end = self.rules[order], starts[first], ends[last - 1]
            value = self._value(order, {"text": text[start:end]}) if rule.normaliser else rule.value
            if value is not None:
                hits.append(Hit(start, end, first, last, order, rule, name, value))
        hits.sort()
        return hits

    def _value(self, order: int, groups: Mapping[str, str]) -> Value | None:
        rule = self.rules[order]
        if not rule.normaliser:
            return rule.value
        if self._words is None:
            self._words = Words(shipped_shared().vocabularies)
        return NORMALISERS[rule.normaliser]({**rule.attributes, **groups}, self._words)

    def _counts(self, order: int, section: str) -> bool:
        wanted = self.rules[order].sections
        return not wanted or section in wanted or section == ANYWHERE

    def _of_kind(self, kind: str) -> list[tuple[int, Rule]]:
        """The rules of a kind with their places."""
        return [(order, rule) for order, rule in enumerate(self.rules) if rule.kind == kind]

    def _cut(self, tokenize: Tokenize) -> Iterator[list[list[str]]]:
        """The phrases of each phrase rule, cut into words."""
        rules = [rule for _, rule in self._of_kind("phrase")]
        cut = iter(cut_phrases([phrase for rule in rules for phrase in rule.phrases], tokenize))
        return (list(islice(cut, len(rule.phrases))) for rule in rules)

    def _token_rule(self, vocab: Vocab, order: int, rule: Rule) -> Phrases | None:
        """Compile a token rule; the phrases that it is found by, if there are such."""
        try:
            compiled = TokenRule(rule, vocab)
        except PatternError as error:
            raise PatternError([problem.at(rule.file, rule.line, rule.id) for problem in error.problems]) from None
        if compiled.anchor is not None:
            if not compiled.anchor.whole:
                self._token_rules[order] = compiled
            return Phrases(order, rule.sections, compiled.anchor.phrases)
        if compiled.word_test is not None:
            self._tested.add(order, compiled)
        else:
            self._free.append((order, compiled))
        return None

    def _phrase_and_token_hits(self, doc: Doc, parts: list[Section]) -> Iterator[tuple[int, int, int, str]]:
        token_rules, orders = self._token_rules, self._phrases.orders
        windows = _Windows()
        for key, first, last, part in self._phrases_found(doc, parts):
            order = orders[key]
            token_rule = token_rules.get(order)
            if token_rule is None:
                yield first, last, order, part.name
            else:
                windows.add(order, token_rule, part, first, last)
        self._add_without_words(windows, doc, parts)
        yield from windows.hits(doc)

    def _phrases_found(self, doc: Doc, parts: list[Section]) -> Iterator[tuple[int, int, int, Section]]:
        """(key, first token, token behind the last, section) of each phrase inside a section in which it counts."""
        if self._phrases.everywhere is not None:
            starts = [part.first for part in parts]
            for key, first, last in self._phrases.everywhere(doc):
                index = bisect_right(starts, first) - 1
                if index >= 0 and last <= parts[index].last:
                    yield key, first, last, parts[index]
        for part in parts:
            matcher = self._phrases.in_section(part.name)
            if matcher is not None:
                for key, first, last in matcher(doc[part.first : part.last]):
                    yield key, first, last, part

    def _add_without_words(self, windows: _Windows, doc: Doc, parts: list[Section]) -> None:
        """Where to look for token rules that name no words."""
        starts = [part.first for part in parts]
        for position, order, token_rule in self._tested.places(doc):
            index = bisect_right(starts, position) - 1
            part = parts[index]
            if index >= 0 and position < part.last and self._counts(order, part.name):
                windows.add(order, token_rule, part, position, position + 1)
        for order, token_rule in self._free:
            for part in parts:
                if self._counts(order, part.name):
                    windows.add(order, token_rule, part, part.first, part.last)


class _Windows:
    """Where in a Doc to look for matches of token rules, each token once for each rule."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, Section], tuple[TokenRule, list[tuple[int, int]]]] = {}

    def add(self, order: int, rule: TokenRule, part: Section, first: int, last: int) -> None:
        """Around what was found of a rule at the tokens `[first, last)` of a section."""
        _, places = self._found.setdefault((order, part), (rule, []))
        places.append(rule.window(first, last, part.first, part.last))

    def hits(self, doc: Doc) -> Iterator[tuple[int, int, int, str]]:
        """The matches, with the rules' places and the sections' names."""
        for (order, part), (rule, places) in self._found.items():
            for start, end in _joined(sorted(places)):
                for place in rule.inside(doc, start, end):
                    yield *place, order, part.name


def _joined(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches in order, with those that overlap or touch as one."""
    start = end = -1
    for first, last in places:
        if first > end:
            if end >= 0:
                yield start, end
            start, end = first, last
        end = max(end, last)
    if end >= 0:
        yield start, end


def _by_tokens(sections: Sections, starts: list[int], ends: list[int]) -> Iterator[Section]:
    """The sections by tokens, given where these start and end; one that ends inside a token is widened to it."""
    for section in sections:
        if isinstance(section, Section):
            yield section
        else:
            first = bisect_right(ends, section.start)
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


def section_matcher(rules: RuleSet, section: str, vocab: Vocab, tokenize: Tokenize) -> RuleMatcher:
    """The matcher of those rules that count in a section of this name; it raises `PatternError` as `RuleMatcher`."""
    counting = [rule for rule in rules.rules if section in rule.sections]
    return RuleMatcher(counting, vocab, tokenize, Words(rules.vocabularies))
