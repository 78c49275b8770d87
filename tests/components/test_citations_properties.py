"""Whatever stands in a section, reading ends, and every part lies inside its citation inside the section."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.citation_reading.reader import KINDS, SOURCES
from pipeline.components.tags import Tag
from pipeline.guidelines.loading import shipped_catalogue
from pipeline.rules.matching.regexes import Stretch
from pipeline.running.citations_alone import stand_alone
from tests.text.shipped import reflow

PIECES = st.sampled_from(
    [
        "Decision based on MTUS ", "Decision based on Non-MTUS Citation ", "Official Disability Guidelines (ODG)",
        "ODG", "MTUS", "ACOEM", "Ch. 12", "(Low Back Complaints)", "Forearm, Wrist, and Hand Complaints", "2016",
        "Section(s): ", "Page(s): 98-99", "page 3 of the ", "pages 46, 47", "(9792.20 - 9792.26)", ", and ", "; ", ". ",
        "Opioids, criteria for use", "Pain (Chronic)", "(updated 11/23/16)", "http://www.example.org/a- b", "(", ")",
        ",", " ", "the request is not medically necessary", "Guidelines", "Section", "Table 8-8", "(2004)", "–", "İ",
    ]
)  # fmt: skip


def tags_of(text: str, start: int, kind: str) -> tuple[Tag, ...]:
    reader = stand_alone(shipped_catalogue())
    start = min(start, len(text))
    hits = reader.hits(text, [Stretch(kind, start, len(text))] if start < len(text) else [])
    return reader.reader.read(text, start, len(text), kind, hits).tags


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(KINDS))
def test_parts_lie_inside_their_citations(pieces: list[str], kind: str) -> None:
    before = "Rationale: "
    text = reflow(before + " ".join(pieces)).text
    tags = tags_of(text, len(before), kind)
    whole = None
    for tag in tags:
        assert len(before) <= tag.start < tag.end <= len(text)
        assert text[tag.start : tag.end].strip()
        if tag.label in SOURCES:
            assert whole is None or tag.start >= whole.start
            whole = tag
        else:
            assert whole is not None
            assert whole.start <= tag.start < tag.end <= whole.end


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="MTUS ACOEMDG,.;:()0123456789 Page", max_size=200), st.sampled_from(KINDS))
def test_any_text_is_read(text: str, kind: str) -> None:
    tags_of(reflow(text).text, 0, kind)
