"""The factory `imr_sections`: the letter's parts, its items with their labelled parts, and the labels of its header."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.assembling.groups import REVIEWERS
from pipeline.components.conventions import LetterComponent, Saved, Scorer, registered, scored
from pipeline.components.extensions import get_reading, get_source_text
from pipeline.components.fields import BY_LABELS, UNKNOWN
from pipeline.components.tags import Tag, write_tags, writes_spans
from pipeline.layouts.loading import load_layouts
from pipeline.layouts.model import Layout
from pipeline.layouts.recognition import Recogniser
from pipeline.layouts.structure import ITEMS
from pipeline.reading.bundles import BundleSplitter
from pipeline.rules.load import load_shared

_UNKNOWN_FORM = "the letter is in no known form and was read by its labels alone: compare it with its record"
_ALWAYS = frozenset({"header", "request", "decision", "rationale"})


class SectionsComponent(Saved, LetterComponent):
    """Recognises a letter's layout and writes the span groups `layout`, `sections`, `labels`, `warnings` and the
    `decision` tags of `decisions`.

    Files are read when they are first needed, so that a saved pipeline, which brings its own layouts, can be loaded
    where the files that it was made with are gone.

    Args:
        layouts: the layouts to choose from; the one with the most evidence in the text is taken. `None`: the shipped
            ones and those of `files`.
        files: further layout files.
        patterns: a user's rule files, whose fragments and vocabularies the layouts may name.
    """

    needs: ClassVar[dict[str, str]] = {}
    file: ClassVar[str] = "layouts.json"

    def __init__(
        self,
        layouts: Iterable[Layout] | None = None,
        *,
        files: Iterable[str | Path] = (),
        patterns: Iterable[str | Path] = (),
    ) -> None:
        self._files, self._patterns = tuple(map(Path, files)), tuple(patterns)
        if layouts is not None:
            self.layouts = tuple(layouts)

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts in use. Raises `PatternError` where a file is wrong."""
        return tuple(load_layouts(overlays=self._files, shared=load_shared(self._patterns)))

    @cached_property
    def recogniser(self) -> Recogniser:
        """What chooses among the layouts in use."""
        return Recogniser(self.layouts)

    @cached_property
    def _bundles(self) -> BundleSplitter:
        return BundleSplitter(self.layouts)

    def prepare(self) -> None:
        """Read and compile the layouts now: what is wrong with them shows at once. Raises `PatternError`."""
        _ = self.recogniser, self._bundles

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the sections that the layouts cut letters into, sorted; none before the layouts are read."""
        found: set[str] = set()
        for layout in vars(self).get("layouts", ()):
            found |= {heading.section for heading in layout.headings} | {part.section for part in layout.items.parts}
        return tuple(sorted((found | _ALWAYS) - {ITEMS})) if found else ()

    def split(self, text: str) -> list[tuple[int, int]]:
        """The half-open ranges of the letters that a document's text holds; one range for a single letter."""
        return self._bundles.ranges(text)

    def annotate(self, doc: Doc) -> None:
        reading = get_reading(doc)
        reader, evidence, (sections, decisions, doubts, reviewers) = self.recogniser.read(
            reading, published=(doc._.source or {}).get("published", False)
        )
        whole = 0, len(reading.text)
        layout: list[Tag] = []
        warnings: list[Tag] = []
        if reader is not None:
            name = reader.layout.layout
            layout = [Tag(name, start, end, "", name, reader.attributes) for start, end in evidence]
            labels = list(reader.labels(reading.text, sections))
            warnings += [Tag(BY_LABELS, *whole, _UNKNOWN_FORM)] if reader.layout.fallback else []
        else:
            labels = self.recogniser.labels_of_any_layout(reading.text)
            message = f"no layout was recognised; looked for the marks of {self.recogniser.looked_for()}"
            if reading.text:
                sections, warnings = [Tag("rationale", *whole, "", UNKNOWN)], [Tag("W102", *whole, message)]
        warnings += [Tag("W106", start, end, reason) for start, end, reason in doubts]
        if writes_spans(doc) and len(letters := self.split(get_source_text(doc))) > 1:
            message = f"the text holds {len(letters)} letters, read as one: pipeline.extract and `run` tell them apart"
            warnings.append(Tag("W104", *whole, message))
        groups = {"layout": layout, "sections": sections, "labels": labels, "decisions": decisions}
        for group, tags in {**groups, **({REVIEWERS: reviewers} if reviewers else {}), "warnings": warnings}.items():
            write_tags(doc, group, tags)

    def data(self) -> list[Any]:
        """The layouts."""
        return [layout.model_dump(mode="json") for layout in self.layouts]

    def take(self, data: Any) -> None:
        for made in ("recogniser", "_bundles"):
            vars(self).pop(made, None)
        self.layouts = tuple(map(Layout.model_validate, data))

    def __reduce__(self) -> tuple[Any, ...]:
        return SectionsComponent, (self.layouts,)


@registered(
    *("sections", "sections", "determination", "decision", "request.text", "rationale.text"), layouts=[], patterns=[]
)
def make_sections(
    nlp: Language, name: str, layouts: list[str], patterns: list[str], scorer: Scorer | None = None
) -> SectionsComponent:
    """`layouts`: paths of further layout files (a config's list); the shipped ones are always there, and one of the
    same name takes the place of a shipped one. `patterns`: rule files, whose fragments and vocabularies layouts use."""
    return scored(SectionsComponent(files=layouts, patterns=patterns), scorer)
