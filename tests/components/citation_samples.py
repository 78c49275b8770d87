"""Reading citations in tests: compact views of what was read."""

from __future__ import annotations

from pipeline.assembling.citations import citations_in
from pipeline.components.citation_reading.reader import SOURCES
from pipeline.guidelines.loading import shipped_catalogue
from pipeline.records.model import Citation
from pipeline.running.citations_alone import stand_alone


def read(text: str, kind: str = "reviewer_guideline") -> tuple[Citation, ...]:
    """The citations of a line or of a rationale; each part is checked to lie inside its citation."""
    tags = stand_alone(shipped_catalogue()).read(text, kind).tags
    wholes = [tag for tag in tags if tag.label in SOURCES]
    parts = [tag for tag in tags if tag.label not in SOURCES]
    for part in parts:
        assert any(whole.start <= part.start and part.end <= whole.end for whole in wholes), part
    found = citations_in(wholes, parts, 0, len(text), lambda a, b: (text[a:b], a, b))
    assert sum(_parts(c) for c in found) == len(parts)
    return found


def _parts(c: Citation) -> int:
    single = [c.guideline, c.edition, c.chapter, c.chapter.title if c.chapter else None]
    return sum(1 for part in single if part) + len(c.sections) + len(c.regulations) + len(c.pages)


def brief(c: Citation) -> dict[str, object]:
    """What a citation says, without what it leaves out."""
    said = {
        "source": c.source,
        "guideline": c.guideline,
        "edition": c.edition,
        "chapter": c.chapter.number if c.chapter else None,
        "sections": [section.text for section in c.sections],
        "regulations": list(c.regulations),
        "pages": list(c.pages),
    }
    return {name: value for name, value in said.items() if value}


def line(text: str) -> list[dict[str, object]]:
    return [brief(c) for c in read(text)]


def prose(text: str) -> list[dict[str, object]]:
    return [brief(c) for c in read(text, "rationale")]


def facts(text: str) -> tuple[bool, bool]:
    """(`cited`, `outside_mtus`) of a guideline line."""
    facts = stand_alone(shipped_catalogue()).read(text, "reviewer_guideline").facts
    return "uncited" not in facts, "outside_mtus" in facts
