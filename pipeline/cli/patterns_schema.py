"""`patterns schema`: the JSON Schemas of rule packs, layouts and catalogue files, for editors."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class Kind(str, Enum):
    """What a file holds."""

    rules = "rules"
    layouts = "layouts"
    guidelines = "guidelines"


def schema(kind: Annotated[Kind, typer.Argument(help="Of which files.")] = Kind.rules) -> None:
    """Print the JSON Schema of rule packs, layouts or catalogue files (docs/schemas)."""
    from pipeline.rules.checking.schema import schema_text

    typer.echo(schema_text(kind.value), nl=False)
