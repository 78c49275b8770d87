"""`run.json`: what made the results, from what, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from pipeline.rules.files.found import DataSource
from pipeline.rules.ruleset import PackSource
from pipeline.writing.folder import WRITER
from pipeline.writing.provenance import commit, shipped, sources_data, versions
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
    command: Sequence[str] = (),
) -> dict[str, Any]:
    """The content of `run.json`.

    Args:
        settings: the command's options as given.
        packs: the rule files in use, with the SHA-256 of each.
        own_data: layouts and catalogue files of the user's own, likewise.
        skipped: files in folders and archives that are of no kind that is read.
        seconds: by stage, summed over the processes; `total` is the time on the clock.
        started: with its time zone.
        command: the program's arguments, its name first.
    """
    figures = {**counts.to_data(), "skipped_files": skipped}
    return {
        "written_by": WRITER,
        "format": FORMAT,
        "started": started.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "versions": versions(),
        "commit": commit(),
        "command": list(command),
        "inputs": list(inputs),
        "settings": dict(settings),
        "rule_packs": [
            {"pack": p.name, "file": p.file, "sha256": p.sha256, "rules": p.rules, "own": p.overlay} for p in packs
        ],
        "shipped_data": sources_data(shipped()),
        "own_data": sources_data(own_data),
        "counts": figures,
        "seconds": {stage: round(value, 4) for stage, value in seconds.items()},
    }
