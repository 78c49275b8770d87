"""Rules that count beside others: in the sentences that hold what they say something of."""

from __future__ import annotations

from pipeline.rules.matching.beside import LetterMatcher
from pipeline.rules.matching.regexes import Stretch
from pipeline.rules.model import Rule
from pipeline.rules.ruleset import RuleSet
from tests.rules.samples import tokens

TEXT = "Seen in May. A visit in spring. Hurt at work and seen at a visit on 3/4/15; no visit since. A visit."


def found(*rules: Rule, sections: list[Stretch] | None) -> list[tuple[str, str, str]]:
    """What is found, by which rule, in which section."""
    vocab, tokenize = tokens()
    hits = LetterMatcher(RuleSet(rules), vocab, tokenize)(tokenize(TEXT), sections)
    return [(TEXT[hit.start : hit.end], hit.rule.id, hit.section) for hit in hits]


DATE = Rule("day", "DATE", "regex", regex=r"\d/\d/\d\d")
VISIT = Rule("visit", "CUE", "phrase", phrases=("visit",), beside=("DATE",))
START = Rule("start", "CUE", "regex", regex="^Hurt|^Seen|since", beside=("DATE", "MONTH"))


def test_they_count_in_the_sentences_alone() -> None:
    assert found(VISIT, DATE, sections=None) == [("3/4/15", "day", ""), ("visit", "visit", ""), ("visit", "visit", "")]
    assert found(VISIT, sections=None) == []


def test_a_sentence_is_looked_at_by_itself_and_has_its_sections_name() -> None:
    cut = TEXT.index(" since")
    sections = [Stretch("summary", 0, cut), Stretch("rationale", cut, len(TEXT))]
    assert found(START, DATE, sections=sections) == [("3/4/15", "day", "summary"), ("Hurt", "start", "summary")]


def test_labels_with_different_neighbours_are_told_apart() -> None:
    month = Rule("month", "MONTH", "phrase", phrases=("May",))
    hits = found(VISIT, START, month, sections=None)
    assert hits == [("May", "month", ""), ("Seen", "start", "")]
