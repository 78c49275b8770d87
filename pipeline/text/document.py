"""A document as it came from a source: its text and where it came from. Knows nothing of letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be read, with its provenance.

    Attributes:
        text: the decoded content; for a PDF the text its reader extracted. All record offsets refer to it.
        name: what the letter is called where it shows no case number (a file's stem, a JSONL row's id).
        path: where it came from, as shown in records and problems (`bundle.zip!letters/a.txt`, `rows.jsonl:12`).
        media_type: `text/plain`, `application/pdf` or `application/jsonl`.
        sha256: hexadecimal digest of the source's bytes (of the row's line for JSONL).
        encoding: the encoding that the text was decoded with; `None` for a PDF.
        pages: half-open character ranges of the pages in `text`; empty where the source has no pages.
        scanned: numbers (1, 2 …) of the pages that show an image in place of a text.
        damaged: whether bytes that are no text in `encoding` were replaced by U+FFFD.
        metadata: the source's fields beside the text (JSONL), passed through to the record.
    """

    text: str
    name: str
    path: str
    media_type: str
    sha256: str
    encoding: str | None = None
    pages: tuple[tuple[int, int], ...] = ()
    scanned: tuple[int, ...] = ()
    damaged: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)
