from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.views.results_folder import (
    ResultsError,
    open_records,
    parse_record,
    read_problems,
    read_run,
    record_lines,
)


@pytest.mark.parametrize(("name", "code"), [("missing", "E701"), ("file", "E701"), ("empty", "E702")])
def test_what_is_no_results_folder(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ResultsError) as error:
        open_records(tmp_path / name)
    assert error.value.code == code


def test_lines_say_where_they_stand(tmp_path: Path) -> None:
    lines = [b'{"letter_id": "a"}\n', b"\n", b"no json\n", b"[1]\n", '{"letter_id": "ü"}'.encode()]
    (tmp_path / "letters.jsonl").write_bytes(b"".join(lines))
    with open_records(tmp_path) as stream:
        found = list(record_lines(stream))
        assert [line.data for line in found] == [{"letter_id": "a"}, None, None, {"letter_id": "ü"}]
        stream.seek(found[-1].offset)
        assert stream.read(found[-1].length) == lines[-1]


def test_results_in_parquet_alone_are_read_too(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    (tmp_path / "letters.parquet").mkdir()
    for number, name in enumerate(("a", "ü")):
        table = pa.table({"letter_id": [name], "record": [f'{{"letter_id": "{name}"}}']})
        parquet.write_table(table, tmp_path / "letters.parquet" / f"part-{number:05}.parquet")
    with open_records(tmp_path) as stream:
        assert [line.data for line in record_lines(stream)] == [{"letter_id": "a"}, {"letter_id": "ü"}]
    (tmp_path / "letters.parquet" / "part-00000.parquet").write_bytes(b"PAR1 no table")
    with pytest.raises(ResultsError) as error:
        open_records(tmp_path)
    assert error.value.code == "E703"


def test_characters_without_utf_8_are_replaced() -> None:
    assert parse_record(b'{"a\\ud800": ["x\\u0000y", {"b": "\\uDFFF"}]}') == {"a\ufffd": ["x\ufffdy", {"b": "\ufffd"}]}


def test_lines_nested_too_deeply_hold_no_record() -> None:
    assert parse_record(b'{"a":' * 100_000) is None


def test_views_do_without_run_and_problems(tmp_path: Path) -> None:
    assert read_run(tmp_path) == {}
    assert read_problems(tmp_path) == []
    (tmp_path / "run.json").write_text("[", encoding="utf-8")
    (tmp_path / "problems.jsonl").write_text('{"code": "E101"}\nx\n', encoding="utf-8")
    assert read_run(tmp_path) == {}
    assert read_problems(tmp_path) == [{"code": "E101"}]
