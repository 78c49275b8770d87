"""Letters that stand in a results folder twice, and cases of which there are several versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from pipeline.views.letter_facts import letter_facts
from pipeline.views.loose_data import mapping
from pipeline.views.repeats.partitions import Partitions, hashed
from pipeline.views.results_folder import open_records, parse_record, record_lines

SAME, VERSIONS = "same letter", "same case, other content"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Letters of one case number.

    Attributes:
        kind: `same letter` (all say the same) or `same case, other content`.
        case_number: which they share.
        paths: of their sources, in the order of the results.
        versions: how many different contents they have.
    """

    kind: str
    case_number: str
    paths: tuple[str, ...]
    versions: int


def duplicates(folder: Path) -> Iterator[Duplicate]:
    """The cases with more than one letter. Two letters are the same where header, items, decisions and rationales are,
    whatever they were extracted with. Only the case number joins letters: what they say of a worker joins none.

    Raises:
        ResultsError: it is no results folder, or cannot be read.
        OSError: there is no room for temporary files.
    """
    with open_records(folder) as records, Partitions(4) as parts:
        for line in record_lines(records):
            if line.data is not None and (case := _case_number(line.data)):
                parts.add(hashed(case), hashed(_content(line.data)), line.offset, line.length)
        for rows in parts:
            cases, counts = np.unique(rows[:, 0], return_counts=True)
            for case_hash in cases[counts > 1]:
                yield _duplicate(rows[rows[:, 0] == case_hash].tolist(), records)


def _duplicate(rows: list[list[int]], records: IO[bytes]) -> Duplicate:
    paths, number = [], ""
    for _, _, offset, length in rows:
        records.seek(offset)
        record = parse_record(records.read(length)) or {}
        number = _case_number(record)
        paths.append(str(mapping(record.get("source")).get("path") or ""))
    versions = len({content for _, content, *_ in rows})
    return Duplicate(SAME if versions == 1 else VERSIONS, number, tuple(paths), versions)


def _case_number(record: dict[str, Any]) -> str:
    """The number as the header has it; a letter without one is nobody's duplicate."""
    return str(mapping(mapping(record.get("case")).get("case_number")).get("value") or "")


def _content(record: dict[str, Any]) -> str:
    """What a letter says, without what differs between two extractions of one PDF."""
    facts = letter_facts(record)
    said: list[object] = [facts.injured, facts.ur_decided, facts.applied, facts.assigned, facts.decided]
    for item in facts.items:
        said += [item.request, item.decision, item.claims_administrator.text, item.reviewer.text, item.rationale]
    return "".join("".join(str(one).casefold().split()) + "\0" for one in said)
