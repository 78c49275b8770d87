"""Loading layout files: what they may leave out, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.layouts.loading import load_layouts
from pipeline.layouts.model import DecisionLine, Layout
from pipeline.layouts.structure import StructureReader
from pipeline.rules.problems import PatternError

ITEMS = "items: {form: statement, openings: ['(?P<request>x)'], granted: yes it is, refused: no}\n"


def write(folder: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        paths.append(folder / f"{name}.yml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_the_shipped_layouts() -> None:
    layouts = load_layouts()
    assert [layout.layout for layout in layouts] == [
        "decisions-2013", "external-appeal", "final-determination", "health-insurer", "health-plan",
        "imr-decision-2018", "lettered-review", "listed-decisions", "notice-2013",
        "other-review", "professional-review", "published-review",
        "relabelled",
    ]  # fmt: skip
    assert all(len(layout.recognised_by) >= layout.minimum_evidence >= 2 for layout in layouts if not layout.of_tables)
    with_one_letter = {"external-appeal", "health-insurer"}  # of a table's row, where nothing tells where one begins
    assert all(layout.begins or layout.fallback or layout.layout in with_one_letter for layout in layouts)
    assert [layout.layout for layout in layouts if layout.fallback] == [
        "lettered-review", "listed-decisions", "other-review", "published-review", "relabelled",
    ]  # fmt: skip


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
    ("text", "line", "message"),
    [
        ("layout: a\n", 1, "E311 `items` is missing"),
        ("layout: a\ncolour: red\n" + ITEMS, 2, "E310 there is no key `colour` here. Known are: layout, extends, off"),
        ("layout: a\nrecognised_by:\n  - {required: true}\n" + ITEMS, 3, "E321 `recognised_by.1`: there is nothing"),
        ("layout: a\nextends: b\n" + ITEMS, 2, "E333 `extends`: there is no other layout 'b'"),
        ("layout: a\nextends: a\n" + ITEMS, 2, "E333"),
        ("extends: b\n", 1, "E333"),
        ("- a\n", 1, "E314 the file has to hold keys and values."),
        ("headings: []\n", 1, "E311 `layout` is missing"),
        ("layout: 5\n", 1, "E311 `layout` has to be text"),
        ("layout: [\n", 2, "E301"),
        ("", 1, "E306"),
        ("layout: a\n" + ITEMS.replace("x)", "x"), 2, "E324 `items.openings.1`: the regular expression is"),
        ("layout: a\n" + ITEMS.replace("(?P<request>x)", "x"), 2, "E324 `items.openings.1`: the regular"),
        ("layout: a\n" + ITEMS.replace("form: statement, ", ""), 2, "E311 `items` does not say its `form`"),
        ("layout: a\n" + ITEMS.replace("form: statement", "form: sentence"), 2, "Known are: decision_line, statement."),
        (
            "layout: a\ncredentials:\n  section: reviewer\n  licensure:\n    - x\n  specialties: []\n" + ITEMS,
            5,
            "E324 `credentials.licensure.1`",
        ),
        (
            "layout: a\nfields: {labels: [{field: priority, kind: colour, text: x}]}\n" + ITEMS,
            2,
            "E316 `fields.labels.1.kind`: 'colour' is not known here. Known are: case_number, date, priority.",
        ),
        (
            "layout: a\nfields: {labels: [{field: date_of_injury, kind: date, text: x, pattern: y}]}\n" + ITEMS,
            2,
            "E322 `fields.labels.1`: `pattern` counts for the kind `case_number` only",
        ),
        (
            "layout: a\nfields: {labels: [{field: date_of_injry, kind: date, text: x}]}\n" + ITEMS,
            2,
            "Did you mean `date_of_injury`?",
        ),
        ("layout: a\nheadings: [{section: sumary, text: S}]\n" + ITEMS, 2, "E315 `headings.1.section`: there is no"),
        ("layout: a\nminimum_evidence: many\n" + ITEMS, 2, "E313 `minimum_evidence` has to be a whole number"),
        ("layout: a\nbegins: hello\n" + ITEMS, 2, "E314 `begins` has to be a list"),
        ("layout: a\nbegins: [{text: [9792.20]}]\n" + ITEMS, 2, 'E312 `begins.1.text.1` has to be text'),
        ("layout: a\nlayout: b\n" + ITEMS, 2, "E302"),
        ("layout: a\nbegins:\n" + ITEMS, 2, "E317 `begins` is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(PatternError) as caught:
        load_layouts(write(tmp_path, a=text))
    (problem,) = caught.value.problems
    assert str(problem).partition(f"a.yml:{line}: ")[2].startswith(message if message[0] == "E" else "E")
    assert message in str(problem)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('extends: final-determination\nrunning: ["(?:a+)+b"]\n', 2, "E325 `running.1`: it can backtrack"),
        ('layout: a\nbegins: [{regex: "(?:{YEAR}|{YEAR} ?)+b"}]\n' + ITEMS, 2, "E325 `begins.1.regex`"),
        ("layout: a\nheadings:\n  - {section: summary, regex: '(?:x|xx)*y'}\n" + ITEMS, 3, "E325 `headings.1.regex`"),
        (
            "layout: a\n" + ITEMS.replace("refused: ", f"refused: {'|'.join(map(str, range(20_000)))}"),
            2,
            "E328 `items.refused`",
        ),
        (f"layout: a\nnumbered: '{'(' * 900}a{')' * 900}'\n" + ITEMS, 2, "E324 `numbered`"),
        ("layout: a\nnumbered: 'a{99999999999}'\n" + ITEMS, 2, "E324 `numbered`"),
        (
            "layout: a\nnumbered: '(?i)case'\n" + ITEMS,
            2,
            "E324 `numbered`: the regular expression is not",
        ),
        ("layout: a\nnumbered: '[[a]'\n" + ITEMS, 2, "E324 `numbered`"),
    ],
)
def test_a_users_expressions_are_judged(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(PatternError) as caught:
        load_layouts(overlays=write(tmp_path, a=text))
    assert any(f"a.yml:{line}: {message}" in str(problem) for problem in caught.value.problems)


def test_a_circle_is_refused(tmp_path: Path) -> None:
    paths = write(tmp_path, a="layout: a\nextends: b\n" + ITEMS, b="layout: b\nextends: a\n" + ITEMS)
    with pytest.raises(PatternError, match="E333"):
        load_layouts(paths)


def test_layouts_extend_each_other_only_so_deep(tmp_path: Path) -> None:
    chain = {f"a{n}": f"layout: a{n}\nextends: a{n - 1}\n" for n in range(1, 30)}
    with pytest.raises(PatternError, match="E328"):
        load_layouts(write(tmp_path, a0="layout: a0\n" + ITEMS, **chain))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"nowhere\.yml: E304"):
        load_layouts([tmp_path / "nowhere.yml"])


BASE = (
    "layout: base\nrecognised_by: [{text: Base}]\nheadings: [{section: summary, text: S}]\n"
    "items: {form: decision_line, decisions: {upheld: upheld}, parts: [{section: rationale, text: Why}],\n"
    "        closings: x, unpunctuated_closings: y}\n"
)


def test_a_file_without_a_name_adds_to_the_layout_that_it_extends(tmp_path: Path) -> None:
    base = write(tmp_path, base=BASE, heir="layout: heir\nextends: base\nrecognised_by: [{text: Heir}]\n")
    more = write(
        tmp_path,
        more="extends: base\nitems:\n  decisions: {affirmed: upheld}\n  parts: [{section: rationale, text: Reasons}]\n"
        "  closings: z\nheadings: [{section: documents, text: D}]\n",
        again="extends: base\nitems: {decisions: {reversed: overturned}}\n",
    )
    whole, heir = load_layouts(base, more)
    assert isinstance(whole.items, DecisionLine)
    assert whole.items.decisions == {"upheld": "upheld", "affirmed": "upheld", "reversed": "overturned"}
    assert [part.text for part in whole.items.parts] == [("Why",), ("Reasons",)]
    assert whole.items.closings == "z"
    assert [heading.section for heading in whole.headings] == ["summary", "documents"]
    assert whole.recognised_by[0].text == ("Base",)
    assert heir.items == whole.items, "what extends it has it too"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("extends: base\nitems:\n  decisions:\n    affirmed: uphold\n", "more.yml:4: E316 `items.decisions.affirmed`"),
        ("extends: base\nitems:\n  parts:\n    - {section: rationale}\n", "more.yml:4: E321 `items.parts.2`"),
        ("extends: base\nitems:\n  closings: (\n", "more.yml:3: E324 `items.closings`"),
        ("extends: base\nitems:\n  colour: red\n", "more.yml:3: E310"),
        ("extends: bas\nitems:\n  colour: red\n", "more.yml:1: E333 `extends`: there is no other layout 'bas'. Did"),
    ],
)
def test_what_is_wrong_with_an_addition_is_named_where_it_stands(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(PatternError) as caught:
        load_layouts(write(tmp_path, base=BASE), write(tmp_path, more=text))
    (problem,) = caught.value.problems
    assert place in str(problem)


def test_what_is_wrong_with_what_is_taken_over_is_said_once(tmp_path: Path) -> None:
    paths = write(tmp_path, a=BASE.replace("closings: x", "closings: ("), b="layout: b\nextends: base\n")
    with pytest.raises(PatternError) as caught:
        load_layouts(paths)
    assert [(Path(one.file).name, one.line) for one in caught.value.problems] == [("a.yml", 5)]


def test_layouts_of_overlays_come_first_and_may_switch_others_off(tmp_path: Path) -> None:
    base = write(tmp_path, a="layout: a\n" + ITEMS, b="layout: b\n" + ITEMS)
    mine = write(
        tmp_path, c="layout: c\n" + ITEMS, d="layout: a\nextends: b\nminimum_evidence: 3\n", e="extends: b\noff: true"
    )
    assert [(one.layout, one.minimum_evidence) for one in load_layouts(base, mine)] == [("c", 1), ("a", 3)]


def test_layouts_are_frozen() -> None:
    (layout, *_) = load_layouts()
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
