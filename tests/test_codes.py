"""A code that a user can meet is in the table of codes, and no table row is left over."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("reading", "running", "writing", "evaluation")
HUNDREDS = ("E1", "W0", "E2", "E4", "E5")


def codes_in_code() -> set[str]:
    files = [file for package in PACKAGES for file in (ROOT / "pipeline" / package).rglob("*.py")]
    return {code for file in files for code in re.findall(r'"([EWF]\d{3})"', file.read_text(encoding="utf-8"))}


def test_codes_are_documented_and_documented_codes_exist() -> None:
    table = (ROOT / "docs" / "codes.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| ([EWF]\d{3}) \|", table, re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert codes_in_code() - set(documented) == set()
    assert {code for code in documented if code.startswith(HUNDREDS)} - codes_in_code() == set()
