"""A code that a user can meet is in a table of the documentation, and no row is left over."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = re.compile(r"[\"']([EWF]\d{3})[\"']")
ROW = re.compile(r"^\| ((?:[EWF]\d{3}(?:, )?)+) \|", re.MULTILINE)


def codes_in_code() -> set[str]:
    """The codes in the package, its pages' scripts and templates included."""
    files = [f for f in (ROOT / "pipeline").rglob("*") if f.suffix in (".py", ".js", ".html")]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def documented_codes() -> Counter[str]:
    rows = (row for page in (ROOT / "docs").glob("*.md") for row in ROW.findall(page.read_text("utf-8")))
    return Counter(code for row in rows for code in row.split(", "))


def test_every_code_is_documented() -> None:
    assert codes_in_code() - set(documented_codes()) == set()


def test_every_documented_code_exists() -> None:
    mentioned = codes_in_code() | {
        code
        for f in (ROOT / "pipeline").rglob("*")
        if f.suffix in (".py", ".js", ".html")
        for code in re.findall(r"\b[EWF]\d{3}\b", f.read_text("utf-8"))
    }
    assert set(documented_codes()) - mentioned == set()


def test_a_page_has_one_row_for_a_code() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        codes = [code for row in ROW.findall(page.read_text("utf-8")) for code in row.split(", ")]
        assert len(codes) == len(set(codes)), page.name
