"""The models of a layout file, and loading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import srsly
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator


class LayoutError(ValueError):
    """A layout file that cannot be used; the message names the file, the place and what is wrong."""


def _compiles(regex: str) -> str:
    try:
        re.compile(regex)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}: {regex}") from error
    return regex


def _has_group(name: str) -> AfterValidator:
    def check(regex: str) -> str:
        if name not in re.compile(regex).groupindex:
            raise ValueError(f"has no group (?P<{name}>…): {regex}")
        return regex

    return AfterValidator(check)


Regex = Annotated[str, AfterValidator(_compiles)]
Opening = Annotated[Regex, _has_group("request")]
Listing = Annotated[Regex, _has_group("values")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Marked(_Model):
    """Something that is found by its printed words or by an expression over the reading text."""

    text: tuple[str, ...] = ()
    regex: Regex | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_text(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("text"), str):
            return {**data, "text": [data["text"]]}
        return data

    @model_validator(mode="after")
    def _is_marked(self) -> Marked:
        if not self.text and not self.regex:
            raise ValueError("give its printed words as `text`, or a `regex`")
        return self


class Evidence(Marked):
    """A mark by which a layout is recognised; a `required` one must be there."""

    required: bool = False


class Heading(Marked):
    """A heading that opens a section of the letter; `lead_in` are fixed sentences behind it that are not content. With
    `keep` its words belong to the section."""

    section: str
    keep: bool = False
    lead_in: tuple[str, ...] = ()


class Part(Marked):
    """A label that opens a part of an item; with `keep` its words belong to the content."""

    section: str
    keep: bool = False


class DecisionLine(_Model):
    """Items whose heading ends in the decision, followed by labelled parts."""

    form: Literal["decision_line"]
    decisions: dict[str, Literal["upheld", "overturned"]]
    parts: tuple[Part, ...]
    closings: Regex
    unpunctuated_closings: Regex


class Statement(_Model):
    """Items that a sentence or number opens; the groups of an opening are `request`, and where it has them `number` and
    `verdict`.

    The decision is `upheld` where a verdict matches `refused`, `overturned` where it matches `granted`, and unknown
    where a part labelled as decision matches `undecided`. Verdicts stand in openings, in parts of the section
    `decision`, or match one of `verdicts` (its group `verdict`, where it has one). With `once` a text holds one
    case: the first opening counts behind which `followed_by` matches, or else the first one.
    `otherwise` is the section of what stands before the first labelled part;
    an item ends at the next one, or at one of `ends`.
    """

    form: Literal["statement"]
    openings: tuple[Opening, ...]
    granted: Regex
    refused: Regex
    undecided: Regex | None = None
    parts: tuple[Part, ...] = ()
    otherwise: str = "rationale"
    once: bool = False
    followed_by: Regex | None = None
    verdicts: tuple[Regex, ...] = ()
    ends: tuple[Regex, ...] = ()


class FieldLabel(Marked):
    """A header field's label; `closing` is a second half that may follow the value, `otherwise` how few letters print
    the label: it is looked for where the others leave a field without a value."""

    field: str
    kind: Literal["case_number", "date", "priority"]
    closing: str | None = None
    otherwise: Marked | None = None


class Fields(_Model):
    """The header's fields; `order` names the dates in the order in which they can only have happened."""

    labels: tuple[FieldLabel, ...]
    order: tuple[str, ...] = ()


class Credentials(_Model):
    """Where the reviewer's credentials stand; each expression has a group `values`."""

    section: str
    licensure: tuple[Listing, ...]
    specialties: tuple[Listing, ...]
    whole: tuple[str, ...] = ()


class Layout(_Model):
    """One layout of letters; with `extends` it takes over what it does not say itself from another one.

    `begins` are marks at the very beginning of a letter, by which several letters in one file are told apart. A layout
    with `fallback` is tried on letters alone that no other one fits.
    """

    layout: str
    extends: str | None = None
    fallback: bool = False
    recognised_by: tuple[Evidence, ...] = ()
    minimum_evidence: int = 1
    begins: tuple[Marked, ...] = ()
    headings: tuple[Heading, ...] = ()
    items: DecisionLine | Statement = Field(discriminator="form")
    fields: Fields | None = None
    credentials: Credentials | None = None


def load_layouts(paths: Iterable[Path]) -> tuple[Layout, ...]:
    """Read layout files. A later one takes the place of an earlier one of the same name.

    Raises:
        LayoutError: a file is no YAML or does not fit the model.
    """
    raw: dict[str, tuple[Path, dict[str, object]]] = {}
    for path in paths:
        data = _read(path)
        raw[str(data.get("layout", path.stem))] = (path, data)
    return tuple(_layout(name, raw) for name in raw)


def _read(path: Path) -> dict[str, object]:
    try:
        data = srsly.read_yaml(path)
    except ValueError as error:
        raise LayoutError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise LayoutError(f"{path}: a layout is a mapping that begins with `layout: name`")
    return data


def _layout(name: str, raw: dict[str, tuple[Path, dict[str, object]]]) -> Layout:
    path, _ = raw[name]
    try:
        return Layout.model_validate(_merged(name, raw, ()))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LayoutError(f"{path}: {place}: {first['msg']}") from error


def _merged(name: str, raw: dict[str, tuple[Path, dict[str, object]]], heirs: tuple[str, ...]) -> dict[str, object]:
    """A layout's data with what it takes over from the one that it extends, and that one from its own base."""
    path, data = raw[name]
    base = data.get("extends")
    if base is None:
        return data
    if base not in raw or base in (name, *heirs):
        raise LayoutError(f"{path}: extends: there is no other layout named {base!r}")
    return {**_merged(str(base), raw, (name, *heirs)), "fallback": False, **data}
