"""A published table as large as one wishes, from sentences of the project's own.

`python -m tests.running.made_reviews 40000 reviews.csv` writes one.

Rows are the same for the same seed. One in 400 is broken in one of three ways, and takes no other row with it.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("ReferenceID", "ReportYear", "DiagnosisCategory", "TreatmentCategory", "Determination", "Findings")
BROKEN = ("no text", "a cell too many", "a quotation mark that is not closed")
_EVERY = 400

_WHO = ("A patient", "The parent of a patient", "An enrollee", "A {age}-year-old {sex} enrollee", "The patient")
_ASKED = ("authorization and coverage for", "reimbursement for", "reimbursement and prospective authorization for")
_ITEMS = (
    ("a walker with a seat", "Orth/Musculoskeletal", "DME"),
    ("Zepbound pens", "Endocrine/Metabolic", "Pharmacy"),
    ("dupilumab injections", "Skin Disorders", "Pharmacy"),
    ("an MRI of the left knee", "Orth/Musculoskeletal", "Diag Imag & Screen"),
    ("thirty days of residential treatment", "Mental Disorder", "Mental Health"),
    ("proton beam therapy of the brain", "Cancer", "Cancer Care"),
    ("a speech generating device", "Autism Spectrum", "DME"),
    ("breast reduction surgery", "Skin Disorders", "Reconstr/Plast Proc"),
    ("twelve sessions of physical therapy for the right shoulder", "Orth/Musculoskeletal", "Rehab/ Svc - Outpt"),
    ("whole exome sequencing", "Genetic Diseases", "Diag Imag & Screen"),
)
_REASONS = (
    "Two other medications were stopped since they did more harm than good.",
    "No record tells what was tried before, or for how long.",
    "The society of specialists recommends it where exercise at home has not helped within six weeks.",
    "A study of {count} patients found that {share} percent had less pain a year later.",
    "On {month}/{day}/{year} the strength of the leg was {count} percent of the other one.",
    "Sleep, school and work have been missed for {count} days of the last year.",
    "The risk of a fall is higher with each step that is taken without support.",
    "A wait of some months is unlikely to change what can be done later.",
    "The notes are signed, and they agree with each other in all that matters here.",
    "What is asked for is offered at a lower level of care as well, {share} miles from home.",
)


class MadeRow(NamedTuple):
    """A row: its number in the table, its id, its official outcome, and how it is broken (empty: it is whole)."""

    number: int
    name: str
    outcome: str
    broken: str
    line: str


def made_rows(count: int, seed: int = 7) -> Iterator[MadeRow]:
    """`count` rows in the state's columns, each as a line of CSV; row 1 has the names and is not among them."""
    chance = random.Random(seed)
    for number in range(2, count + 2):
        outcome = chance.choice(("upheld", "overturned"))
        item, diagnosis, treatment = chance.choice(_ITEMS)
        broken = BROKEN[number // _EVERY % 3] if number % _EVERY == 0 else ""
        text = "" if broken == "no text" else _text(chance, item, outcome)
        if broken == "a quotation mark that is not closed":
            text = " ".join(text.split())
        year = chance.randint(2001, 2026)
        name = f"MN{year % 100:02}-{number:06}"
        official = f"{outcome.capitalize()} Decision of Health Plan"
        cells = [name, str(year), diagnosis, treatment, official, text]
        if broken == "a cell too many":
            cells.append("stray")
        line = _line(cells)
        if broken == "a quotation mark that is not closed":
            line = line.replace('"\r\n', "\r\n")
        yield MadeRow(number, name, outcome, broken, line)


def write_table(path: Path, count: int, seed: int = 7) -> None:
    """Write `made_rows` with their header."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_line(COLUMNS))
        out.writelines(row.line for row in made_rows(count, seed))


def _line(cells: object) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)  # type: ignore[arg-type]
    return text.getvalue()


def _text(chance: random.Random, item: str, outcome: str) -> str:
    values = {
        "age": chance.randint(18, 88),
        "sex": chance.choice(("male", "female")),
        "count": chance.randint(40, 400),
        "share": chance.randint(11, 89),
        "month": chance.randint(1, 12),
        "day": chance.randint(1, 28),
        "year": chance.randint(2001, 2025),
    }
    who, asked = chance.choice(_WHO).format(**values), chance.choice(_ASKED)
    reasons = " ".join(chance.sample(_REASONS, chance.randint(3, 8))).format(**values)
    verdict = "is not medically necessary" if outcome == "upheld" else "is medically necessary"
    gap = chance.choice((" ", "\n", " \n \n"))
    service, patient = f"the requested service {verdict}", "the patient's medical condition"
    return (
        f"Nature of Statutory Criteria/Case Summary: {who} has requested {asked} {item}.{gap}"
        f'Findings: The physician reviewer found that all records, "new" ones too, were read. {reasons} '
        f"Therefore, {service} for this patient.{gap}"
        f"Final Result: The reviewer determined that {service} for {patient}. "
        f"Therefore, the Health Plan’s denial should be {outcome}.{gap}"
        "Credentials/Qualifications: The reviewer is board certified in internal medicine and is actively practicing."
    )


def main() -> None:
    """Write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    write_table(args.path, args.count, args.seed)


if __name__ == "__main__":
    main()
