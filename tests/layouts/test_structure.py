"""A letter's parts where headings stand inside rationales, pages in another order, or marks of another layout."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records.model import Letter
from tests.test_corpus import CORPUS

HEADER = """Case Number: CM16-9900001
Date Assigned: 11/14/2016
Date of Injury: 08/30/2016
Decision Date: 12/13/2016
UR Denial Date: 10/25/2016
Priority: Standard
Application
Received: 11/04/2016

HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the file to an expert reviewer.

CLINICAL CASE SUMMARY
This is a 58-year-old man with pain. He was seen on 10/12/2016.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

"""
ELSEWHERE = "words of another part of the letter stand in an item's request"
UNREADABLE = "a word that cannot be read stands in an item's request"
NOT = "The request is not medically necessary."


def item(heading: str, rationale: str = NOT) -> str:
    return (
        f"{heading}\n\nClaims Administrator guideline: The Claims Administrator did not cite any medical evidence.\n\n"
        f"MAXIMUS guideline: Decision based on MTUS Low Back Complaints 2004.\n\nDecision rationale: {rationale}\n\n"
    )


def read(nlp: Language, text: str) -> Letter:
    letter: Letter = nlp(text)._.letter
    return letter


def decided(letter: Letter) -> list[tuple[str, str | None, str]]:
    return [(d.request.text, d.decision.value if d.decision else None, d.rationale.text) for d in letter.determinations]


@pytest.mark.parametrize(
    "mention",
    [
        "See ODG, APPENDIX D.", "The form has a part YOUR RIGHT TO APPEAL that says more.", "APPENDIX D lists it.",
        "Read the EFFECT OF THE DECISION first.", "It is long.\nAPPENDIX D lists it.",
        "See YOUR RIGHT TO APPEAL.", "It is told under EFFECT OF THE DECISION.",
        "A prior IMR determination: Upheld (03/02/2016).",
    ],
)  # fmt: skip
def test_capitals_inside_a_rationale_end_no_item(nlp: Language, mention: str) -> None:
    rationale = f"{mention} {NOT}"
    letter = read(nlp, HEADER + item("Knee MRI: Upheld", rationale) + item("Cane: Overturned", rationale))
    printed = " ".join(rationale.split())
    assert decided(letter) == [("Knee MRI", "upheld", printed), ("Cane", "overturned", printed)]
    assert letter.layout == "final-determination"


@pytest.mark.parametrize("heading", ["APPENDIX D.", "EFFECT OF THE DECISION.", "YOUR RIGHT TO APPEAL."])
def test_a_heading_before_labelled_items_is_none_where_its_line_goes_on(nlp: Language, heading: str) -> None:
    rationale = f"It is long.\n{heading} It tells more. {NOT}"
    letter = read(nlp, HEADER + item("Knee MRI: Upheld", rationale) + item("Cane: Overturned"))
    assert decided(letter)[0] == ("Knee MRI", "upheld", " ".join(rationale.split()))


def test_an_appendix_behind_the_items_ends_them(nlp: Language) -> None:
    letter = read(nlp, HEADER + item("Knee MRI: Upheld") + "APPENDIX\nFile list.\n")
    assert decided(letter) == [("Knee MRI", "upheld", NOT)]


def test_pages_in_another_order(nlp: Language) -> None:
    pages = [item("Cane: Overturned"), HEADER + item("Knee MRI: Upheld"), item("Bed: Upheld")]
    letter = read(nlp, "\f".join(pages))
    assert decided(letter) == [("Cane", "overturned", NOT), ("Knee MRI", "upheld", NOT), ("Bed", "upheld", NOT)]
    assert [warning.code for warning in letter.warnings] == ["W106"]
    assert letter.case.decision_date is not None


def test_a_doubtful_decision_is_none_with_a_warning(nlp: Language) -> None:
    letter = read(nlp, HEADER + item("Knee MRI: No longer Upheld"))
    assert [d[:2] for d in decided(letter)] == [("Knee MRI", None)]
    assert [warning.code for warning in letter.warnings] == ["W202"]
    assert letter.outcome is None


def reasons(letter: Letter) -> list[str]:
    return [warning.message for warning in letter.warnings if warning.code == "W106"]


@pytest.mark.parametrize(
    "strange",
    [
        "Date of Injury: 08/30/2016", "Received:", "CLINICAL CASE SUMMARY",
        "based on decisions for the disputed items/services set forth below:",
    ],
)  # fmt: skip
def test_what_stands_elsewhere_in_letters_is_no_request(nlp: Language, strange: str) -> None:
    letter = read(nlp, HEADER + item("Knee MRI: Upheld") + item(f"Cane, {strange} of wood: Overturned"))
    assert "words of another part of the letter stand in an item's request" in reasons(letter)


def test_a_line_of_the_header_inside_a_sentence_that_states_an_item(nlp: Language) -> None:
    text = (CORPUS / "decisions-2013" / "CM13-9902347.txt").read_text(encoding="utf-8")
    place = text.index("request for an MRI") + len("request for ")
    assert reasons(read(nlp, text)) == []
    assert reasons(read(nlp, f"{text[:place]}\nDate of Injury: 3/4/2012\n{text[place:]}"))


def test_items_without_their_heading_may_lack_some(nlp: Language) -> None:
    items = item("Knee MRI: Upheld") + item("Cane: Overturned")
    whole, cut = read(nlp, HEADER + items), read(nlp, HEADER[: HEADER.index("IMR ISSUES")] + items)
    assert [d.request.text for d in cut.determinations] == [d.request.text for d in whole.determinations]
    assert reasons(whole) == []
    assert reasons(cut) == ["the heading of the items is missing, and more may be"]


@pytest.mark.parametrize(
    ("heading", "doubtful"),
    [
        ("Knee MRI: See page 4: Upheld", True), ("Knee MRI: Vote one to one; Upheld", True),
        ("Associated surgical service: Knee brace: Upheld", False), ("Naproxen 550mg, QTY: 60: Upheld", False),
        ("Labs: CBC; BMP: Upheld", False), ("Knee MRI: Upheld", False),
    ],
)  # fmt: skip
def test_behind_a_requests_last_colon_stands_what_can_be_asked_for(nlp: Language, heading: str, doubtful: bool) -> None:
    said = reasons(read(nlp, HEADER + item(heading)))
    assert said == ["what stands behind the last colon of this request may be a remark on the decision"] * doubtful


def test_a_request_that_runs_into_the_next_part_is_told(nlp: Language) -> None:
    text = (CORPUS / "health-plan" / "plan-physical-therapy.txt").read_text(encoding="utf-8")
    _, lost, rest = text.partition("additional physical therapy visits")
    assert reasons(read(nlp, text)) == []
    told = reasons(read(nlp, text[: text.index(lost)] + rest.split("\n", 1)[1]))
    assert "a heading of the letter stands inside a request" in told


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Knee MRI Clairns Adrninistrator guideline none", ELSEWHERE),
        ("Faxed 2/2/2017 10:14 AM Knee MRI", ELSEWHERE),
        ("Knee \u2588\u2588\u2588", UNREADABLE), ("XX of the knee", UNREADABLE),
        ("MRI of the k n e e s", UNREADABLE),
    ],
)  # fmt: skip
def test_words_that_no_request_holds_are_told(nlp: Language, heading: str, told: str) -> None:
    assert reasons(read(nlp, HEADER + item(f"{heading}: Upheld"))) == [told]


def test_a_running_line_that_counts_pages_inside_a_request_is_told(nlp: Language) -> None:
    first = item("Acupuncture of the whole of the spine\n12 Elm Road, Suite 200\nfor six weeks: Upheld")
    header = f"12 Elm Road, Suite 300\n{HEADER}".replace("IMR ISSUES", "12 Elm Road, Suite 400\nIMR ISSUES")
    assert "a line that the letter prints elsewhere stands in this request" in reasons(read(nlp, header + first))


@pytest.mark.parametrize("damage", ["coveragefor", "rei mbursement for", "prior authorizationfor"])
def test_words_around_a_request_of_a_health_plans_review(nlp: Language, damage: str) -> None:
    text = (
        "Nature of Statutory Criteria/Case Summary: An enrollee has requested {} a hospital bed for treatment of "
        "pain. The Health Plan denied it. Findings: It is needed. Final Result: The Health Plan's denial should be "
        "overturned."
    )
    assert reasons(read(nlp, text.format("reimbursement for"))) == []
    assert reasons(read(nlp, text.format("rei- mbursement for"))) == []
    assert reasons(read(nlp, text.format(damage))) == [ELSEWHERE]


def test_damaged_labels_tell_where_items_stand_in_pages_of_another_order(nlp: Language) -> None:
    text = (HEADER + item("Knee MRI: Upheld") + "\f" + item("Cane: Overturned")).replace("guideline:", "guide1ine:")
    scanned = text.replace("HOW THE IMR FINAL", "H0W THE lMR FlNAL").replace("CLINICAL CASE", "CLlNlCAL CASE")
    first, second = scanned.replace("IMR ISSUES", "lMR lSSUES").split("\f")
    for letter in (read(nlp, f"{first}\f{second}"), read(nlp, f"{second}\f{first}")):
        assert sorted(d.request.text for d in letter.determinations) == ["Cane", "Knee MRI"]


def test_a_line_that_stands_twice_in_a_request_is_told(nlp: Language) -> None:
    text = (CORPUS / "acoem-2018" / "CM18-9903018.txt").read_text(encoding="utf-8")
    assert reasons(read(nlp, text)) == []
    doubled = text.replace("2. Tramadol 50mg #60", "2. Tramadol 50mg #60\n2. Tramadol 50mg #60")
    assert reasons(read(nlp, doubled)) == ["a line stands twice in an item's request"]


@pytest.mark.parametrize(
    ("request_", "doubtful"), [("\u2588\u2588 MRI of the knee", True), ("(1) MRI", False), ("#60 Norco", False)]
)
def test_a_request_that_begins_with_a_mark_is_told(nlp: Language, request_: str, doubtful: bool) -> None:
    told = reasons(read(nlp, HEADER + item(f"{request_}: Upheld")))
    assert ("a request begins with a mark: words of it may be missing" in told) is doubtful


@pytest.mark.parametrize(("elsewhere", "doubtful"), [(2, True), (1, False), (0, False)])
def test_a_line_that_runs_through_the_letter_is_no_requests(nlp: Language, elsewhere: int, doubtful: bool) -> None:
    """As the foot of a page that ends inside a heading; what is printed once more may be quoted."""
    running = "copy of the Northside files"
    heading = f"Physical therapy of the left shoulder and the left\n{running}\nelbow, twelve visits: Upheld"
    header = HEADER.replace("He was seen", f"He came.\n{running}\n" * elsewhere + "He was seen")
    told = reasons(read(nlp, header + item(heading) + item("Cane: Upheld")))
    assert ("a line that the letter prints elsewhere stands in this request" in told) is doubtful


def test_lines_that_several_requests_share_are_theirs(nlp: Language) -> None:
    headings = [f"Associated surgical service for {part}\nand the\ncold unit: Upheld" for part in ("a", "b", "c", "d")]
    told = reasons(read(nlp, HEADER + "".join(map(item, headings))))
    assert "a line that the letter prints elsewhere stands in this request" not in told
