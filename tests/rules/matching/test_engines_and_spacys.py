"""The fast engines give the hits of spaCy's stock matchers: all phrase and token rules, on the whole corpus and on
letters made from it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from pipeline.benchmark.letters import corpus_folder, generated
from pipeline.benchmark.rule_counts import token_rules
from pipeline.components.rules import RulesComponent, sections_of
from pipeline.reading import Document, read
from pipeline.rules import Rule
from pipeline.rules.matching.engines import RuleMatcher
from pipeline.rules.matching.token_patterns import spacy_pattern

# What the shipped packs do without: anchors behind repeats, no anchor at all, lists, lemmas, borders of sections.
CUNNING = [
    Rule(f"cunning.{number}", "X", "tokens", tokens=tokens, sections=sections)
    for number, (sections, tokens) in enumerate(
        [
            ((), ({"IS_DIGIT": True}, {"LOWER": {"IN": ["visits", "sessions", "pages"]}})),
            ((), ({"IS_TITLE": True, "OP": "+"}, {"LOWER": "guidelines"})),
            ((), ({"LOWER": "not"}, {"OP": "?"}, {"LEMMA": "recommend"})),
            ((), ({"LOWER": "is"}, {"LOWER": "not", "OP": "?"}, {"LOWER": "medically"}, {"LOWER": "necessary"})),
            (("rationale",), ({"LOWER": {"IN": ["he", "she", "the"]}}, {"OP": "{1,3}"}, {"LOWER": "pain"})),
            (("request",), ({"LIKE_NUM": True}, {"IS_ALPHA": True, "OP": "*"}, {"LOWER": "weeks"})),
            ((), ({"LOWER": {"IN": ["physical", "low"]}}, {"LOWER": {"IN": ["therapy", "back"]}})),
            ((), ({"LOWER": {"REGEX": "^(visit|session)s?$"}},)),
            (("request",), ({"LOWER": {"FUZZY": "theraphy"}},)),
            ((), ({"IS_DIGIT": True}, {"SHAPE": "xxxx", "OP": "{2}"})),
            ((), ({"IS_SENT_START": True, "OP": "!"}, {"IS_ALPHA": True, "LENGTH": 2}, {"IS_TITLE": True})),
            ((), ({"SPACY": False}, {"SPACY": False})),
            ((), ({"TEXT": "MTUS"}, {"IS_PUNCT": True, "OP": "!"}, {"IS_TITLE": True})),
        ]
    )
]
Places = set[tuple[str, int, int]]


@pytest.fixture(scope="module")
def rules(nlp: Language) -> list[Rule]:
    component = nlp.get_pipe("imr_rules")
    assert isinstance(component, RulesComponent)
    found = [rule for rule in component.rules.rules if rule.kind in ("phrase", "tokens")]
    return [*found, *token_rules(found, 300), *CUNNING]


@pytest.fixture(scope="module")
def docs(nlp: Language) -> list[Doc]:
    texts = [document.text for document in read(corpus_folder()) if isinstance(document, Document)]
    made = [nlp.make_doc(text) for text in (*texts, *generated(20))]
    for doc in made:
        nlp.get_pipe("imr_sections")(doc)
    return made


class Stock:
    """spaCy's matchers with these rules, each section as a Doc of its own."""

    def __init__(self, rules: list[Rule], nlp: Language) -> None:
        self.by_id = {rule.id: rule for rule in rules}
        self.strings = nlp.vocab.strings
        self.phrases, self.tokens = PhraseMatcher(nlp.vocab, attr="LOWER"), Matcher(nlp.vocab, validate=False)
        for rule in rules:
            if rule.kind == "phrase":
                self.phrases.add(rule.id, [nlp.tokenizer(phrase) for phrase in rule.phrases])
            else:
                self.tokens.add(rule.id, [spacy_pattern(rule)])

    def hits(self, doc: Doc, sections: list[tuple[str, int, int]]) -> Places:
        found: Places = set()
        for name, start, end in sections:
            part = doc[start:end].as_doc()
            for matcher in (self.phrases, self.tokens):
                for key, first, last in matcher(part):
                    rule = self.by_id[self.strings[key]]
                    if not rule.sections or name in rule.sections:
                        found.add((rule.id, start + first, start + last))
        return found


def sections_by_tokens(doc: Doc) -> list[tuple[str, int, int]]:
    """The Doc's sections, and what stands between them under no name."""
    parts: list[tuple[str, int, int]] = []
    position = 0
    for span in sorted(doc.spans["sections"], key=lambda span: span.start):
        if span.start > position:
            parts.append(("", position, span.start))
        parts.append((span.label_, span.start, span.end))
        position = span.end
    return [*parts, ("", position, len(doc))] if position < len(doc) else parts


def test_the_hits_are_those_of_spacys_matchers(nlp: Language, rules: list[Rule], docs: list[Doc]) -> None:
    stock, ours = Stock(rules, nlp), RuleMatcher(rules, nlp.vocab, nlp.tokenizer)
    total: Places = set()
    for doc in docs:
        hits = {(hit.rule.id, hit.first, hit.last) for hit in ours.find(doc, sections_of(doc))}
        assert hits == stock.hits(doc, sections_by_tokens(doc))
        total |= hits
    found = {rule for rule, _, _ in total}
    assert len(found) > 100
    assert {stock.by_id[rule].kind for rule in found} == {"phrase", "tokens"}
