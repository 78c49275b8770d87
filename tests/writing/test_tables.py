"""The tables of a run: as CSV, as Parquet, and as the data dictionary tells."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.records import clinical, model
from pipeline.records.convert import from_json, to_json
from pipeline.records.model import (
    Citation,
    DateMention,
    Drug,
    Frequency,
    GuidelineLine,
    Letter,
    UserSpan,
)
from pipeline.records.places import day_of
from pipeline.rules.words.specialties import specialty_name
from pipeline.running.letters import read_letter
from pipeline.writing.citations import citation_name, cited_by, share_a_guideline, work_of
from pipeline.writing.csv_text import BOM, csv_text
from pipeline.writing.formats import TABLE_NAMES
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.arrow import RECORD, schema_of, tables_of
from pipeline.writing.tables.cells import csv_tables, header, rows
from pipeline.writing.tables.dictionary import dictionary, dictionary_page
from pipeline.writing.tables.items import DETERMINATIONS
from pipeline.writing.tables.kinds import frequency_cell
from pipeline.writing.tables.letters import LETTERS
from pipeline.writing.tables.model import Extras, letter_key
from tests.records.made_up import values

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = Extras(("Year",), ("TOOL",))


@pytest.fixture(scope="module")
def letter(nlp: Language) -> Letter:
    (document,) = (one for one in read(ROOT / "corpus/seed-layout/CM16-9900440.txt") if isinstance(one, Document))
    letter = read_letter(nlp, document)
    (first, *others) = letter.determinations
    spans = (
        UserSpan("TOOL", "mine.tool", "ruler", 1, 6, "tool", {"a": "b"}, "rationale", first.number),
        UserSpan("TOOL", "mine.tool", "chisel", 7, 13, None, {}, "summary", None),
        UserSpan("TOOL", "mine.tool", "saw", 14, 17, (1, 2), {}, "rationale", others[0].number),
    )
    source = replace(letter.source, row={"Year": 2016})
    return replace(letter, spans=spans, source=source)


def tables(letter: Letter) -> dict[str, list[dict[str, str]]]:
    """The CSV files of a run of one letter, as a program reads them."""
    lines = csv_tables(letter, EXTRAS)
    found = {}
    for table in TABLES:
        text = header(table, EXTRAS) + lines.get(table.name, "")
        assert text.startswith(BOM)
        found[table.name] = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    return found


def test_every_table_is_a_file_of_a_run() -> None:
    assert tuple(table.name for table in TABLES) == TABLE_NAMES


def test_rows_join_by_their_keys(letter: Letter) -> None:
    found = tables(letter)
    keys = {row["letter_key"] for table in found.values() for row in table}
    assert keys == {letter_key(letter)} == {found["letters"][0]["letter_key"]}
    numbers = {row["number"] for row in found["determinations"]}
    for name in ("citations", "drugs"):
        assert found[name]
        assert {row["number"] for row in found[name]} <= numbers
    assert {row["citation"] for row in found["cited_sections"]} <= {row["citation"] for row in found["citations"]}


def test_a_part_of_each_table(letter: Letter) -> None:
    found = tables(letter)
    drug = found["drugs"][0]
    assert (drug["number"], drug["name"], drug["class"], drug["text"]) == (
        *("1", "oxycodone/acetaminophen", "opioid", "Percocet"),
    )
    assert found["dates"][0]["date"] == found["dates"][0]["value"] == letter.dates[0].value
    assert drug["ingredients"] == "oxycodone; acetaminophen"
    assert {row["number"] for row in found["dates"]} >= {""}
    sections = {(row["number"], row["name"]) for row in found["sections"]}
    assert {("", "header"), ("", "summary"), ("1", "rationale")} <= sections
    assert {row["cited_in"] for row in found["citations"]} <= {"claims_administrator", "reviewer", "rationale"}
    cited = letter.determinations[0].reviewer_guideline.citations[0]
    (row, *_) = (row for row in found["citations"] if row["number"] == "1" and row["cited_in"] == "reviewer")
    assert (row["text"], row["entry"], row["start_offset"]) == (cited.text, cited.entry or "", str(cited.start))
    assert cited.check is not None
    assert row["check_guideline"] == cited.check.guideline


def test_own_labels_and_columns_of_tables(letter: Letter) -> None:
    found = tables(letter)
    assert found["letters"][0]["own.TOOL"] == "tool; chisel; [1,2]"
    assert [row["own.TOOL"] for row in found["determinations"]][:2] == ["tool; chisel", "chisel; [1,2]"]
    assert found["determinations"][0]["row.Year"] == "2016"
    first = found["spans"][0]
    assert (first["label"], first["rule"], first["value"], first["attributes"]) == (
        *("TOOL", "mine.tool", "tool", '{"a":"b"}'),
    )


def test_items_have_what_they_need_of_their_letter(letter: Letter) -> None:
    item = tables(letter)["determinations"][0]
    case = letter.case
    assert case.decision_date is not None
    assert item["decision_date"] == case.decision_date.value
    assert (item["age"], item["sex"], item["drug_classes"]) == ("58", "male", "opioid")
    assert item["retrospective"] == "false"
    assert item["specialties"] == "; ".join(specialty_name(one.value) for one in letter.expert_reviewer.specialties)
    assert item["findings"] == "; ".join(f.code for f in letter.findings if f.determination == 1)


def test_two_letters_of_one_case_have_keys_of_their_own(letter: Letter) -> None:
    moved = replace(letter, sections=tuple(replace(s, start=s.start + 9000) for s in letter.sections))
    other = replace(letter, source=replace(letter.source, path="elsewhere.txt"))
    assert len({letter_key(one) for one in (letter, moved, other)}) == 3
    assert letter_key(from_json(to_json(letter))) == letter_key(letter)


def test_parquet_has_the_values_of_csv(letter: Letter) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    line = to_json(letter)
    made = tables_of([line], EXTRAS)
    cells = rows(letter, EXTRAS)
    for table in TABLES:
        columns = table.all_columns(EXTRAS)
        data = made[table.name].to_pylist()
        assert len(data) == len(cells.get(table.name, []))
        for row, printed in zip(data, cells.get(table.name, []), strict=True):
            for column, cell in zip(columns, printed, strict=True):
                value = row[column.name]
                assert (value in (None, [], "")) == (cell == ""), (table.name, column.name)
                if isinstance(value, str | int | float | date) and not isinstance(value, bool):
                    assert cell.lstrip("'") == str(value).lstrip("'") or float(cell) == value, column.name
    assert json.loads(made["letters"].to_pylist()[0][RECORD]) == json.loads(line)
    item = made["determinations"].to_pylist()[0]
    assert item["decision_date"] == date.fromisoformat(tables(letter)["determinations"][0]["decision_date"])
    assert item["retrospective"] is False


def test_parquet_tells_what_its_columns_hold() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    for table in TABLES:
        schema = schema_of(table, EXTRAS)
        assert schema.metadata[b"about"].decode() == table.about
        assert all(field.metadata[b"about"] for field in schema)
    assert RECORD in schema_of(LETTERS).names


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(values(Letter))
def test_any_record_has_rows(letter: Letter) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    for table in TABLES:
        width = len(table.all_columns(EXTRAS))
        assert all(len(row) == width for row in rows(letter, EXTRAS).get(table.name, []))
    assert csv_tables(letter, EXTRAS) == {name: csv_text(lines) for name, lines in rows(letter, EXTRAS).items()}
    try:
        line = to_json(letter)
    except ValueError:  # half a surrogate pair, which JSON has as an escape
        return
    assert isinstance(tables_of([line], EXTRAS)["letters"], pa.Table)


def test_the_dictionary_is_the_tables_and_the_page_is_the_dictionary() -> None:
    for told, table in zip(dictionary(), TABLES, strict=True):
        names = [column.name for column in table.all_columns(Extras(("COLUMN",), ("LABEL",)))]
        assert [column["name"] for column in told["columns"]] == names + [RECORD] * (table is LETTERS)
        assert set(table.key) <= set(names)
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[`A-Z].*[.]", column["about"]) for column in told["columns"]), table.name
    page = ROOT / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == dictionary_page(), "python -m pipeline schema > docs/data-dictionary.md"


def citation(source: str, guideline: str | None = None, entry: str | None = None) -> Citation:
    return Citation("x", 0, 1, source, guideline, entry=entry)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([citation("MTUS", "Pain", "mtus.pain.2009")], [citation("MTUS", "pain", "mtus.pain.2016")], True),
        ([citation("ODG", "Low  Back")], [citation("ODG", "low back"), citation("MTUS")], True),
        ([citation("MTUS", "Pain", "mtus.pain")], [citation("ODG", "Pain", "odg.pain")], False),
        ([citation("ODG")], [citation("ODG", "Pain", "odg.pain")], None),
        ([citation("ODG", None, "odg")], [citation("ODG", "Pain", "odg.pain")], None),
        ([citation("ODG")], [citation("MTUS", "Pain", "mtus.pain")], False),
        ([], [citation("ODG", "Pain")], None),
    ],
)
def test_same_guideline(one: list[Citation], other: list[Citation], expected: bool | None) -> None:
    lines = (GuidelineLine(cited=True, citations=tuple(c)) for c in (one, other))
    a, b = lines
    assert share_a_guideline(a, b) is share_a_guideline(b, a) is expected


def test_values_of_columns() -> None:
    assert frequency_cell(Frequency((2, 3), "week", (6, 6), "week", "x", 0, 1)) == "2-3 per week for 6 weeks"
    assert frequency_cell(Frequency(None, None, (1, 1), "month", "one month", 0, 9)) == "for 1 month"
    assert [day_of(one) for one in ("2016-02-28", "2016-02", "2016-02-30", None)] == [
        date(2016, 2, 28),
        None,
        None,
        None,
    ]
    assert [work_of(one) for one in ("mtus.pain.2009", "odg.pain", None)] == ["mtus.pain", "odg.pain", None]
    kinds: dict[str, Any] = {column.name: column.kind for column in DETERMINATIONS.columns}
    drugs = (Drug("tramadol", "Ultram", 0, 6, "50mg", "tab"), Drug("ibuprofen", "ibuprofen", 0, 9))
    assert kinds["drugs"].cell(drugs) == "tramadol 50mg tab; ibuprofen"
    assert kinds["quantity"].cell(60) == "60"
    assert kinds["depends_on"].cell((2, 3)) == "2; 3"


def test_a_date_of_an_item_has_its_number(letter: Letter) -> None:
    rationale = letter.determinations[1].rationale
    mention = DateMention("2016-11", "11/2016", rationale.start, rationale.start + 7, "visit", "rationale")
    (row,) = tables(replace(letter, dates=(mention,)))["dates"]
    assert (row["number"], row["date"], row["value"]) == ("2", "", "2016-11")


def test_citations_in_few_words() -> None:
    assert citation_name(Citation("x", 0, 1, "ODG", "Low Back", None)) == "ODG Low Back"
    assert citation_name(Citation("ODG", 0, 3, "ODG")) == "ODG"
    assert citation_name(Citation("A study", 0, 7, "other")) == "A study"
    assert cited_by(GuidelineLine(cited=False)) == "none cited"
    assert cited_by(GuidelineLine()) == ""


COLUMN_OF = {"start": "start_offset", "end": "end_offset", "id": "rule", "class_": "class", "item": "number"}
COLUMN_OF |= {"determination": "number", "check": "check_guideline", "spans": "text", "number": "reviewer"}
PRINTED = {"cited_sections": "section"}  # under which the words stand


@pytest.mark.parametrize(
    ("table", "parts"),
    [
        ("letters", (model.Case, model.ExpertReviewer, model.InjuredWorker)),
        ("determinations", (model.Request, model.GuidelineLine, model.Rationale)),
        ("citations", (model.Citation, model.CitationCheck)),
        ("cited_sections", (model.CitedSection,)),
        ("drugs", (model.Drug,)),
        ("dates", (model.DateMention,)),
        ("findings", (model.Finding,)),
        ("sections", (model.LetterSection,)),
        ("spans", (model.UserSpan,)),
        ("reviewers", (model.Reviewer,)),
        ("clinical", (clinical.Diagnosis, clinical.Treatment, clinical.Surgery, clinical.TreatingRequest)),
    ],
)
def test_no_field_of_the_record_is_left_out(table: str, parts: tuple[type, ...]) -> None:
    """A part's field is a column of its table, under its own name or that of the party whose line it is of."""
    (found,) = (one for one in TABLES if one.name == table)
    names = {column.name for column in found.columns}
    places = {"text", "start", "end", "page"} if table == "determinations" else set()
    for part in parts:
        for field in fields(part):
            name = COLUMN_OF.get(field.name, field.name)
            if field.name == "text":
                name = PRINTED.get(table, name)
            if field.name not in places:
                assert names & {name, f"reviewer_{name}", f"check_{name}"}, (part.__name__, field.name)
