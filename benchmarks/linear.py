"""What reading costs as letters grow: processor milliseconds a kilobyte and an item, of letters read again, and of the
same letters twice in a row. From a checkout: `python benchmarks/linear.py [--largest CHARACTERS]`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from spacy.language import Language

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline import load
from pipeline.benchmark.letters import generated
from pipeline.running.letters import read_letter
from pipeline.text.document import Document
from tests.long_letters import REASON, letter

TIMES = 5


def seconds(nlp: Language, text: str) -> float:
    """The least processor time of some readings, the words of the text being known; each of an object of its own."""
    read(nlp, text)
    return min(read(nlp, "".join(list(text))) for _ in range(TIMES if len(text) < 200_000 else 2))


def read(nlp: Language, text: str) -> float:
    """The processor time of one reading."""
    start = process_time()
    read_letter(nlp, Document(text, "letter", "letter", "text/plain", ""))
    return process_time() - start


def rows(nlp: Language, largest: int) -> Iterator[tuple[str, str, str]]:
    """(what, milliseconds, against the first of its kind)."""
    for reason, what in (("", "items"), (REASON, "items with a reason that names another")):
        first = 0.0
        for items in (1, 10, 100, 1_000, 4_000):
            text = letter(items, reason)
            if len(text) > largest:
                break
            each = seconds(nlp, text) / items * 1000
            kilobyte = each * items / len(text) * 1000
            first = first or (each if items == 100 else 0.0)
            against = f"{each / first:.2f}" if first else ""
            yield f"{items:,} {what}, {len(text) / 1000:,.0f} kB", f"{each:.2f} an item, {kilobyte:.2f} a kB", against
    prose = " ".join(generated(400))
    first = 0.0
    for length in (1_000, 10_000, 100_000, 1_000_000):
        if length > min(largest, len(prose)):
            break
        each = seconds(nlp, prose[:length]) / length * 1e6
        first = first or each
        yield f"letters one behind the other, {length // 1000:,} kB", f"{each:.2f} a kB", f"{each / first:.2f}"
    letters = list(generated(100))
    different = min(sum(read(nlp, letter) for letter in letters) for _ in range(TIMES))
    twice = min(sum(read(nlp, "".join(list(letter))) for letter in letters[:1] * 100) for _ in range(TIMES))
    alone = min(read(nlp, letters[0]) for _ in range(TIMES * 5)) * 100
    yield "different letters, read again", f"{different * 10:.2f} a letter", "1.00"
    yield "one letter 100 times", f"{twice * 10:.2f} a letter", f"{twice / alone:.2f} (of once)"


def main() -> None:
    """Print the rows as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000, help="characters of the longest text")
    given = parser.parse_args()
    print("|  | processor ms | times the first |\n|---|---|---|")
    for row in rows(load(), given.largest):
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
