"""Invented results folders of any size, always the same for the same seed, in the record's shape."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

# (request, category, subcategory, drug, class, body part)
REQUESTS = (
    ("Tramadol 50mg #60", "pharmaceuticals", None, "tramadol", "opioid", None),
    ("Norco 10/325mg #90", "pharmaceuticals", None, "hydrocodone/acetaminophen", "opioid", None),
    ("Cyclobenzaprine 7.5mg #60", "pharmaceuticals", None, "cyclobenzaprine", "muscle_relaxant", None),
    ("Omeprazole 20mg #60", "pharmaceuticals", None, "omeprazole", "proton_pump_inhibitor", None),
    ("Gabapentin 300mg #90", "pharmaceuticals", None, "gabapentin", "antiepileptic", None),
    ("Lidocaine patch 5% #30", "pharmaceuticals", None, "lidocaine", "topical_analgesic", None),
    (
        "Physical therapy 2 times a week for 6 weeks, lumbar spine",
        "rehabilitation",
        "physical_occupational_therapy",
        None,
        None,
        "lumbar spine",
    ),
    ("Acupuncture 8 sessions, neck", "rehabilitation", "acupuncture", None, None, "neck"),
    (
        "Chiropractic treatment, thoracic spine",
        "rehabilitation",
        "chiropractic",
        None,
        None,
        "thoracic spine",
    ),
    ("MRI of the left knee", "diagnostic_testing", "imaging", None, None, "knee"),
    ("EMG/NCS of both upper extremities", "diagnostic_testing", "emg_ncs", None, None, "upper extremity"),
    ("Urine drug screen", "diagnostic_testing", "laboratory", None, None, None),
    ("Lumbar epidural steroid injection at L4-L5", "injection", "other", None, None, "lumbar spine"),
    ("Medial branch block at L4-S1", "injection", "facet", None, None, "lumbar spine"),
    ("Arthroscopic rotator cuff repair, right shoulder", "surgery", "arthroscopic", None, None, "shoulder"),
    (
        "Consultation with a pain specialist",
        "evaluation_and_management",
        "medical_specialties",
        None,
        None,
        None,
    ),
    ("Cold therapy unit, knee", "dmepos", "durable_medical_equipment", None, None, "knee"),
    ("Functional restoration program, 80 hours", "programs", None, None, None, None),
)
GUIDELINES = (
    ("MTUS", "Chronic Pain Medical Treatment", "2016"),
    ("MTUS", "Low Back Complaints", "2004"),
    ("MTUS", "Opioid Treatment", "2016"),
    ("ODG", "Low Back", None),
    ("ODG", "Pain", None),
    ("ACOEM", "Knee Disorders", None),
    ("other", "Clinical trial of knee braces", None),
)
SPECIALTIES = (
    "Physical Medicine & Rehabilitation",
    "Occupational Medicine",
    "Family Practice",
    "Orthopedic Surgery",
    "Pain Management",
    "Internal Medicine",
    "Chiropractor",
)
_SENTENCES = (
    "the worker reports pain relief after exercise and the record shows no functional improvement from earlier",
    "treatment sessions while imaging of the joint found a small tear with normal strength reflexes and",
    "sensation on examination so the guideline asks for a trial of conservative care before more invasive steps",
    "are considered unless red flags such as fever weakness or loss of bladder control are documented by notes",
)
WORDS = [word for sentence in _SENTENCES for word in sentence.split()]


class _Text:
    """A letter's text as it grows; `put` gives the grounded form of what was put."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, text: str, value: Any = None) -> dict[str, Any]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return {"value": text if value is None else value, "text": text, "start": start, "end": self.length}


def record(number: int, seed: int = 7, words: int = 110) -> tuple[dict[str, Any], str]:
    """The record of letter `number` and its text; `words` is the length of each rationale."""
    random_ = random.Random(seed * 1_000_003 + number)
    assigned = date(2013, 3, 1) + timedelta(days=random_.randrange(3500))
    days = {
        "date_assigned": assigned,
        "date_of_injury": assigned - timedelta(days=random_.randrange(120, 4000)),
        "decision_date": assigned + timedelta(days=random_.randrange(8, 70)),
        "ur_denial_date": assigned - timedelta(days=random_.randrange(20, 60)),
        "application_received": assigned - timedelta(days=random_.randrange(1, 19)),
    }
    text = _Text()
    text.put("Case Number:\t")
    name = f"CM{assigned.year % 100:02d}-{number:07d}"
    case: dict[str, Any] = {"case_number": text.put(name)}
    for key, day in days.items():
        text.put(f"\n{key.replace('_', ' ').title()}:\t")
        case[key] = text.put(day.strftime("%m/%d/%Y"), day.isoformat())
    text.put("\nPriority:\t")
    case["priority"] = text.put("Standard", "standard")
    text.put("\n\nCertification(s)/Specialty: ")
    specialties = [text.put(random_.choice(SPECIALTIES))]
    text.put("\n\nCLINICAL CASE SUMMARY\n\n" + _prose(random_, 2 * words) + "\n\n")
    items = [_item(random_, text, n, words) for n in range(1, random_.choice((1, 1, 1, 2, 2, 3, 5)) + 1)]
    decisions = {item["decision"]["value"] for item in items}
    outcome = decisions.pop() if len(decisions) == 1 else "partially_overturned"
    findings = []
    if random_.random() < 0.05:
        finding = {"code": "F101", "severity": "warning", "message": "page outside the cited section"}
        findings.append({**finding, "determination": 1, "spans": []})
    whole = "".join(text.parts)
    data = {
        "letter_id": name,
        "source": {
            "path": f"letters/{name}.txt",
            "media_type": "text/plain",
            "sha256": hashlib.sha256(whole.encode()).hexdigest(),
            "encoding": "utf-8",
            "characters": len(whole),
            "pages": None,
        },
        "layout": "2015",
        "case": case,
        "expert_reviewer": {"licensure": [], "specialties": specialties},
        "injured_worker": {"age": None, "sex": None},
        "outcome": outcome,
        "determinations": items,
        "dates": [],
        "spans": [],
        "findings": findings,
        "warnings": [],
    }
    return data, whole


def _prose(random_: random.Random, words: int) -> str:
    return " ".join(random_.choices(WORDS, k=words)) + "."


def _item(random_: random.Random, text: _Text, number: int, words: int) -> dict[str, Any]:
    request, category, subcategory, drug, drug_class, body_part = random_.choice(REQUESTS)
    disputed = text.put(request)
    text.put(": ")
    overturned = random_.random() < (0.25 if category == "evaluation_and_management" else 0.1)
    decision = text.put("Overturned", "overturned") if overturned else text.put("Upheld", "upheld")
    lines = [_line(random_, text, party) for party in ("Claims Administrator", "MAXIMUS")]
    text.put("\nRationale: ")
    start = text.length
    text.put(_prose(random_, words) + " The request ")
    verdict = ("is medically necessary", "medically_necessary")
    if not overturned:
        verdict = ("is not medically necessary", "not_medically_necessary")
    conclusion = text.put(*verdict)
    text.put(".")
    end = text.length
    rationale = "".join(text.parts)[start:end]
    text.put("\n\n")
    drugs = [{"name": drug, "text": request.split()[0], "class": drug_class, "strength": None, "form": None}]
    place = {"start": disputed["start"], "end": disputed["start"] + len(request.split()[0])}
    return {
        "number": number,
        "request": {
            "text": request,
            "start": disputed["start"],
            "end": disputed["end"],
            "disputed": disputed,
            "original": None,
            "authorized": None,
            "utilization_review": "modified" if random_.random() < 0.11 else "denied",
            "category": category,
            "subcategory": subcategory,
            "drugs": [{**drugs[0], **place}] if drug else [],
            "body_parts": [{**disputed, "value": body_part}] if body_part else [],
        },
        "decision": decision,
        "claims_administrator_guideline": lines[0],
        "reviewer_guideline": lines[1],
        "rationale": {
            "text": rationale,
            "start": start,
            "end": end,
            "conclusion": conclusion,
            "agreement": "agree",
            "depends_on": [],
            "citations": [],
        },
    }


def _line(random_: random.Random, text: _Text, party: str) -> dict[str, Any]:
    text.put(f"\n{party} guideline: ")
    start = text.length
    citations = []
    if party == "MAXIMUS" or random_.random() > 0.25:
        text.put("Decision based on ")
        for number, (source, guideline, edition) in enumerate(random_.sample(GUIDELINES, random_.choice((1, 1, 2)))):
            text.put(", and " if number else "")
            name = " ".join(part for part in (source, guideline, edition) if part)
            cited = text.put(name, "")
            del cited["value"]
            citations.append({**cited, "source": source, "guideline": guideline, "edition": edition})
        text.put(".")
    else:
        text.put("The Claims Administrator did not cite any medical evidence for its decision.")
    line = "".join(text.parts[-8:]).rsplit("guideline: ", 1)[1]
    place = {"text": line, "start": start, "end": text.length}
    return {**place, "cited": bool(citations), "outside_mtus": False, "citations": citations}


def records(letters: int, seed: int = 7, words: int = 110) -> Iterator[dict[str, Any]]:
    """The records of `letters` letters."""
    for number in range(1, letters + 1):
        yield record(number, seed, words)[0]


def write_results(folder: Path, found: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> Path:
    """A results folder with these records; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "letters.jsonl").open("w", encoding="utf-8") as stream:
        for data in found:
            stream.write(json.dumps(data, ensure_ascii=True) + "\n")
    (folder / "run.json").write_text('{"written_by": "imr-pipeline", "format": 1}', encoding="utf-8")
    (folder / "problems.jsonl").write_text("", encoding="utf-8")
    return folder
