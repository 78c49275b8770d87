"""`python -m pipeline schema`: what the results of a run hold."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from pipeline.cli.terminal import echo


class Form(str, Enum):
    """In which form it is told."""

    markdown = "markdown"
    json = "json"
    record = "record"


def schema(
    form: Annotated[
        Form,
        typer.Argument(
            metavar="markdown|json|record",
            help="The tables as a page or as JSON; or the JSON Schema of the records in letters.jsonl.",
        ),
    ] = Form.markdown,
) -> None:
    """Print the data dictionary: every table and column that a run writes."""
    import json

    if form is Form.record:
        from pipeline.records.convert import json_schema

        echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))
        return
    from pipeline.writing.tables.dictionary import dictionary, dictionary_page

    if form is Form.json:
        echo(json.dumps(dictionary(), ensure_ascii=False, indent=1))
    else:
        echo(dictionary_page(), nl=False)
