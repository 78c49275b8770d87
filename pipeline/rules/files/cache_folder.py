"""The user's cache folder, and files in it: written whole, checked when they are read, and old ones dropped.

`IMR_CACHE` names another folder; `IMR_CACHE=off` keeps nothing. A file that cannot be written is not.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = "IMR_CACHE"
OFF = "off"


def cache_folder() -> Path | None:
    """Where things are kept between runs; `None`: nowhere."""
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


def write_whole(file: Path, content: bytes, *, among: str, keep: int) -> None:
    """Write a file whole or not at all, as other processes may read and write it.

    Args:
        among: a pattern of names; of such files in the folder, those written last stay.
        keep: how many.
    """
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(content)
            Path(name).replace(file)
            for old in sorted(file.parent.glob(among), key=lambda one: one.stat().st_mtime)[:-keep]:
                old.unlink(missing_ok=True)
        except OSError:
            Path(name).unlink(missing_ok=True)


def digest_of(parts: Iterable[bytes]) -> str:
    """A short digest of parts, which no other parts have."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]
