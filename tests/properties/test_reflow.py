"""The reading text of any text: nothing is lost, nothing is made up, and every character knows where it stood."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.ground import ground
from tests.properties.letters import FILES, text_of
from tests.text.shipped import furniture_ranges, reflow

INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"}
PLAIN = {
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "\u2044": "/",
    "\uff1a": ":",
    **LIGATURES,
}
ACCENTED = re.compile(r"[^\W\d_\ufb00-\ufb05][\u0300-\u036f]+")
FOOTER = "IMR Case Number: CM18-9900999    Page 2 of 5"
PIECES = st.sampled_from(
    [
        " ", "  ", "\n", "\r\n", "\f", "\t", "\u00a0", "\u2003", "\u2028", "\x85", "\x1c", "\v", *INVISIBLE, *LIGATURES,
        "‘", "”", "–", "−", "a", "Upheld", "request:", "12", "3", "9792.20", "Page 1 of 2", "Page 2 of 2", FOOTER,
        "Final Determination Letter for IMR Case Number CM16-9900123   3", "İ", "ß", "😀", "e\u0301", "\x00",
    ]
)  # fmt: skip
PIECED = st.lists(PIECES, max_size=30).map("".join)
TEXTS = st.one_of(PIECED, st.text(max_size=80), st.sampled_from(FILES).map(text_of))


def plain(text: str) -> str:
    """A text without white space and invisible characters, with plain quotes, dashes and letters, and accents as one
    with their letters."""
    text = ACCENTED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    return "".join(PLAIN.get(c, c) for c in text if not c.isspace() and c not in INVISIBLE)


def plain_at(text: str, at: int) -> str:
    """What may be read of the character at `at`: a letter is one with the accents behind it."""
    accented = ACCENTED.match(text, at)
    return plain(accented[0] if accented is not None else text[at])


def without_furniture(text: str) -> str:
    kept, at = [], 0
    for start, end in furniture_ranges(text):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


@given(TEXTS)
@settings(max_examples=300)
def test_nothing_but_white_space_and_furniture_is_lost(text: str) -> None:
    reading = reflow(text)
    assert reading.text.replace(" ", "") == plain(without_furniture(text))


@given(TEXTS)
@settings(max_examples=300)
def test_white_space_is_single_spaces_between_words(text: str) -> None:
    reading = reflow(text)
    assert "  " not in reading.text
    assert reading.text == reading.text.strip()
    assert not any(c.isspace() for c in reading.text.replace(" ", ""))


@given(TEXTS)
@settings(max_examples=300)
def test_every_offset_maps_to_its_character(text: str) -> None:
    reading = reflow(text)
    before = -1
    for at, character in enumerate(reading.text):
        source = reading.source_offset(at)
        assert source >= before
        before = source
        if character != " ":
            assert character in plain_at(text, source)
    if len(text) < 500:
        assert all(
            text[reading.source_offset(at)].isspace() or _left_out(reading, text, at) for at in _spaces(reading.text)
        )


def _spaces(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if character == " "]


def _left_out(reading: object, text: str, at: int) -> bool:
    """Whether a space stands for furniture, or for a run that begins with an invisible character."""
    source = reading.source_offset(at)  # type: ignore[attr-defined]
    return text[source] in INVISIBLE or any(start <= source < end for start, end in furniture_ranges(text))


@given(TEXTS, st.data())
@settings(max_examples=300)
def test_a_span_maps_to_the_same_words(text: str, data: st.DataObject) -> None:
    reading = reflow(text)
    words = _words(reading.text)
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 40)))
    start, end = words[first][0], words[last][1]
    printed, source_start, source_end = ground(reading, text, start, end)
    assert 0 <= source_start < source_end <= len(text)
    assert not text[source_start].isspace() and not text[source_end - 1].isspace()
    assert plain(printed) == plain(reading.text[start:end])
    assert printed == " ".join(printed.split())
    inside = [(s - source_start, e - source_start) for s, e in reading.furniture if source_start < s and e < source_end]
    kept = text[source_start:source_end]
    for s, e in reversed(inside):
        kept = kept[:s] + kept[e:]
    assert "".join(printed.split()) == "".join(kept.split())


def _words(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in text.split(" "):
        if word:
            found.append((at, at + len(word)))
        at += len(word) + 1
    return found


@given(TEXTS)
@settings(max_examples=200)
def test_breaks_are_spaces_in_order(text: str) -> None:
    reading = reflow(text)
    assert all(reading.text[at] == " " for at in reading.breaks)
    assert list(reading.breaks) == sorted(set(reading.breaks))
    assert reading.breaks_between(0, len(reading.text)) == bool(reading.breaks)


@given(PIECED)
@settings(max_examples=200)
def test_a_line_break_in_the_text_is_a_break(text: str) -> None:
    words = reflow(text).text
    if words:
        reading = reflow(f"{words}\n{words}")
        assert len(words) in reading.breaks or reading.furniture


@given(TEXTS)
@settings(max_examples=100)
def test_a_reading_text_is_its_own_reading_text(text: str) -> None:
    reading = reflow(text)
    if not furniture_ranges(reading.text):
        assert reflow(reading.text).text == reading.text
