"""Entries of the catalogue that inherit from entries before them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.guidelines.schema import CatalogueFile, GuidelineEntry

_ADDED = ("aliases", "misspellings", "body_parts", "near_parts", "pages", "section_lists")


def with_inherited(files: Iterable[CatalogueFile]) -> dict[str, GuidelineEntry]:
    """The guidelines of all files by their ids, with what they inherit; a later file's entry wins.

    An entry that inherits from none of the entries before it stays as it is (loading tells of it, E804).
    """
    entries: dict[str, GuidelineEntry] = {}
    for file in files:
        for entry in file.guidelines:
            entries[entry.id] = _inherited(entry, entries)
    return entries


def _inherited(entry: GuidelineEntry, known: Mapping[str, GuidelineEntry]) -> GuidelineEntry:
    """The entry over the one that it inherits from: its own keys count, its lists are added, and its editions take the
    place of those of the same year."""
    base = known.get(entry.inherits or "")
    if base is None:
        return entry
    own = {key: getattr(entry, key) for key in entry.model_fields_set - {"inherits"}}
    for key in _ADDED:
        before = getattr(base, key)
        own[key] = [*before, *(value for value in getattr(entry, key) if value not in before)]
    years = {edition.year for edition in entry.editions}
    own["editions"] = [*(edition for edition in base.editions if edition.year not in years), *entry.editions]
    return base.model_copy(update=own)
