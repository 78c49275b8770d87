from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.exchange.annotations import AnnotatedLetter, annotations_of
from pipeline.exchange.normal_values import NormalValues
from pipeline.records.convert import to_data
from tests.views.letter_page.sample import LETTER, read

# Line breaks of both kinds, a character beyond the first 65,536 before everything, and one that starts a formula.
TEXT = "\U0001f4c4 \n" + LETTER.replace("on 08/30/2016", "on\r\n08/30/2016").replace("Texas", "=Texas").replace(
    "Six visits helped.", "The California MTUS guidelines allow ten. Six visits helped."
)


def record_of(nlp: Language, text: str = TEXT, path: str = "letter.txt") -> dict[str, Any]:
    """The record of a text, as a run writes it."""
    data = text.encode("utf-8")
    source = {"media_type": "text/plain", "sha256": hashlib.sha256(data).hexdigest(), "encoding": "utf-8"}
    record: dict[str, Any] = json.loads(json.dumps(to_data(read(nlp, text, path=path, **source)._.letter)))
    return record


@pytest.fixture(scope="session")
def letter(nlp: Language) -> AnnotatedLetter:
    record = record_of(nlp)
    return AnnotatedLetter(TEXT, record, tuple(annotations_of(record)))


@pytest.fixture(scope="session")
def normal(nlp: Language) -> NormalValues:
    return NormalValues(lambda: nlp)


@pytest.fixture
def results(nlp: Language, tmp_path: Path) -> Callable[..., Path]:
    """Writes letters and a results folder of their records; gives the folder."""

    def written(**texts: str) -> Path:
        folder = tmp_path / "results"
        folder.mkdir()
        lines = []
        for name, text in texts.items():
            file = tmp_path / f"{name}.txt"
            file.write_bytes(text.encode("utf-8"))
            lines.append(json.dumps(record_of(nlp, text, str(file))))
        (folder / "letters.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return written
