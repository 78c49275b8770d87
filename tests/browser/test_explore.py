"""The explorer as a person uses it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.axe import serious_findings
from tests.views.explorer.corpora import HOSTILE, item, letter, serving
from tests.views.generated import record, records, write_results

LETTERS = 2000


@pytest.fixture(scope="module")
def address(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("explore")
    found = list(records(LETTERS))
    for number in (1, 2, 3):
        data, text = record(number)
        path = folder / data["source"]["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    hostile = letter(f"HOSTILE {HOSTILE}", item(request=HOSTILE, category=HOSTILE, rationale=HOSTILE, decision=HOSTILE))
    results = write_results(folder / "results", [*found, hostile])
    with serving(results, folder / "cache") as server:
        yield server.address


def count(page: Any) -> int:
    return int(page.locator(".count strong").first.inner_text().replace(",", ""))


def expect_count(page: Any, shown: str | re.Pattern[str]) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    sync_api.expect(page.locator(".count strong").first).to_have_text(shown)


def other_than(number: int) -> re.Pattern[str]:
    return re.compile(f"^(?!{number:,}$)")


def choose(page: Any, group: str, value: str) -> Any:
    return page.locator(f"#group-{group} label", has_text=value).locator("input")


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def search(page: Any, words: str) -> None:
    page.fill("#q", words)
    page.press("#q", "Enter")
    page.wait_for_url(lambda url: "q=" in url)
    page.wait_for_selector("body:not(.waiting)")


def test_search_filter_and_follow_a_row_to_its_letter(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(address)
    everything = count(page)
    search(page, "tramadol")
    assert 0 < count(page) < everything
    assert page.locator(".to-letter mark").first.inner_text() == "Tramadol"
    found = count(page)
    choose(page, "decision", "Overturned").check()
    expect_count(page, other_than(found))
    assert query(page) == {"q": ["tramadol"], "decision": ["overturned"]}
    assert set(page.locator("tbody .pill").all_inner_texts()) == {"overturned"}
    row = page.locator("tbody tr").first
    name = row.locator(".id").inner_text()
    row.locator(".c-category").click()
    page.wait_for_url("**/letter/**")
    assert page.locator("h1").inner_text().startswith(name)
    assert page.locator(".card:target h3").inner_text().startswith("Tramadol")
    page.click("#back")
    page.wait_for_url("**/?q=tramadol**")
    assert query(page) == {"q": ["tramadol"], "decision": ["overturned"]}
    assert page.locator("#q").input_value() == "tramadol"


def test_back_and_forward_and_a_shared_address(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(address)
    everything = count(page)
    search(page, '"functional improvement"')
    found = count(page)
    page.go_back()
    expect_count(page, f"{everything:,}")
    assert page.locator("#q").input_value() == ""
    page.go_forward()
    expect_count(page, f"{found:,}")
    page.goto(page.url)
    assert count(page) == found
    assert page.locator("#q").input_value() == '"functional improvement"'


def test_filters_show_counts_and_are_taken_away(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(address)
    everything = count(page)
    page.locator("#group-drug_class > summary").click()
    label = page.locator("#group-drug_class label", has_text="Opioid")
    promised = int(label.locator(".n").inner_text().replace(",", ""))
    label.click()
    page.wait_for_selector(".chips")
    assert count(page) == promised
    assert page.locator("#group-drug_class").get_attribute("open") is not None
    assert page.locator("#group-drug_class label", has_text="Opioid").locator("input").is_checked()
    page.locator(".chips a", has_text="Opioid").click()
    page.wait_for_selector(".chips", state="detached")
    assert count(page) == everything
    assert query(page) == {}


def test_table_is_sorted_and_paged(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(f"{address}?category=rehabilitation")
    page.get_by_role("link", name="Requested").click()
    page.wait_for_selector("th.c-request[aria-sort=ascending]")
    first = page.locator(".to-letter").first.inner_text()
    assert first.startswith("Acupuncture")
    page.get_by_role("link", name="Requested").click()
    page.wait_for_selector("th.c-request[aria-sort=descending]")
    assert page.locator(".to-letter").first.inner_text().startswith("Physical")
    ids = page.locator("tbody .id").all_inner_texts()
    page.get_by_role("link", name="Next").click()
    page.locator(".pages b", has_text="2").wait_for()
    assert page.locator("tbody .id").all_inner_texts() != ids
    assert query(page) == {"category": ["rehabilitation"], "sort": ["request"], "dir": ["desc"], "page": ["2"]}


def test_what_is_shown_is_downloaded(browser_page: Any, address: str, tmp_path: Path) -> None:
    page = browser_page
    page.goto(address)
    search(page, "acupuncture")
    with page.expect_download() as download:
        page.click("#download-csv")
    download.value.save_as(tmp_path / "items.csv")
    with (tmp_path / "items.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == count(page)
    assert all(row["request"].startswith("Acupuncture") for row in rows)


def test_a_value_leads_to_its_place_in_the_text(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(f"{address}letter/0")
    link = page.locator("#item-1 .badge")
    link.click()
    words = page.locator("#text .hl")
    assert words.inner_text().strip().lower() == link.inner_text().lower()
    page.wait_for_function(
        "() => { const r = document.querySelector('.hl').getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight }"
    )


def test_from_a_row_to_its_item_to_the_next_letter_and_back(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(f"{address}?decision=overturned")
    name = page.locator("tbody .id").nth(3).inner_text()
    page.locator(".to-letter").nth(3).click()
    page.wait_for_url(f"**/letter/{name}?decision=overturned#item-*")
    assert page.locator("h1").inner_text() == name
    page.locator("#next").click()
    page.wait_for_function("name => document.querySelector('h1').textContent !== name", arg=name)
    page.locator("#previous").click()
    page.wait_for_function("name => document.querySelector('h1').textContent === name", arg=name)
    page.locator("#back").click()
    page.wait_for_url("**/?decision=overturned")


def test_record_and_source_are_at_hand(browser_page: Any, address: str, tmp_path: Path) -> None:
    page = browser_page
    page.goto(f"{address}letter/0")
    with page.expect_download() as download:
        page.click("#get-record")
    download.value.save_as(tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["letter_id"] == page.locator("h1").inner_text()
    page.click("#get-source")
    page.wait_for_url("**/source")
    assert "CLINICAL CASE SUMMARY" in page.content()


def test_works_with_the_keyboard_alone(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("gabapentin")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chips")
    assert page.evaluate("document.activeElement.id") == "q"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('input[name=decision]')"):
            break
    found = count(page)
    page.keyboard.press("Space")
    expect_count(page, other_than(found))
    assert page.evaluate("document.activeElement.matches('input[name=decision]')")
    page.locator(".to-letter").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/letter/**")


def test_a_hostile_letter_is_text(browser_page: Any, address: str) -> None:
    page = browser_page
    page.on("dialog", lambda dialog: pytest.fail("a letter's script ran"))
    page.goto(f"{address}?q=KCABNRUT")
    assert page.title() == "KCABNRUT · Independent Medical Review"
    assert "<script>" in page.locator(".to-letter").inner_text()
    page.locator("tbody tr").click(position={"x": 5, "y": 5})
    page.wait_for_url("**/letter/**")
    assert page.locator("h1").inner_text().startswith("HOSTILE <script>")
    assert page.locator("main img").count() == 0


def test_without_scripts_everything_is_reached_too(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#q", "norco")
    choose(page, "decision", "Upheld").check()
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/?q=norco**")
    assert query(page)["q"] == ["norco"]
    assert query(page)["decision"] == ["upheld"]
    page.locator(".to-letter").first.click()
    page.wait_for_url("**/letter/**")
    assert page.locator(".card").count() > 0
    context.close()


@pytest.mark.parametrize("path", ["", "letter/0", f"letter/{LETTERS}"])
def test_narrow_pages_need_no_sideways_scrolling(browser_page: Any, address: str, path: str) -> None:
    page = browser_page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_print_leaves_out_what_cannot_be_used_on_paper(browser_page: Any, address: str) -> None:
    page = browser_page
    page.emulate_media(media="print")
    page.goto(f"{address}?decision=overturned")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#q").is_visible()
    assert page.locator("tbody tr").first.is_visible()
    assert page.locator(".chips").is_visible()


def test_a_stretch_of_time_is_chosen(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(address)
    everything = count(page)
    page.fill("#from", "2016-01-01")
    expect_count(page, other_than(everything))
    page.fill("#to", "2016-12-31")
    page.wait_for_url("**to=2016-12-31**")
    page.wait_for_selector("body:not(.waiting)")
    assert {day[:4] for day in page.locator("td.c-date").all_inner_texts()} == {"2016"}
    page.locator(".chips a", has_text="2016-01-01 to 2016-12-31").click()
    expect_count(page, f"{everything:,}")
    assert page.locator("#from").input_value() == ""


def test_filtering_by_a_guideline_of_the_catalogue(browser_page: Any, address: str) -> None:
    page = browser_page
    page.goto(address)
    page.locator("#group-reviewer_guideline > summary").click()
    label = page.locator("#group-reviewer_guideline label", has_text="MTUS Low Back Complaints")
    promised = int(label.locator(".n").inner_text().replace(",", ""))
    label.click()
    expect_count(page, f"{promised:,}")
    assert query(page) == {"reviewer_guideline": ["MTUS Low Back Complaints"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["?decision=overturned", "letter/0", "letter/7"])
def test_no_serious_finding_of_axe(browser_page: Any, address: str, path: str, scheme: str) -> None:
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(address + path)
    assert serious_findings(browser_page) == []
