"""Letters that stand in a results folder twice, and cases of which there are several versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from pipeline.views.letter_facts import letter_facts
from pipeline.views.loose_data import mapping
from pipeline.views.repeats.cases import SAME, VERSIONS, case_and_content, case_number
from pipeline.views.repeats.partitions import Partitions
from pipeline.views.results_folder import open_records, parse_record, record_lines


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
            known = None if line.data is None else case_and_content(line.data, letter_facts(line.data))
            if known is not None:
                parts.add(*known, line.offset, line.length)
        for rows in parts:
            cases, counts = np.unique(rows[:, 0], return_counts=True)
            for case_hash in cases[counts > 1]:
                yield _duplicate(rows[rows[:, 0] == case_hash].tolist(), records)


def _duplicate(rows: list[list[int]], records: IO[bytes]) -> Duplicate:
    paths, number = [], ""
    for _, _, offset, length in rows:
        records.seek(offset)
        record = parse_record(records.read(length)) or {}
        number = case_number(record)
        paths.append(str(mapping(record.get("source")).get("path") or ""))
    versions = len({content for _, content, *_ in rows})
    return Duplicate(SAME if versions == 1 else VERSIONS, number, tuple(paths), versions)
