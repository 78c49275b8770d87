"""Folders in folders, more than Python's stack has frames."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def deep_folder(root: Path) -> Iterator[None]:
    """Works in a folder that lies so deep below `root`, and removes all of them, and the files that are in it: what
    removes folders otherwise goes no deeper than the stack."""
    here, depth = Path.cwd(), sys.getrecursionlimit() + 500
    os.chdir(root)
    made = 0
    try:
        while made < depth:
            Path("d").mkdir()
            os.chdir("d")
            made += 1
        yield
    finally:
        for file in Path().iterdir():
            file.unlink()
        for _ in range(made):
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(here)
