"""A browser as people use it: Chromium, without a window, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: tests run as root in containers, and open pages that they made themselves.
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _chromium() -> str | None:
    """The browser's path: what `CHROMIUM` names, else the one that the system has."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in _CHROMIUM if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium; tests are skipped where there is none, or no Playwright."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    path = _chromium()
    if path is None:
        pytest.skip("there is no Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def browser_page(browser: Any) -> Iterator[Any]:
    """A fresh page, 1280 by 900, whose scripts must not fail: errors and blocked content fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert wrong == []
