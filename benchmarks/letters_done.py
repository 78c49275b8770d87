"""How far a run has come."""

from __future__ import annotations

from pathlib import Path


class LettersDone:
    """Counts the lines of a run's results while they grow, which it writes beside their folder until it is through.

    Args:
        folder: where the results are to stand.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = self._read = 0

    def count(self) -> int:
        """How many letters are done. Raises `OSError` where the run is just ending."""
        for file in self._folder.glob(".results.unfinished*/**/letters.jsonl"):
            with file.open("rb") as stream:
                stream.seek(self._read)
                while block := stream.read(1 << 20):
                    self._lines += block.count(b"\n")
                    self._read += len(block)
        return self._lines
