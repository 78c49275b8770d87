"""Marks of Markdown are read as white space, and a letter that a converter made reads as its plain text does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.evaluation.grounding import grounds
from pipeline.text.markup import without_markup
from tests.properties.letters import without_places
from tests.text.shipped import reflow

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MARKED = "## SUMMARY\n\n## ITEMS\n\n"
"""Two headings, which make a text Markdown."""


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Priority:** Standard", "Priority: Standard"),
        ("|**Priority:**|Standard|", "Priority: Standard"),
        ("| Knee brace | Upheld |\n|---|:---:|\n| Cane | Overturned |", "Knee brace Upheld Cane Overturned"),
        ("- **Cane:** Upheld", "Cane: Upheld"),
        ("> The cane is\n> needed.", "The cane is needed."),
        ("The cane **is not** needed.", "The cane is not needed."),
        ("(***is not***, *then*, _now_)", "(is not, then, now)"),
        ("10**mg**/day", "10mg/day"),
        ("Norco\\#60 \\*daily\\*", "Norco#60 *daily*"),
        ("Trial<br>of heat &amp; ice<!-- page 2 -->", "Trial of heat & ice"),
        ("A line\n\n---\n\nand a rule", "A line and a rule"),
        ("```text\nCane\n```", "Cane"),
        ("Norco 10/325 mg\n#60, with\n# 60 of 5 * 3", "Norco 10/325 mg #60, with # 60 of 5 * 3"),
        ("See file_name_one and 2*3.", "See file_name_one and 2*3."),
    ],
)
def test_marks_are_no_words(marked: str, plain: str) -> None:
    assert reflow(MARKED + marked).text == f"SUMMARY ITEMS {plain}"


@pytest.mark.parametrize(
    "text",
    [
        "Norco 10/325 mg\n#60\n#30 were given.",
        "# 60 tablets\n# 30 tablets\n# 15 tablets",
        "Pain | swelling | heat",
        "The * marks a * footnote ** here.",
        "Case Number: CM15-0000001 | Priority: Standard\n\n- Cane\n- Brace",
    ],
)
def test_what_a_plain_letter_holds_is_no_markdown(text: str) -> None:
    assert without_markup(text) == (text, ())


@given(st.lists(st.sampled_from(["**", "#", "## ", "|", "\n", "---", "_", "*", "<br>", "&amp;", "\\", "a", " ", "60"])))
def test_offsets_stay(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain, marks = without_markup(text)
    assert len(plain) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert without_markup(plain)[0].split() == plain.split() or marks


@pytest.mark.parametrize("name", ["seed-layout/CM14-9900117.txt"])
def test_a_letter_in_markdown_reads_as_the_plain_one(name: str, nlp: Language) -> None:
    plain = (CORPUS / name).read_text(encoding="utf-8")
    marked = re.sub(r"(?m)^([^\S\n]*)([A-Z][A-Z ,]{12,}[A-Z])([^\S\n]*)$", r"\1## \2\3", plain)
    marked = re.sub(r"(?m)^([^\S\n]*)(\S.*: (?:Upheld|Overturned))([^\S\n]*)$", r"\1**\2**\3", marked)
    marked = re.sub(r"(?m)^([^\S\n]*)((?:[A-Z]\w+ ){1,3}(?:guideline|rationale|Number|Date) ?:)", r"\1**\2**", marked)
    assert marked.count("**") > 12
    record = nlp(marked)._.letter.to_dict()
    assert without_places(record["determinations"]) == without_places(nlp(plain)._.letter.to_dict()["determinations"])
    assert all(ground.holds for ground in grounds(record, marked))
