"""What was found out about regular expressions, kept between runs in the user's cache folder.

To take expressions apart takes most of the time that loading the rules does, and gives the same each time. It is kept
in one file for each version of the code that does it; a file that cannot be read, or was made by other code, counts for
nothing.
"""

from __future__ import annotations

import atexit
import json
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.rules.files.cache_folder import cache_folder, digest_of, write_whole

_CODE = ("coarse", "kept", "re_automaton", "re_tree", "relaxed", "whole_words")
_NAME = "expressions-"
_VERSIONS = 4
"""Files of so many versions of the code stay: others may still use them."""
_MOST = 20_000
"""Expressions; a file with more is begun anew."""


class Kept:
    """JSON-able results by kind and expression.

    Args:
        file: where they are kept; `None`: nowhere.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._results: dict[str, dict[str, Any]] = {}
        self._is_new = False
        if file is not None:
            with suppress(OSError, ValueError, AttributeError):
                read = json.loads(file.read_text(encoding="utf-8"))
                self._results = {str(kind): dict(results.items()) for kind, results in read.items()}

    def get(self, kind: str, regex: str) -> Any:
        """What is known; `None` where nothing is."""
        return self._results.get(kind, {}).get(regex)

    def add(self, kind: str, regex: str, result: Any) -> None:
        """Add what was found out; `save` keeps it."""
        self._results.setdefault(kind, {})[regex] = result
        self._is_new = True

    def save(self) -> None:
        """Write the file, if there is anything new."""
        if self._file is None or not self._is_new:
            return
        self._is_new = False
        if sum(map(len, self._results.values())) > _MOST:
            self._results.clear()
            return
        content = json.dumps(self._results).encode("utf-8")
        write_whole(self._file, content, among=f"{_NAME}*.json", keep=_VERSIONS)


@cache
def kept() -> Kept:
    """What this process keeps; what it finds out later is saved at its end."""
    folder = cache_folder()
    made = Kept(folder / f"{_NAME}{_version()}.json" if folder else None)
    atexit.register(made.save)
    return made


def _version() -> str:
    """Changes with Python, whose parser is used, and with the code that takes expressions apart."""
    parts = [sys.version.encode("utf-8")]
    for name in _CODE:
        with suppress(OSError):
            parts.append(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest_of(parts)[:16]
