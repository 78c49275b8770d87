"""Letters at their first reading: words that no letter had before are met, and automata of expressions grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.benchmark.contenders import pipeline_contender
from pipeline.benchmark.letters import generated
from pipeline.benchmark.timing import seconds_each

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
            values.append(seconds_each(run, texts))
    return taken
