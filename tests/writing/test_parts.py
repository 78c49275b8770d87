"""Parquet and DocBin: parts that depend on the letters' order alone, wherever a run was broken off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import DocBin

from pipeline.reading import Document, read
from pipeline.records.convert import to_data
from pipeline.running.letters import examine_all
from pipeline.running.run import render_with_doc
from pipeline.writing.formats import FORMATS, FormatError, parse_formats
from pipeline.writing.parts import DocBinWriter, ParquetWriter, PartWriter
from pipeline.writing.rendering import Rendered
from pipeline.writing.results import ResultsWriter

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "seed-layout"


class JoinedParts(PartWriter):
    name = "joined"
    letters_in_part = 3

    def write_part(self, entries: Iterator[bytes]) -> None:
        self.path("joined", "txt").write_bytes(b"|".join(entries))


def parts(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted((folder / "joined").iterdir())]


def test_parts_are_whole_and_the_last_may_be_smaller(tmp_path: Path) -> None:
    writer = JoinedParts(tmp_path, tmp_path)
    for letter in "abcdefg":
        writer.add(letter.encode())
    writer.finish()
    assert parts(tmp_path) == ["a|b|c", "d|e|f", "g"]


@pytest.mark.parametrize("save", range(8))
@pytest.mark.parametrize("die", range(8))
def test_taken_up_at_any_save_the_parts_are_the_same(tmp_path: Path, save: int, die: int) -> None:
    if die < save:
        return
    writer = JoinedParts(tmp_path, tmp_path)
    state = None
    for number, letter in enumerate("abcdefg"[:die]):
        if number == save:
            writer.sync()
            state = writer.state()
            writer.forget()
        writer.add(letter.encode())
    writer.close()
    done = save if state else 0
    writer = JoinedParts(tmp_path, tmp_path, state)
    for letter in "abcdefg"[done:]:
        writer.add(letter.encode())
    writer.finish()
    assert parts(tmp_path) == ["a|b|c", "d|e|f", "g"]


@pytest.fixture(scope="module")
def rendered(nlp: Language) -> list[Rendered]:
    documents = [document for document in read(CORPUS) if isinstance(document, Document)][:6]
    return [render_with_doc(one) for document in documents for one in examine_all(nlp, document, docs=True)]


def test_docs_come_back_with_their_spans_and_the_letters_id(
    tmp_path: Path, rendered: list[Rendered], nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DocBinWriter, "letters_in_part", 4)
    with ResultsWriter(tmp_path, formats=["docbin"]) as writer:
        for one in rendered:
            writer.write(one)
        writer.finish()
    shards = sorted((tmp_path / "docs").iterdir())
    assert [shard.name for shard in shards] == ["part-00000.spacy", "part-00001.spacy"]
    docs = [doc for shard in shards for doc in DocBin().from_disk(shard).get_docs(nlp.vocab)]
    records = [json.loads(one.record) for one in rendered if one.record]
    assert [doc.user_data["letter_id"] for doc in docs] == [record["letter_id"] for record in records]
    assert all(doc.spans["rules"] for doc in docs)
    letters = [json.loads(json.dumps(to_data(doc._.letter))) for doc in docs]
    assert [letter["determinations"] for letter in letters] == [record["determinations"] for record in records]


def test_parquet_has_typed_columns(tmp_path: Path, rendered: list[Rendered], monkeypatch: pytest.MonkeyPatch) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    monkeypatch.setattr(ParquetWriter, "letters_in_part", 4)
    with ResultsWriter(tmp_path, formats=["parquet"]) as writer:
        for one in rendered:
            writer.write(one)
        writer.finish()
    letters = pq.read_table(tmp_path / "letters.parquet").to_pylist()
    records = [json.loads(one.record) for one in rendered if one.record]
    assert [json.loads(row["record"]) for row in letters] == records
    assert isinstance(letters[0]["date_assigned"], date)
    assert letters[0]["date_assigned"].isoformat() == records[0]["case"]["date_assigned"]["value"]
    items = pq.read_table(tmp_path / "determinations.parquet").to_pylist()
    assert len(items) == sum(len(record["determinations"]) for record in records)
    drugs = [
        drug["name"] for record in records for item in record["determinations"] for drug in item["request"]["drugs"]
    ]
    assert [drug["name"] for item in items for drug in item["drugs"]] == drugs
    assert any(item["reviewer_citations"] for item in items)


def test_empty_tables_have_their_columns(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    with ResultsWriter(tmp_path, formats=["parquet"]) as writer:
        writer.finish()
    table = pq.read_table(tmp_path / "letters.parquet")
    assert (table.num_rows, "letter_id" in table.column_names) == (0, True)


def test_formats_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse_formats("CSV, jsonl,csv") == ("jsonl", "csv")
    monkeypatch.setattr("pipeline.writing.formats.find_spec", lambda name: object())
    assert parse_formats(",".join(FORMATS)) == FORMATS
    monkeypatch.setattr("pipeline.writing.formats.find_spec", lambda name: None)
    for text, code in (("xml", "E406"), (" , ", "E406"), ("parquet", "E407")):
        with pytest.raises(FormatError) as error:
            parse_formats(text)
        assert error.value.code == code
