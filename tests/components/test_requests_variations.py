"""Some 370 headings in other words, orders and spellings; they stand in `headings.yml`, one a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.components.heading_samples import read

HEADINGS = yaml.safe_load(Path(__file__).with_name("headings.yml").read_text(encoding="utf-8"))


def expected(details: dict[str, Any]) -> dict[str, Any]:
    """The details with tuples for what tags hold as tuples."""
    found = dict(details)
    if "drugs" in found:
        found["drugs"] = [tuple(drug) for drug in found["drugs"]]
    if "frequency" in found:
        frequency = found["frequency"].items()
        found["frequency"] = {key: tuple(value) if isinstance(value, list) else value for key, value in frequency}
    return found


@pytest.mark.parametrize(("heading", "category", "details"), HEADINGS, ids=[heading for heading, _, _ in HEADINGS])
def test_heading_is_read(heading: str, category: str, details: dict[str, Any]) -> None:
    assert read(heading) == (category, expected(details))
