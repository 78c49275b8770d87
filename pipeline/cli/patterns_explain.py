"""`patterns explain`: where each field of one letter's record comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.patterns_options import OverlaysOption
from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.rules.checking.explain import Evidence, FieldLine

SHOWN = 100
LONGEST_MARK = 50  # characters of a mark's expression


def explain(
    letter: Annotated[Path, typer.Argument(metavar="LETTER", help="A letter's file.")],
    field: Annotated[str, typer.Option(help="Only fields whose path has this in it, like `conclusion`.")] = "",
    patterns: OverlaysOption = None,
) -> None:
    """Show each field of the record, the span and the rule behind it, and for empty fields what was looked
    for."""
    import pipeline
    from pipeline.cli.inputs import check_patterns
    from pipeline.cli.patterns_options import one_letter, read_doc, strings

    check_patterns(patterns)
    document = one_letter(letter)
    from pipeline.components.rules import RulesComponent
    from pipeline.rules.checking.explain import explain as explained

    nlp = pipeline.load(patterns=strings(patterns))
    doc = read_doc(nlp, document)
    component = nlp.get_pipe("imr_rules")
    assert isinstance(component, RulesComponent)
    layouts = layouts_tried(nlp.get_pipe("imr_sections"), doc)
    for line in explained(doc._.letter, evidence(doc), component.rules, layouts):
        if field in line.field:
            echo("\n".join(_said(line)))


def evidence(doc: Doc) -> list[Evidence]:
    """The spans that components left in a Doc, with offsets into the document's text."""
    from pipeline.components.extensions import get_reading
    from pipeline.components.shown import SHOWN
    from pipeline.components.tags import read_tags
    from pipeline.rules.checking.explain import Evidence

    reading = get_reading(doc)
    return [
        Evidence(group, tag.label, str(tag.value), tag.rule, *reading.source_span(tag.start, tag.end), tag.attributes)
        for group in doc.spans
        if group != SHOWN
        for tag in read_tags(doc, group)
        if tag.end > tag.start
    ]


def layouts_tried(component: Any, doc: Doc) -> list[str]:
    """What is said of each layout: how many of its marks the letter has, which with their places, and which not."""
    from pipeline.components.extensions import get_reading
    from pipeline.layouts.tried import tried

    reading = get_reading(doc)
    said = []
    for one in tried(component.layouts, reading.text):
        marks = ", ".join(
            f"{_short(mark.words)} {'-'.join(map(str, reading.source_span(mark.start, mark.end)))}"
            + (" (damaged)" if mark.damaged else "")
            for mark in one.found
        )
        missing = ", ".join(_short(mark.words) + (" (required)" if mark.required else "") for mark in one.missing)
        said.append(
            f"{one.layout}{' (fallback)' if one.fallback else ''}: {'fits' if one.fits else 'does not fit'}, "
            f"{len(one.found)} of {len(one.marks)} marks, {one.least} asked for"
            + (f"; there: {marks}" if marks else "")
            + (f"; not there: {missing}" if missing else "")
        )
    return said


def _short(words: str) -> str:
    return repr(words if len(words) <= LONGEST_MARK else f"{words[:LONGEST_MARK]}…")


def _said(line: FieldLine) -> list[str]:
    if line.looked_for or not line.value:
        head = f"{line.field}: nothing" + (f". Looked for: {line.looked_for}" if line.looked_for else "")
        return [head, *(f"    {one}" for one in line.behind)]
    if line.start < 0:
        return [f"{line.field}: {line.value} (derived)", *(f"    {one}" for one in line.behind)]
    words = line.text if len(line.text) <= SHOWN else f"{line.text[:SHOWN]}…"
    head = f"{line.field}: {line.value} " if line.value != line.text else f"{line.field}: "
    return [f"{head}{words!r} {line.start}-{line.end}", *(f"    {one}" for one in line.behind)]
