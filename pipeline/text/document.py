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
        media_type: `text/plain`, `application/pdf`, `application/jsonl`, or of a table.
        sha256: hexadecimal digest of the source's bytes (of the row's line for JSONL).
        encoding: the encoding that the text was decoded with; `None` for a PDF.
        pages: half-open character ranges of the pages in `text`; empty where the source has no pages.
        scanned: numbers (1, 2 …) of the pages that show an image in place of a text.
        recognised: numbers of the pages whose text was recognised in an image.
        damaged: whether bytes that are no text in `encoding` were replaced by U+FFFD.
        row: the fields beside the text, of a row of JSONL or of a table; passed through to the record.
        official: the official decision on the case, as a table prints it; `None` where there is none.
        published: whether it is a row of a table that has official decisions: a review, in whatever words.
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
    row: Mapping[str, Any] = field(default_factory=dict)
    official: str | None = None
    recognised: tuple[int, ...] = ()
    published: bool = False
