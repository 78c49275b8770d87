from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from pipeline.views.explorer import index_file
from pipeline.views.explorer.index import MARK_END, MARK_START, Index
from pipeline.views.explorer.index_file import check_full_text_search, index_of
from pipeline.views.explorer.view import view_of_query
from pipeline.views.results_folder import ResultsError, open_records
from tests.views.explorer.corpora import item, letter, opened
from tests.views.generated import write_results

TRAMADOL = {"name": "tramadol", "class": "opioid"}
MTUS = {"text": "Decision based on MTUS Knee Complaints.", "cited": True}
RECORDS = [
    letter("L1", item(1, request="Tramadol 50mg", category="pharmaceuticals", drugs=[TRAMADOL]),
           item(2, request="MRI of the knee", category="diagnostic_testing", decision="overturned",
                rationale="The knee was unstable on examination."), decided="2016-05-04"),
    letter("L2", item(1, request="Knee brace", category="dmepos", ur={"text": "did not cite", "cited": False},
                      reviewer={**MTUS, "citations": [{"source": "MTUS", "guideline": "Knee Complaints"}]}),
           decided="2017-01-02", findings=[{"code": "F9", "determination": None}]),
    letter("L3", spans=[{"label": "MINE", "text": "x"}, {"label": "MINE", "text": "y"}]),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return opened(tmp_path_factory.mktemp("index"), RECORDS)


def shown(index: Index, query: str) -> list[tuple[str, int]]:
    view = view_of_query(query)
    rows = index.rows(view, index.select(view), 50)
    return [(row.values["letter_id"], row.values["number"]) for row in rows]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [("L2", 1), ("L1", 1), ("L1", 2), ("L3", 0)]),
        ("sort=date&dir=asc", [("L1", 1), ("L1", 2), ("L2", 1), ("L3", 0)]),
        ("sort=request", [("L2", 1), ("L1", 2), ("L1", 1), ("L3", 0)]),
        ("sort=decision&dir=desc", [("L1", 1), ("L2", 1), ("L1", 2), ("L3", 0)]),
        ("q=knee", [("L2", 1), ("L1", 2)]),
        ("q=knee&in=rationale", [("L1", 2)]),
        ("q=knee&in=reviewer", [("L2", 1)]),
        ("q=L1", [("L1", 1), ("L1", 2)]),
        ("q=knee&decision=overturned", [("L1", 2)]),
        ("category=dmepos&category=pharmaceuticals", [("L2", 1), ("L1", 1)]),
        ("drug=tramadol", [("L1", 1)]),
        ("drug_class=opioid&decision=overturned", []),
        ("ur_cited=none+cited", [("L2", 1)]),
        ("reviewer_cited=MTUS", [("L2", 1)]),
        ("reviewer_guideline=MTUS+Knee+Complaints", [("L2", 1)]),
        ("year=2016", [("L1", 1), ("L1", 2)]),
        ("finding=F9", [("L2", 1)]),
        ("decision=no+item", [("L3", 0)]),
        ("drug=unheard-of", []),
        ("page=2", []),
        ("from=2016-05-04", [("L2", 1), ("L1", 1), ("L1", 2)]),
        ("from=2016-05-05", [("L2", 1)]),
        ("to=2016-05-04", [("L1", 1), ("L1", 2)]),
        ("from=2016-05-05&to=2017-01-01", []),
        ("to=2016-12-31&decision=overturned", [("L1", 2)]),
        ("comparison=the+reviewer+alone", [("L2", 1)]),
        ("comparison=neither+names+one", [("L1", 1), ("L1", 2)]),
        ("own_label=MINE", [("L3", 0)]),
    ],
)
def test_rows_of_a_view(index: Index, query: str, rows: list[tuple[str, int]]) -> None:
    assert shown(index, query) == rows


def test_counts_of_a_selection(index: Index) -> None:
    selection = index.select(view_of_query("q=knee"))
    assert (selection.items, selection.letters, selection.upheld, selection.overturned) == (2, 2, 1, 1)
    assert index.select(view_of_query("")).letters == 3


def test_values_of_a_filter_are_counted_without_its_own_choice(index: Index) -> None:
    values = index.select(view_of_query("decision=upheld&category=dmepos")).values
    assert dict(values["decision"]) == {"upheld": 1}
    assert dict(values["category"]) == {"dmepos": 1, "pharmaceuticals": 1}
    assert ("unheard-of", 0) in index.select(view_of_query("drug=unheard-of")).values["drug"]


def test_found_words_are_marked(index: Index) -> None:
    view = view_of_query("q=knee")
    brace, mri = index.rows(view, index.select(view), 50)
    assert brace.request == f"{MARK_START}Knee{MARK_END} brace"
    assert (brace.snippet_of, mri.snippet_of) == ("reviewer", "rationale")
    assert f"The {MARK_START}knee{MARK_END} was unstable" in mri.snippet


def test_whole_table_in_order(index: Index) -> None:
    view = view_of_query("sort=request")
    rows = list(index.table(view, index.select(view)))
    assert [row["request"] for row in rows] == ["Knee brace", "MRI of the knee", "Tramadol 50mg", ""]
    assert rows[0]["reviewer_line"] == MTUS["text"]


def test_place_of_a_letter(index: Index, tmp_path: Path) -> None:
    place = index.letter_place(1)
    assert place is not None
    data = (write_results(tmp_path, RECORDS) / "letters.jsonl").read_bytes()
    assert b'"L2"' in data[place[0] : sum(place)]
    assert index.letter_place(3) is None


def test_empty_results_have_an_empty_index(tmp_path: Path) -> None:
    index = opened(tmp_path, [])
    assert shown(index, "") == shown(index, "q=knee") == []
    assert index.select(view_of_query("")).letters == 0


def test_index_is_kept_and_made_anew_when_the_records_change(tmp_path: Path) -> None:
    results, cache = write_results(tmp_path / "results", RECORDS), tmp_path / "cache"
    made: list[int] = []

    def started(octets: int):  # type: ignore[no-untyped-def]
        made.append(octets)
        return lambda more: None

    def path() -> Path:
        with open_records(results) as stream:
            return index_of(stream, cache, started)

    first = path()
    assert path() == first
    assert len(made) == 1
    before = (results / "letters.jsonl").stat()
    data = (results / "letters.jsonl").read_bytes()
    (results / "letters.jsonl").write_bytes(data.replace(b"brace", b"beads"))
    os.utime(results / "letters.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    second = path()
    assert second != first
    assert shown(Index(second), "q=beads") == [("L2", 1)]
    assert sorted(p.name for p in results.iterdir()) == ["letters.jsonl", "problems.jsonl", "run.json"]


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    with open_records(write_results(tmp_path / "results", RECORDS)) as stream:
        path = index_of(stream, tmp_path / "cache")
        path.write_bytes(b"no database")
        assert shown(Index(index_of(stream, tmp_path / "cache")), "q=brace") == [("L2", 1)]


def test_only_the_indexes_used_last_are_kept(tmp_path: Path) -> None:
    for number in range(9):
        opened(tmp_path, [letter(f"N{number}")])
    assert len(list((tmp_path / "cache").iterdir())) == 6


def test_sqlite_without_full_text_search(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plain(sqlite3.Connection):
        def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(index_file.sqlite3, "connect", lambda path: connect(path, factory=Plain))
    with pytest.raises(ResultsError) as error:
        check_full_text_search()
    assert error.value.code == "E704"


def test_no_place_for_the_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with open_records(write_results(tmp_path / "results", [])) as stream, pytest.raises(ResultsError) as error:
        index_of(stream, tmp_path / "file" / "cache")
    assert error.value.code == "E705"
