"""Where a letter's time goes: tokenizer with reflow, each component, making the output's lines."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time
from typing import TYPE_CHECKING

from pipeline.benchmark.contenders import document_of
from pipeline.components.tags import without_spans
from pipeline.running.letters import source_data
from pipeline.writing.rendering import render

if TYPE_CHECKING:
    from spacy.language import Language


def stage_times(nlp: Language, texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Seconds per letter of each stage, one value a round; the first round is left out."""
    taken: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        seconds: dict[str, float] = {}
        for text in texts:
            _one_letter(nlp, text, seconds)
        if number:
            for name, value in seconds.items():
                taken.setdefault(name, []).append(value / len(texts))
    return taken


def _one_letter(nlp: Language, text: str, seconds: dict[str, float]) -> None:
    start = process_time()

    def lap(name: str) -> None:
        nonlocal start
        now = process_time()
        seconds[name] = seconds.get(name, 0.0) + now - start
        start = now

    doc = nlp.make_doc(text)
    doc._.source = source_data(document_of(text))
    without_spans(doc)
    lap("reflow and tokenizer")
    for name, component in nlp.pipeline:
        doc = component(doc)
        lap(name)
    render(doc._.letter, None)
    lap("record to output lines")
