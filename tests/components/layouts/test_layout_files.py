"""Loading layout files: what they may leave out, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.components.layouts.model import Layout, LayoutError, load_layouts
from pipeline.components.layouts.structure import StructureReader
from pipeline.rules.where import patterns_folder

ITEMS = "items: {form: statement, openings: ['(?P<request>x)'], granted: yes it is, refused: no}\n"


def write(folder: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        paths.append(folder / f"{name}.yml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_the_shipped_layouts() -> None:
    layouts = load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))
    assert [layout.layout for layout in layouts] == [
        "decisions-2013", "final-determination", "health-plan", "imr-decision-2018", "notice-2013",
        "other-review", "professional-review",
        "relabelled",
    ]  # fmt: skip
    assert all(len(layout.recognised_by) >= layout.minimum_evidence >= 2 for layout in layouts)
    assert all(layout.begins or layout.fallback for layout in layouts)
    assert [layout.layout for layout in layouts if layout.fallback] == ["other-review", "relabelled"]


def test_a_small_file(tmp_path: Path) -> None:
    (layout,) = load_layouts(write(tmp_path, a="layout: a\nrecognised_by: [{text: Hello}]\n" + ITEMS))
    assert layout.recognised_by[0].text == ("Hello",)
    assert layout.fields is None
    assert layout.minimum_evidence == 1


def test_what_a_layout_extends(tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        c="layout: c\nextends: b\nminimum_evidence: 3\n",
        b="layout: b\nextends: a\nrecognised_by: [{text: B}]\n",
        a="layout: a\nrecognised_by: [{text: A}]\nheadings: [{section: summary, text: S}]\n" + ITEMS,
    )
    c, b, a = load_layouts(paths)
    assert (c.minimum_evidence, c.recognised_by, c.headings) == (3, b.recognised_by, a.headings)
    assert b.recognised_by != a.recognised_by


def test_a_later_file_takes_the_place_of_one_of_the_same_name(tmp_path: Path) -> None:
    paths = write(tmp_path, a="layout: x\nminimum_evidence: 1\n" + ITEMS, b="layout: x\nminimum_evidence: 2\n" + ITEMS)
    assert [layout.minimum_evidence for layout in load_layouts(paths)] == [2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("layout: a\n", r"a\.yml: items: Field required"),
        ("layout: a\ncolour: red\n" + ITEMS, r"a\.yml: colour: Extra inputs"),
        ("layout: a\nrecognised_by: [{required: true}]\n" + ITEMS, r"give its printed words as `text`, or a `regex`"),
        ("layout: a\nextends: b\n" + ITEMS, r"extends: there is no other layout named 'b'"),
        ("layout: a\nextends: a\n" + ITEMS, r"extends: there is no other layout named 'a'"),
        ("- a\n", r"a\.yml: a layout is a mapping"),
        ("layout: [\n", r"a\.yml: "),
        ("layout: a\n" + ITEMS.replace("(?P<request>x)", "(?P<request>x"), r"openings\.0: .*not a regular expression"),
        ("layout: a\n" + ITEMS.replace("(?P<request>x)", "x"), r"has no group \(\?P<request>"),
        (
            "layout: a\ncredentials: {section: reviewer, licensure: [x], specialties: []}\n" + ITEMS,
            r"credentials\.licensure\.0: .*has no group \(\?P<values>",
        ),
        (
            "layout: a\nfields: {labels: [{field: a, kind: colour, text: x}]}\n" + ITEMS,
            r"fields\.labels\.0\.kind: Input should be 'case_number', 'date' or 'priority'",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LayoutError, match=message):
        load_layouts(write(tmp_path, a=text))


def test_a_circle_is_refused(tmp_path: Path) -> None:
    paths = write(tmp_path, a="layout: a\nextends: b\n" + ITEMS, b="layout: b\nextends: a\n" + ITEMS)
    with pytest.raises(LayoutError, match="extends"):
        load_layouts(paths)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"nowhere\.yml"):
        load_layouts([tmp_path / "nowhere.yml"])


def test_layouts_are_frozen() -> None:
    (layout, *_) = load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))
    with pytest.raises(ValidationError):
        layout.minimum_evidence = 1  # type: ignore[misc]
    assert Layout.model_validate(layout.model_dump(mode="json")) == layout


def test_a_required_mark_must_be_there(tmp_path: Path) -> None:
    marks = "recognised_by: [{text: Alpha, required: true}, {text: Beta}, {text: Gamma}]\nminimum_evidence: 2\n"
    reader = StructureReader(load_layouts(write(tmp_path, a="layout: a\n" + marks + ITEMS))[0])
    assert reader.evidence("Alpha then Gamma") == [(0, 5), (11, 16)]
    assert reader.evidence("Beta then Gamma") == []
    assert reader.evidence("Alpha alone") == []
    assert reader.evidence("A1pha and Gamrna") == []
    assert len(reader.evidence("A1pha and Gamrna", damaged=True)) == 2
