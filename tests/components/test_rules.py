"""The component `imr_rules`: spans, sections, overlays, and what it keeps on the way to disk."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import pipeline
from pipeline.components.rules import RulesComponent, make_rules
from pipeline.rules import PatternError
from tests.rules.samples import LETTER

MINE = r"""
pack: mine
rules:
  - id: mine.phrase
    label: TREATMENT
    pattern: moon boots therapy
    value: rehabilitation/other
    sections: [request]
    examples: {match: ["6 sessions of [[moon boots therapy]]"]}
  - id: mine.tokens
    label: GADGET
    pattern: [{LOWER: {IN: [robotic, smart]}}, {LEMMA: glove}]
    examples: {match: ["two [[smart gloves]]"]}
  - id: mine.regex
    label: VERDICT
    regex: "(?:is|are) hereby turned down"
    value: not_medically_necessary
    role: strong
    sections: [rationale]
    examples: {match: ["it [[is hereby turned down]]"]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    file = tmp_path / "mine.yml"
    file.write_text(MINE, encoding="utf-8")
    return str(file)


def component(*patterns: str) -> tuple[Language, RulesComponent]:
    nlp = spacy.blank("en")
    return nlp, make_rules(nlp, "imr_rules", patterns=list(patterns))


def hits(doc: Doc, group: str = "rules", prefix: str = "mine.") -> list[tuple[str, str, str, str]]:
    return [(s.text, s.label_, s.id_, s.kb_id_) for s in doc.spans.get(group, ()) if s.id_.startswith(prefix)]


def with_sections(doc: Doc, *sections: tuple[str, int, int]) -> Doc:
    doc.spans["sections"] = [Span(doc, start, end, label=name) for name, start, end in sections]
    return doc


def test_each_hit_is_a_span_with_label_rule_and_value(mine: str) -> None:
    nlp, rules = component(mine)
    doc = rules(with_sections(nlp("moon boots therapy is hereby turned down"), ("request", 0, 3), ("rationale", 3, 7)))
    assert hits(doc) == [
        ("moon boots therapy", "TREATMENT", "mine.phrase", "rehabilitation/other"),
        ("is hereby turned down", "VERDICT", "mine.regex", "not_medically_necessary"),
    ]


def test_without_sections_only_rules_for_everywhere_count(mine: str) -> None:
    nlp, rules = component(mine)
    assert [one[2] for one in hits(rules(nlp("smart gloves, moon boots therapy")))] == ["mine.tokens"]


def test_hits_of_labels_of_ones_own_stand_in_a_group_of_their_own(mine: str) -> None:
    nlp, rules = component(mine)
    doc = rules(with_sections(nlp("smart glove, moon boots therapy"), ("request", 0, 6)))
    assert hits(doc, "own") == [("smart glove", "GADGET", "mine.tokens", "")]
    assert "own" not in component()[1](nlp("smart glove")).spans


def test_the_factory_is_registered_and_takes_overlays(mine: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("imr_rules", config={"patterns": [mine]})
    assert hits(nlp("smart gloves")) == [("smart gloves", "GADGET", "mine.tokens", "")]


def test_a_broken_overlay_is_named_when_the_rules_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("pack: mine\nrulez: []", encoding="utf-8")
    _, rules = component(str(tmp_path / "mine.yml"))
    with pytest.raises(PatternError, match=r"mine\.yml:2: E310"):
        _ = rules.rules


def test_rules_are_kept_by_bytes_disk_and_pickle_without_their_files(mine: str, tmp_path: Path) -> None:
    nlp, rules = component(mine)
    rules.to_disk(tmp_path / "rules")
    data, pickled = rules.to_bytes(), pickle.dumps(rules)
    Path(mine).unlink()
    nlp, other = component(mine)
    for again in (other.from_bytes(data), component(mine)[1].from_disk(tmp_path / "rules"), pickle.loads(pickled)):
        assert isinstance(again, RulesComponent)
        assert again.rules == rules.rules
    assert hits(other(nlp("smart gloves")))


def test_hits_of_a_letter_do_not_outlive_its_memory_zone(mine: str) -> None:
    nlp, rules = component(mine)
    for _ in range(2):
        with nlp.memory_zone():
            assert hits(rules(nlp("wholly unheardofword smart gloves")))


def results(nlp: Language) -> Sequence[object]:
    letter = nlp(LETTER)._.letter
    item = letter.determinations[0]
    return [
        item.request.category,
        item.request.subcategory,
        item.rationale.conclusion and item.rationale.conclusion.value,
        [(span.label, span.id, span.text) for span in letter.spans],
    ]


def test_a_users_file_changes_the_record_as_its_author_expects_also_after_a_way_to_disk(
    mine: str, tmp_path: Path
) -> None:
    without = results(pipeline.load())
    assert without[2:] == [None, []]
    assert without[0] != "rehabilitation"
    expected = ["rehabilitation", "other", "not_medically_necessary", [("GADGET", "mine.tokens", "robotic gloves")]]
    nlp = pipeline.load(patterns=[mine])
    assert results(nlp) == expected
    nlp.to_disk(tmp_path / "saved")
    Path(mine).unlink()
    assert results(spacy.load(tmp_path / "saved")) == expected
