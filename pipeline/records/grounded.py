"""Values with their place in the document, which every part of a record is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import Field

V = TypeVar("V")
Page = Annotated[int | None, Field(exclude_if=lambda value: value is None)]
"""The page (1, 2 …) on which words begin, of a PDF or a text with form feeds; elsewhere left out of the data."""


@dataclass(frozen=True, slots=True)
class Grounded(Generic[V]):
    """A value that was read from the text, with the printed words (white space and line breaks as one
    space)."""

    value: V
    text: str
    start: int
    end: int
    page: Page = None
