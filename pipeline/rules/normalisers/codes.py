"""The normaliser of codes that are named by a number."""

from __future__ import annotations

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value


@normaliser("icd_code")
def icd_code(groups: Groups, words: Words) -> Value | None:
    """The code of the group `code`, `ten` or `nine`, in capitals: "ICD-10 m54.5" is `M54.5`."""
    return (groups.get("code") or groups.get("ten") or groups["nine"]).upper()
