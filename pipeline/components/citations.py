"""The component `imr_citations`: guideline citations of the guideline lines and rationales.

It reads `doc.spans["sections"]` and writes `doc.spans["citations"]` and `doc.spans["citation_parts"]`, whose labels
and values are described in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.citation_reading.reader import KINDS, SOURCES, read_citations
from pipeline.components.extensions import get_reading
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.loading import load_catalogue
from pipeline.guidelines.schema import CatalogueFile


@Language.factory(
    "imr_citations",
    assigns=["doc.spans"],
    default_config={"catalogue": []},
)
def make_citations(nlp: Language, name: str, *, catalogue: list[str]) -> CitationComponent:
    """The factory.

    Args:
        catalogue: catalogue files or folders of the user's, laid over the shipped catalogue in this order.
    """
    return CitationComponent(overlays=catalogue)


class CitationComponent:
    """Reads citations with a catalogue, which it keeps when it is written to disk.

    The catalogue is read when it is first needed, so that a saved pipeline, which brings its own, can be loaded where
    the user's files it was made with are gone.

    Args:
        catalogue: the catalogue.
        overlays: files laid over the shipped catalogue, where no catalogue is given.
    """

    def __init__(self, catalogue: Catalogue | None = None, *, overlays: Iterable[str] = ()) -> None:
        self._catalogue = catalogue
        self._overlays = tuple(overlays)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in use. Raises `CatalogueError` where a user's file is wrong."""
        if self._catalogue is None:
            self._catalogue = load_catalogue(self._overlays)
        return self._catalogue

    def prepare(self) -> None:
        """Read the catalogue now, so that what is wrong with it shows at once."""
        _ = self.catalogue

    def __call__(self, doc: Doc) -> Doc:
        """Write the citations of `doc`; a Doc without sections gets empty groups."""
        citations: list[Tag] = []
        parts: list[Tag] = []
        text = get_reading(doc).text
        for section in read_tags(doc, "sections"):
            if section.label in KINDS:
                for tag in read_citations(text, section.start, section.end, section.label, self.catalogue):
                    (citations if tag.label in SOURCES else parts).append(tag)
        write_tags(doc, "citations", citations)
        write_tags(doc, "citation_parts", parts)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The catalogue's files as bytes."""
        return bytes(srsly.msgpack_dumps(self.catalogue.data()))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> CitationComponent:
        """Take the catalogue from `to_bytes`."""
        self._take(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the catalogue as `catalogue.json` into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_json(folder / "catalogue.json", self.catalogue.data())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> CitationComponent:
        """Read what `to_disk` wrote."""
        self._take(srsly.read_json(Path(path) / "catalogue.json"))
        return self

    def _take(self, data: Any) -> None:
        self._catalogue = Catalogue(CatalogueFile.model_validate(file) for file in data)
