"""Timing several things in turn, so that a machine that is slow for a moment is slow for all of them."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A median with the interval in which it lies with a confidence of 95 %, by the bootstrap."""

    median: float
    low: float
    high: float


def figure(values: Sequence[float], seed: int = 7) -> Figure:
    """The median of measurements and its interval."""
    chance = random.Random(seed)
    medians = sorted(median(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return Figure(median(values), medians[int(0.025 * _RESAMPLES)], medians[int(0.975 * _RESAMPLES)])


def times(
    contenders: Mapping[str, Callable[[str], object]], texts: Sequence[str], rounds: int
) -> dict[str, list[float]]:
    """Seconds per letter of each contender, one value a round. The first round, in which caches fill, is left out."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    chance = random.Random(rounds)
    for number in range(rounds + 1):
        order = list(contenders)
        chance.shuffle(order)
        for name in order:
            seconds = seconds_each(contenders[name], texts)
            if number:
                taken[name].append(seconds)
    return taken


def seconds_each(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """Seconds of processor time per letter."""
    gc.collect()
    start = process_time()
    for text in texts:
        run(text)
    return (process_time() - start) / len(texts)


def ratios(one: Sequence[float], other: Sequence[float]) -> Figure:
    """How many times `one` is `other`, round by round."""
    return figure([a / b for a, b in zip(one, other, strict=True)])
