"""The whole benchmark: everything measured in one go, as JSON-able data."""

from __future__ import annotations

import gc
import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from pipeline.benchmark import children
from pipeline.benchmark.contenders import (
    PIPELINE,
    RULER,
    SCRIPT,
    TOKEN_RULER,
    contenders,
    slow_contenders,
)
from pipeline.benchmark.letters import corpus_folder, generated
from pipeline.benchmark.machine import machine
from pipeline.benchmark.rivals import installed_rivals, python_with
from pipeline.benchmark.rule_counts import counts, doubled, rule_times
from pipeline.benchmark.stages import stage_times
from pipeline.benchmark.timing import Figure, figure, ratios, times
from pipeline.benchmark.unread import unread_times
from pipeline.running.loading import load

FORMAT = 1
MEMORY_LETTERS = (1_000, 10_000, 100_000)
QUICK_MEMORY_LETTERS = (1_000, 3_000)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured.

    Attributes:
        letters: different letters that each contender reads in a round.
        rounds: how often; each round is one measurement.
        slow_letters, slow_rounds: the same for what takes hundreds of milliseconds a letter.
        memory_letters: lengths of the runs whose memory is measured.
        worker_letters, worker_runs: length and number of the runs with several workers; the middle one counts.
        workers: numbers of workers to try.
    """

    letters: int = 400
    rounds: int = 9
    slow_letters: int = 10
    slow_rounds: int = 5
    memory_letters: tuple[int, ...] = MEMORY_LETTERS
    worker_letters: int = 6_000
    worker_runs: int = 3
    workers: tuple[int, ...] = (1, 2)

    @classmethod
    def quick(cls, letters: int = 60) -> Plan:
        """Enough to see an order of magnitude, in about a minute."""
        return cls(letters, 5, 4, 2, QUICK_MEMORY_LETTERS, 2_000, 1)


def benchmark(
    plan: Plan, tell: Callable[[str], None] = lambda what: None, corpus: Path | None = None
) -> dict[str, Any]:
    """Measure everything of the plan.

    Args:
        tell: called with what is measured next.
        corpus: the folder of letters to begin with; by default the checkout's.
    """
    texts = list(generated(plan.letters, folder=corpus))
    characters = mean(map(len, texts))
    nlp = load()
    rules = nlp.get_pipe("imr_rules").rules.rules  # type: ignore[attr-defined]
    runners = contenders(nlp)
    gc.collect()
    gc.freeze()
    tell("the pipeline against other tools")
    taken = times(runners, texts, plan.rounds)
    for name, python in installed_rivals().items():
        tell(name)
        taken[name] = _rival(name, python, plan)
    tell(TOKEN_RULER)
    slow = times(slow_contenders(nlp), texts[: plan.slow_letters], plan.slow_rounds)
    tell("stages")
    stages = stage_times(nlp, texts, plan.rounds)
    tell("letters never read before")
    unread = unread_times(nlp, plan.letters, plan.rounds)
    tell("more rules")
    more_rules = rule_times(texts, plan.rounds)
    tell("PDF against text")
    pdf = children.pdf_and_text(nlp, plan.rounds, corpus or corpus_folder())
    tell("starting up")
    start = children.start_up(3)
    runs: dict[int, list[dict[str, Any]]] = {workers: [] for workers in plan.workers}
    for _ in range(plan.worker_runs):
        for workers, done in runs.items():
            tell(f"{workers} workers")
            done.append(children.run_over(plan.worker_letters, workers, corpus))
    ray = []
    if python := python_with("ray"):
        tell("Ray")
        ray = [children.ray_over(python, plan.worker_letters, max(plan.workers), corpus)]
    memory = []
    for letters in plan.memory_letters:
        tell(f"memory over {letters:,} letters")
        memory.append(children.run_over(letters, max(plan.workers), corpus))
    return {
        "format": FORMAT,
        "machine": machine(),
        "plan": {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(plan).items()},
        "letters": {"different": plan.letters, "mean_characters": round(characters)},
        "rules": counts(rules),
        "contenders": {
            **{name: _line(values, characters) for name, values in taken.items()},
            TOKEN_RULER: _line(slow[TOKEN_RULER], mean(map(len, texts[: plan.slow_letters]))),
        },
        "ratios": {**_ratios(taken), **_ratios(slow)},
        "stages": {name: _milliseconds(values) for name, values in stages.items()},
        "unread": {name: _milliseconds(values) for name, values in unread.items()},
        "rules_doubled": {name: _milliseconds(values) for name, values in more_rules.items()},
        "rules_doubled_ratios": {
            name: asdict(ratios(twice, once)) for name, (twice, once) in doubled(more_rules).items()
        },
        "pdf": {name: _milliseconds(values) for name, values in pdf.items()},
        "pdf_ratio": asdict(ratios(pdf["text"], pdf["PDF"])),
        "start_up_seconds": {name: asdict(figure(values)) for name, values in start.items()},
        "ray": ray,
        "workers": [_middle(done) for done in runs.values()],
        "memory": memory,
    }


def _rival(name: str, python: str, plan: Plan) -> list[float]:
    command = [python, "-m", "pipeline.benchmark.rivals", name, str(plan.letters), str(plan.rounds)]
    path = str(Path(__file__).resolve().parents[2])  # another Python does not have this package
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": path}
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr[-500:]}")
    seconds: list[float] = json.loads(done.stdout.splitlines()[-1])["seconds"]
    return seconds


def _middle(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The run of middle speed."""
    return sorted(runs, key=lambda run: float(run["per_second"]))[len(runs) // 2]


def _line(seconds: Sequence[float], characters: float) -> dict[str, Any]:
    milliseconds = figure([1000 * value for value in seconds])
    return {
        "milliseconds": asdict(milliseconds),
        "letters_per_second": 1000 / milliseconds.median,
        "characters_per_second": characters * 1000 / milliseconds.median,
    }


def _milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    return asdict(figure([1000 * value for value in seconds]))


def _ratios(taken: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """How many times as fast as each other tool the pipeline is."""
    return {name: asdict(ratios(values, taken[PIPELINE])) for name, values in taken.items() if name != PIPELINE}


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that the figures are to show, and what they show."""

    what: str
    wanted: str
    found: str
    met: bool


def goals(data: Mapping[str, Any]) -> list[Goal]:
    """What the project has promised of its speed, and whether these figures keep it."""
    return [
        _at_least("as fast as spaCy's span ruler, the rules as token patterns", data["ratios"][TOKEN_RULER], 15),
        _at_least("as fast as spaCy's span ruler, the rules as phrases", data["ratios"][RULER], 15),
        _at_least("as fast as the plain re script", data["ratios"][SCRIPT], 0.25),
        *_workers_goal(data["workers"]),
        _at_least("PDF input as fast as text input", data["pdf_ratio"], 0.5),
        _at_most("twice the phrase rules", data["rules_doubled_ratios"]["phrase"], 1.05),
        _at_most("twice the token rules", data["rules_doubled_ratios"]["token"], 1.10),
        *_memory_goals(data["memory"]),
    ]


def _at_least(what: str, found: Mapping[str, float], wanted: float) -> Goal:
    return Goal(what, f"at least {wanted:g} times", _interval(found), found["median"] >= wanted)


def _at_most(what: str, found: Mapping[str, float], wanted: float) -> Goal:
    return Goal(what, f"at most {wanted:g} times the time", _interval(found), found["median"] <= wanted)


def _interval(found: Mapping[str, float]) -> str:
    return f"{found['median']:.2f} ({found['low']:.2f} to {found['high']:.2f})"


def _workers_goal(runs: Sequence[Mapping[str, Any]]) -> list[Goal]:
    rates = {run["workers"]: run["per_second"] for run in runs}
    if not rates.get(1) or not rates.get(2):
        return []
    ratio = rates[2] / rates[1]
    return [Goal("two workers against one", "at least 1.8 times as fast", f"{ratio:.2f}", ratio >= 1.8)]


def _memory_goals(runs: Sequence[Mapping[str, Any]]) -> list[Goal]:
    peaks = {run["letters"]: max(run["peak_mb"].values()) for run in runs}
    first, last = min(peaks), max(peaks)
    ratio, most = peaks[last] / peaks[first], max(peaks.values())
    what = f"peak memory over {last:,} letters against {first:,}"
    return [
        Goal(what, "at most 1.2 times", f"{ratio:.2f}", ratio <= 1.2),
        Goal("peak memory of a process", "under 400 MB", f"{most:.0f} MB", most < 400),
    ]


__all__ = ["Figure", "Goal", "Plan", "benchmark", "goals"]
