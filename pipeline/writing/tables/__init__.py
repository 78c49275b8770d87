"""The tables of a run, each defined once; CSV, Parquet and the data dictionary follow."""

from __future__ import annotations

from typing import Any

from pipeline.writing.tables.clinical import CLINICAL
from pipeline.writing.tables.items import DETERMINATIONS
from pipeline.writing.tables.letters import LETTERS
from pipeline.writing.tables.model import Table
from pipeline.writing.tables.parts import CITATIONS, CITED_SECTIONS, DATES, DRUGS, FINDINGS, SECTIONS, SPANS
from pipeline.writing.tables.reviewers import REVIEWERS

TABLES: tuple[Table[Any], ...] = (
    LETTERS,
    DETERMINATIONS,
    CITATIONS,
    CITED_SECTIONS,
    DRUGS,
    DATES,
    FINDINGS,
    SECTIONS,
    SPANS,
    CLINICAL,
    REVIEWERS,
)
