"""The component `imr_citations`: guideline citations of the guideline lines and rationales.

It reads `doc.spans["sections"]` and the rules' hits, and writes `doc.spans["citations"]`, `doc.spans["citation_parts"]`
and `doc.spans["guideline_lines"]`, whose labels and values are described in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.citation_reading.reader import KINDS, SOURCES, CitationReader
from pipeline.components.conventions import LetterComponent, Saved, Scorer, registered, scored
from pipeline.components.extensions import get_reading
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.loading import load_catalogue
from pipeline.guidelines.schema import CatalogueFile

_PARTS = ("guideline", "edition", "chapter_number", "chapter_title", "section", "regulation", "pages")
_OF_LINES = ("uncited", "outside_mtus")


@registered(
    *("citations", "citations", "*_guideline.*", "rationale.citation", "rationale.pages", "rationale.chapter"),
    "rationale.cited_source",
    catalogue=[],
)
def make_citations(
    nlp: Language, name: str, *, catalogue: list[str], scorer: Scorer | None = None
) -> CitationComponent:
    """The factory.

    Args:
        catalogue: catalogue files or folders of the user's, laid over the shipped catalogue in this order.
        scorer: counts the values of the component.
    """
    return scored(CitationComponent(overlays=catalogue), scorer)


class CitationComponent(Saved, LetterComponent):
    """Reads citations with a catalogue, which it keeps when it is written to disk.

    The catalogue is read when it is first needed, so that a saved pipeline, which brings its own, can be loaded where
    the user's files it was made with are gone.

    Args:
        catalogue: the catalogue.
        overlays: files laid over the shipped catalogue, where no catalogue is given.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules"}
    file: ClassVar[str] = "catalogue.json"
    writes: ClassVar[tuple[str, ...]] = (*SOURCES, *_PARTS, *_OF_LINES)

    def __init__(self, catalogue: Catalogue | None = None, *, overlays: Iterable[str] = ()) -> None:
        self._overlays = tuple(overlays)
        if catalogue is not None:
            self.reader = CitationReader(catalogue)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in use. Raises `PatternError` where a user's file is wrong."""
        return self.reader.catalogue

    @cached_property
    def reader(self) -> CitationReader:
        """The reader with the catalogue in use. Raises `PatternError` where a user's file is wrong."""
        return CitationReader(load_catalogue(self._overlays))

    def prepare(self) -> None:
        """Read the catalogue now, so that what is wrong with it shows at once."""
        _ = self.reader

    def __call__(self, doc: Doc) -> Doc:
        """Write the citations of `doc`; a Doc without sections gets empty groups."""
        self.check(doc)
        citations: list[Tag] = []
        parts: list[Tag] = []
        lines: list[Tag] = []
        text, hits = get_reading(doc).text, read_tags(doc, "rules")
        for section in read_tags(doc, "sections"):
            if section.label not in KINDS:
                continue
            read = self.reader.read(text, section.start, section.end, section.label, hits)
            for tag in read.tags:
                (citations if tag.label in SOURCES else parts).append(tag)
            for label, said in (("uncited", not read.cited), ("outside_mtus", read.outside_mtus)):
                if said:
                    lines.append(Tag(label, section.start, section.end))
        write_tags(doc, "citations", citations)
        write_tags(doc, "citation_parts", parts)
        write_tags(doc, "guideline_lines", lines)
        return doc

    def data(self) -> list[Any]:
        """The catalogue's files."""
        return self.catalogue.data()

    def take(self, data: Any) -> None:
        self.reader = CitationReader(Catalogue(CatalogueFile.model_validate(file) for file in data))
