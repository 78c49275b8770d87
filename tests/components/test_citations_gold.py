"""Citations as annotated: the corpus' own letters, and the annotated letters beside the checkout where they are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.components.citation_samples import read

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus" / "gold"
SHARED = ROOT.parent / "shared" / "gold"
KINDS = ("claims_administrator_guideline", "reviewer_guideline", "rationale")


def annotated(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(letter, kind, annotation) of every line and rationale that has a text."""
    for file in sorted(folder.glob("*.json")):
        for item in json.loads(file.read_text(encoding="utf-8"))["determinations"]:
            for kind in KINDS:
                part = item.get(kind)
                if part and part.get("text"):
                    yield f"{file.stem} {item['number']}", kind, part


def key(source: str, guideline: str | None, edition: str | None, chapter: int | None, pages: Any, sections: Any) -> Any:
    return source, guideline, edition, chapter, tuple(map(tuple, pages)), tuple(sections)


@pytest.mark.parametrize("folder", [CORPUS, SHARED], ids=["corpus", "shared"])
def test_citations_are_those_of_the_annotations(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"no annotated letters in {folder}: they are kept beside the checkout, not in it")
    wrong, total, resolved = [], Counter[str](), Counter[str]()
    for letter, kind, part in annotated(folder):
        wanted = [
            key(
                c["source"],
                c.get("guideline"),
                c.get("edition"),
                (c.get("chapter") or {}).get("number"),
                c.get("pages") or [],
                [s["text"] if isinstance(s, dict) else s for s in c.get("sections") or []],
            )
            for c in part["citations"]
        ]
        found = read(part["text"], kind)
        got = [
            key(
                c.source,
                c.guideline,
                c.edition,
                c.chapter.number if c.chapter else None,
                c.pages,
                [s.text for s in c.sections],
            )
            for c in found
        ]
        if got != wanted:
            wrong.append((letter, kind, wanted, got))
        for citation in found:
            if citation.source == "MTUS":
                entries = [citation.entry, *(s.entry for s in citation.sections)]
                total["entries"] += len(entries)
                resolved["entries"] += sum(entry is not None for entry in entries)
    assert wrong == []
    assert resolved["entries"] >= 0.95 * total["entries"] > 0
