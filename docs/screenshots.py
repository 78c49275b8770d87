"""Makes the pictures of the README from the corpus: `make screenshots`.

Needs the development dependencies and a Chromium (Debian: `apt-get install chromium`, or name it in CHROMIUM).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = Path(__file__).resolve().parent / "images"
LETTER = "corpus/seed-layout/CM14-9900117.txt"
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Write `docs/images/letter.png`, `explorer.png` and `report.png`."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("there is no Chromium: install it, or name it in CHROMIUM")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        results, letter, report = (Path(folder) / name for name in ("results", "letter.html", "report.html"))
        _command("run", "corpus/", "--output", str(results))
        _command("inspect", LETTER, "--html", str(letter))
        _command("report", str(results), "--html", str(report))
        _picture(page, letter.as_uri() + "#determinations.0.decision", "letter")
        _picture(page, report.as_uri() + "#outcome_by_category", "report")
        _explorer(page, results, Path(folder))
        browser.close()


def _command(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pipeline", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _picture(page: Any, address: str, name: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.wait_for_timeout(500)
    page.screenshot(path=str(IMAGES / f"{name}.png"))


def _explorer(page: Any, results: Path, folder: Path) -> None:
    from pipeline.views.explorer.index import Index
    from pipeline.views.explorer.index_file import index_of
    from pipeline.views.explorer.server import Corpus, make_server
    from pipeline.views.results_folder import open_records

    with open_records(results) as records:
        index = Index(index_of(records, folder / "cache", lambda total: lambda done: None))
        server = make_server(Corpus(results, records, index), 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _picture(page, server.address, "explorer")
        server.shutdown()
        server.server_close()
        index.close()


if __name__ == "__main__":
    main()
