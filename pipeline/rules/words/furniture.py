"""How running headers and footers look: fragments of `patterns/fragments/furniture.yml`, and the lines of layouts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.rules.load import shipped_shared
from pipeline.rules.shared import Shared
from pipeline.text.furniture_forms import CASE_NUMBERS, FurnitureForms, running_line

_LINE_ENDS = r"(?=[^\S\n\f]*(?:[\n\f]|\Z))"


@dataclass(frozen=True)
class Furniture:
    """Page furniture as expressions: see `FurnitureForms`. `running` are lines that layouts leave out; `number` is a
    form of case numbers, where it is not the usual one."""

    header: str
    count: str
    word: str
    running: tuple[str, ...] = ()
    number: str = ""

    @classmethod
    def of(cls, shared: Shared | None = None, running: Sequence[str] = (), number: str = "") -> Furniture:
        """By the fragments of `shared`, or the shipped ones."""
        shared = shared or shipped_shared()
        header, count, word = (shared.filled(f"{{FURNITURE_{name}}}") for name in ("HEADER", "COUNT", "WORD"))
        return cls(header, count, word, tuple(running), number)


@lru_cache(maxsize=8)
def forms_of(furniture: Furniture) -> FurnitureForms:
    """The expressions, compiled."""
    return FurnitureForms(
        PrefilteredRegex(furniture.header),
        re.compile(furniture.count + _LINE_ENDS),
        re.compile(furniture.word, re.IGNORECASE),
        re.compile(furniture.number) if furniture.number else CASE_NUMBERS,
        running_line(furniture.running),
    )


def shipped_forms() -> FurnitureForms:
    """Those of the shipped fragments, without lines of layouts."""
    return forms_of(shipped_shared().made(Furniture.of))
