"""Shipped fragments and vocabularies as expressions, for the few that components look for themselves."""

from __future__ import annotations

from pipeline.rules.load import shipped_shared
from pipeline.rules.model import Pack
from pipeline.rules.variables import fill_regex


def filled(regex: str) -> str:
    """An expression with the fragments and vocabularies that it names as `{NAME}`. Raises `UnknownVariable`."""
    return fill_regex(regex, shipped_shared().variables(Pack(pack="components")))
