"""`patterns explain`: where each field of one letter's record comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.patterns_options import OverlaysOption
from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.rules.explain import Evidence, FieldLine

SHOWN = 100


def explain(
    letter: Annotated[Path, typer.Argument(metavar="LETTER", help="A letter's file.")],
    field: Annotated[str, typer.Option(help="Only fields whose path has this in it, like `conclusion`.")] = "",
    patterns: OverlaysOption = None,
) -> None:
    """Show each field of the record, the span and the rule behind it, and for empty fields what was looked
    for."""
    import pipeline
    from pipeline.cli.patterns_options import one_letter, strings
    from pipeline.components.rules import RulesComponent
    from pipeline.rules.explain import explain as explained

    nlp = pipeline.load(patterns=strings(patterns))
    doc = nlp(one_letter(letter).text)
    component = nlp.get_pipe("imr_rules")
    assert isinstance(component, RulesComponent)
    for line in explained(doc._.letter, evidence(doc), component.rules):
        if field in line.field:
            echo("\n".join(_said(line)))


def evidence(doc: Doc) -> list[Evidence]:
    """The spans that components left in a Doc, with offsets into the document's text."""
    from pipeline.components.extensions import get_reading
    from pipeline.components.shown import SHOWN
    from pipeline.rules.explain import Evidence

    reading = get_reading(doc)
    return [
        Evidence(group, span.label_, span.kb_id_, span.id_, *reading.source_span(span.start_char, span.end_char))
        for group in doc.spans
        if group != SHOWN
        for span in doc.spans[group]
        if span.end_char > span.start_char
    ]


def _said(line: FieldLine) -> list[str]:
    if line.looked_for or not line.value:
        return [
            f"{line.field}: nothing. Looked for: {line.looked_for}" if line.looked_for else f"{line.field}: nothing"
        ]
    if line.start < 0:
        return [f"{line.field}: {line.value} (derived)"]
    words = line.text if len(line.text) <= SHOWN else f"{line.text[:SHOWN]}…"
    head = f"{line.field}: {line.value} " if line.value != line.text else f"{line.field}: "
    return [f"{head}{words!r} {line.start}-{line.end}", *(f"    {one}" for one in line.behind)]
