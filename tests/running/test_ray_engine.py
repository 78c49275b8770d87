"""A local Ray cluster of several worker processes gives the records of one process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import Document, ReadingOptions, read
from pipeline.reading.problems import ReadingProblem
from pipeline.running.run import RunRequest, run_letters
from pipeline.views.report.corpus import read_corpus
from pipeline.writing.formats import TABLE_NAMES
from tests.running.test_run import Quiet

REASON = "Ray is an extra: pip install 'imr-pipeline[ray]'"
ray = pytest.importorskip("ray", reason=REASON)
pytest.importorskip("ray.data", reason=REASON)
pq = pytest.importorskip("pyarrow.parquet", reason=REASON)

from pipeline.running.ray_engine import RayRequest, documents_in, row_document, run_with_ray  # noqa: E402

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FOLDERS = [CORPUS / name for name in ("seed-layout", "bundles", "notice-2013")]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


def records(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(row["record"] for row in rows)


def test_files_give_the_same_records_as_one_process(cluster: None, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    inputs = (*map(str, FOLDERS), str(tmp_path / "empty.txt"), str(tmp_path / "missing"))
    run_letters(RunRequest(inputs, tmp_path / "one"), Quiet())
    report = run_with_ray(RayRequest(inputs, str(tmp_path / "ray"), workers=2))
    lines = (tmp_path / "one" / "letters.jsonl").read_text(encoding="utf-8").splitlines()
    assert records(rows(tmp_path / "ray" / "letters.parquet")) == sorted(lines)
    assert report.letters == len(lines)
    items = rows(tmp_path / "ray" / "determinations.parquet")
    assert report.determinations == len(items) == sum(len(json.loads(line)["determinations"]) for line in lines)
    problems = [json.loads(line) for line in (tmp_path / "one" / "problems.jsonl").read_text().splitlines()]
    found = sorted((row["path"], row["code"]) for row in rows(tmp_path / "ray" / "problems.parquet"))
    assert found == sorted((problem["path"], problem["code"]) for problem in problems)
    assert report.failed == 2
    run = json.loads((tmp_path / "ray" / "run.json").read_text(encoding="utf-8"))
    assert (run["written_by"], run["settings"]["engine"], run["counts"]["letters"]) == (
        "imr-pipeline",
        "ray",
        len(lines),
    )
    assert run["counts"]["failed"] == 2
    assert run["shipped_data"]
    for table in TABLE_NAMES:
        assert "letter_key" in pq.read_table(tmp_path / "ray" / f"{table}.parquet").column_names
    assert read_corpus(tmp_path / "ray").letters == len(lines)
    assert read_corpus(tmp_path / "ray").problems == read_corpus(tmp_path / "one").problems


def test_rows_of_parquet_give_the_same_determinations(cluster: None, tmp_path: Path) -> None:
    import pyarrow as pa

    documents = [document for document in read(FOLDERS[0]) if isinstance(document, Document)]
    table = pa.table({"body": [one.text for one in documents], "key": [one.name for one in documents]})
    pq.write_table(table, tmp_path / "in.parquet")
    options = ReadingOptions(text_fields=("body",), id_field="key")
    run_with_ray(RayRequest((str(tmp_path / "in.parquet"),), str(tmp_path / "ray"), options=options, workers=2))
    run_letters(RunRequest((str(FOLDERS[0]),), tmp_path / "one"), Quiet())
    lines = (tmp_path / "one" / "letters.jsonl").read_text(encoding="utf-8").splitlines()
    expected = sorted(json.dumps(json.loads(line)["determinations"]) for line in lines)
    found = [json.loads(row["record"]) for row in rows(tmp_path / "ray" / "letters.parquet")]
    assert sorted(json.dumps(record["determinations"]) for record in found) == expected
    assert found[0]["source"]["row"]["key"]


def test_files_of_a_bucket_are_read_as_from_a_disk() -> None:
    options = ReadingOptions(max_bytes=5000)
    for path in sorted(FOLDERS[0].iterdir()):
        expected = list(read(path, options))
        assert list(documents_in(path.read_bytes(), str(path), options)) == expected
    (problem,) = documents_in(b"x" * 6000, "s3://letters/a.txt", options)
    assert isinstance(problem, ReadingProblem)
    assert (problem.code, problem.path) == ("E108", "s3://letters/a.txt")


def test_a_row_without_text_is_a_problem() -> None:
    problem = row_document({"path": "b/in.parquet", "id": 7, "text": None}, ReadingOptions())
    assert isinstance(problem, ReadingProblem)
    assert (problem.code, problem.path) == ("E111", "b/in.parquet:7")
