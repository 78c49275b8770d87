"""The letter's page as a person uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.reading.pdf import pdf_text
from pipeline.views.letter_page import render_letter, render_text
from tests.browser.axe import serious_findings
from tests.reading.samples import pdf_bytes
from tests.views.letter_page.sample import LETTER, read

Open = Callable[..., Any]
HOSTILE = "</script><script>window.hurt=1</script><img src=x onerror='window.hurt=2'>\u202e\u2066"


@pytest.fixture
def open_page(browser_page: Any, tmp_path: Path) -> Open:
    """Opens a page from a file, as `--html` writes it."""

    def opened(html: str) -> Any:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8", newline="")
        browser_page.goto(file.as_uri())
        return browser_page

    return opened


@pytest.fixture
def letter(open_page: Open, nlp: Language) -> Any:
    return open_page(render_letter(read(nlp)))


def lit(page: Any) -> str:
    return "".join(page.locator("#text .hl").all_inner_texts()).strip()


def bars(page: Any, label: str) -> int:
    """How many marks with that label are drawn."""
    return int(page.locator(f'#text .b.a[data-l="{label}"]').count())


def in_view(page: Any, selector: str) -> bool:
    return bool(
        page.locator(selector).first.evaluate(
            "node => { const r = node.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
        )
    )


def test_clicking_a_value_shows_its_place_and_names_the_rule(letter: Any) -> None:
    letter.locator("#item-2 .badge").click()
    assert lit(letter) == "Overturned"
    letter.wait_for_function(
        "() => { const r = document.querySelector('.hl').getBoundingClientRect();"
        " return r.top > 0 && r.bottom < innerHeight; }"
    )
    assert "final-determination.decision" in letter.locator("#detail").inner_text()
    letter.locator("#item-1 button", has_text="is not medically necessary").click()
    assert lit(letter) == "is not medically necessary"
    assert "verdict." in letter.locator("#detail").inner_text()


def test_clicking_a_span_shows_what_it_became_and_leads_there(letter: Any) -> None:
    letter.locator("#text .w", has_text="woman").click()
    detail = letter.locator("#detail")
    assert "Injured worker · sex: female" in detail.inner_text()
    assert letter.locator("#cards .v.on").inner_text() == "female"
    detail.locator("button", has_text="Injured worker").click()
    assert letter.evaluate("document.activeElement.dataset.path") == "injured_worker.sex"


def test_a_second_click_goes_on_to_the_span_around(letter: Any) -> None:
    word = letter.locator("#text .w", has_text="Tramadol").first
    seen = []
    for _ in range(3):
        word.click()
        seen.append(letter.locator("#detail .name").inner_text())
    assert len(set(seen)) == 3


def test_labels_are_switched_off_and_on(letter: Any) -> None:
    assert bars(letter, "decision") > 0
    assert bars(letter, "rationale") == 0
    letter.locator('#legend fieldset[data-group="decisions"] label', has_text="decision").last.locator(
        "input"
    ).uncheck()
    assert bars(letter, "conclusion") == 2
    assert letter.locator('fieldset[data-group="decisions"] .all').evaluate("box => box.indeterminate")
    letter.locator('fieldset[data-group="decisions"] .all').set_checked(False)
    assert bars(letter, "conclusion") == 0
    letter.locator('fieldset[data-group="sections"] .all').check()
    assert bars(letter, "rationale") == 2


def test_overlapping_spans_lie_in_lanes_of_their_own(letter: Any) -> None:
    tops = letter.locator("#text .w", has_text="Tramadol").first.evaluate(
        "word => [...word.querySelectorAll('.b')].map(bar => Math.round(bar.getBoundingClientRect().top))"
    )
    assert len(tops) >= 3
    assert len(set(tops)) == len(tops)


def test_no_bar_runs_into_the_next_line_of_text(letter: Any) -> None:
    letter.locator("#lines").check()
    overlap = letter.evaluate(
        """() => [...document.querySelectorAll('#text .l')].some((line, i, lines) => {
          const next = lines[i + 1];
          if (!next || !next.textContent.trim()) return false;
          const range = document.createRange();
          range.selectNodeContents(next);
          const top = Math.min(...[...range.getClientRects()].filter(r => r.width).map(r => r.top));
          return [...line.querySelectorAll('.b')].some(bar => bar.getBoundingClientRect().top > top + 2);
        })"""
    )
    assert overlap is False


def test_names_can_be_hidden_for_a_closer_text(letter: Any) -> None:
    height = letter.locator("#text").evaluate("node => node.scrollHeight")
    letter.locator("#names").uncheck()
    assert letter.locator("#text").evaluate("node => node.scrollHeight") < height * 0.9
    display = "node => getComputedStyle(node).display"
    assert letter.locator("#text .l").first.evaluate(display) == "inline"
    letter.locator("#lines").check()
    assert letter.locator("#text .l").first.evaluate(display) == "block"


def test_hovering_names_rule_and_value(letter: Any) -> None:
    letter.locator("#text .w", has_text="Overturned").scroll_into_view_if_needed()
    letter.locator("#text .w", has_text="Overturned").hover()
    tip = letter.locator("#tip").inner_text()
    assert "decision" in tip
    assert "overturned" in tip
    assert "final-determination.decision" in tip


def test_everything_works_with_the_keyboard(letter: Any) -> None:
    letter.locator("#text").focus()
    letter.keyboard.press("ArrowRight")
    assert lit(letter) == "CM16-7700123"
    letter.keyboard.press("ArrowRight")
    letter.keyboard.press("ArrowRight")
    letter.keyboard.press("ArrowLeft")
    assert lit(letter) == "11/14/2016"
    letter.keyboard.press("Escape")
    assert lit(letter) == ""
    assert letter.locator("#detail").is_hidden()
    letter.locator("#item-1 .badge").focus()
    letter.keyboard.press("Enter")
    assert lit(letter) == "Upheld"
    letter.locator("#tab-text").focus()
    letter.keyboard.press("ArrowRight")
    assert letter.locator("#record").is_visible()
    assert '"letter_id": "CM16-7700123"' in letter.locator("#record").inner_text()


def test_find_in_page_sees_the_text_as_it_is(letter: Any) -> None:
    assert letter.evaluate("window.find('Tramadol 50mg #60: Upheld')")


def test_pages_of_a_pdf_bear_the_marks(open_page: Open, nlp: Language) -> None:
    pdf = pdf_bytes(["Seen on 10/02/2016.", "Date of Injury: 08/30/2016"])
    printed = pdf_text(pdf, 100_000)
    text, ranges = printed.text, printed.pages
    page = open_page(render_letter(read(nlp, text), pdf=pdf, page_ranges=ranges))
    page.locator("#tab-pages").click()
    assert page.locator("#pages img").first.evaluate("image => image.complete && image.naturalWidth") == 918
    page.locator("#pages .r:not(.off)").first.dispatch_event("click")  # marks of one place lie over one another
    assert "10/02/2016" in page.locator("#detail").inner_text()
    page.locator("#cards summary").click()
    page.locator("#cards button", has_text="2016-08-30").first.click()
    assert page.locator("#pages .r.hl").count() >= 1
    for group in ("dates", "fields"):
        page.locator(f'fieldset[data-group="{group}"] .all').uncheck()
    assert page.locator("#pages .r:not(.off)").count() == 0


def test_hostile_text_does_nothing(open_page: Open, nlp: Language) -> None:
    text = LETTER.replace("tender", HOSTILE).replace("Tramadol 50mg", f"Tramadol {HOSTILE} 50mg")
    page = open_page(render_letter(read(nlp, text, path=HOSTILE)))
    page.locator("#item-1 .badge").click()
    page.locator("#item-1 .title").click()
    assert page.evaluate("window.hurt") is None
    assert page.locator("#text img").count() == 0
    assert page.locator("#text .ctl").first.inner_text() == "RLO"
    assert "onerror" in page.locator("#text").inner_text()


@pytest.mark.parametrize("html", [render_text("empty", ""), render_text("huge", LETTER * 2_500)], ids=["empty", "huge"])
def test_empty_and_huge_texts_have_pages(html: str, open_page: Open) -> None:
    page = open_page(html)
    assert page.locator("h1").inner_text() in ("empty", "huge")
    assert page.locator("#text .note").count() == 1


def test_thousands_of_spans_are_drawn(open_page: Open, nlp: Language) -> None:
    doc = read(nlp, LETTER * 12)
    doc.spans["everything"] = [doc[i : i + 2] for i in range(len(doc) - 2)]
    page = open_page(render_letter(doc))
    assert page.locator("#text .b").count() > 2_000
    assert "spans are marked" in page.locator("#text .note").first.inner_text() or len(doc) < 4_000


@pytest.mark.parametrize("width", [360, 700, 1000, 1900])
def test_nothing_sticks_out_at_any_width(width: int, letter: Any) -> None:
    letter.set_viewport_size({"width": width, "height": 800})
    letter.reload()
    assert letter.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert in_view(letter, "#top h1")


def test_dark_mode_and_print_have_colours_of_their_own(letter: Any) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = letter.evaluate(colour)
    letter.emulate_media(color_scheme="dark")
    assert letter.evaluate(colour) != light
    letter.emulate_media(color_scheme="dark", media="print")
    assert letter.evaluate(colour) == light
    assert letter.locator("#legend").is_hidden()
    assert letter.locator("#item-1").is_visible()


def test_no_line_is_wrapped_twice(open_page: Open, nlp: Language) -> None:
    """In a narrow window a wrapped text flows anew; lines of the header keep their ends."""
    page = open_page(render_letter(read(nlp)))
    page.set_viewport_size({"width": 400, "height": 800})
    tops = page.locator("#text .l").evaluate_all(
        "lines => lines.map(l => [l.classList.contains('brk'), l.getClientRects()[0]?.left ?? 0, l.textContent.trim()])"
    )
    left = min(x for _, x, words in tops if words)
    begins = {words for _, x, words in tops if words and x == left}
    assert any(words.startswith("Date of Injury") for words in begins)
    assert any(x > left for _, x, words in tops if words)  # a line that goes on behind the one before it


def test_values_have_addresses(letter: Any) -> None:
    letter.locator("#item-2 .badge").click()
    assert letter.evaluate("location.hash") == "#determinations.1.decision"
    letter.reload()
    assert lit(letter) == "Overturned"
    assert "on" in (letter.locator("#item-2 .badge").get_attribute("class") or "").split()
    letter.evaluate("location.hash = '#determinations.0.decision'")
    letter.wait_for_function("() => document.querySelector('#text .hl')?.textContent.includes('Upheld')")
    letter.locator("#text .w", has_text="woman").click()
    assert letter.evaluate("location.hash") == "#injured_worker.sex"
    letter.evaluate("location.hash = '#item-2'")
    assert in_view(letter, "#item-2")


def test_a_citation_and_a_link_are_copied(letter: Any) -> None:
    letter.locator("#item-2 .cite").click()
    expected = "CM16-7700123, item 2, decided 2016-12-13"
    letter.wait_for_function("text => document.querySelector('#item-2 .cite').dataset.copied === text", arg=expected)
    letter.locator("#item-1 .badge").click()
    letter.locator("#detail button", has_text="Copy link").click()
    letter.wait_for_function(  # the clipboard answers later
        "end => (document.querySelector('#detail .do button').dataset.copied || '').endsWith(end)",
        arg="#determinations.0.decision",
    )


def test_a_citation_names_the_page(open_page: Open, nlp: Language) -> None:
    page = open_page(render_letter(read(nlp, LETTER.replace("IMR ISSUES", "\fIMR ISSUES"))))
    page.locator("#item-1 .cite").click()
    page.wait_for_function("() => (document.querySelector('#item-1 .cite').dataset.copied || '').includes('p. 2')")


def test_the_record_is_downloaded(letter: Any, tmp_path: Path) -> None:
    with letter.expect_download() as download:
        letter.click("#get-record")
    assert download.value.suggested_filename == "CM16-7700123.json"
    download.value.save_as(tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["letter_id"] == "CM16-7700123"


def test_a_narrow_window_has_the_items_first_and_the_case_in_sight(letter: Any) -> None:
    letter.set_viewport_size({"width": 400, "height": 800})
    letter.reload()
    assert in_view(letter, "#item-1 h3")
    letter.locator(".jump", has_text="To the text").click()
    assert in_view(letter, "#tab-text")
    letter.mouse.wheel(0, 1500)
    letter.wait_for_function("() => scrollY > 500")
    assert in_view(letter, "#top h1")
    assert letter.evaluate("document.documentElement.scrollWidth <= 400")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_of_axe(letter: Any, scheme: str) -> None:
    letter.emulate_media(color_scheme=scheme)
    letter.locator("#item-1 .badge").click()
    assert serious_findings(letter) == []
