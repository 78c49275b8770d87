"""The reviewer's verdict in a rationale, told from what others said."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.tags import read_tags

LETTER = """IMR ISSUES, DECISIONS AND RATIONALES

Right knee arthroscopy: {first}
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.
Decision rationale: {rationale}

Cold therapy unit: Upheld
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: The Expert Reviewer did not cite any medical evidence for its decision.
Decision rationale: {second}
"""


def doc_of(nlp: Language, rationale: str, second: str = "No.", first: str = "Upheld") -> Doc:
    return nlp(LETTER.format(rationale=rationale, second=second, first=first))


def conclusion(nlp: Language, rationale: str) -> tuple[str, str] | None:
    found = doc_of(nlp, rationale)._.letter.determinations[0].rationale.conclusion
    return found and (found.value, found.text)


MEDICALLY, NOT_MEDICALLY = "is medically necessary", "is not medically necessary"
NOT, YES = "not_medically_necessary", "medically_necessary"


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("It helps. The request is medically necessary.", (YES, "is medically necessary")),
        ("The request is not medically necessary.", (NOT, "is not medically necessary")),
        # the last verdict counts
        ("A brace is medically necessary. Surgery is not medically necessary.", (NOT, "is not medically necessary")),
        # sure words go before unsure ones, wherever they stand
        (
            "The request is not medically necessary. A walk would not be supported by the guidelines.",
            (NOT, "is not medically necessary"),
        ),
        ("Thus it cannot be recommended.", (NOT, "cannot be recommended")),
        # what others said, or what is asked, is no verdict
        ("It is medically necessary. Utilization review found that it is not medically necessary.", (YES, MEDICALLY)),
        ("It is medically necessary. The prior reviewer held it to be not medically necessary.", (YES, MEDICALLY)),
        ("The guideline states that such surgery is medically necessary after a year.", None),
        ("The question is whether it is medically necessary.", None),
        # … unless the reviewer takes it over
        ("I agree with the utilization reviewer that it is not medically necessary.", (NOT, NOT_MEDICALLY)),
        ("I do not say that the request is not medically necessary.", None),
        ("The decision of UR is overturned and it is medically necessary.", (YES, "is overturned")),
        # what is conceded is no verdict, and who said it does not matter behind it
        ("Although arthroscopy is medically necessary, an assistant is not.", (NOT, "is not")),
        ("While UR modified it generously, the rest is not medically necessary.", (NOT, NOT_MEDICALLY)),
        ("That is the reason why it is not medically necessary.", (NOT, NOT_MEDICALLY)),
        ("IF current: not medically necessary.", (NOT, "not medically necessary")),
        # words that are a verdict at the end alone, whatever was decided
        ("There is no open wound. Denied.", (NOT, "Denied")),
        ("No guideline supports it, so arthroscopy is not recommended. Rest is good.", (NOT, "is not recommended")),
        ("Bed rest is not recommended. The patient walks. He sleeps. He eats.", None),
        ("The knee is swollen. Rest is warranted.", None),
        # negation that stands apart
        (
            "It has not been shown, on this record, to be medically necessary.",
            (NOT, "has not been shown, on this record, to be medically necessary"),
        ),
        ("It is not shown here to be medically necessary.", (NOT, "is not shown here to be medically necessary")),
        ("Surgery may follow if it is medically necessary.", None),
        ("If the study shows a tear, surgery is medically necessary.", None),
        ("The treating physician states that the cane is medically necessary.", None),
        ("I cannot say that the request is not medically necessary.", None),
        (
            "The request is not medically necessary. Weaning is advised, and a taper is medically necessary.",
            (NOT, "is not medically necessary"),
        ),
        # but the main clause behind what a guideline says is the reviewer's
        ("As the ODG states that rest helps, the requested bed is not medically necessary.", (NOT, NOT_MEDICALLY)),
        # the words of 2013 to 2016
        ("Recommendation is for denial.", (NOT, "Recommendation is for denial")),
        ("Criteria are met. Recommend certification.", (YES, "Recommend certification")),
        ("The determination is for non-certification.", (NOT, "determination is for non-certification")),
        ("Medical necessity is not affirmed.", (NOT, "Medical necessity is not affirmed")),
        ("No further therapy is medically necessary.", (NOT, "No further therapy is medically necessary")),
        ("There is no evidence that it is medically necessary.", (NOT, "no evidence that it is medically necessary")),
        ("The surgeon is Board Certified.", None),
        ("Nothing is said.", None),
    ],
)  # fmt: skip
def test_conclusions(nlp: Language, rationale: str, expected: tuple[str, str] | None) -> None:
    assert conclusion(nlp, rationale) == expected


def test_a_verdict_outside_of_the_rationale_is_none(nlp: Language) -> None:
    text = LETTER.format(rationale="Nothing.", second="Nothing.", first="Upheld")
    doc = nlp(text.replace("Knee Complaints 2004.", "Knee Complaints 2004. It is not medically necessary."))
    assert [t.label for t in read_tags(doc, "decisions")] == ["decision", "decision"]


@pytest.mark.parametrize(
    ("first", "rationale", "agreement"),
    [
        ("Upheld", "It is not medically necessary.", "agree"),
        ("Upheld", "It is medically necessary.", "disagree"),
        ("Overturned", "It is medically necessary.", "agree"),
        ("Overturned", "It is not medically necessary.", "disagree"),
        ("Overturned", "It hurts.", "no_conclusion"),
    ],
)
def test_agreement_with_the_decision(nlp: Language, first: str, rationale: str, agreement: str) -> None:
    item = doc_of(nlp, rationale, first=first)._.letter.determinations[0]
    assert item.rationale.agreement == agreement
    assert item.decision.value == first.lower()


def test_tags_are_in_text_order_and_name_their_rules(nlp: Language) -> None:
    second = "As the requested surgery is not medically necessary, the unit is not medically necessary."
    tags = read_tags(doc_of(nlp, "It is not medically necessary.", second), "decisions")
    assert [t.label for t in tags] == ["decision", "conclusion", "decision", "depends_on", "conclusion"]
    assert [t.value for t in tags] == ["upheld", NOT, "upheld", "1", NOT]
    assert tags == sorted(tags, key=lambda t: t.start)
    assert all(t.rule for t in tags)


def test_dependence_enters_the_record(nlp: Language) -> None:
    second = "As the requested surgery is not medically necessary, the unit is not medically necessary."
    items = doc_of(nlp, "It is not medically necessary.", second)._.letter.determinations
    assert [item.rationale.depends_on for item in items] == [(), (1,)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Since arthroscopy has been approved, the unit is approved.", (1,)),
        ("Because the operation is not going forward (see #1), the unit is not medically necessary.", (1,)),
        ("Moot, the primary procedure having been denied.", (1,)),
        ("If the operation goes forward as approved under item 1, a unit is prudent.", ()),
        ("The operation was approved in number one. The records do not say how it swells.", ()),
        ("The operation was refused under #1. Consequently the unit is refused.", (1,)),
        ("Because the operation is not certified in issue number one, the unit is not.", (1,)),
        ("The unit is for an operation that is not going forward at this time.", (1,)),
        ("Ditto - surgery not certified, hence the unit not certified.", (1,)),
    ],
)
def test_reasons_that_rest_on_another_item(nlp: Language, second: str, expected: tuple[int, ...]) -> None:
    assert doc_of(nlp, "Yes.", second)._.letter.determinations[1].rationale.depends_on == expected


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        (
            "Reviewer 1 found that it is not medically necessary. Reviewer 2 found that it is not medically necessary. "
            "Reviewer 3 found that it is medically necessary.",
            NOT,
        ),
        ("The first reviewer: it is medically necessary. The second reviewer: it is not medically necessary.", None),
        ("Reviewer 1: it is not medically necessary. Later reviewer 1: it is medically necessary.", YES),
    ],
)
def test_most_of_a_panel_decide(nlp: Language, rationale: str, expected: str | None) -> None:
    found = conclusion(nlp, rationale)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("rationale", "warnings", "findings"),
    [
        ("The arthroscopy is warranted.", ["W207"], []),  # words that guidelines are quoted in, too
        ("The arthroscopy is medically necessary.", [], ["F202"]),
    ],
)
def test_unsure_words_accuse_nobody(nlp: Language, rationale: str, warnings: list[str], findings: list[str]) -> None:
    letter = doc_of(nlp, rationale)._.letter
    assert [w.code for w in letter.warnings if w.code == "W207"] == warnings
    assert [f.code for f in letter.findings if f.code == "F202"] == findings
