"""The factory `imr_citations`: guideline citations of the guideline lines and rationales."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.citation_reading.lines import LINE_FACTS
from pipeline.components.citation_reading.reader import KINDS, PARTS, SOURCES, CitationReader
from pipeline.components.conventions import LetterComponent, Saved, Scorer, registered, scored
from pipeline.components.extensions import get_reading
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.loading import load_catalogue
from pipeline.guidelines.schema import CatalogueFile

_SCORED = ("*_guideline.*", *(f"rationale.{value}" for value in ("citation", "pages", "chapter", "cited_source")))


class CitationComponent(Saved, LetterComponent):
    """Reads `sections` and the rules' hits, and writes the groups `citations`, `citation_parts` and `guideline_lines`,
    whose labels and values docs/architecture.md describes.

    The catalogue is kept when the component is written to disk, and read when it is first needed, so that a saved
    pipeline can be loaded where the user's files it was made with are gone.

    Args:
        catalogue: the catalogue.
        overlays: files laid over the shipped catalogue, where no catalogue is given.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules"}
    file: ClassVar[str] = "catalogue.json"
    writes: ClassVar[tuple[str, ...]] = (*SOURCES, *PARTS, *LINE_FACTS)

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

    def annotate(self, doc: Doc) -> None:
        text, hits = get_reading(doc).text, read_tags(doc, "rules")
        groups: dict[str, list[Tag]] = {"citations": [], "citation_parts": [], "guideline_lines": []}
        for section in read_tags(doc, "sections"):
            if section.label in KINDS:
                read = self.reader.read(text, section.start, section.end, section.label, hits)
                for tag in read.tags:
                    groups["citations" if tag.label in SOURCES else "citation_parts"].append(tag)
                groups["guideline_lines"] += (Tag(fact, section.start, section.end) for fact in read.facts)
        for group, tags in groups.items():
            write_tags(doc, group, tags)

    def data(self) -> list[Any]:
        """The catalogue's files."""
        return self.catalogue.data()

    def take(self, data: Any) -> None:
        self.reader = CitationReader(Catalogue(CatalogueFile.model_validate(file) for file in data))


@registered("citations", *_SCORED, catalogue=[])
def make_citations(
    nlp: Language, name: str, *, catalogue: list[str], scorer: Scorer | None = None
) -> CitationComponent:
    """`catalogue`: files or folders of the user's, laid over the shipped catalogue in this order."""
    return scored(CitationComponent(overlays=catalogue), scorer)
