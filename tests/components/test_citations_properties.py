"""Whatever stands in a section, reading ends, and every part lies inside its citation inside the section."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.citation_reading import read_citations
from pipeline.components.citation_reading.reader import KINDS, SOURCES
from pipeline.guidelines.loading import shipped_catalogue

PIECES = st.sampled_from(
    [
        "Decision based on MTUS ", "Decision based on Non-MTUS Citation ", "Official Disability Guidelines (ODG)",
        "ODG", "MTUS", "ACOEM", "Ch. 12", "(Low Back Complaints)", "Forearm, Wrist, and Hand Complaints", "2016",
        "Section(s): ", "Page(s): 98-99", "page 3 of the ", "pages 46, 47", "(9792.20 - 9792.26)", ", and ", "; ", ". ",
        "Opioids, criteria for use", "Pain (Chronic)", "(updated 11/23/16)", "http://www.example.org/a- b", "(", ")",
        ",", " ", "the request is not medically necessary", "Guidelines", "Section", "Table 8-8", "(2004)", "–", "İ",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(KINDS))
def test_parts_lie_inside_their_citations(pieces: list[str], kind: str) -> None:
    before = "Rationale: "
    text = before + " ".join(pieces)
    tags = read_citations(text, len(before), len(text), kind, shipped_catalogue())
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
    read_citations(text, 0, len(text), kind, shipped_catalogue())
