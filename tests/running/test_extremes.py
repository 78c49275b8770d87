"""Sources of a size that no letter has: refused with an entry, in bounded time and memory."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.reading import ReadingOptions
from pipeline.running.work import Tally, find_items
from pipeline.running.worker import Job, Task, do_task
from tests.running.stub import in_short

LETTER = (Path(__file__).resolve().parents[2] / "corpus/seed-layout/CM14-9900117.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a line of ten million characters", LETTER + "x" * 10_000_000),
        ("ten million words", LETTER + "pain " * 2_000_000),
        ("a row of ten million characters", "row"),
    ],
)
def test_it_is_refused_and_the_next_letter_is_read(name: str, text: str, tmp_path: Path, nlp: Language) -> None:
    if text == "row":
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 10_000_000}))
    else:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LETTER, encoding="utf-8")
    results, peak = measured([tmp_path], nlp)
    assert results == ["- E202", "CM14-9900117 -"]
    assert peak < 12 * 10_000_000


def test_fifty_megabytes_are_read_into_memory_a_few_times_at_most(tmp_path: Path, nlp: Language) -> None:
    (tmp_path / "a.txt").write_bytes(b"some words. " * (50_000_000 // 12))
    results, peak = measured([tmp_path], nlp)
    assert results == ["- E202"]
    assert peak < 6 * 50_000_000
    (tmp_path / "a.txt").write_bytes(b"x" * 50_000_001)
    results, peak = measured([tmp_path], nlp)
    assert results == ["- E108"]
    assert peak < 2.5 * 50_000_000


def measured(inputs: list[Path], nlp: Language) -> tuple[list[str], int]:
    """What becomes of the inputs, and the most bytes that it took."""
    job = Job(lambda: nlp, in_short)
    tracemalloc.start()
    try:
        items = list(find_items(inputs, ReadingOptions(), Tally()))
        results, _ = do_task(nlp, job, Task(0, items))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return [one for item in results for one in item], peak
