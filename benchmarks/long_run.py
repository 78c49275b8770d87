"""One long run over made letters, all different: processor seconds a letter and memory over time. Linux only.

    python benchmarks/long_run.py --letters 200000 --workers 2 --minutes 60 --json FILE --plot FILE

`imr run` reads the letters from a pipe while they are made, so that no file of them is needed. Every few seconds the
letters that are done, the processor time and the memory of the run and its workers are noted. Behind `--minutes` no
more letters are made, and the figures are those of as many as were read.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any, NamedTuple

from letters_done import LettersDone

from pipeline.benchmark.letters import generated

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
FIRST = 1_000


class Sample(NamedTuple):
    """What a run has come to: seconds on the clock, letters, processor seconds, megabytes of its processes."""

    seconds: float
    letters: int
    processor: float
    parent: float
    workers: list[float]


def main() -> None:
    """Measure, write the figures, draw them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=200_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two samples")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path, help="PNG, SVG or PDF, by the name's ending")
    parser.add_argument("--from-json", type=Path, help="measure nothing; show what --json wrote before")
    given = parser.parse_args()
    if given.from_json:
        samples = [Sample(*one) for one in json.loads(given.from_json.read_text(encoding="utf-8"))]
    else:
        samples = list(measured(given.letters, given.workers, given.minutes * 60, given.every))
    if given.json:
        given.json.write_text(json.dumps(samples) + "\n", encoding="utf-8")
    if given.plot:
        draw(samples, given.plot)
    print(json.dumps(figures(samples), indent=2))


def measured(letters: int, workers: int, seconds: float, every: float) -> Iterator[Sample]:
    """The samples of a run over so many letters, or as many as are made in that time."""
    with tempfile.TemporaryDirectory() as place:
        command = ["-m", "pipeline", "run", "-", "--output", f"{place}/results", "--workers", str(workers)]
        start = monotonic()
        run = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        assert run.stdin is not None
        threading.Thread(target=_feed, args=(run.stdin, letters, start + seconds), daemon=True).start()
        done = LettersDone(Path(place))
        while run.poll() is None:
            sleep(every)
            try:
                sample = _sample(run.pid, monotonic() - start, done.count())
            except (OSError, IndexError):  # it is just ending
                break
            if len(sample.workers) < workers:  # they have ended, and their processor time counts no more
                break
            yield sample
        run.wait()


def _feed(stream: IO[str], letters: int, end: float) -> None:
    """Write letters, one a line, until there are enough or it is late."""
    with stream:
        for number, text in enumerate(generated(letters)):
            if monotonic() > end:
                break
            stream.write(json.dumps({"id": str(number), "text": text}) + "\n")


def _sample(pid: int, seconds: float, letters: int) -> Sample:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    stats = [_stat(one) for one in (pid, *children)]
    return Sample(
        round(seconds, 1),
        letters,
        sum(processor for processor, _ in stats),
        stats[0][1],
        sorted((memory for _, memory in stats[1:]), reverse=True),
    )


def _stat(pid: int) -> tuple[float, float]:
    """Processor seconds and megabytes of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE / 1e6


def figures(samples: list[Sample]) -> dict[str, Any]:
    """Milliseconds a letter in the first thousand and behind it; memory after the first thousand, and at its most."""
    begun = next((one for one in samples if one.letters), samples[0])
    last = samples[-1]
    first = next((one for one in samples if one.letters >= FIRST + begun.letters), last)
    return {
        "letters": last.letters,
        "seconds": last.seconds,
        "first thousand, processor ms a letter": _each(begun, first),
        "the others, processor ms a letter": _each(first, last),
        "last quarter, processor ms a letter": _each(samples[len(samples) * 3 // 4], last),
        "MB of the parent: first thousand, most": [first.parent, max(one.parent for one in samples)],
        "MB of a worker: first thousand, most": [first.workers[:1], max(one.workers[:1] for one in samples)],
    }


def _each(one: Sample, other: Sample) -> float:
    letters = other.letters - one.letters
    return round((other.processor - one.processor) / letters * 1000, 2) if letters else 0.0


def draw(samples: list[Sample], file: Path) -> None:
    """Memory over the letters that are done, and processor time a letter."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    memory, time = figure.subplots(2, 1, sharex=True)
    done = [one.letters for one in samples]
    memory.plot(done, [one.parent for one in samples], label="parent")
    for worker in range(max((len(one.workers) for one in samples), default=0)):
        known = [one for one in samples if len(one.workers) > worker]
        memory.plot(
            [one.letters for one in known], [one.workers[worker] for one in known], label=f"process {worker + 1}"
        )
    memory.set(ylabel="MB", ylim=(0, None))
    memory.legend(loc="lower right", fontsize="small")
    steps = [(one, other) for one, other in zip(samples, samples[6:], strict=False) if other.letters > one.letters]
    time.plot([other.letters for _, other in steps], [_each(one, other) for one, other in steps])
    time.set(ylabel="processor ms a letter", xlabel="letters", ylim=(0, None))
    figure.savefig(file)


if __name__ == "__main__":
    main()
