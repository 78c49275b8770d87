"""Guidelines by their entries in the catalogue, so that the spellings of one title count together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.guidelines.loading import load_catalogue


def name_of_entry(entry: str) -> str | None:
    """Source and title of the work behind a catalogue entry, without its edition: `MTUS Low Back Complaints` for
    `mtus.low_back.2004`; `None` for an entry that the shipped catalogue does not have."""
    return _names().get(entry)


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for guideline in load_catalogue(()).guidelines.values():
        source = "" if guideline.source == "other" else f"{guideline.source} "
        for entry in (guideline.id, *(edition.id for edition in guideline.editions)):
            names[entry] = source + guideline.title
    return names
