"""What needs the package index, and what is done where there is none: it is skipped, with the reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TOOLS = ".venv-tools"
_NO_NETWORK = (
    "NewConnectionError",
    "ConnectTimeout",
    "ConnectionError",
    "Max retries exceeded",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ProxyError",
    "ServiceError",
    "dns error",
    "error sending request",
    "client error (Connect)",
)


class NoNetworkError(Exception):
    """Something that a command needs cannot be reached."""


class FailedError(Exception):
    """A command failed for a reason of its own, which it has told; `code` is its exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def tool(name: str) -> str:
    """The path of a program of `tools/requirements.txt`, in an environment of its own that is made where it is missing.

    Raises:
        NoNetworkError: it cannot be made.
        FailedError: it could not be made for another reason.
    """
    command(["make", "--silent", f"{_TOOLS}/.installed"])
    return str(ROOT / _TOOLS / ("Scripts" if os.name == "nt" else "bin") / name)


def command(words: Sequence[str | Path]) -> None:
    """Run a command in the checkout; what it says is shown.

    Raises:
        NoNetworkError: it failed as something cannot be reached.
        FailedError: it failed for another reason.
    """
    done = subprocess.run(list(map(str, words)), cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    said = done.stdout + done.stderr
    if done.returncode and (reason := no_network(said)):
        raise NoNetworkError(reason)
    print(said, end="", flush=True)
    if done.returncode:
        raise FailedError(done.returncode)


def no_network(said: str) -> str:
    """The line of a failed command's words which tells that something cannot be reached; empty where none does."""
    return next((line.strip()[:200] for line in said.splitlines() if any(sign in line for sign in _NO_NETWORK)), "")


def skipping(name: str, work: Callable[[], None]) -> int:
    """Do what needs the package index; gives the exit code. Without network it is skipped, and that is no failure but
    where `CI` is set: there a check that is skipped for ever would look like one that holds."""
    try:
        work()
    except NoNetworkError as error:
        print(f"{name} skipped: the package index cannot be reached ({error})", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    except FailedError as error:
        return error.code
    return 0
