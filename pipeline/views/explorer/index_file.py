"""Where indexes lie: one file per content of `letters.jsonl`, in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

from pipeline.views.explorer.build import VERSION, build_index
from pipeline.views.results_folder import ResultsError

NO_FULL_TEXT_SEARCH = "E704"
NO_PLACE_FOR_INDEX = "E705"
_SUFFIX = ".imr-index.sqlite"
_KEPT = 6
_BLOCK = 1 << 20
Started = Callable[[int], Callable[[int], None]]


def cache_folder() -> Path:
    """The user's cache folder by the custom of the system; it need not exist."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "imr-pipeline" / "explore"


def index_of(records: IO[bytes], folder: Path | None = None, started: Started | None = None) -> Path:
    """The index of an opened `letters.jsonl`; made where there is none of this content yet.

    Args:
        folder: where indexes are kept instead of the user's cache folder.
        started: called with the number of bytes to read where an index is made; gives the function that is
            told how many more were read.

    Raises:
        ResultsError: SQLite has no FTS5 (E704), or there is no place for the index (E705).
    """
    check_full_text_search()
    path = _writable(folder) / f"{_content_key(records)}{_SUFFIX}"
    if _is_whole(path):
        path.touch()
        return path
    records.seek(0, os.SEEK_END)
    advance = started(records.tell()) if started else lambda octets: None
    handle, name = tempfile.mkstemp(prefix=".making-", suffix=_SUFFIX, dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        build_index(records, new, advance)
        new.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise ResultsError(NO_PLACE_FOR_INDEX, f"cannot make the index in {path.parent}: {error}") from error
    finally:
        new.unlink(missing_ok=True)
    _remove_oldest(path.parent)
    return path


def check_full_text_search() -> None:
    """Make sure that this Python's SQLite has FTS5.

    Raises:
        ResultsError: it has not (E704).
    """
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.Error:
        raise ResultsError(
            NO_FULL_TEXT_SEARCH,
            f"this Python's SQLite ({sqlite3.sqlite_version}) is built without FTS5, which the search needs: "
            "use Python from python.org, from your system's packages or from conda-forge",
        ) from None


def _content_key(records: IO[bytes]) -> str:
    digest = hashlib.sha256()
    records.seek(0)
    while block := records.read(_BLOCK):
        digest.update(block)
    return f"{digest.hexdigest()[:40]}-{VERSION}"


def _writable(folder: Path | None) -> Path:
    """The folder asked for, else the user's cache, else a temporary one of this user alone."""
    for candidate in [folder] if folder else [cache_folder(), _temporary()]:
        try:
            candidate.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryFile(dir=candidate):
                pass
        except (OSError, RuntimeError):
            continue
        if folder or _is_own(candidate):
            return candidate
    raise ResultsError(NO_PLACE_FOR_INDEX, "no folder for the index can be written: name one with --cache")


def _temporary() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"imr-pipeline-{user}"


def _is_own(folder: Path) -> bool:
    """Whether the folder is this user's: in a shared temporary folder another one may have made it."""
    return not hasattr(os, "getuid") or (folder.stat().st_uid == os.getuid() and not folder.is_symlink())


def _is_whole(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            complete = connection.execute("SELECT value FROM facts WHERE name = 'complete'").fetchone()
            return bool(version == VERSION and complete == (1,))
    except sqlite3.Error:
        return False


def _remove_oldest(folder: Path) -> None:
    """Keep the indexes that were used last."""
    with suppress(OSError):
        indexes = [path for path in folder.iterdir() if path.name.endswith(_SUFFIX) and path.name[0] != "."]
        for path in sorted(indexes, key=lambda p: p.stat().st_mtime, reverse=True)[_KEPT:]:
            path.unlink(missing_ok=True)
