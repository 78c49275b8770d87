from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import pipeline
from pipeline.reading import ReadingProblem
from pipeline.records.convert import to_data
from pipeline.records.model import Finding, GroundedText
from pipeline.views.letter_page import Way, render_letter, render_record, render_text
from pipeline.views.letter_page.doc_marks import marks_of
from pipeline.views.letter_page.notes import LETTER as WHOLE
from pipeline.views.letter_page.notes import notes_of
from pipeline.views.letter_page.page import MOST_CHARACTERS
from pipeline.views.letter_page.record_marks import marks_of_record
from tests.views.letter_page.sample import LETTER, read

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"--><!--\u202e\u2066\x00\ufeff"


@pytest.fixture(scope="module")
def page(nlp: Language) -> str:
    return render_letter(read(nlp))


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def test_only_its_own_script_and_style_run_and_nothing_is_loaded(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src &#x27;none&#x27;" in policy.group(1)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(scripts) == len(styles) == 1
    for content in (*scripts, *styles):
        assert b64encode(sha256(content.encode()).digest()).decode() in policy.group(1)
    assert not re.search(r"""\b(?:src|href)=["'](?!data:|#)""", page.replace(scripts[0], ""))
    assert "style=" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_cards_tell_what_was_read(page: str) -> None:
    cards = page[page.index('id="cards"') :]
    for words in (
        "Tramadol 50mg #60",
        "Upheld",
        "Overturned",
        "modified by UR",
        "tramadol",
        "opioid",
        "no medical evidence cited",
    ):
        assert words in cards
    assert 'title="rule final-determination.decision ' in cards


def test_a_finding_stands_at_its_item_with_buttons_to_its_words(page: str) -> None:
    first = page[page.index('id="item-1"') : page.index('id="item-2"')]
    assert "<b>F105</b>" in first
    assert ">“10/25/2016”</button>" in first


def test_a_value_leads_to_the_mark_that_states_it(page: str, nlp: Language) -> None:
    data = data_of(page)
    letter = read(nlp)._.letter
    for i, item in enumerate(letter.determinations):
        place = next(p for p in data["places"] if p[0] == f"determinations.{i}.decision")
        entry, start, end, label, value, rule, *_ = data["marks"][place[3]]
        assert data["entries"][entry][:2] == ["Decisions and verdicts", "decision"]
        assert (start, end, label, value) == (item.decision.start, item.decision.end, "decision", item.decision.value)
        assert rule == "final-determination.decision"


def test_a_hostile_letter_is_shown_and_not_obeyed(nlp: Language) -> None:
    text = HOSTILE + LETTER.replace("Tramadol", f"Tramadol {HOSTILE}").replace("tender", HOSTILE)
    page = render_letter(read(nlp, text, path=HOSTILE, name=HOSTILE), problems=[ReadingProblem("E1", HOSTILE, HOSTILE)])
    assert page.count("<script") == 3
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x00" not in page
    data_of(page)


def test_a_text_that_was_not_read_is_shown_with_its_problem() -> None:
    page = render_text("big", "Some <b>words</b>\n\nmore", [ReadingProblem("E202", "too long", "x")])
    assert "Some &lt;b&gt;words&lt;/b&gt;" in page
    assert "<b>E202</b> too long" in page


def test_an_empty_text_has_a_page() -> None:
    assert "There is no text." in render_text("empty", "")


def test_a_huge_text_is_cut_and_says_so(nlp: Language) -> None:
    page = render_text("huge", LETTER * 3_000)
    assert len(page) < 3 * MOST_CHARACTERS
    assert f"The first {MOST_CHARACTERS:,} of" in page


def test_rules_of_a_users_own_appear_without_code(tmp_path: Path) -> None:
    rules = tmp_path / "own.yml"
    rules.write_text(
        "pack: own\nlabel: TENDERNESS\nrules:\n  - id: own.tender\n    pattern: tender\n    value: yes_it_is\n"
        '    examples: {match: ["was [[tender]]"], no_match: []}\n',
        encoding="utf-8",
    )
    page = render_letter(read(pipeline.load(patterns=[rules])))
    data = data_of(page)
    (mark,) = (m for m in data["marks"] if m[3] == "TENDERNESS")
    assert data["entries"][mark[0]][0] == "Your own rules"
    assert mark[5] == "own.tender"
    assert '<span class="chip">TENDERNESS</span>' in page
    assert "Found by your own rules (1)" in page


def test_marks_stand_at_their_place_in_the_source(nlp: Language) -> None:
    doc = read(nlp, LETTER.replace("\n", " \r\n\r\n"))
    text = doc._.source_text
    marks = {(m.group, m.label, m.value): text[m.start : m.end] for m in marks_of(doc, doc._.letter)}
    assert marks["decisions", "decision", "overturned"] == "Overturned"
    assert marks["fields", "case_number", "CM16-7700123"] == "CM16-7700123"
    assert marks["people", "age", "47"] == "47-year-old"


def test_findings_and_warnings_stand_where_they_arose(nlp: Language) -> None:
    letter = read(nlp)._.letter
    second = letter.determinations[1]
    record = to_data(letter)
    place = GroundedText("x", second.request.start, second.request.end)
    record["findings"] = [to_data(Finding("F1", "warning", "odd", 2, (place,)))]
    record["warnings"] = [
        {"code": "W1", "message": "a", "start": second.request.start + 5, "end": second.request.end},
        {"code": "W2", "message": "b", "start": 0, "end": 4},
        {"code": "W3", "message": "c", "start": None, "end": None},
    ]
    assert [(note.code, note.item) for note in notes_of(record)] == [("F1", 1), ("W1", 1), ("W2", WHOLE), ("W3", WHOLE)]


def test_a_record_alone_has_the_same_cards_and_places(nlp: Language) -> None:
    doc = read(nlp)
    record = to_data(doc._.letter)
    page = render_record(record, doc._.source_text, way=Way("/?q=a&b", None, "/letter/2", "/source", "/record"))
    assert "<script>" in page.html and page.policy.split("; ")[0] in page.html.replace("&#x27;", "'")
    read_page = render_letter(doc)
    cards = re.compile(r'<article class="card item".*?</article>', re.DOTALL)
    plain = [re.sub(r' (title|data-m)="[^"]*"', "", html) for html in cards.findall(page.html)]
    assert plain == [re.sub(r' (title|data-m)="[^"]*"', "", html) for html in cards.findall(read_page)]
    assert '<a id="back" href="/?q=a&amp;b">' in page.html and 'href="/source"' in page.html
    assert 'id="previous"' not in page.html
    assert {p[0] for p in data_of(page.html)["places"]} == {p[0] for p in data_of(read_page)["places"]}


def test_values_of_a_record_stand_in_the_groups_of_their_spans(nlp: Language) -> None:
    doc = read(nlp)
    spans = [(m.start, m.end, m.label, m.group) for m in marks_of(doc, doc._.letter)]
    known = {span[:3] for span in spans}
    values = [(m.start, m.end, m.label, m.group) for m in marks_of_record(to_data(doc._.letter))]
    same = [value for value in values if value[:3] in known]
    assert len(same) > 30
    assert set(same) <= set(spans)


def test_the_head_tells_what_was_decided(page: str) -> None:
    head = page[page.index('id="top"') : page.index("<main>")]
    assert "CM16-7700123" in head and "decided 2016-1" in head
    assert "2 items: 1 upheld, 1 overturned" in head


def test_labels_are_told_in_words(page: str) -> None:
    legend = page[page.index('id="legend"') : page.index('id="text"')]
    assert "date of injury" in legend and "UR denial" in legend and ">date_of_injury<" not in legend
