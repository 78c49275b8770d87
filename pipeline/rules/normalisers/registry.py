"""The registered normalisers, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

Groups: TypeAlias = Mapping[str, str]
Normaliser: TypeAlias = Callable[[Groups, Words], Value | None]

NORMALISERS: dict[str, Normaliser] = {}


def normaliser(name: str) -> Callable[[Normaliser], Normaliser]:
    """Registers a function under the name that rules give as `as: name`. Raises `ValueError` where it is taken."""

    def register(function: Normaliser) -> Normaliser:
        if name in NORMALISERS:
            raise ValueError(f"there is a normaliser {name!r} already")
        NORMALISERS[name] = function
        return function

    return register
