"""Letters at their first reading: words that no letter had before are met, and automata of expressions grow."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

from pipeline.benchmark.contenders import Contender, pipeline_contender
from pipeline.benchmark.letters import generated

if TYPE_CHECKING:
    from spacy.language import Language

NEVER_READ, AGAIN = "letters never read before", "the same again"
_FIRST_SEED = 1_000


def unread_times(nlp: Language, letters: int, rounds: int) -> dict[str, list[float]]:
    """Seconds per letter of so many made letters, other ones in each round, at their first reading and once more."""
    run = pipeline_contender(nlp)
    taken: dict[str, list[float]] = {NEVER_READ: [], AGAIN: []}
    for number in range(rounds):
        texts = list(generated(letters, seed=_FIRST_SEED + number))
        for values in taken.values():
            values.append(_seconds(run, texts))
    return taken


def _seconds(run: Contender, texts: list[str]) -> float:
    gc.collect()
    start = process_time()
    for text in texts:
        run(text)
    return (process_time() - start) / len(texts)
