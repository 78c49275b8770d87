"""The queries of docs/queries.md, over the Parquet of a run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.records.convert import from_json
from pipeline.records.model import Finding, Letter
from pipeline.running.letters import examine_all
from pipeline.running.run import render_outcome
from pipeline.writing.results import ResultsWriter
from pipeline.writing.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^## (.*?)$.*?^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
Row = dict[str, Any]
CONTRADICTED = Finding("F504", "warning", "The heading is about the left knee, the verdict about the right.", 1)


@pytest.fixture(scope="module")
def run(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Letter]]:
    """A run of a part of the corpus, and its records."""
    folder = tmp_path_factory.mktemp("results")
    letters = []
    with ResultsWriter(folder, formats=["parquet"]) as writer:
        for document in read(ROOT / "corpus" / "seed-layout"):
            for outcome in examine_all(nlp, document) if isinstance(document, Document) else ():
                if outcome.record is not None and not letters:
                    outcome = replace(outcome, record=replace(outcome.record, findings=(CONTRADICTED,)))
                rendered = render_outcome(outcome)
                writer.write(rendered)
                if rendered.record is not None:
                    letters.append(from_json(rendered.record))
        writer.finish()
    return folder, letters


@pytest.fixture(scope="module")
def answers(run: tuple[Path, list[Letter]]) -> dict[str, list[Row]]:
    folder, _ = run
    base = duckdb.connect()
    for table in TABLES:
        base.sql(f"CREATE VIEW {table.name} AS SELECT * FROM '{folder}/{table.name}.parquet/*.parquet'")
    found = {}
    for title, query in QUERIES.items():
        result = base.sql(query)
        found[title] = [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]
    return found


def test_the_page_makes_a_view_of_every_table() -> None:
    (listed,) = re.findall(r"for table in \((.*?)\):", PAGE)
    assert tuple(re.findall(r'"(\w+)"', listed)) == tuple(table.name for table in TABLES)


@pytest.mark.parametrize("title", QUERIES)
def test_a_query_answers(title: str, answers: dict[str, list[Row]]) -> None:
    assert answers[title]


def test_a_contradicted_item_is_found(answers: dict[str, list[Row]], run: tuple[Path, list[Letter]]) -> None:
    rows = answers["Items whose rationale contradicts the heading"]
    assert (rows[0]["letter_id"], rows[0]["number"], rows[0]["code"]) == (run[1][0].letter_id, 1, "F504")


def test_answers_are_those_of_the_records(answers: dict[str, list[Row]], run: tuple[Path, list[Letter]]) -> None:
    items = [(letter, item) for letter in run[1] for item in letter.determinations]
    opioids = [i for _, i in items if i.decision and any(d.class_ == "opioid" for d in i.request.drugs)]
    rates = [row for row in answers["Overturn rate by drug class and quarter"] if row["drug_class"] == "opioid"]
    assert sum(row["items"] for row in rates) == len(opioids) > 1
    overturned = sum(i.decision is not None and i.decision.value == "overturned" for i in opioids)
    assert round(sum(row["items"] * row["overturned"] for row in rates), 2) == overturned
    denied = [i for _, i in items if i.request.utilization_review == "denied"]
    cited = [i.claims_administrator_guideline.cited for i in denied]
    (row,) = (row for row in answers["Share of denials that cite nothing"] if row["utilization_review"] == "denied")
    assert (row["items"], row["cite_nothing"]) == (len(cited), round(cited.count(False) / len(cited), 3))
    unknown = [
        section
        for _, i in items
        for part in (i.claims_administrator_guideline, i.reviewer_guideline, i.rationale)
        for citation in part.citations
        for section in citation.sections
        if section.entry is None
    ]
    assert sum(row["citations"] for row in answers["Most cited sections that no catalogue entry has"]) == len(unknown)
