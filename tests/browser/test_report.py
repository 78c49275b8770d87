"""The report as a person reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.views.report.corpus import read_corpus
from pipeline.views.report.html import html_text
from pipeline.views.report.making import report_of
from pipeline.views.report.plots import can_plot, plots_of
from tests.browser.axe import serious_findings
from tests.views.generated import records, write_results


@pytest.fixture(scope="module")
def report_page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    if not can_plot():
        pytest.skip("matplotlib is not installed (extra `report`)")
    folder = tmp_path_factory.mktemp("report")
    corpus = read_corpus(write_results(folder / "results", records(500)))
    report = report_of(corpus)
    path: Path = folder / "report.html"
    path.write_text(html_text(report, plots_of(corpus, report)), encoding="utf-8")
    return path.as_uri()


def test_contents_lead_to_tables_with_plots(browser_page: Any, report_page: str) -> None:
    page = browser_page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report_page)
    page.get_by_role("navigation").get_by_role("link", name="Outcome by category").click()
    section = page.locator("#outcome_by_category")
    section.locator("svg").wait_for()
    assert section.get_by_role("img").get_attribute("aria-label") == "Outcome by category"
    assert section.locator("svg text", has_text="Pharmaceuticals").count() == 1
    assert section.locator("tbody tr").count() > 5
    assert [url for url in asked if not url.startswith(report_page)] == []


def test_colours_follow_the_scheme(browser_page: Any, report_page: str) -> None:
    page = browser_page
    page.goto(report_page)
    text = page.locator("#outcome_by_category svg text").first
    colour = "e => getComputedStyle(e).fill"
    light = text.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert text.evaluate(colour) != light


def test_narrow_pages_need_no_sideways_scrolling(browser_page: Any, report_page: str) -> None:
    page = browser_page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(report_page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_tables_are_sorted_and_taken_along(browser_page: Any, report_page: str, tmp_path: Path) -> None:
    page = browser_page
    page.goto(report_page)
    section = page.locator("#outcome_by_category")
    names = lambda: section.locator("tbody tr td:first-child").all_inner_texts()  # noqa: E731
    section.locator("th button", has_text="Category").click()
    assert names() == sorted(names(), key=str.lower)
    section.locator("th button", has_text="Category").click()
    assert names() == sorted(names(), key=str.lower, reverse=True)
    section.get_by_role("button", name="Items", exact=True).click()
    items = [int(cell.replace(",", "")) for cell in section.locator("tbody tr td:nth-child(2)").all_inner_texts()]
    assert items == sorted(items, reverse=True)
    assert section.locator("th").nth(1).get_attribute("aria-sort") == "descending"
    for selector, name in ((".get a", ".csv"), (".get .svg", ".svg"), (".get button", ".png")):
        with page.expect_download() as download:
            section.locator(selector).first.click()
        assert download.value.suggested_filename == f"outcome_by_category{name}"
        download.value.save_as(tmp_path / f"a{name}")
        assert (tmp_path / f"a{name}").stat().st_size > 400


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_of_axe(browser_page: Any, report_page: str, scheme: str) -> None:
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(report_page)
    assert serious_findings(browser_page) == []
