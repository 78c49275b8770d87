"""One run over a made table of reviews, as large as the one that California publishes: memory over its course, and
whether every broken row, and no other, is told by its number. Linux only.

    python benchmarks/published_table.py --rows 40000 --workers 2

The rows are reviews in the forms of the state's table, of texts made for this project: other people, treatments,
reasons and outcomes in each. Some have line breaks in their quotes; of every `--broken` rows one is broken, in turn by
a cell too many, a quote that is never closed, no text, and a byte of another encoding. The decision column has the
outcome that the text was made with.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from letters_done import LettersDone

PAGE = os.sysconf("SC_PAGE_SIZE")
NAMES = ("ReferenceID", "ReportYear", "Determination", "Type", "AgeRange", "Findings")
ASKED = (
    *("a walker", "a power wheelchair", "semaglutide 2.4 mg", "dupilumab injections", "an MRI of the left knee"),
    *("20 hours per week of applied behavior analysis", "residential treatment", "whole exome sequencing"),
    *("a speech generating device", "home health nursing", "proton beam therapy", "a sleeve gastrectomy", "orthotics"),
)
REASONS = (
    "Two falls are on record, and exercise was tried for {n} months.",
    "The {body} was examined by a specialist {n} times.",
    "Guidelines of the American Academy of {of} ask for a trial of {n} weeks.",
    "A trial of {n} patients compares it with the standard treatment.",
    "The patient lives alone and cannot climb {n} steps.",
    "Other drugs were stopped after {n} days because of a rash.",
)
BODIES = ("knee", "hip", "spine", "heart", "skin", "ear")
FIELDS = ("neurology", "psychiatry", "pediatrics", "orthopedic surgery", "dermatology", "internal medicine")
SOCIETIES = ("Pediatrics", "Neurology", "Dermatology")


class Broken(NamedTuple):
    """What is done to a row, and the code of the problem or warning that tells of it."""

    code: str
    how: str


KINDS = (Broken("E122", "cells"), Broken("E122", "quote"), Broken("E103", "empty"), Broken("W001", "byte"))


def row(number: int, seed: int) -> tuple[str, ...]:
    """The cells of a row, with the outcome as published."""
    made = random.Random(seed * 1_000_003 + number)
    overturned = made.random() < 0.5
    asked = made.choice(ASKED)
    join = "\n" if made.random() < 0.2 else " "
    reasons = join.join(
        reason.format(n=made.randint(2, 400), body=made.choice(BODIES), of=made.choice(SOCIETIES))
        for reason in made.sample(REASONS, made.randint(2, 6))
    )
    necessary = "medically necessary" if overturned else "not medically necessary"
    fate = "overturned" if overturned else "upheld"
    text = (
        f"Nature of Statutory Criteria/Case Summary: A patient has requested coverage for {asked}.{join}Findings: The "
        f'physician reviewer found that "{made.choice(BODIES)}" problems began {made.randint(2, 99)} months ago. '
        f"{reasons} Based on this, {asked} is {necessary}. Final Result: The reviewer determined that the requested "
        f"service is {necessary} for the patient's condition.{join}Therefore, the Health Plan's denial "
        f"should be {fate}. Credentials/Qualifications: The reviewer is board certified in {made.choice(FIELDS)}."
    )
    decision = f"{fate.capitalize()} Decision of Health Plan"
    return f"MN{number:06d}", str(made.randint(2001, 2026)), decision, "Medical Necessity", "41 to 50", text


def write(path: Path, rows: int, seed: int, every: int) -> Mapping[int, Broken]:
    """Write the table; the broken rows by their numbers, as a spreadsheet shows them: the names stand in row 1."""
    broken: dict[int, Broken] = {}
    with path.open("wb") as file:
        file.write(_line(NAMES))
        for number in range(2, rows + 2):
            cells = row(number, seed)
            if number % every:
                file.write(_line(cells))
                continue
            kind = broken[number] = KINDS[number // every % len(KINDS)]
            file.write(_spoilt(cells, kind.how))
    return broken


def _line(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8")


def _spoilt(cells: tuple[str, ...], how: str) -> bytes:
    if how == "cells":
        return _line((*cells, "one", "too many"))
    if how == "empty":
        return _line((*cells[:-1], ""))
    if how == "byte":
        return _line(cells).replace(b"patient's", b"patient\x92s")
    return _line(cells).replace(b"\n", b" ").rstrip()[:-1] + b"\r\n"


def run(table: Path, results: Path, workers: int, every: float) -> Iterator[tuple[float, int, float]]:
    """(seconds, letters done, megabytes of the run's processes) while the table is read."""
    command = ["-m", "pipeline", "run", str(table), "--output", str(results), "--workers", str(workers)]
    start = monotonic()
    done = LettersDone(results.parent)
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        sleep(every)
        try:
            sample = monotonic() - start, done.count(), _megabytes(process.pid)
        except OSError:  # it is just ending
            break
        yield sample
    process.wait()
    if process.returncode not in (0, 1):
        sys.exit(f"the run ended with {process.returncode}")


def _megabytes(process: int) -> float:
    """The memory of a process and all that it has started, shared pages counted in proportion."""
    return sum(_own(one) for one in [process, *_children(process)]) / 1e6


def _own(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(1024.0 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _children(process: int) -> list[int]:
    try:
        own = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [*own, *(one for child in own for one in _children(child))]


def told(results: Path) -> tuple[dict[int, set[str]], set[int], int]:
    """(codes of the problems by the row's number, the rows that have a record, how many records disagree with the
    table)."""
    codes: dict[int, set[str]] = {}
    for line in (results / "problems.jsonl").open(encoding="utf-8"):
        problem = json.loads(line)
        found = codes.setdefault(_number(problem["path"]), set())
        found |= {problem["code"], *(code for code, _ in problem.get("more") or ())}
    records: set[int] = set()
    differ = 0
    for line in (results / "letters.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        records.add(_number(record["source"]["path"]))
        differ += record["official_outcome"]["agrees"] is not True
    return codes, records, differ


def _number(path: str) -> int:
    return int(path.rpartition(":")[2])


def main() -> None:
    """Make the table, run, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=40_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--broken", type=int, default=97, help="of so many rows one is broken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two samples")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        table, results = Path(place) / "dmhc.csv", Path(place) / "results"
        broken = write(table, given.rows, given.seed, given.broken)
        samples = list(run(table, results, given.workers, given.every))
        codes, records, differ = told(results)
    lost = {number for number, kind in broken.items() if kind.code.startswith("E")}
    numbers = [number for number, found in codes.items() if any(code.startswith("E") for code in found)]
    expected = set(range(2, given.rows + 2)) - lost
    busy = [sample for sample in samples if sample[1] > given.rows / 20]
    figures = {
        "rows": given.rows,
        "broken rows": len(broken),
        "told by number and code": sum(kind.code in codes.get(number, ()) for number, kind in broken.items()),
        "numbers told that are none": sorted(set(numbers) - set(broken))[:20],
        "rows lost": sorted(expected - records)[:20],
        "records of broken rows": sorted(records - expected)[:20],
        "records that disagree with the table": differ,
        "seconds": round(samples[-1][0]),
        "megabytes at a quarter, half, three quarters, the end": [
            round(busy[min(len(busy) - 1, len(busy) * part // 4)][2]) for part in (1, 2, 3, 4)
        ],
        "most megabytes": round(max(sample[2] for sample in samples)),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
