"""What reflowing takes a short way for is what the long way gives."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.words.furniture import Furniture, shipped_forms
from pipeline.text.furniture_forms import CASE_NUMBERS
from pipeline.text.reading_text import _Builder
from pipeline.text.running_lines import masked, with_numbers_apart
from tests.text.shipped import furniture_ranges

FURNITURE = st.sampled_from(
    [
        "CM16-9900123", "cm16-0012345", "\u212am16-001234", "M16-0012345", "x", "1", "IMR ", "imr\n",
        "\u0131mr ", "Case Number: ",
        "ca\u017fe no. ", "Page 1 of 2", "PAGE 12", " Page 3 of 4 ", "\n", "\n  ", " - ", "|", " ", "\u0130",
        "Independent Medical\nReview ",
        "f\u0130nal determination letter for IMR Case Number ",
        "Final Determination Letter for IMR Case Number: ", " 3", "of 5",
        "\u0661\u0662-", "\n \tCM16-9900123 Page 3\n", "16-",
    ]
)  # fmt: skip
LINES = st.sampled_from(
    [
        "The request", "is  upheld", "a ", " b", "  c  ", "", " ", "\r", "d\r", "\te", "f\t", "\f", "\fg",
        "h\x00", "\x7f", "i\u00a0j",
        "\u200b", "k\u00ad", "\ufb01", "\u2019s", "\x1c", "é", "l\r\r", " \f ", "m \t n",
    ]
)  # fmt: skip


@given(st.lists(FURNITURE, max_size=14).map("".join))
@settings(max_examples=1500)
def test_furniture_is_found_from_its_beginnings(text: str) -> None:
    plain = re.compile(Furniture.of().header, re.IGNORECASE)
    found = shipped_forms().header.finditer(text, 0, len(text))
    assert [m.span() for m in found] == [m.span() for m in plain.finditer(text)]


class LineByLine(_Builder):
    """Looks for irregular characters in every line."""

    def _copy(self, start: int, end: int) -> None:
        *lines, last = self.source[start:end].split("\n")
        for line in lines:
            self._copy_irregular(start, start + len(line))
            self._space(start + len(line), True)
            start += len(line) + 1
        self._copy_irregular(start, start + len(last))


@given(st.lists(LINES, max_size=12).map("\n".join), st.lists(st.integers(0, 60), max_size=6, unique=True))
@settings(max_examples=1500)
def test_regular_lines_are_copied_as_all_others(text: str, cuts: list[int]) -> None:
    cuts = sorted(min(cut, len(text)) for cut in cuts)
    left_out = list(zip(cuts[::2], cuts[1::2], strict=False))
    for furniture in (left_out, furniture_ranges(text)):
        assert replace(_Builder(text, furniture).build(), paragraphs=()) == LineByLine(text, furniture).build()


@given(st.text("aCM16-0 ٣", max_size=30))
def test_case_numbers_are_set_apart_from_the_numbers_that_are_masked(line: str) -> None:
    apart = with_numbers_apart(line, CASE_NUMBERS)
    assert len(apart) == len(line)
    parts = re.split(f"({CASE_NUMBERS.pattern})", " ".join(line.split()))
    kept = [masked(f"|{part}|")[1:-1] for part in parts]
    kept[1::2] = [with_numbers_apart(part, CASE_NUMBERS) for part in parts[1::2]]
    assert masked(apart) == " ".join("".join(kept).split())
