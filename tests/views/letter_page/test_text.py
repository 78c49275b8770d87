from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.letter_page.marks import Mark
from pipeline.views.letter_page.text import paragraphs, text_html


def words(html: str) -> list[tuple[str, str]]:
    return [(m[1], unescape(m[2])) for m in re.findall(r'<span class="w( n)?" data-m="([\d ]+)">([^<]*)</span>', html)]


def mark(start: int, end: int) -> Mark:
    return Mark("requests", "x", start, end)


def test_a_word_names_the_marks_over_it() -> None:
    html = text_html("aa bb cc dd", [mark(0, 8), mark(3, 5), mark(4, 11)], 99)
    assert words(html) == [
        ("0", "aa "),
        ("0 1", "b"),
        ("0 1 2", "b"),
        ("0 2", " "),
        ("0 2", "cc"),
        ("2", " "),
        ("2", "dd"),
    ]


def test_line_breaks_stand_outside_of_words() -> None:
    html = text_html("one two\nthree", [mark(4, 13)], 99)
    assert words(html) == [("0", "two"), ("0", "three")]
    assert '<span class="w n"' in html


def test_blank_lines_part_paragraphs_and_leading_ones_go() -> None:
    text = "\n  \nCase\nNumber\n \n\nNext\r\n\r\nLast\n\n"
    assert [text[a:b] for a, b in paragraphs(text, len(text))] == ["Case\nNumber", "Next", "Last"]


def test_a_page_break_is_drawn() -> None:
    html = text_html("one\ftwo", [], 99)
    assert 'aria-label="page break"' in html
    assert "\f" not in html


@given(
    st.text(alphabet="ab \n<&\f", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
)
def test_nothing_is_lost_whatever_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    marks = sorted((mark(a, a + n) for a, n in places), key=lambda m: (m.start, -m.end))
    html = text_html(text, marks, len(text))
    plain = unescape(re.sub(r"<[^>]*>", "", html))
    assert "".join(plain.split()) == "".join(text.split())


def test_the_page_of_marks_over_each_other_by_the_thousand_is_bounded() -> None:
    text = "word " * 5_000
    marks = [mark(i, len(text)) for i in range(2_000)]
    html = text_html(text, marks, len(text))
    assert len(html) < 2_000_000
