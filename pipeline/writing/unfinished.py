"""A run's results while they are made: a hidden folder beside the one that is asked for, with a state from which
another process can go on.

    .results.unfinished/
        lock            held by the process that writes
        state.json      the last save; written whole or not at all
        results/        files of the run; what stands behind the lengths in state.json does not count
        *.open          journals of parts that are not full
        replaced/       the former results, for a moment while the new ones take their place
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.writing.append import sync_folder, write_whole
from pipeline.writing.folder import OutputError, check_output

LOCK, STATE, RESULTS, REPLACED = "lock", "state.json", "results", "replaced"


class Unfinished:
    """The unfinished results of a folder. Used as a context manager, it is this process's alone.

    Args:
        target: the folder that the results are for.

    Raises:
        OutputError: the folder may not be replaced (E401, E402), the system does not let it be written
            (E403), or another run is writing there (E404).
    """

    def __init__(self, target: Path) -> None:
        self._given = target
        self.target = Path(os.path.realpath(target))
        self.folder = self.target.parent / f".{self.target.name}.unfinished"
        self.results = self.folder / RESULTS
        self._lock: int | None = None

    def __enter__(self) -> Unfinished:
        try:
            check_output(self._given)
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _take_lock(self.folder)
        except OSError as error:
            raise OutputError("E403", f"cannot write beside {self._given}: {error.strerror}") from None
        if self._lock is None:
            raise OutputError("E404", f"another run is writing to {self._given}: wait for it, or end it")
        try:
            self._finish_swap()
        except BaseException:
            self._unlock()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._unlock()

    def state(self) -> dict[str, Any] | None:
        """The last save; `None` where there is none.

        Raises:
            OutputError: there is one, and it is damaged (E405).
        """
        try:
            state = json.loads((self.folder / STATE).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            state = None
        if not isinstance(state, dict):
            raise self.damaged()
        return state

    def damaged(self) -> OutputError:
        """The error of a state that cannot be understood."""
        message = f"the saved state of the unfinished run of {self._given} is damaged"
        return OutputError("E405", f"{message}: run without --resume to begin anew")

    def save(self, state: Mapping[str, Any]) -> None:
        """Save a state; everything that it speaks of is on the disk already."""
        write_whole(self.folder / STATE, json.dumps(state).encode("utf-8"))

    def begin(self) -> None:
        """Forget what was there, and begin anew."""
        self._clear()
        self.results.mkdir()
        sync_folder(self.folder)

    def remove(self) -> None:
        """Remove everything: nothing in it is wanted. The lock goes last: while it is there, nobody else begins."""
        with suppress(OSError):
            self._clear()
            (self.folder / LOCK).unlink()
            self.folder.rmdir()  # not where another run has just begun

    def finish(self) -> None:
        """The results are complete and take the place of the former ones, in one step. Killed in the middle of
        it, the next run on the folder does the rest.

        Raises:
            OutputError: the folder may not be replaced.
        """
        check_output(self.target)
        self.results.chmod(0o777 & ~_umask())
        self.save({"complete": True})
        self._swap()
        self.remove()

    def _swap(self) -> None:
        old = self.folder / REPLACED
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            self.target.rename(old)
        try:
            self.results.rename(self.target)
        except OSError:
            with suppress(OSError):
                old.rename(self.target)
            raise
        sync_folder(self.target.parent)

    def _finish_swap(self) -> None:
        """What `finish` had begun when its process ended."""
        try:
            state = self.state()
        except OutputError:
            return
        if state is None or not state.get("complete"):
            return
        if self.results.is_dir():
            if self.target.exists():
                check_output(self.target)
            self._swap()
        self._clear()

    def _clear(self) -> None:
        for entry in self.folder.iterdir():
            if entry.name == LOCK:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def _unlock(self) -> None:
        if self._lock is None:
            return
        if not (self.folder / STATE).exists():  # nothing in it can be taken up
            self.remove()
        os.close(self._lock)
        self._lock = None


def _take_lock(folder: Path) -> int | None:
    """The folder, made where it is missing, and in it the lock, held; `None` where another run holds it.

    The run that had it may remove it, and the folder, between any two steps: a lock that is no longer there is none.
    """
    while True:
        folder.mkdir(exist_ok=True)
        try:
            handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:
            continue
        if not _locked(handle):
            os.close(handle)
            return None
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), (folder / LOCK).stat()):
                return handle
        os.close(handle)


def _locked(handle: int) -> bool:
    """Take the lock, which the system takes away from a process that ends; whether it was free. Where the system
    has no such locks, it is."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
