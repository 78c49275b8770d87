"""What `instructions.sh` counts under valgrind: letters of a folder and made ones, at the first reading and again."""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from parts import read_in_parts

from pipeline import load
from pipeline.benchmark.letters import corpus_folder, generated
from pipeline.running.letters import read_letter
from pipeline.text.document import Document
from pipeline.writing.rendering import render

WARMING = 60
"""So many made letters, and at most so many of the folder's that are not counted, are read before: what most letters
share is known then, as in any run, and the counted ones are new."""


def main() -> None:
    """Print instructions a letter, in millions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", help="the file that callgrind writes to")
    parser.add_argument("--letters", type=Path, default=corpus_folder(), help="a folder of letters as text files")
    parser.add_argument("--count", type=int, default=24, help="so many of them, and so many made ones")
    parser.add_argument("--parts", action="store_true", help="tell what each part of the pipeline takes, instead")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    nlp = load()

    def read(texts: Iterable[str]) -> None:
        for text in texts:
            read_letter(nlp, Document(text, "letter", "letter", "text/plain", ""))

    files = sorted(args.letters.rglob("*.txt"))
    chosen = files[:: max(1, len(files) // args.count)][: args.count]
    others = [path for path in files if path not in chosen][:WARMING]
    real, known = ([path.read_text(encoding="utf-8", errors="replace") for path in paths] for paths in (chosen, others))
    made = list(islice(generated(WARMING + args.count, seed=11), WARMING, None))
    read(generated(WARMING))
    read(known)
    gc.collect()
    gc.freeze()
    figures: dict[str, float] = {}
    if args.parts:
        figures = in_parts(nlp, real, args.counts)
        print("\n".join(f"{millions:7.2f}  {name}" for name, millions in figures.items()))
        print(f"{sum(figures.values()):7.2f}  million instructions a letter, read again")
        write(args.json, figures)
        return
    for name, texts in (("letters", real), ("made letters", made)):
        for reading in ("first reading", "again"):
            millions = counted(args.counts, lambda texts=texts: read(texts)) / len(texts) / 1e6  # type: ignore[misc]
            figures[f"{name}, {reading}"] = round(millions, 2)
            print(f"{name}, {reading}: {millions:.1f} million instructions a letter", flush=True)
    write(args.json, figures)


def write(file: Path | None, figures: dict[str, float]) -> None:
    """The figures as JSON, where they are wanted."""
    if file:
        file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def in_parts(nlp: Any, texts: list[str], counts: str) -> dict[str, float]:
    """Millions of instructions a letter by part of the pipeline."""
    for text in texts:
        render(read_letter(nlp, Document(text, "letter", "letter", "text/plain", "")), None)
    _control("-i", "on")
    found = read_in_parts(nlp, texts, lambda: _control("-d"), lambda: _counts(counts))
    _control("-i", "off")
    return found


def counted(counts: str, work: Callable[[], None]) -> int:
    """The instructions that some work takes."""
    _control("-i", "on")
    _control("-z")
    work()
    _control("-d")
    _control("-i", "off")
    return _counts(counts)[-1]


def _counts(counts: str) -> list[int]:
    """What was counted before each dump."""
    files = sorted(Path(counts).parent.glob(Path(counts).name + ".*"), key=lambda path: int(path.suffix[1:]))
    found = (re.search(r"^(?:summary|totals): (\d+)", file.read_text(encoding="utf-8"), re.MULTILINE) for file in files)
    return [int(one[1]) if one else 0 for one in found]


def _control(*what: str) -> None:
    subprocess.run(["callgrind_control", *what, str(os.getpid())], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
