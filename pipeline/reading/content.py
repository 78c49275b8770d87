"""A document from the bytes of one text file or PDF."""

from __future__ import annotations

import hashlib

from pipeline.reading.decoding import decode
from pipeline.reading.kinds import Kind, kind_of_start
from pipeline.reading.options import ReadingOptions
from pipeline.reading.pdf_reader import PDF_READER
from pipeline.reading.problems import EMPTY, UnreadableError
from pipeline.text.document import Document


def read_content(data: bytes, kind: Kind, path: str, name: str, options: ReadingOptions) -> Document:
    """The document that `data` hold. What begins as a PDF is read as one, whatever its name says.

    Raises:
        UnreadableError: empty, binary, damaged, or without text.
    """
    if not data:
        raise UnreadableError(EMPTY, "the file is empty")
    digest = hashlib.sha256(data).hexdigest()
    if kind == "pdf" or kind_of_start(data[:1024]) == "pdf":
        if options.ocr:
            from pipeline.reading.ocr import read_with_ocr

            found = read_with_ocr(data, options)
            read, recognised = found.text, found.pages
        else:
            read, recognised = PDF_READER.read(data, options), ()
        return Document(
            read.text,
            name,
            path,
            "application/pdf",
            digest,
            pages=read.pages,
            scanned=read.scanned,
            recognised=recognised,
        )
    decoded = decode(data)
    return Document(decoded.text, name, path, "text/plain", digest, encoding=decoded.encoding, damaged=decoded.damaged)
