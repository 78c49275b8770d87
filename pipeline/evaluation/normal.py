"""Normal forms in which two values count as the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-"})
_PERIOD_OF_CARE = re.compile(r"\((?:acute|chronic)[^)]*\)")
_FILLERS = re.compile(r"\b(?:the|guidelines?|chapter|section)\b|[-–,]")
_STRENGTH_FILLERS = re.compile(r"[\s,]")


def normal(value: Any) -> Any:
    """A value without what does not distinguish values: case, runs of white space, kinds of quotes and
    dashes, punctuation at the ends. Lists and mappings become tuples, so that they can be counted."""
    if isinstance(value, str):
        return " ".join(value.split()).casefold().translate(_PLAIN).strip(" .,:;\"'")
    if isinstance(value, Mapping):
        return tuple(sorted((key, normal(item)) for key, item in value.items()))
    if isinstance(value, Sequence):
        return tuple(normal(item) for item in value)
    return value


def normal_guideline(title: str | None) -> str | None:
    """A guideline's title without the words that printings leave out or put in."""
    if title is None:
        return None
    text = _PERIOD_OF_CARE.sub(" ", str(normal(title)).replace("&", " and "))
    return " ".join(_FILLERS.sub(" ", text).split())


def normal_strength(strength: str | None) -> str | None:
    """A drug's strength without white space and thousands separators, `percent` as `%`."""
    return _STRENGTH_FILLERS.sub("", normal(strength or "")).replace("percent", "%") or None


def flat(text: str) -> str:
    """A text without white space: what two extractions of the same words agree on."""
    return "".join(text.split())
