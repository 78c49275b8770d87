"""What a report was made of: the version, the inputs, the rules and the days, by `run.json`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline import __version__
from pipeline.views.loose_data import mapping, mappings

_MOST_NAMES = 6


def origin_of(run: Mapping[str, Any], today: date | None) -> tuple[tuple[str, str], ...]:
    """Names and what they are, for the head of the report; what `run.json` does not say is left out."""
    version = mapping(run.get("versions")).get("imr-pipeline")
    started = run.get("started")
    inputs = [str(one) for one in run["inputs"]] if isinstance(run.get("inputs"), list) else []
    told = [
        ("Read by", f"imr-pipeline {version}" if isinstance(version, str) else ""),
        ("Read on", started[:10] if isinstance(started, str) else ""),
        ("Inputs", _listed(inputs)),
        ("Rules", _rules(run)),
        ("This report", f"imr-pipeline {__version__}" + (f", {today.isoformat()}" if today else "")),
    ]
    return tuple((name, text) for name, text in told if text)


def _rules(run: Mapping[str, Any]) -> str:
    packs = list(mappings(run.get("rule_packs")))
    if not packs:
        return ""
    rules = sum(count for pack in packs if type(count := pack.get("rules")) is int)
    own = [str(pack.get("file")) for pack in packs if pack.get("own") is True]
    own += [str(one.get("file")) for one in mappings(run.get("own_data"))]
    mine = f"of your own: {_listed(own)}" if own else "none of your own"
    return f"{rules:,} rules in {len(packs)} packs, {mine}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
