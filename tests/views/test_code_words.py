"""Every finding and reading warning of the documentation has words."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.views.code_words import in_words

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROW = re.compile(r"^\| (F\d{3}|W[012]\d{2}) \|", re.MULTILINE)


def test_every_code_of_a_letter_has_words() -> None:
    codes = [code for page in ("findings.md", "codes.md") for code in ROW.findall((DOCS / page).read_text("utf-8"))]
    assert len(codes) > 25
    assert [code for code in codes if in_words(code) == code] == []
    assert in_words("X999") == "X999"
