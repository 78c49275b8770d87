"""How quick the explorer is: `python -m tests.views.benchmark_explorer [LETTERS]` (100,000 by default).

Makes records, indexes them, and asks the server as a browser does. Not collected as a test: times belong to a machine.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter
from urllib.request import urlopen

from tests.views.explorer.corpora import serving
from tests.views.generated import records, write_results

ADDRESSES = (
    "",
    "?q=tramadol",
    "?q=joint+fever",
    "?q=%22functional+improvement%22",
    "?q=exam*+-fever",
    "?q=pain&category=surgery&year=2015",
    "?decision=overturned&sort=request&dir=asc",
    "?page=1000",
    "letter/10",
)


def main(letters: int) -> None:
    """Print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        results = write_results(Path(folder) / "results", records(letters))
        start = perf_counter()
        with serving(results, Path(folder) / "cache") as server:
            print(f"{perf_counter() - start:8.2f} s  index of {letters:,} letters")
            for address in ADDRESSES:
                start = perf_counter()
                with urlopen(server.address + address) as answer:
                    octets = len(answer.read())
                print(f"{perf_counter() - start:8.3f} s  /{address}  {octets / 1000:.0f} kB")
        start = perf_counter()
        with serving(results, Path(folder) / "cache"):
            print(f"{perf_counter() - start:8.2f} s  start with the index at hand")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
