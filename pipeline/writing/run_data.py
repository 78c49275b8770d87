"""`run.json`: what made the results, from what, and how long it took."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline.rules.files import DataSource
from pipeline.rules.ruleset import PackSource
from pipeline.writing.folder import WRITER
from pipeline.writing.rendering import Counts

FORMAT = 1


def run_data(
    *,
    inputs: Sequence[str],
    settings: Mapping[str, Any],
    packs: Sequence[PackSource],
    own_data: Sequence[DataSource],
    counts: Counts,
    skipped: int,
    seconds: Mapping[str, float],
    started: datetime,
) -> dict[str, Any]:
    """The content of `run.json`.

    Args:
        settings: the command's options as given.
        packs: the rule files in use, with the SHA-256 of each.
        own_data: layouts and catalogue files of the user's own, likewise.
        skipped: files in folders and archives that are of no kind that is read.
        seconds: by stage, summed over the processes; `total` is the time on the clock.
        started: with its time zone.
    """
    figures = {**counts.to_data(), "skipped_files": skipped}
    return {
        "written_by": WRITER,
        "format": FORMAT,
        "started": started.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "versions": {
            "imr-pipeline": installed("imr-pipeline"),
            "python": platform.python_version(),
            "spacy": installed("spacy"),
            "spacy-lookups-data": installed("spacy-lookups-data"),
            "pypdfium2": installed("pypdfium2"),
        },
        "inputs": list(inputs),
        "settings": dict(settings),
        "rule_packs": [
            {"pack": p.name, "file": p.file, "sha256": p.sha256, "rules": p.rules, "own": p.overlay} for p in packs
        ],
        "own_data": [{"kind": one.kind, "file": one.file, "sha256": one.sha256} for one in own_data],
        "counts": figures,
        "seconds": {stage: round(value, 4) for stage, value in seconds.items()},
    }


def versions() -> dict[str, str | None]:
    """The versions of what decides on the records."""
    names = ("imr-pipeline", "spacy", "spacy-lookups-data", "pypdfium2")
    return {"python": platform.python_version(), **{name: installed(name) for name in names}}


def installed(name: str) -> str | None:
    """The version of a package; `None` where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None
