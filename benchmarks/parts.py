"""What each part of the pipeline takes of a letter: components, and functions inside them that are parts by themselves.

A part's instructions are those between two dumps of callgrind's counters. What asking for a dump takes is measured by
asking for two, one behind the other, and left out.
"""

from __future__ import annotations

import functools
import importlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline.components.tags import without_spans
from pipeline.running.letters import source_data
from pipeline.text.document import Document
from pipeline.writing.rendering import render

INSIDE = {
    "page furniture": ("pipeline.text.reading_text", "furniture_ranges"),
    "rules: search": ("pipeline.components.rules", "LetterMatcher.__call__"),
    "rules: cues": ("pipeline.components.rules", "apply_cues"),
    "decisions: verdicts": ("pipeline.components.decision_reading.verdicts", "Verdicts.conclusion"),
    "decisions: dependence": ("pipeline.components.decision_reading.dependence", "Reasons.depends_on"),
    "findings: citations": ("pipeline.components.assemble", "examined"),
    "findings: contradictions": ("pipeline.assembling.letter", "contradictions"),
}
"""Parts of components: a module and a function or method that it has."""
Dump = Callable[[], None]
"""Asks for what was counted since the last time to be written down."""
_ASKING = ""


class Parts:
    """Divides work into parts that stand one inside another, each without those inside it.

    Attributes:
        intervals: for each dump the part that was open before it.
    """

    def __init__(self, dump: Dump) -> None:
        self._dump = dump
        self._open: list[str] = []
        self.intervals: list[str | None] = []

    def begin(self) -> None:
        """Start counting: what stood before does not count, and what asking takes is measured."""
        for interval in (None, _ASKING):
            self._dump()
            self.intervals.append(interval)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """A part."""
        self._close()
        self._open.append(name)
        try:
            yield
        finally:
            self._close()
            self._open.pop()

    def _close(self) -> None:
        self._dump()
        self.intervals.append(self._open[-1] if self._open else None)

    def counts(self, dumped: Sequence[int]) -> dict[str, int]:
        """The instructions of each part, given those of each interval."""
        found: Counter[str] = Counter()
        asking = next(count for name, count in zip(self.intervals, dumped, strict=True) if name == _ASKING)
        for name, count in zip(self.intervals, dumped, strict=True):
            if name:
                found[name] += count - asking
        return dict(found)


@contextmanager
def inside(parts: Parts) -> Iterator[None]:
    """Functions that are parts by themselves are counted as such."""
    before: list[tuple[Any, str, Any]] = []
    try:
        for name, (module, path) in INSIDE.items():
            *owners, attribute = path.split(".")
            owner = functools.reduce(getattr, owners, importlib.import_module(module))
            function = getattr(owner, attribute)
            before.append((owner, attribute, function))
            setattr(owner, attribute, _counted(function, name, parts))
        yield
    finally:
        for owner, attribute, function in before:
            setattr(owner, attribute, function)


def _counted(function: Callable[..., Any], name: str, parts: Parts) -> Callable[..., Any]:
    @functools.wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        with parts.part(name):
            return function(*args, **kwargs)

    return counted


def read_in_parts(nlp: Any, texts: Sequence[str], dump: Dump, dumped: Callable[[], list[int]]) -> dict[str, float]:
    """Millions of instructions a letter, by part, in the pipeline's order.

    Args:
        texts: letters that were read before.
        dumped: what was counted before each dump.
    """
    parts = Parts(dump)
    with inside(parts):
        parts.begin()
        for text in texts:
            with parts.part("reading text and tokenizer"):
                doc = nlp.make_doc(text)
                document = Document(text, "letter", "letter", "text/plain", "")
                doc._.source = source_data(document)
                without_spans(doc)
            for name, component in nlp.pipeline:
                with parts.part(name):
                    doc = component(doc)
            with parts.part("record to lines of the output"):
                render(doc._.letter, None)
    return {name: count / len(texts) / 1e6 for name, count in parts.counts(dumped()).items()}
