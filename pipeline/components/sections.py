"""The factory `imr_sections`: the letter's parts, its items with their labelled parts, and the labels of its header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.conventions import SPANS, SavedComponent, Scorer, record_scorer, scored
from pipeline.components.extensions import get_reading, get_source_text
from pipeline.components.fields import UNKNOWN
from pipeline.components.layouts.decision_lines import Doubt
from pipeline.components.layouts.structure import ITEMS, StructureReader
from pipeline.components.panel import PANEL, REVIEWERS
from pipeline.components.state_categories import CLASSIFIED
from pipeline.components.tags import Tag, write_tags, writes_spans
from pipeline.reading.bundles import BundleSplitter
from pipeline.rules.layout_credentials import CredentialsFinder
from pipeline.rules.layout_fields import FieldFinder
from pipeline.rules.layout_model import Layout
from pipeline.rules.layouts import load_layouts
from pipeline.rules.load import load_shared
from pipeline.rules.tags import FrozenMapping
from pipeline.text.reading_text import ReadingText

_HEADER = 3000  # characters in which the header of a letter of unknown layout is looked for
_BY_LABELS = "the letter is in no known form and was read by its labels alone: compare it with its record"
_ALWAYS = frozenset({"header", "request", "decision", "rationale"})
_HEADING = frozenset({"request", "decision"})  # what an item's heading consists of


class _LayoutReaders:
    """The readers that one layout needs, made when a letter needs them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.marks = layout.recognised_by
        self.structure = StructureReader(layout)

    @cached_property
    def fields(self) -> FieldFinder | None:
        return FieldFinder(self.layout.fields, self.layout.layout) if self.layout.fields else None

    @cached_property
    def credentials(self) -> CredentialsFinder | None:
        return CredentialsFinder(self.layout.credentials, self.layout.layout) if self.layout.credentials else None

    def labels(self, text: str, sections: Iterable[Tag]) -> Iterator[Tag]:
        """The labels and values of the header, and the lists of the reviewer's credentials."""
        for section in sections:
            if section.label == "header" and self.fields is not None:
                yield from self.fields.find(text, section.start, section.end)
            elif self.credentials is not None and section.label == self.credentials.section:
                yield from self.credentials.find(text, section.start, section.end)


class _Structure(NamedTuple):
    """What one layout, if any, makes of a letter: the places of its marks, the sections, the decisions, the
    reviewers."""

    readers: _LayoutReaders | None
    evidence: list[tuple[int, int]]
    sections: list[Tag]
    decisions: list[Tag]
    doubts: list[Doubt]
    reviewers: list[Tag]

    @property
    def labelled(self) -> int:
        """How many items with labelled parts it makes of the letter."""
        return len({s.value for s in self.sections if s.value and s.label not in _HEADING})

    @property
    def reasoned(self) -> int:
        """How many items with a rationale it makes of the letter."""
        return len({s.value for s in self.sections if s.value and s.label == "rationale"})

    @property
    def items(self) -> int:
        """How many items it makes of the letter."""
        return sum(section.label == "request" for section in self.sections)

    @property
    def decided(self) -> int:
        """How many of the items have a decision."""
        return len(self.decisions)


class SectionsComponent(SavedComponent):
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

    file: ClassVar[str] = "layouts.json"

    def __init__(
        self,
        layouts: Iterable[Layout] | None = None,
        *,
        files: Iterable[str | Path] = (),
        patterns: Iterable[str | Path] = (),
    ) -> None:
        self._files, self._patterns = tuple(map(Path, files)), tuple(patterns)
        self._layouts: tuple[Layout, ...] | None = None
        if layouts is not None:
            self._use(layouts)

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the sections that the layouts cut letters into, sorted; none before the layouts are read."""
        found: set[str] = set()
        for layout in self._layouts or ():
            found |= {heading.section for heading in layout.headings} | {part.section for part in layout.items.parts}
        found.discard(ITEMS)
        return tuple(sorted(found | _ALWAYS)) if found else ()

    def prepare(self) -> None:
        """Read and compile the layouts now: what is wrong with them shows at once. Raises `PatternError`."""
        if self._layouts is None:
            self._use(load_layouts(overlays=self._files, shared=load_shared(self._patterns)))

    def _use(self, layouts: Iterable[Layout]) -> None:
        self._layouts = tuple(layouts)
        self._readers = [_LayoutReaders(layout) for layout in self._layouts]
        self._bundles = BundleSplitter(self._layouts)

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts in use."""
        self.prepare()
        return self._layouts or ()

    def split(self, text: str) -> list[tuple[int, int]]:
        """The half-open ranges of the letters that a document's text holds; one range for a single letter."""
        self.prepare()
        return self._bundles.ranges(text)

    def __call__(self, doc: Doc) -> Doc:
        self.check(doc)
        reading = get_reading(doc)
        layout: list[Tag] = []
        warnings: list[Tag] = []
        readers, evidence, sections, decisions, doubts, reviewers = self._structure(reading)
        if readers is None:
            labels = self._labels_of_any_layout(reading.text)
            if reading.text:
                sections = [Tag("rationale", 0, len(reading.text), "", UNKNOWN)]
                warnings.append(Tag("W102", 0, len(reading.text), self._looked_for()))
        else:
            name = readers.layout.layout
            kinds = {CLASSIFIED: readers.layout.classified, PANEL: readers.layout.reviewers}
            attributes = FrozenMapping({name: "yes" for name, holds in kinds.items() if holds})
            layout = [Tag(name, start, end, "", name, attributes) for start, end in evidence]
            labels = list(readers.labels(reading.text, sections))
            if readers.layout.fallback:
                warnings.append(Tag("W105", 0, len(reading.text), _BY_LABELS))
        warnings += [Tag("W106", start, end, reason) for start, end, reason in doubts]
        if writes_spans(doc) and len(letters := self.split(get_source_text(doc))) > 1:
            message = f"the text holds {len(letters)} letters, read as one: pipeline.extract and `run` tell them apart"
            warnings.append(Tag("W104", 0, len(reading.text), message))
        write_tags(doc, "layout", layout)
        write_tags(doc, "sections", sections)
        write_tags(doc, "labels", labels)
        write_tags(doc, "decisions", decisions)
        if reviewers:
            write_tags(doc, REVIEWERS, reviewers)
        write_tags(doc, "warnings", warnings)
        return doc

    def _structure(self, reading: ReadingText) -> _Structure:
        """The letter's parts, by the layout that it shows; where that leaves most items without a decision, finds none,
        or is none, by the fallback layout that reads more decisions, and of several the one that reads most
        rationales."""
        candidates, damaged = self.recognise(reading.text)
        found = [
            _Structure(one, marks, *one.structure.read(reading, damaged=damaged or len(marks) < len(one.marks)))
            for one, marks in candidates
        ]
        # Of layouts that explain a letter equally well the first counts.
        best: _Structure | None = max(found, key=lambda one: (one.labelled, len(one.evidence)), default=None)
        best = best or _Structure(None, [], [], [], [], [])
        if best.items and 2 * best.decided >= best.items:
            return best
        others = [
            # A heading may be printed in small letters: what differs there is what tolerance looks for.
            _Structure(fallback, marks, *fallback.structure.read(reading, damaged=True))
            for fallback in self._readers
            if fallback.layout.fallback and (marks := fallback.structure.evidence(reading.text))
        ]
        usable = [one for one in others if one.items and (one.decided > best.decided or not best.items)]
        return max(usable, key=lambda one: (one.decided, one.reasoned, len(one.evidence)), default=best)

    def recognise(self, text: str) -> tuple[list[tuple[_LayoutReaders, list[tuple[int, int]]]], bool]:
        """(the layouts that the reading text shows marks enough of, with the marks' places, whether they are damaged).

        Damaged marks count only where no layout shows enough whole ones; fallback layouts are left out. A letter that
        has more marks of one layout than another one asks for may still be the other's, which then explains more of
        its items: where several fit, each reads it. Layouts whose marks the letter has too few of are told quickly.
        """
        self.prepare()
        for damaged in (False, True):
            found = [
                (readers, evidence)
                for readers in self._readers
                if not readers.layout.fallback and (evidence := readers.structure.evidence(text, damaged=damaged))
            ]
            if found:
                return found, damaged
        return [], True

    def _labels_of_any_layout(self, text: str) -> list[Tag]:
        """The header's labels of a letter without a known layout: of the layout that finds the most."""
        finders = (readers.fields for readers in self._readers)
        found = (finder.find(text, 0, min(len(text), _HEADER), usual=True) for finder in finders if finder is not None)
        return max(found, key=lambda tags: len({tag.label for tag in tags}), default=[])

    def _looked_for(self) -> str:
        """What a letter of any known layout would have shown."""
        marks = [
            f"{layout.layout} ({'; '.join(mark.text[0] for mark in layout.recognised_by if mark.text)})"
            for layout in self.layouts
        ]
        return f"no layout was recognised; looked for the marks of {', '.join(marks)}"

    def data(self) -> list[Any]:
        """The layouts."""
        return [layout.model_dump(mode="json") for layout in self.layouts]

    def take(self, data: Any) -> None:
        self._use(map(Layout.model_validate, data))

    def __reduce__(self) -> tuple[Any, ...]:
        return SectionsComponent, (self.layouts,)


@Language.factory(
    "imr_sections",
    assigns=[SPANS],
    default_config={
        "layouts": [],
        "patterns": [],
        "scorer": record_scorer("sections", "determination", "decision", "request.text", "rationale.text"),
    },
)
def make_sections(
    nlp: Language, name: str, layouts: list[str], patterns: list[str], scorer: Scorer | None = None
) -> SectionsComponent:
    """`layouts`: paths of further layout files (a config's list); the shipped ones are always there, and one of the
    same name takes the place of a shipped one. `patterns`: rule files, whose fragments and vocabularies layouts use."""
    return scored(SectionsComponent(files=layouts, patterns=patterns), scorer)
