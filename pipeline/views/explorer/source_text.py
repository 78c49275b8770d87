"""A letter's own text, where the file that it was read from is still there and still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.reading import ReadingOptions
from pipeline.reading.content import read_content
from pipeline.reading.problems import UnreadableError

_LARGEST = 20_000_000
_INSIDE_ARCHIVE = "!"


@dataclass(frozen=True, slots=True)
class SourceText:
    """`text` is the letter's; `None` where it is not shown, for the reason in `missing`."""

    text: str | None
    missing: str = ""


def source_text(record: Mapping[str, Any], results: Path) -> SourceText:
    """The text that a record was made from: of the file at `source.path`, if its SHA-256 is the record's.

    A relative path is looked for from the working folder and from the folder that holds the results. Only a
    regular text file or PDF is opened, and nothing of it is given unless its digest is the recorded one, so
    a forged record shows nobody a file that its maker did not already have.
    """
    source = record.get("source")
    source = source if isinstance(source, dict) else {}
    path, digest = source.get("path"), source.get("sha256")
    if not isinstance(path, str) or not path or not isinstance(digest, str):
        return SourceText(None, "The record does not say which file the letter was read from.")
    if source.get("media_type") not in ("text/plain", "application/pdf") or _INSIDE_ARCHIVE in path:
        return SourceText(None, "The letter was read from inside another file, which is not opened here.")
    for candidate in _candidates(path, results):
        try:
            found = candidate.is_file() and candidate.stat().st_size <= _LARGEST
        except (OSError, ValueError):
            found = False
        if found:
            return _verified(candidate, digest)
    return SourceText(None, "The file that the letter was read from is not where the record says.")


def _candidates(path: str, results: Path) -> list[Path]:
    if path.startswith(("\\\\", "//")):  # another machine's, to Windows
        return []
    given = Path(path)
    return [given] if given.is_absolute() else [Path.cwd() / given, results.resolve().parent / given]


def _verified(path: Path, digest: str) -> SourceText:
    """The text of the file, read only once its bytes are known to be the recorded ones."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError:
        return SourceText(None, "The file that the letter was read from cannot be opened.")
    if hashlib.sha256(data).hexdigest() != digest:
        return SourceText(None, "The file that the letter was read from has changed since.")
    try:
        document = read_content(data, "text", str(path), path.stem, ReadingOptions())
    except UnreadableError as error:
        return SourceText(None, f"The file that the letter was read from cannot be read: {error}.")
    return SourceText(document.text)
