"""What axe-core finds wrong with a page, for people who see, hear or move otherwise."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

_GRAVE = ("serious", "critical")


@cache
def _axe() -> str:
    """axe-core as it comes with axe-playwright-python."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def serious_findings(page: Any) -> list[tuple[str, str]]:
    """(rule, first element) of each serious or critical finding on the page as it stands."""
    page.evaluate(_axe())  # by way of the debugger, which the page's own policy does not hold for
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (one["id"], one["nodes"][0]["html"][:160] + " | " + one["nodes"][0].get("failureSummary", "")[:200])
        for one in found["violations"]
        if one["impact"] in _GRAVE
    ]
