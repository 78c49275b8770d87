from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from pipeline.views.report.cells import cell_text, cell_values
from pipeline.views.report.corpus import Corpus, Days, read_corpus
from pipeline.views.report.csv_files import table_text, write_csv
from pipeline.views.report.making import SELECTED, report_of
from pipeline.views.report.markdown import markdown_text
from pipeline.views.report.tables import Column, Interval, Portion, Report, Section, Share, Table
from tests.views.explorer.corpora import HOSTILE, item, letter
from tests.views.generated import record, records, write_results


def line(*sources: str, text: str = "line") -> dict[str, object]:
    return {"text": text, "cited": bool(sources), "citations": [{"source": s, "guideline": "Pain"} for s in sources]}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    opioid, nsaid = {"name": "tramadol", "class": "opioid"}, {"name": "naproxen", "class": "nsaid"}
    mixed = [
        item(1, category="pharmaceuticals", drugs=[opioid, nsaid], ur=line("MTUS"), reviewer=line("MTUS", "ODG")),
        item(2, category="pharmaceuticals", drugs=[opioid], decision="overturned", ur=line(), reviewer=line("ODG")),
    ]
    modified = item(1, category="surgery", subcategory="spine", utilization_review="modified", decision="?")
    findings = [{"code": "F1", "message": "a  page", "determination": 1}] * 2
    found = [
        letter("A", *mixed, decided="2016-11-30", outcome="partially_overturned"),
        letter("B", modified, decided="2017-01-01", findings=findings),
        letter("C", warnings=[{"code": "W1"}, {"code": "W1"}]),
    ]  # fmt: skip
    results = write_results(tmp_path_factory.mktemp("report"), found)
    with (results / "letters.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("no json\n")
    (results / "problems.jsonl").write_text('{"code": "E107", "severity": "error"}\n', encoding="utf-8")
    return read_corpus(results)


def rows(corpus: Corpus, name: str) -> list[list[str]]:
    (table,) = (table for table in report_of(corpus).tables if table.name == name)
    return [[cell_text(cell) for cell in row] for row in table.rows]


def test_volume(corpus: Corpus) -> None:
    assert rows(corpus, "by_month") == [
        ["2016-11", "1", "2", "1", "1", "few", "9.5–90.5%"],
        ["2017-01", "1", "1", "0", "0", "–", "–"],
        ["not found", "1", "0", "0", "0", "–", "–"],
    ]
    assert [row[:3] for row in rows(corpus, "by_year")] == [
        ["2016", "1", "2"],
        ["2017", "1", "1"],
        ["not found", "1", "0"],
    ]
    assert rows(corpus, "items_per_letter") == [["0", "1", "33.3%"], ["1", "1", "33.3%"], ["2", "1", "33.3%"]]
    assert ["Partially overturned", "1", "33.3%"] in rows(corpus, "letter_outcomes")


def test_quarters(corpus: Corpus) -> None:
    assert [row[:3] for row in rows(corpus, "by_quarter")] == [
        ["2016-Q4", "1", "2"],
        ["2017-Q1", "1", "1"],
        ["not found", "1", "0"],
    ]
    (table,) = (table for table in report_of(corpus).tables if table.name == "by_quarter")
    assert table.queries == ("from=2016-11-01&to=2016-11-30", "from=2017-01-01&to=2017-01-31", "")


def test_the_report_says_what_it_is_of(corpus: Corpus) -> None:
    run = {
        "versions": {"imr-pipeline": "0.1.0"},
        "started": "2026-11-29T10:00:00+00:00",
        "inputs": ["letters/"],
        "rule_packs": [{"rules": 1200}, {"rules": 3, "own": True, "file": "mine.yml"}],
    }
    origin = dict(report_of(corpus, run, date(2026, 11, 30)).origin)
    assert origin["Read by"] == "imr-pipeline 0.1.0"
    assert (origin["Read on"], origin["Inputs"]) == ("2026-11-29", "letters/")
    assert origin["Rules"] == "1,203 rules in 2 packs, of your own: mine.yml"
    assert origin["This report"].endswith("2026-11-30")
    assert dict(report_of(corpus, {"inputs": 5, "rule_packs": "x", "versions": []}).origin).keys() == {"This report"}


def test_nothing_to_count_is_one_line(corpus: Corpus) -> None:
    text = markdown_text(report_of(corpus))
    assert "\n**States of licensure.** There is nothing to count.\n" in text
    assert "### States of licensure" not in text


def test_the_head_counts_everything(corpus: Corpus) -> None:
    facts = dict(report_of(corpus).facts)
    assert facts["Letters"] == "3"
    assert facts["No decision found"] == "1"
    assert facts["Decided between"] == "2016-11-30 to 2017-01-01"
    assert facts["Lines without a record"] == "W701 1"


def test_outcomes(corpus: Corpus) -> None:
    assert rows(corpus, "outcome_by_category") == [
        ["Pharmaceuticals", "2", "66.7%", "1", "1", "0", "few", "9.5–90.5%"],
        ["Surgery", "1", "33.3%", "0", "0", "1", "–", "–"],
    ]
    assert [row[0] for row in rows(corpus, "outcome_by_subcategory")] == ["Pharmaceuticals", "Surgery › spine"]
    assert [row[:2] for row in rows(corpus, "outcome_by_drug_class")] == [["Opioid", "2"], ["NSAID", "1"]]


def test_cross_table_has_each_item_once(corpus: Corpus) -> None:
    (table,) = (t for t in report_of(corpus).tables if t.name == "cited_cross_table")
    assert [c.title for c in table.columns] == [
        "Utilization review", "Reviewer: ODG", "Reviewer: several", "Reviewer: no guideline line", "All",
    ]  # fmt: skip
    assert rows(corpus, "cited_cross_table") == [
        ["MTUS", "0", "1", "0", "1"],
        ["none cited", "1", "0", "0", "1"],
        ["no guideline line", "0", "0", "1", "1"],
        ["All", "1", "1", "1", "3"],
    ]


def test_modified_requests_findings_and_problems(corpus: Corpus) -> None:
    assert rows(corpus, "modified_by_category")[0][:2] == ["Surgery", "1"]
    assert rows(corpus, "findings") == [["F1", "a page", "2", "1"]]
    assert rows(corpus, "warnings") == [["W1", "1"]]
    assert rows(corpus, "problems") == [["E107", "error", "1"]]


def test_times(tmp_path: Path) -> None:
    data, _ = record(1)
    case = {k: {"value": v} for k, v in {"date_assigned": "2016-01-10", "decision_date": "2016-01-30"}.items()}
    reversed_ = {k: {"value": v} for k, v in {"date_assigned": "2016-02-10", "decision_date": "2016-01-30"}.items()}
    corpus = read_corpus(
        write_results(tmp_path, [data | {"case": case}, data | {"case": reversed_}, data | {"case": {}}])
    )
    assert rows(corpus, "times")[3] == ["Assignment to decision", "1", "20", "20", "20", "20", "20", "1", "1"]


def test_quartiles() -> None:
    days = Days()
    for number in range(1, 6):
        days.add(date(2016, 1, 1), date(2016, 1, 1 + number))
    corpus = Corpus(stretches={"x": days})
    assert rows(corpus, "times") == [["x", "5", "3", "2", "4", "1", "5", "0", "0"]]


def test_long_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    found = [letter(str(n), item(drugs=[{"name": f"drug {n}"}])) for n in range(40)]
    (table,) = (t for t in report_of(read_corpus(write_results(tmp_path, found))).tables if t.name == "outcome_by_drug")
    assert len(table.rows) == 30
    assert "10 rarer ones are left out" in table.caption


def test_every_table_says_what_is_counted_and_the_report_that_it_is_a_selected_sample(corpus: Corpus) -> None:
    report = report_of(corpus)
    assert SELECTED in report.notes
    assert all(len(table.caption) > 15 for table in report.tables)
    assert len({table.name for table in report.tables}) == len(report.tables)
    assert all(len(row) == len(table.columns) for table in report.tables for row in table.rows)


def test_nothing_to_count(tmp_path: Path) -> None:
    report = report_of(read_corpus(write_results(tmp_path, [])))
    assert dict(report.facts)["Decided between"] == "not found"
    assert "There is nothing to count" in markdown_text(report)


@pytest.mark.parametrize(
    ("cell", "text", "values"),
    [
        (1234, "1,234", ("1234",)),
        (2.5, "2.5", ("2.5",)),
        (None, "–", ("",)),
        (Share(1, 9), "few", ("0.1111",)),
        (Share(1, 10), "10.0%", ("0.1000",)),
        (Share(0, 0), "–", ("",)),
        (Portion(1, 9), "11.1%", ("0.1111",)),
        (Interval(0, 0), "–", ("", "")),
        (Interval(1, 10), "1.8–40.4%", ("0.0179", "0.4042")),
    ],
)
def test_cells(cell: object, text: str, values: tuple[str, ...]) -> None:
    assert cell_text(cell) == text  # type: ignore[arg-type]
    assert cell_values(cell) == values  # type: ignore[arg-type]


HOSTILE_TABLE = Table("t", "T", HOSTILE, (Column("A|B", "a"), Column("N", "n")), (("=1+1", 1), (HOSTILE + "|\n# x", 2)))
HOSTILE_REPORT = Report(HOSTILE, (("a", HOSTILE),), (HOSTILE,), (Section(HOSTILE, (HOSTILE_TABLE,)),))


def test_markdown_keeps_its_tables_whatever_the_letters_hold() -> None:
    text = markdown_text(HOSTILE_REPORT)
    assert "<script>" not in text.replace("\\<", "")
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 4
    assert all(line.replace("\\|", "").count("|") == 3 for line in table)


def test_csv_files(corpus: Corpus, tmp_path: Path) -> None:
    report = report_of(corpus)
    written = write_csv(report, tmp_path / "tables")
    assert [path.stem for path in written] == [table.name for table in report.tables]
    table = list(csv.DictReader(io.StringIO((tmp_path / "tables" / "by_month.csv").read_text(encoding="utf-8"))))
    assert table[0]["overturned_share"] == "0.5000"
    assert (table[0]["overturned_low"], table[0]["overturned_high"]) == ("0.0945", "0.9055")


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    assert "'=1+1" in table_text(HOSTILE_TABLE)


def test_a_larger_corpus_adds_up(tmp_path: Path) -> None:
    corpus = read_corpus(write_results(tmp_path, records(300)))
    items = sum(outcomes.items for outcomes in corpus.by_category.values())
    assert items == corpus.all.items == sum(o.items for o in corpus.cross.values())
    assert corpus.all.decided == corpus.all.items
