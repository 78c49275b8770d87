"""Labels as few letters print them are looked for only where there may be one, and nothing is found otherwise."""

from __future__ import annotations

import pytest

from pipeline.layouts.field_labels import OTHERWISE, FieldFinder
from pipeline.layouts.loading import load_layouts
from pipeline.layouts.model import Layout
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.rules.where import patterns_folder
from pipeline.text.reading_text import reflow
from tests.properties.letters import FILES, text_of

RARE = [
    layout
    for layout in load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))
    if layout.fields is not None and any(label.otherwise for label in layout.fields.labels)
]
HEADER = 3_000  # characters


@pytest.mark.parametrize("layout", RARE, ids=lambda layout: layout.layout)
def test_headers_have_the_labels_that_the_whole_expression_finds(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert layout.fields is not None
    fields, name = layout.fields, layout.layout
    texts = [reflow(text_of(file)).text for file in FILES[::5]]
    texts += [text.replace(":", "") for text in texts[:3]] + [text.lower() for text in texts[:3]]
    quick = [FieldFinder(fields, name).find(text, 0, min(len(text), HEADER)) for text in texts]
    monkeypatch.setattr(PrefilteredRegex, "may_match", lambda *place: True)
    assert quick == [FieldFinder(fields, name).find(text, 0, min(len(text), HEADER)) for text in texts]
    assert any(tag.attributes["printed"] == OTHERWISE for tags in quick for tag in tags)


def test_whether_an_expression_may_match_a_stretch() -> None:
    regex = PrefilteredRegex(r"\bcase no\.? ?\d")
    text = "The case was sent. CASE NO. 7 is here."
    assert regex.may_match(text, 0, len(text))
    assert regex.may_match(text, 19, 29)
    assert not regex.may_match(text, 0, 24) and not regex.may_match(text, 21, len(text))
    assert PrefilteredRegex(r"(?P<a>x)(?(a)y|z)").may_match("xy", 0, 2)
