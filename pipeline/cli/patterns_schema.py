"""`patterns schema`: the JSON Schema of rule files, for editors."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of rule files (docs/rule-schema.json)."""
    from pipeline.rules.schema import schema_text

    typer.echo(schema_text(), nl=False)
