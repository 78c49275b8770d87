"""What results come from: the version, the commit of a checkout, and the files of data that decide on records."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.rules import patterns_folder
from pipeline.rules.files.found import DataSource, shipped_data

_PACKAGES = ("imr-pipeline", "spacy", "spacy-lookups-data", "pypdfium2")
_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 10.0  # seconds


def versions() -> dict[str, str | None]:
    """The versions of what decides on the records."""
    return {"python": platform.python_version(), **{name: installed(name) for name in _PACKAGES}}


def installed(name: str) -> str | None:
    """The version of a package; `None` where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@cache
def commit() -> str | None:
    """The commit of the checkout that the program runs from, ending in `-dirty` where files are changed; `None` where
    it is installed, or Git does not tell."""
    if not (_ROOT / ".git").exists():
        return None
    command = ["git", "-C", str(_ROOT), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def shipped() -> tuple[DataSource, ...]:
    """The shipped layouts, catalogue, vocabularies and fragments."""
    return shipped_data(patterns_folder())


def sources_data(sources: Iterable[DataSource]) -> list[dict[str, Any]]:
    """Files of data as plain data."""
    return [{"kind": one.kind, "file": one.file, "sha256": one.sha256} for one in sources]


def digests() -> dict[str, str]:
    """One SHA-256 for the shipped rule packs, and one for each other kind of shipped data: of names and bytes."""
    folder = patterns_folder()
    kinds = {path: one.kind for one in shipped() for path in (folder.parent / one.file,)}
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*.yml")):
        digest = found.setdefault(kinds.get(path, "rules"), hashlib.sha256())
        digest.update(path.relative_to(folder).as_posix().encode("utf-8") + b"\0" + path.read_bytes())
    return {kind: digest.hexdigest() for kind, digest in sorted(found.items())}


def version_text() -> str:
    """All of it, for people: a line each."""
    told = {"commit": commit(), **{name: value for name, value in versions().items() if name != _PACKAGES[0]}}
    lines = [f"imr-pipeline {installed(_PACKAGES[0])}"]
    lines += [f"{name} {value}" for name, value in told.items() if value]
    return "\n".join([*lines, *(f"{kind} sha256:{digest}" for kind, digest in digests().items())])
