"""Ways of citing, one line of `citation_kinds.jsonl` each: guideline lines and sentences of 2013 to 2023."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.components.citation_samples import line, prose

KINDS = [
    json.loads(each)
    for each in Path(__file__).with_name("citation_kinds.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_a_way_of_citing(kind: dict[str, Any]) -> None:
    read = line if kind["kind"] == "line" else prose
    assert json.loads(json.dumps(read(kind["text"]))) == kind["said"]
