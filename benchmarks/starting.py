"""What commands take from their start to their end, as whole processes, beside `import spacy`.

From a checkout: `python benchmarks/starting.py [--times N] [--instructions]`. Told is the least processor time of
several runs in turn, or the instructions that valgrind's callgrind counts, nearly the same in each run. What is kept
between runs is there: each command has run before.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LETTER = "corpus/seed-layout/CM16-9900667.txt"
COUNTED = re.compile(r"Collected : (\d+)")


def main() -> None:
    """Print what each command takes, and how many times that of the import."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="so many runs of each")
    parser.add_argument("--instructions", action="store_true", help="count instructions, in one run of each")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "import spacy": ["-c", "import spacy"],
            "run over one letter": ["-m", "pipeline", "run", LETTER, "--output", f"{folder}/out"],
            "patterns check of one file": ["-m", "pipeline", "patterns", "check", "patterns/cues/contrast.yml"],
            "--help": ["-m", "pipeline", "--help"],
        }
        for command in commands.values():
            seconds(command)
        figures = dict.fromkeys(commands, float("inf"))
        for _ in range(1 if args.instructions else args.times):
            for name, command in commands.items():
                figures[name] = min(figures[name], instructions(command) if args.instructions else seconds(command))
    for name, figure in figures.items():
        shown = f"{figure / 1e9:6.2f} thousand million instructions" if args.instructions else f"{figure:6.2f} s"
        print(f"{shown}  {figure / figures['import spacy']:5.2f}  {name}")


def seconds(arguments: Sequence[str]) -> float:
    """The processor time of Python with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    python(arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def instructions(arguments: Sequence[str]) -> float:
    """The instructions of Python with these arguments; some are as many in each run only if words hash alike."""
    said = python(arguments, "valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}")
    return float(COUNTED.findall(said)[-1])


def python(arguments: Sequence[str], *before: str) -> str:
    """Run Python from the checkout, behind another command; what it says on standard error."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    command = [*before, sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stderr


if __name__ == "__main__":
    main()
