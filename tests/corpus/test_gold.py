"""The corpus' gold records against its letters: everything that can be checked without reading a letter."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = sorted((CORPUS / "gold").glob("*.json"))

CATEGORIES: dict[str, set[str | None]] = {
    "pharmaceuticals": {None},
    "diagnostic_testing": {"imaging", "emg_ncs", "laboratory", "other"},
    "dmepos": {"durable_medical_equipment", "electrical_stimulation", "prosthetics_orthotics", "supplies"},
    "evaluation_and_management": {"dental", "medical_specialties"},
    "home_health": {None},
    "injection": {"facet", "other"},
    "programs": {None},
    "psychological_services": {"evaluation_and_management", "therapies"},
    "rehabilitation": {"acupuncture", "chiropractic", "physical_occupational_therapy", "other"},
    "surgery": {"adjunct", "arthroscopic", "non_arthroscopic", "spine", "consult"},
    "transportation": {None},
    "other": {None},
}
DRUG_CLASSES = {
    "opioid",
    "nsaid",
    "muscle_relaxant",
    "antidepressant",
    "antiepileptic",
    "benzodiazepine",
    "sedative_hypnotic",
    "proton_pump_inhibitor",
    "h2_blocker",
    "antiemetic",
    "topical_analgesic",
    "topical_compound",
    "corticosteroid",
    "anti_infective",
    "antihypertensive",
    "antimigraine",
    "barbiturate",
    "cannabinoid",
    "gastrointestinal",
    "misc_analgesic",
    "nutritional",
    "hormone",
    "impotence_agent",
    "viscosupplement",
    "anticoagulant",
    "antihistamine",
    "antipsychotic",
    "respiratory",
    "other",
}
BODY_PARTS = set(
    re.split(
        r",\s*",
        """head, brain, eye, ear, face, jaw, tooth, neck, cervical spine, thoracic spine,
        lumbar spine, spine, sacroiliac joint, shoulder, upper arm, elbow, forearm, wrist, hand,
        finger, chest, rib, abdomen, pelvis, groin, hip, thigh, knee, lower leg, ankle, foot, heel,
        toe, upper extremity, lower extremity, skin, psyche, whole body""",
    )
)
ROLES = {
    "injury",
    "ur_decision",
    "request_for_authorization",
    "application",
    "assignment",
    "decision",
    "visit",
    "study",
    "surgery",
    "treatment",
    "service",
    "guideline",
    "other",
}
SECTIONS = {
    "header",
    "reviewer",
    "summary",
    "request",
    "claims_administrator_guideline",
    "reviewer_guideline",
    "rationale",
}
SOURCES = {"MTUS", "ACOEM", "ODG", "other"}
NOTHING_CITED = re.compile(r"did not cite any medical evidence|^none(?: cited)?\.?$", re.IGNORECASE)
OUTSIDE = re.compile("outside of the MTUS|not part of the MTUS|no section of the MTUS")
CASE_DATES = ("date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received")
FURNITURE = re.compile(
    r"Final Determination Letter for IMR Case Number CM\d\d-\d{7} +\d+"
    r"|IMR Case Number: CM\d\d-\d{7} +Page \d+ of \d+"
)
MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(
    r"(?<![\d/.-])\d{1,2}[/-] ?\d{1,2}[/-] ?(?:\d{4}|\d\d)(?![\d/%])|(?<![\d-])\d{4}-\d\d-\d\d(?!\d)"
    rf"|(?<![\d/])\d\d/\d{{4}}(?!\d)|\b{MONTHS}\.? (?:\d{{1,2}}, ?)?\d{{4}}\b"
)


def squeeze(text: str) -> str:
    return "".join(text.split())


def documents() -> Iterator[tuple[str, str]]:
    """(key, text) of every letter file and row; the key is a file's stem or a row's id."""
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix == ".txt":
            yield path.stem, path.read_text(encoding="utf-8")
        elif path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                yield path.stem, "\n".join(page.get_textpage().get_text_range() for page in pdf)
        elif path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield row["id"], row["text"]


TEXTS = {key: FURNITURE.sub(" ", text) for key, text in documents()}
BUNDLES = {key: text for key, text in TEXTS.items() if key.startswith("bundle")}


def letter_text(stem: str) -> str:
    """The text of the letter; of a bundle, the part that begins with the case number."""
    if stem in TEXTS:
        return TEXTS[stem]
    for text in BUNDLES.values():
        if stem in text:
            starts = sorted({text.index(p.stem) for p in GOLD if p.stem in text} | {len(text)})
            begin = text.index(stem)
            return text[begin : min(start for start in starts if start > begin)]
    raise KeyError(stem)


def printed(node: Any) -> Iterator[str]:
    """Every `text` of a record, and the bare strings that are printed words too."""
    if isinstance(node, dict):
        for key, child in node.items():
            if key in ("text", "disputed", "original", "authorized", "strength", "form") and isinstance(child, str):
                yield child
            elif key == "sections":
                yield from child
            else:
                yield from printed(child)
    elif isinstance(node, list):
        for child in node:
            yield from printed(child)


def iso(text: str) -> str:
    """ISO form of a printed date, by rules of this test's own."""
    text = re.sub(r"(?<=[/-]) ", "", text)
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})", text):
        month, day, year = (int(part) for part in match.groups())
        return datetime.date(year + 2000 if year < 100 else year, month, day).isoformat()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text).isoformat()
    if match := re.fullmatch(r"(\d\d)/(\d{4})", text):
        return f"{match[2]}-{match[1]}"
    match = re.fullmatch(r"([A-Z][a-z]{2})[a-z]*\.? (?:(\d{1,2}), ?)?(\d{4})", text)
    assert match, text
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].index(match[1]) + 1
    return f"{match[3]}-{month:02}" + (f"-{int(match[2]):02}" if match[2] else "")


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def letter(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str]:
    gold = json.loads(request.param.read_text(encoding="utf-8"))
    return gold, letter_text(request.param.stem)


def test_each_letter_has_gold_and_each_gold_a_letter() -> None:
    stems = {path.stem for path in GOLD}
    assert set(TEXTS) - set(BUNDLES) <= stems
    in_bundles = {number for text in BUNDLES.values() for number in re.findall(r"CM\d\d-\d{7}", text)}
    assert stems - set(TEXTS) <= in_bundles <= stems
    assert len(GOLD) >= 12


def test_printed_words_stand_in_the_letter(letter: tuple[dict[str, Any], str]) -> None:
    gold, text = letter
    flat = squeeze(text)
    missing = [words for words in printed(gold) if squeeze(words) not in flat]
    assert not missing


def test_dates_are_all_there_in_order(letter: tuple[dict[str, Any], str]) -> None:
    gold, text = letter
    for date in gold["dates"]:
        assert iso(date["text"]) == date["value"]
        assert date["role"] in ROLES
        assert date["section"] in SECTIONS
    found = [squeeze(match[0]) for match in DATE.finditer(re.sub(r"\s+", " ", text))]
    assert found == [squeeze(date["text"]) for date in gold["dates"]]


def test_header(letter: tuple[dict[str, Any], str]) -> None:
    gold, _ = letter
    case = gold["case"]
    for name in CASE_DATES:
        if case[name]:
            assert case[name]["value"] == iso(case[name]["text"])
    number = case["case_number"]
    assert number is None or number["value"] == number["text"] == gold["letter_id"]
    if case["priority"]:
        assert case["priority"]["value"] == case["priority"]["text"].lower()
        assert case["priority"]["value"] in ("standard", "expedited")
    order = [case[name]["value"] for name in ("date_of_injury", "ur_denial_date", "decision_date") if case[name]]
    assert order == sorted(order)


def test_outcome_and_agreement_follow_from_the_items(letter: tuple[dict[str, Any], str]) -> None:
    gold, _ = letter
    items = gold["determinations"]
    decisions = {item["decision"]["value"] for item in items if item["decision"]}
    assert decisions <= {"upheld", "overturned"}
    expected = (decisions.pop() if len(decisions) == 1 else "partially_overturned") if decisions else None
    if any(item.get("in_part") for item in items):
        expected = "partially_overturned"
    assert gold["outcome"] == expected
    for item in items:
        conclusion = item["rationale"]["conclusion"]
        if conclusion is None:
            assert item["rationale"]["agreement"] == "no_conclusion"
            continue
        same = (conclusion["value"] == "medically_necessary") == (item["decision"]["value"] == "overturned")
        assert item["rationale"]["agreement"] == ("agree" if same else "disagree")


def test_items(letter: tuple[dict[str, Any], str]) -> None:
    gold, _ = letter
    assert [item["number"] for item in gold["determinations"]] == list(range(1, len(gold["determinations"]) + 1))
    for item in gold["determinations"]:
        request = item["request"]
        assert request["subcategory"] in CATEGORIES[request["category"]]
        assert set(request["body_parts"]) <= BODY_PARTS
        assert request["laterality"] in (None, "left", "right", "bilateral")
        assert (request["utilization_review"] == "modified") == (request["original"] is not None)
        assert squeeze(request["disputed"]) in squeeze(request["text"])
        assert all(re.fullmatch(r"[CTLS]\d{1,2}(-[CTLS]\d{1,2})?", level) for level in request["spinal_levels"])
        assert bool(request["dates_of_service"]) <= request["retrospective"]
        service = {date["value"] for date in gold["dates"] if date["section"] in ("request", "summary")}
        assert set(request["dates_of_service"]) <= service
        assert all(0 < number < item["number"] for number in item["rationale"]["depends_on"])
        check_details(request)


def check_details(request: dict[str, Any]) -> None:
    assert bool(request["drugs"]) == (request["category"] == "pharmaceuticals")
    for drug in request["drugs"]:
        assert drug["class"] in DRUG_CLASSES
        assert drug["name"] == drug["name"].lower()
        assert drug["text"] in request["disputed"]
        assert drug["strength"] is None or drug["strength"] in request["disputed"]
    frequency = request["frequency"]
    if frequency:
        assert set(frequency) == {"times", "per", "for", "unit"}
        assert (frequency["for"] is None) == (frequency["unit"] is None)
        assert all(low <= high for low, high in filter(None, (frequency["times"], frequency["for"])))
        exact = frequency["times"] and frequency["for"] and frequency["per"] == frequency["unit"] != "day"
        if exact and not request["drugs"] and frequency["times"][0] == frequency["times"][1]:
            assert request["sessions"] == frequency["times"][0] * frequency["for"][0]


def test_citations(letter: tuple[dict[str, Any], str]) -> None:
    gold, _ = letter
    for item in gold["determinations"]:
        for key in ("claims_administrator_guideline", "reviewer_guideline", "rationale"):
            part = item[key]
            for citation in part["citations"]:
                assert citation["source"] in SOURCES
                words = citation["text"]
                assert squeeze(words) in squeeze(part["text"])
                guideline = citation["guideline"]
                assert guideline is None or squeeze(guideline) in squeeze(words)
                assert all(squeeze(section) in squeeze(words) for section in citation["sections"])
                year = citation["edition"]
                assert year is None or year in words or year[2:] in words
                assert all(str(page) in words for pages in citation["pages"] for page in pages)
                assert citation["chapter"] is None or str(citation["chapter"]["number"]) in words


def test_guideline_lines(letter: tuple[dict[str, Any], str]) -> None:
    gold, _ = letter
    for item in gold["determinations"]:
        for key in ("claims_administrator_guideline", "reviewer_guideline"):
            line = item[key]
            if line["text"] is None:
                assert line == {"text": None, "cited": None, "outside_mtus": False, "citations": []}
                continue
            assert line["cited"] == (NOTHING_CITED.search(line["text"]) is None)
            assert line["outside_mtus"] == bool(OUTSIDE.search(line["text"]))
            assert line["cited"] or not line["citations"]
