"""Layouts of a user's own, as files alone: those of docs/layouts.md, read fully."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language

import pipeline
from pipeline.evaluation.grounding import grounds
from pipeline.records.convert import to_data
from pipeline.records.model import Determination, GuidelineLine, Letter

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "layouts.md").read_text(encoding="utf-8")
BLOCKS = {m[1]: m[2] for m in re.finditer(r"^```\w+ file=(\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)}
LETTER = BLOCKS["letter.txt"]
MINISTRY = """Case Number: CM24-9900123 Date of Injury: 01/02/2023

CLINICAL CASE SUMMARY
The man is 30 years old.

IMR ISSUES, DECISIONS AND RATIONALES

Knee brace, left: Confirmed
Basis of the refusal: MTUS Knee Complaints 2004.
Basis of the finding: MTUS Knee Complaints 2004.
Finding of the Ministry: The knee is stable. The brace is not medically necessary.
Naproxen 500mg #60: Annulled
Basis of the refusal: none named.
Basis of the finding: MTUS Chronic Pain Medical Treatment 2016.
Finding of the Ministry: It has helped. The drug is medically necessary.
"""


def read(folder: Path, name: str, text: str) -> Letter:
    path = folder / name
    path.write_text(BLOCKS[name], encoding="utf-8")
    letter: Letter = pipeline.load(layouts=[path])(text)._.letter
    return letter


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Letter:
    return read(tmp_path_factory.mktemp("layouts"), "question-and-answer.yml", LETTER)


def test_the_letter_is_unknown_without_the_file(nlp: Language) -> None:
    letter = nlp(LETTER)._.letter
    assert letter.layout == "unknown"
    assert letter.determinations == ()
    assert [warning.code for warning in letter.warnings] == ["W102"]


def test_the_layout_is_recognised(letter: Letter) -> None:
    assert letter.layout == "question-and-answer"
    assert letter.warnings == ()


def test_the_header(letter: Letter) -> None:
    case = {key: value and value["value"] for key, value in to_data(letter.case).items()}
    assert case == {
        "case_number": "CM25-9900777",
        "date_assigned": None,
        "date_of_injury": "2023-03-04",
        "decision_date": "2024-07-08",
        "ur_denial_date": "2024-05-06",
        "priority": "expedited",
        "application_received": "2024-05-20",
    }
    assert [value.value for value in letter.expert_reviewer.licensure] == ["California", "Nevada"]
    assert [value.value for value in letter.expert_reviewer.specialties] == ["Pain Medicine", "Internal Medicine"]


def test_the_summary(letter: Letter) -> None:
    worker = letter.injured_worker
    assert worker.age and worker.sex
    assert (worker.age.value, worker.sex.value) == (47, "female")
    assert ("2024-04-22", "visit", "summary") in [(date.value, date.role, date.section) for date in letter.dates]


def test_the_items(letter: Letter) -> None:
    first, second = letter.determinations
    assert letter.outcome == "partially_overturned"
    assert decision(first) == ("upheld", "refusal stands", "not_medically_necessary", "agree")
    assert decision(second) == ("overturned", "refusal falls", "medically_necessary", "agree")
    assert first.request.text == "Physical therapy for the lumbar spine, 2 times a week for 4 weeks"
    assert first.request.subcategory == "physical_occupational_therapy"
    assert first.request.sessions and first.request.sessions.value == 8
    assert second.request.text == "Gabapentin 300mg #90"
    assert [drug.name for drug in second.request.drugs] == ["gabapentin"]
    assert first.rationale.text.startswith("Ten visits") and first.rationale.text.endswith("not medically necessary.")
    assert second.rationale.text.startswith("The pain") and second.rationale.text.endswith("is medically necessary.")


def decision(item: Determination) -> tuple[str, str, str, str]:
    assert item.decision and item.rationale.conclusion
    return item.decision.value, item.decision.text, item.rationale.conclusion.value, item.rationale.agreement


def test_the_guideline_lines(letter: Letter) -> None:
    first, second = letter.determinations
    assert cited(first.claims_administrator_guideline) == [
        ("MTUS", "Low Back Complaints", "2004", ["Physical Methods"])
    ]
    assert cited(first.reviewer_guideline) == [
        ("MTUS", "Chronic Pain Medical Treatment", "2016", ["Physical medicine treatment"])
    ]
    assert cited(second.reviewer_guideline) == [("ODG", "Pain", None, ["Anti-epilepsy drugs"])]
    assert second.claims_administrator_guideline.citations == ()


def cited(line: GuidelineLine) -> list[tuple[str, str | None, str | None, list[str]]]:
    return [(c.source, c.guideline, c.edition, [s.text for s in c.sections]) for c in line.citations]


def test_everything_is_grounded(letter: Letter) -> None:
    found = grounds(to_data(letter), LETTER)
    assert len(found) > 30
    assert [ground for ground in found if not ground.holds] == []


def test_two_letters_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yml"
    path.write_text(BLOCKS["question-and-answer.yml"], encoding="utf-8")
    file = tmp_path / "two.txt"
    file.write_text(LETTER + "\n" + LETTER.replace("9900777", "9900778"), encoding="utf-8")
    nlp = pipeline.load(layouts=[path])
    ranges = nlp.get_pipe("imr_sections").split(file.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert [start for start, _ in ranges] == [0, len(LETTER) + 1]


def test_other_labels_for_a_known_form(tmp_path: Path) -> None:
    letter = read(tmp_path, "ministry.yml", MINISTRY)
    assert letter.layout == "ministry"
    assert letter.letter_id == "CM24-9900123"
    assert [(item.request.text, item.decision and item.decision.value) for item in letter.determinations] == [
        ("Knee brace, left", "upheld"),
        ("Naproxen 500mg #60", "overturned"),
    ]
    assert [item.rationale.agreement for item in letter.determinations] == ["agree", "agree"]


def test_other_letters_are_read_as_before(nlp: Language, tmp_path: Path) -> None:
    text = MINISTRY.replace("Basis of the refusal", "Claims Administrator guideline").replace("Confirmed", "Upheld")
    text = text.replace("Basis of the finding", "MAXIMUS guideline").replace("Annulled", "Overturned")
    text = text.replace("Finding of the Ministry", "Decision rationale")
    letter = read(tmp_path, "ministry.yml", text)
    assert letter == nlp(text)._.letter
    assert letter.layout == "final-determination"
    assert letter.outcome == "partially_overturned"


def test_every_key_is_explained() -> None:
    from pipeline.layouts.model import Credentials, DecisionLine, Fields, Heading, Layout, Statement

    for model in (Layout, Statement, DecisionLine, Fields, Credentials, Heading):
        for key in model.model_fields:
            assert f"`{key}`" in GUIDE or re.search(rf"\b{key}:", GUIDE), key


def test_every_shipped_layout_is_named(nlp: Language) -> None:
    names = {layout.layout for layout in nlp.get_pipe("imr_sections").layouts}  # type: ignore[attr-defined]
    assert set(re.findall(r"^\| `([\w-]+)` \|", GUIDE, re.MULTILINE)) >= names


USUAL = """Case Number: CM24-9900123 Date of Injury: 01/02/2023

IMR ISSUES, DECISIONS AND RATIONALES

Knee brace, left: Affirmed
{label} MTUS Knee Complaints 2004.
MAXIMUS guideline: MTUS Knee Complaints 2004.
Decision rationale: The knee is stable. The brace is not medically necessary.
Naproxen 500mg #60: Reversed
{label} none named.
MAXIMUS guideline: MTUS Chronic Pain Medical Treatment 2016.
Decision rationale: It has helped. The drug is medically necessary.
"""


def added(folder: Path, *names: str, text: str) -> Letter:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(BLOCKS[name], encoding="utf-8")
        assert len(BLOCKS[name].splitlines()) <= 5
    letter: Letter = pipeline.load(patterns=[folder / "mine"])(text)._.letter
    return letter


def test_decision_words_are_added_to_a_known_layout(tmp_path: Path) -> None:
    text = USUAL.format(label="Claims Administrator guideline:")
    letter = added(tmp_path, "mine/layouts/words.yml", text=text)
    assert letter.layout == "final-determination"
    assert [one.decision and one.decision.value for one in letter.determinations] == ["upheld", "overturned"]
    assert [one.rationale.agreement for one in letter.determinations if one.rationale] == ["agree", "agree"]


def test_a_label_is_added_to_a_known_layout(tmp_path: Path) -> None:
    text = USUAL.format(label="Criteria that the carrier went by:")
    letter = added(tmp_path, "mine/layouts/words.yml", "mine/layouts/label.yml", text=text)
    assert [one.request.text for one in letter.determinations] == ["Knee brace, left", "Naproxen 500mg #60"]
    lines = [one.claims_administrator_guideline for one in letter.determinations]
    assert [line and line.text for line in lines] == ["MTUS Knee Complaints 2004.", "none named."]


def test_a_layout_of_ones_own_wins_a_tie(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("layout: mine\nextends: final-determination\nminimum_evidence: 2\n", encoding="utf-8")
    text = USUAL.format(label="Claims Administrator guideline:").replace("Affirmed", "Upheld")
    assert pipeline.load(patterns=[file])(text)._.letter.layout == "mine"


def test_only_the_ticked_box_counts(tmp_path: Path) -> None:
    text = BLOCKS["ticked.txt"]
    letter = read(tmp_path, "ticked.yml", text)
    (only,) = letter.determinations
    assert only.decision is not None and only.decision.value == "overturned"
    assert only.request.text == "Physical therapy for the right knee, 2 times a week for 6 weeks"
    assert only.rationale.text.endswith("The request is medically necessary.")
    assert only.reviewer_guideline.text is not None and only.reviewer_guideline.text.startswith("Official Disability")
    assert letter.case.decision_date is not None and letter.case.case_number is not None
    boxes = {"Upheld (Agree)": "upheld", "Overturned (Disagree)": "overturned", "Partially Overturned": None}
    nlp = pipeline.load(layouts=[tmp_path / "ticked.yml"])
    for words, value in boxes.items():
        ticked = text.replace("[X]", "[ ]").replace(f"[ ] {words}", f"[X] {words}")
        (only,) = nlp(ticked)._.letter.determinations
        assert (only.decision and only.decision.value) == value
    (only,) = nlp(text.replace("[X]", "[ ]"))._.letter.determinations
    assert only.decision is None
