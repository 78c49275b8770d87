"""The models of a layout file, and loading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

import srsly
from pydantic import BaseModel, ConfigDict, ValidationError

DateOrText = Literal["case_number", "date", "priority"]


class LayoutError(ValueError):
    """A layout file that cannot be used; the message names the file, the place and what is wrong."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Heading(_Model):
    """A heading that opens a section of the letter."""

    section: str
    regex: str
    case_sensitive: bool = False


class Part(_Model):
    """A label that opens a part of an item."""

    section: str
    regex: str


class Items(_Model):
    """How the letter states its items.

    `decision_line`: a heading that ends in the decision, then labelled parts.
    """

    form: Literal["decision_line"]
    decision: str
    decisions: dict[str, Literal["upheld", "overturned"]]
    parts: tuple[Part, ...]
    closings: str
    unpunctuated_closings: str


class FieldLabel(_Model):
    """A header field's label; `closing` is a second half that may follow the value."""

    field: str
    kind: DateOrText
    regex: str
    closing: str | None = None


class Fields(_Model):
    """The header's fields; `order` names the dates in the order in which they can only have happened."""

    before: str
    labels: tuple[FieldLabel, ...]
    order: tuple[str, ...] = ()


class Credentials(_Model):
    """Where the reviewer's credentials stand; each expression has a group `values`."""

    section: str
    licensure: tuple[str, ...]
    specialties: tuple[str, ...]
    whole: tuple[str, ...] = ()


class Layout(_Model):
    """One layout of letters."""

    layout: str
    recognised_by: tuple[str, ...]
    minimum_evidence: int = 1
    headings: tuple[Heading, ...]
    items: Items
    fields: Fields | None = None
    credentials: Credentials | None = None

    @cached_property
    def evidence_regexes(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(e, re.IGNORECASE) for e in self.recognised_by)


def load_layout(path: Path) -> Layout:
    """Read a layout file.

    Raises:
        LayoutError: it is no YAML or does not fit the model.
    """
    try:
        return Layout.model_validate(srsly.read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LayoutError(f"{path}: {place}: {first['msg']}") from error
    except ValueError as error:
        raise LayoutError(f"{path}: {error}") from error


def load_layouts(paths: Iterable[Path]) -> tuple[Layout, ...]:
    """Read layout files, in the order of their names."""
    return tuple(load_layout(path) for path in sorted(paths))
