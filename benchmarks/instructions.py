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

from pipeline import load
from pipeline.benchmark.letters import corpus_folder, generated
from pipeline.running.letters import read_letter
from pipeline.text.document import Document

WARMING = 60
"""So many made letters, and at most so many of the folder's that are not counted, are read before: what most letters
share is known then, as in any run, and the counted ones are new."""


def main() -> None:
    """Print instructions a letter, in millions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", help="the file that callgrind writes to")
    parser.add_argument("--letters", type=Path, default=corpus_folder(), help="a folder of letters as text files")
    parser.add_argument("--count", type=int, default=24, help="so many of them, and so many made ones")
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
    for name, texts in (("letters", real), ("made letters", made)):
        for reading in ("first reading", "again"):
            millions = counted(args.counts, lambda texts=texts: read(texts)) / len(texts) / 1e6  # type: ignore[misc]
            figures[f"{name}, {reading}"] = round(millions, 2)
            print(f"{name}, {reading}: {millions:.1f} million instructions a letter", flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def counted(counts: str, work: Callable[[], None]) -> int:
    """The instructions that some work takes."""
    _control("-i", "on")
    _control("-z")
    work()
    _control("-d")
    _control("-i", "off")
    folder = Path(counts).parent
    last = max(folder.glob(Path(counts).name + ".*"), key=lambda path: int(path.suffix[1:]))
    found = re.search(r"^(?:summary|totals): (\d+)", last.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) if found else 0


def _control(*what: str) -> None:
    subprocess.run(["callgrind_control", *what, str(os.getpid())], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
