"""What was found out about regular expressions, kept between runs in the user's cache folder.

To take expressions apart takes most of the time that loading the rules does, and gives the same each time. It is kept
in one file for each version of the code that does it; a file that cannot be read, or was made by other code, counts for
nothing, and one that cannot be written is not. `IMR_CACHE` names another folder; `IMR_CACHE=off` keeps nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = "IMR_CACHE"
OFF = "off"
_CODE = ("kept", "re_automaton", "re_tree", "relaxed", "whole_words")
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
        """Write the file, if there is anything new: whole or not at all, as other processes may read and write it."""
        if self._file is None or not self._is_new:
            return
        self._is_new = False
        if sum(map(len, self._results.values())) > _MOST:
            self._results.clear()
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self._file.parent, prefix=self._file.name)
            try:
                with os.fdopen(number, "w", encoding="utf-8") as stream:
                    json.dump(self._results, stream)
                Path(name).replace(self._file)
                self._drop_old()
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _drop_old(self) -> None:
        """Leave the files of the last few versions alone."""
        assert self._file is not None
        files = sorted(self._file.parent.glob(f"{_NAME}*.json"), key=lambda file: file.stat().st_mtime)
        for old in files[:-_VERSIONS]:
            old.unlink(missing_ok=True)


@cache
def kept() -> Kept:
    """What this process keeps."""
    folder = _folder()
    return Kept(folder / f"{_NAME}{_version()}.json" if folder else None)


def _folder() -> Path | None:
    named = os.environ.get(FOLDER, "")
    if named:
        return None if named.lower() == OFF else Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # nobody's home
        return (Path(base) if base else Path.home() / ".cache") / "imr-pipeline"
    return None


def _version() -> str:
    """Changes with Python, whose parser is used, and with the code that takes expressions apart."""
    digest = hashlib.sha256(sys.version.encode("utf-8"))
    for name in _CODE:
        with suppress(OSError):
            digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()[:16]
