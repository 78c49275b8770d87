"""What is measured in processes of its own: starting up, memory over many letters, several workers.

Run as `python -m pipeline.benchmark.children JSONL WORKERS`: a run over that file, with its rate and its peak memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from pipeline.benchmark.letters import corpus_folder, generated, write_jsonl
from pipeline.running.run import RunRequest, run_letters
from pipeline.writing.rendering import Rendered


class Clock:
    """Follows a run: when the first and the last document were done."""

    def __init__(self) -> None:
        self.first = self.last = 0.0
        self.documents = 0

    def begin(self, total: int | None, done: int) -> None:
        """Nothing."""

    def document(self, rendered: Rendered) -> None:
        """A document is done."""
        self.last = perf_counter()
        self.first = self.first or self.last
        self.documents += 1


def run_over(letters: int, workers: int, folder: Path | None = None) -> dict[str, Any]:
    """A whole run over so many letters in a process of its own: letters per second from the first letter on, and
    the peak memory in MB of the process that hands out the work and of the largest worker."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "letters.jsonl"
        write_jsonl(path, letters, folder=folder)
        done = _python("-m", "pipeline.benchmark.children", str(path), str(workers))
        found: dict[str, Any] = json.loads(done)
    return {"letters": letters, "workers": workers, **found}


def ray_over(python: str, letters: int, workers: int, folder: Path | None = None) -> dict[str, Any]:
    """A run of so many letters on a Ray cluster of this machine: seconds by the clock, from the process's start to its
    end, so that starting Ray counts.

    Args:
        python: has Ray and what the pipeline needs.
    """
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "letters.jsonl"
        write_jsonl(path, letters, folder=folder)
        command = ["-m", "pipeline", "run", str(path), "--engine", "ray", "--output", f"{place}/results"]
        start = perf_counter()
        _python(*command, "--workers", str(workers), python=python)
        return {"letters": letters, "workers": workers, "seconds": perf_counter() - start}


def start_up(times: int) -> dict[str, list[float]]:
    """Seconds that commands take from their start to their end."""
    with tempfile.TemporaryDirectory() as place:
        letter = Path(place) / "letter.txt"
        letter.write_text(next(generated(1)), encoding="utf-8")
        commands = {
            "--help": ["-m", "pipeline", "--help"],
            "load the pipeline": ["-c", "import pipeline; pipeline.load()"],
            "run over one letter": ["-m", "pipeline", "run", str(letter), "--output", f"{place}/results"],
        }
        return {name: [_seconds(command) for _ in range(times)] for name, command in commands.items()}


def pdf_and_text(nlp: Any, rounds: int, folder: Path) -> dict[str, list[float]]:
    """Seconds per letter for the PDFs of a folder, or of the corpus where it has none, and for the same texts as text
    files."""
    from pipeline.reading import read
    from pipeline.running.letters import examine_all
    from pipeline.text.document import Document

    pdfs = sorted(folder.rglob("*.pdf")) or sorted(corpus_folder().rglob("*.pdf"))
    taken: dict[str, list[float]] = {"PDF": [], "text": []}
    with tempfile.TemporaryDirectory() as place:
        texts = []
        for number, path in enumerate(pdfs):
            document = next(one for one in read(path) if isinstance(one, Document))
            texts.append(Path(place) / f"{number}.txt")
            texts[-1].write_text(document.text, encoding="utf-8", newline="")
        for number in range(rounds + 1):
            for name, paths in (("PDF", pdfs), ("text", texts)):
                start = process_time()
                for _ in range(5):
                    for found in read(paths):
                        if isinstance(found, Document):
                            examine_all(nlp, found)
                if number:
                    taken[name].append((process_time() - start) / (5 * len(paths)))
    return taken


def _python(*arguments: str, python: str = sys.executable) -> str:
    path = str(Path(__file__).resolve().parents[2])  # another Python may have another version of this package
    done = subprocess.run(
        [python, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed: {done.stderr[-500:]}")
    return done.stdout


def _seconds(arguments: list[str]) -> float:
    start = perf_counter()
    _python(*arguments)
    return perf_counter() - start


def _peak() -> float | None:
    """The peak memory of this process in MB. Linux counts what the process was forked from into its usual figure."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), None)


def main(path: Path, workers: int) -> None:
    """The run; prints its figures as JSON."""
    import resource

    clock = Clock()
    with tempfile.TemporaryDirectory() as place:
        request = RunRequest((str(path),), Path(place) / "results", workers=workers)
        run_letters(request, clock)
    own, workers_own = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    scale = 1 if sys.platform == "darwin" else 1024
    peak = {"parent": _peak() or own.ru_maxrss * scale / 1e6, "worker": workers_own.ru_maxrss * scale / 1e6}
    busy = {"parent": own.ru_utime + own.ru_stime, "workers": workers_own.ru_utime + workers_own.ru_stime}
    rate = (clock.documents - 1) / (clock.last - clock.first) if clock.last > clock.first else 0.0
    print(json.dumps({"per_second": rate, "peak_mb": peak, "processor_seconds": busy}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
