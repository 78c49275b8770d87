"""Damaged letters, one after the other, with what is wrong with their reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from spacy.language import Language

from pipeline.records.model import Letter
from pipeline.running.letters import examine_all, read_letter
from pipeline.text.document import Document
from tests.damage.excused import excuse
from tests.damage.judge import Fault, faults, mixed
from tests.damage.kinds import KINDS
from tests.properties.letters import FILES


class Variant(NamedTuple):
    """One damaged letter: its kind and number, which together with the seed make it again, and its faults; one that is
    excused does not count as silent."""

    kind: str
    path: str
    number: int
    text: str
    faults: list[Fault]


def letters_in(*folders: Path) -> list[tuple[str, str]]:
    """(path, text) of the corpus' letters and of the text files in further folders."""
    paths = [*FILES, *(p for folder in folders for p in sorted(folder.rglob("*.txt")))]
    return [(str(path), path.read_bytes().decode("utf-8", errors="replace")) for path in paths]


def document_of(text: str, scanned: tuple[int, ...] = ()) -> Document:
    return Document(text=text, name="damaged", path="damaged.txt", media_type="text/plain", sha256="", scanned=scanned)


def read(nlp: Language, text: str, scanned: tuple[int, ...] = ()) -> Letter:
    return read_letter(nlp, document_of(text, scanned))


def variants(
    nlp: Language,
    letters: Sequence[tuple[str, str]],
    number: int,
    seed: int,
    kinds: Iterable[str] | None = None,
) -> Iterator[Variant]:
    """`number` damaged letters, every kind in turn; the same ones for the same seed."""
    names = list(kinds or KINDS)
    read_once = cache(lambda text: read(nlp, text))
    for n in range(number):
        rng, kind = Random(f"{seed} {n}"), names[n % len(names)]
        (path, text), (_, other) = rng.choice(letters), rng.choice(letters)
        damaged = KINDS[kind](text, other, rng)
        if damaged is None:
            continue
        if damaged.others:
            records = [o.record for o in examine_all(nlp, document_of(damaged.text)) if o.record is not None]
            wrong = mixed(records, [read_once(text), read_once(other)])
        else:
            wrong = faults(text, read_once(text), read(nlp, damaged.text, damaged.scanned), damaged)
        counted = [fault._replace(silent=fault.silent and not excuse(kind, path, fault.name)) for fault in wrong]
        yield Variant(kind, path, n, damaged.text, counted)
