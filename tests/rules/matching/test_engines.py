"""What each engine finds, where rules count, and which of several hits wins."""

from __future__ import annotations

import pytest

from pipeline.rules import PatternError
from pipeline.rules.matching.engines import ANYWHERE, RuleMatcher, Section
from pipeline.rules.matching.overlaps import Hit
from pipeline.rules.matching.phrases import cut_phrases
from tests.rules.samples import found, matcher, rules, tokens

THERAPY = "rules: [{id: a, pattern: physical therapy}]"


def hits_in(text: str, words: str, *sections: Section) -> list[str]:
    doc = tokens()[1](words)
    return [doc.text[hit.start : hit.end] for hit in matcher(text)(doc, sections)]


def test_a_phrase_is_found_in_any_case_and_over_line_breaks() -> None:
    assert found(THERAPY, "PHYSICAL\n\n therapy, Physical Therapy") == [
        ("a", "PHYSICAL therapy"),
        ("a", "Physical Therapy"),
    ]


def test_a_phrase_is_whole_words() -> None:
    assert found("rules: [{id: a, pattern: ice}]", "nice rice and ice.") == [("a", "ice")]


def test_a_token_pattern_is_spacys() -> None:
    pattern = "rules: [{id: a, pattern: [{LIKE_NUM: true}, {LOWER: {IN: [pt, ot]}, OP: '?'}, {LOWER: sessions}]}]"
    assert found(pattern, "12 PT sessions, 6 sessions, PT sessions") == [("a", "12 PT sessions"), ("a", "6 sessions")]


def test_a_token_pattern_without_a_word_runs_everywhere() -> None:
    pattern = "rules: [{id: a, pattern: [{IS_DIGIT: true}, {IS_UPPER: true, LENGTH: {'>': 1}}]}]"
    assert found(pattern, "3 MRI and 4 x") == [("a", "3 MRI")]


@pytest.mark.parametrize("op", ["*", "+"])
def test_a_repeat_reaches_as_far_as_the_section(op: str) -> None:
    pattern = f"rules: [{{id: a, pattern: [{{LOWER: very}}, {{LOWER: so, OP: '{op}'}}, {{LOWER: good}}]}}]"
    words = "very " + "so " * 30 + "good"
    assert found(pattern, words) == [("a", words)]


def test_a_lemma_stands_for_all_forms_in_any_case() -> None:
    pattern = "rules: [{id: a, pattern: [{LEMMA: recommend}]}]"
    assert [words for _, words in found(pattern, "Recommended, recommends, RECOMMEND, recommendation")] == [
        "Recommended",
        "recommends",
        "RECOMMEND",
    ]


def test_a_lemma_and_another_condition_both_count() -> None:
    pattern = "rules: [{id: a, pattern: [{LEMMA: deny, LOWER: {NOT_IN: [denies]}}]}]"
    assert [words for _, words in found(pattern, "denied, denies")] == ["denied"]


def test_without_the_lemma_table_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.rules.matching import lemmas

    monkeypatch.setitem(__import__("sys").modules, "spacy_lookups_data", None)
    lemmas._tables.cache_clear()
    with pytest.raises(PatternError, match=r"mine\.yml:3: E340 rule a: .*pip install spacy-lookups-data"):
        matcher("rules: [{id: a, pattern: [{LEMMA: deny}]}]")
    lemmas._tables.cache_clear()


def test_a_test_on_a_lemma_that_cannot_be_looked_up_is_refused() -> None:
    with pytest.raises(PatternError, match="E341 rule a"):
        matcher("rules: [{id: a, pattern: [{LEMMA: {REGEX: den.*}}]}]")


def test_a_regex_is_any_case_unless_it_says_otherwise() -> None:
    text = "rules: [{id: a, regex: mri}, {id: b, label: B, regex: MRI, case_sensitive: true}]"
    assert found(text, "mri MRI") == [("a", "mri"), ("a", "MRI"), ("b", "MRI")]


@pytest.mark.parametrize(
    ("regex", "words", "hits"),
    [
        (r"age \d+", "page 45 or age 45", ["age 45"]),
        (r"\d+", "50mg or 50", ["50"]),
        (r"not certified", "cannot certified, not certifiedly, (not certified)", ["not certified"]),
        (r"#\d+", "x #60", ["#60"]),
        (r"(?:is )?denied", "was denied; is denied.", ["denied", "is denied"]),
    ],
)
def test_a_regex_is_whole_words(regex: str, words: str, hits: list[str]) -> None:
    assert [one for _, one in found(f"rules: [{{id: a, regex: '{regex}'}}]", words)] == hits


def test_a_hit_inside_a_token_is_widened_to_it() -> None:
    assert found(r"rules: [{id: a, regex: '\d+mg'}]", "Norco 10/325mg tab") == [("a", "10/325mg")]


@pytest.mark.parametrize(
    "rule", ["pattern: cold pack", "pattern: [{LOWER: cold}, {LOWER: pack}]", "regex: cold pack", r"regex: '\w+ pack'"]
)
def test_a_rule_counts_in_its_sections_and_a_hit_never_crosses_a_border(rule: str) -> None:
    words = "cold pack cold pack cold pack cold pack"
    text = f"rules: [{{id: a, {rule}, sections: [request, decision]}}]"
    sections = (Section("request", 0, 3), Section("decision", 3, 6), Section("rationale", 6, 8))
    assert hits_in(text, words, *sections) == ["cold pack", "cold pack"]
    assert hits_in(text, words, Section("rationale", 0, 8)) == []
    assert hits_in(text, words, Section(ANYWHERE, 0, 8)) == ["cold pack"] * 4


def test_a_rule_without_sections_counts_between_them_too() -> None:
    assert hits_in("rules: [{id: a, pattern: ice}]", "ice , ice , ice", Section("request", 2, 3)) == ["ice"] * 3


def test_a_regex_sees_nothing_outside_its_section() -> None:
    text = "rules: [{id: a, regex: '(?<!not )certified$'}]"
    assert hits_in(text, "not certified again", Section("request", 1, 2)) == ["certified"]


def test_the_longest_wins_then_the_priority_then_the_earlier_rule() -> None:
    text = """
rules:
  - {id: short, pattern: therapy, priority: 9}
  - {id: long, pattern: physical therapy}
  - {id: low, pattern: ice, priority: 1}
  - {id: high, regex: ice, priority: 2}
  - {id: first, pattern: heat}
  - {id: second, pattern: heat}
"""
    assert found(text, "physical therapy, ice, heat") == [
        ("long", "physical therapy"),
        ("high", "ice"),
        ("first", "heat"),
    ]


def test_labels_do_not_disturb_each_other() -> None:
    text = "rules: [{id: a, pattern: physical therapy}, {id: b, label: OTHER, pattern: therapy}]"
    assert found(text, "physical therapy") == [("a", "physical therapy"), ("b", "therapy")]


def test_what_lost_is_kept_with_its_winner() -> None:
    text = "rules: [{id: a, pattern: knee brace}, {id: b, pattern: brace}, {id: c, pattern: brace for}]"
    kept, lost = matcher(text).trial(tokens()[1]("knee brace for sale"))
    assert [hit.rule.id for hit in kept] == ["a"]
    assert {(one.hit.rule.id, one.winner.rule.id) for one in lost} == {("b", "a"), ("c", "a")}


def test_an_empty_text_has_no_hits() -> None:
    assert found(THERAPY, "  ") == []


def test_a_hit_knows_its_section_and_tokens() -> None:
    doc = tokens()[1]("for physical therapy")
    rule = rules(THERAPY).rules[0]
    assert RuleMatcher([rule], *tokens())(doc, [Section("request", 0, 3)]) == [Hit(4, 20, 1, 3, 0, rule, "request")]


@pytest.mark.parametrize("phrases", [["ice", "hot | cold", "L4-L5"], ["ice", "hot cold", "L4-L5", "P.T."]])
def test_phrases_are_cut_together_as_each_would_be_alone(phrases: list[str]) -> None:
    tokenize = tokens()[1]
    alone = [[token.text for token in tokenize(phrase)] for phrase in phrases]
    assert cut_phrases(phrases, tokenize) == alone
