"""An expert's corrections, each as a tool gives them back: annotations moved, renamed, added, taken away."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.exchange.annotations import AnnotatedLetter, Annotation, annotations_of
from pipeline.exchange.corrections import corrected_record
from pipeline.exchange.gold import gold_record
from pipeline.exchange.normal_values import NormalValues
from pipeline.exchange.problems import ExchangeProblem
from tests.exchange.conftest import TEXT

Correct = Callable[[Callable[[list[Annotation]], list[Annotation]]], tuple[dict[str, Any], list[ExchangeProblem]]]


@pytest.fixture
def correct(letter: AnnotatedLetter, normal: NormalValues) -> Correct:
    def corrected(
        change: Callable[[list[Annotation]], list[Annotation]],
    ) -> tuple[dict[str, Any], list[ExchangeProblem]]:
        changed = replace(letter, annotations=tuple(change(list(letter.annotations))))
        return corrected_record(changed, normal)

    return corrected


def over(words: str, label: str, number: int = 0) -> Annotation:
    """A new annotation over words of the text, the `number`th time that they stand there."""
    at = -1
    for _ in range(number + 1):
        at = TEXT.index(words, at + 1)
    return Annotation(label, at, at + len(words))


def without(annotations: list[Annotation], path: str) -> list[Annotation]:
    left = [a for a in annotations if a.path != path]
    assert len(left) == len(annotations) - 1
    return left


def renamed(annotations: list[Annotation], path: str, label: str) -> list[Annotation]:
    return [replace(a, label=label) if a.path == path else a for a in annotations]


def test_nothing_changed_is_the_same_record(letter: AnnotatedLetter, correct: Correct) -> None:
    assert correct(lambda annotations: annotations) == (letter.record, [])
    bare = correct(lambda annotations: [Annotation(a.label, a.start, a.end) for a in annotations])
    assert bare == (letter.record, [])


def test_a_decision_changes_with_its_label_and_what_is_derived_follows(correct: Correct) -> None:
    record, problems = correct(lambda a: renamed(a, "determinations.0.decision", "decision.overturned"))
    assert problems == []
    assert record["determinations"][0]["decision"]["value"] == "overturned"
    assert record["determinations"][0]["rationale"]["agreement"] == "disagree"
    assert record["outcome"] == "overturned"


def test_a_decision_that_names_nothing_stays_and_is_told(letter: AnnotatedLetter, correct: Correct) -> None:
    record, (problem,) = correct(lambda a: renamed(a, "determinations.0.decision", "decision.maybe"))
    assert record["determinations"][0]["decision"] == letter.record["determinations"][0]["decision"]
    assert problem.code == "W612"


def test_what_is_taken_away_is_null_or_leaves_its_list(correct: Correct) -> None:
    record, problems = correct(
        lambda a: without(without(without(a, "injured_worker.age"), "dates.0"), "determinations.0.rationale.conclusion")
    )
    assert problems == []
    assert record["injured_worker"]["age"] is None
    assert record["determinations"][0]["rationale"]["conclusion"] is None
    assert record["determinations"][0]["rationale"]["agreement"] == "no_conclusion"
    assert record["dates"][0]["role"] != "assignment"


def test_a_moved_value_is_read_anew(correct: Correct) -> None:
    def move(annotations: list[Annotation]) -> list[Annotation]:
        kept = without(without(annotations, "case.case_number"), "determinations.0.request.quantity")
        return [*kept, over("CM16-7700123", "case_number"), over("#60", "quantity")]

    record, problems = correct(move)
    assert problems == []
    assert record["case"]["case_number"]["value"] == "CM16-7700123"
    assert record["determinations"][0]["request"]["quantity"]["value"] == 60


def test_new_values_are_read_and_put_where_they_stand(correct: Correct) -> None:
    def add(annotations: list[Annotation]) -> list[Annotation]:
        kept = without(annotations, "determinations.0.request.drugs.0")
        kept = without(kept, "determinations.1.request.laterality")
        return [
            *kept,
            over("Tramadol", "drug"),
            over("left", "laterality", 3),
            over("knee", "body_part", 0),
            over("on\r\n08/30/2016", "date.injury"),
        ]

    record, problems = correct(add)
    assert [problem.code for problem in problems] == ["W613"]  # the first knee stands in the summary
    drug = record["determinations"][0]["request"]["drugs"][0]
    assert (drug["name"], drug["class"], drug["text"]) == ("tramadol", "opioid", "Tramadol")
    assert drug["strength"] == "50mg"  # as the heading has it, not the marked words
    assert record["determinations"][1]["request"]["laterality"]["value"] == "left"
    assert "on 08/30/2016" in [date["text"] for date in record["dates"]]


def test_a_moved_citation_keeps_the_sections_that_are_marked(letter: AnnotatedLetter, correct: Correct) -> None:
    path = "determinations.0.reviewer_guideline.citations.0"
    kept = without(list(letter.annotations), path)
    record, problems = correct(lambda _: [*kept, over("Chronic Pain Medical Treatment 2016", "citation.MTUS")])
    assert problems == []
    (citation,) = record["determinations"][0]["reviewer_guideline"]["citations"]
    assert citation["text"] == "Chronic Pain Medical Treatment 2016"
    assert [section["text"] for section in citation["sections"]] == ["Opioids for chronic pain"]


def test_a_new_citation_is_read_with_its_sections_in_their_places(
    letter: AnnotatedLetter, normal: NormalValues
) -> None:
    old = letter.record["determinations"][0]["reviewer_guideline"]["citations"][0]
    bare = deepcopy(dict(letter.record))
    bare["determinations"][0]["reviewer_guideline"]["citations"] = []
    words = "MTUS Chronic Pain Medical Treatment 2016, Section(s): Opioids\nfor chronic pain"
    annotations = (*annotations_of(bare), over(words, "citation.MTUS"))
    record, problems = corrected_record(AnnotatedLetter(letter.text, bare, annotations), normal)
    assert problems == []
    (citation,) = record["determinations"][0]["reviewer_guideline"]["citations"]
    for key in ("guideline", "edition", "text", "start", "end"):
        assert citation[key] == old[key]
    (section,) = citation["sections"]
    assert letter.text[section["start"] : section["end"]].split() == ["Opioids", "for", "chronic", "pain"]


def test_an_item_that_is_taken_away_takes_its_values_and_the_numbers_close_up(
    letter: AnnotatedLetter, correct: Correct
) -> None:
    kept = [a for a in letter.annotations if not a.path.startswith("determinations.0")]
    record, problems = correct(lambda _: kept)
    assert problems == []
    assert [item["number"] for item in record["determinations"]] == [1]
    assert record["determinations"][0]["decision"]["value"] == "overturned"
    assert record["outcome"] == "overturned"


def test_an_item_that_was_missed_is_made(letter: AnnotatedLetter, normal: NormalValues) -> None:
    item = letter.record["determinations"][1]
    halved = {**letter.record, "determinations": letter.record["determinations"][:1], "outcome": "upheld"}
    whole = [Annotation(a.label, a.start, a.end) for a in letter.annotations]
    record, problems = corrected_record(AnnotatedLetter(letter.text, halved, tuple(whole)), normal)
    made = record["determinations"][1]
    assert made["number"] == 2
    assert record["outcome"] == "partially_overturned"
    gold, expected = gold_record(record), gold_record(letter.record)
    for key in ("decision", "reviewer_guideline", "claims_administrator_guideline", "rationale"):
        assert gold["determinations"][1][key] == expected["determinations"][1][key], key
    assert gold["determinations"][1]["rationale"]["citations"][0]["source"] == "MTUS"
    assert made["request"]["disputed"] == item["request"]["disputed"]
    assert made["request"]["utilization_review"] == "modified"
    assert [problem.code for problem in problems] == []


def test_words_without_a_value_are_told_and_guessed_from_nothing(correct: Correct) -> None:
    record, problems = correct(lambda a: [*without(a, "injured_worker.age"), over("hurt", "age"), over("his", "xyz")])
    assert record["injured_worker"]["age"] is None
    assert {problem.code for problem in problems} == {"W611", "W612"}


def test_gold_has_no_offsets_and_evaluates_as_the_record(letter: AnnotatedLetter, nlp: Language) -> None:
    from pipeline.evaluation.score import score

    gold = gold_record(letter.record)
    assert '"start"' not in str(gold).replace("'", '"')
    assert not {"source", "layout", "spans", "findings", "warnings"} & set(gold)
    assert score({letter.letter_id: gold}, [letter.record]).micro_f1 == 1


def test_a_role_of_dates_that_a_users_file_adds_is_taken(
    nlp: Language, letter: AnnotatedLetter, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("pack: mine\nvocabularies: {date_roles: [deposition]}\n", "utf-8")
    renamed_role = replace(letter, annotations=tuple(renamed(list(letter.annotations), "dates.0", "date.deposition")))
    record, problems = corrected_record(renamed_role, NormalValues(lambda: nlp, [file]))
    assert (record["dates"][0]["role"], problems) == ("deposition", [])
    record, problems = corrected_record(renamed_role, NormalValues(lambda: nlp))
    assert record["dates"][0]["role"] == letter.record["dates"][0]["role"] and len(problems) == 1


def test_words_for_a_priority_are_those_of_the_vocabulary(nlp: Language, tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("pack: mine\nvocabularies: {priorities: {expedited: [asap]}}\n", "utf-8")
    assert [NormalValues(lambda: nlp).priority(words) for words in ("Regular", "EXPEDITED", "asap", "soon")] == [
        "standard",
        "expedited",
        None,
        None,
    ]
    assert NormalValues(lambda: nlp, [file]).priority("asap") == "expedited"
