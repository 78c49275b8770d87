"""Line breaks mean nothing: a letter that is wrapped anew, spaced or cut into pages elsewhere decides the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.rules.load import shipped_shared
from tests.properties import letters
from tests.properties.letters import FILES, REWRAPPINGS, text_of

GAP = re.compile(r"(?<=\S)\s+(?=\S)")


def determinations(nlp: Language, text: str) -> Any:
    """A letter's determinations without offsets and pages: where pages end is what is changed here."""
    return without_pages(letters.determinations(nlp, text))


def without_pages(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: without_pages(child) for key, child in node.items() if key != "page"}
    return [without_pages(child) for child in node] if isinstance(node, list) else node


class Expected(dict[Path, Any]):
    """Determinations by letter; too long to be shown when a property fails."""

    def __repr__(self) -> str:
        return f"{len(self)} letters"


@pytest.fixture(scope="module")
def expected(nlp: Language) -> Expected:
    found = Expected((path, determinations(nlp, text_of(path))) for path in FILES)
    assert all(found.values())
    return found


@given(path=st.sampled_from(FILES), rewrap=st.sampled_from(REWRAPPINGS), width=st.integers(1, 160))
@settings(max_examples=200)
def test_any_width(
    nlp: Language, expected: Expected, path: Path, rewrap: Callable[[str, int], str], width: int
) -> None:
    assert determinations(nlp, rewrap(text_of(path), width)) == expected[path]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n \n\t\n"),
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: " ".join(text.split()),
        lambda text: "\n".join(text.split()),
    ],
    ids=["doubled", "crlf", "blank lines", "wide", "no-break", "one line", "one word a line"],
)
def test_other_white_space(nlp: Language, expected: Expected, path: Path, change: Callable[[str], str]) -> None:
    assert determinations(nlp, change(text_of(path))) == expected[path]


@given(path=st.sampled_from(FILES), data=st.data())
@settings(max_examples=200)
def test_a_page_break_between_any_two_words(nlp: Language, expected: Expected, path: Path, data: st.DataObject) -> None:
    text = text_of(path)
    gap = data.draw(st.sampled_from([m.span() for m in GAP.finditer(text)]))
    new = data.draw(st.sampled_from(["\f", " \n\n\f", "\n\f\n", "\n \f"]))
    assert determinations(nlp, text[: gap[0]] + new + text[gap[1] :]) == expected[path]


@given(path=st.sampled_from(FILES), places=st.sets(st.integers(0, 5000), min_size=2, max_size=12))
@settings(max_examples=60)
def test_several_page_breaks(nlp: Language, expected: Expected, path: Path, places: set[int]) -> None:
    text = text_of(path)
    gaps = [m.span() for m in GAP.finditer(text)]
    for start, end in sorted({gaps[place % len(gaps)] for place in places}, reverse=True):
        text = f"{text[:start]}\n\f{text[end:]}"
    assert determinations(nlp, text) == expected[path]


WORD = re.compile(r"(?<![\w-])[a-z]{7,}(?![\w-])")


def without_hyphens(node: Any) -> Any:
    """Determinations without offsets, in the words that stand there before a hyphen parted them."""
    if isinstance(node, dict):
        return {key: without_hyphens(child) for key, child in node.items()}
    if isinstance(node, list):
        return [without_hyphens(child) for child in node]
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "", node) if isinstance(node, str) else node


@given(path=st.sampled_from(FILES), places=st.sets(st.integers(0, 5000), min_size=1, max_size=12), at=st.integers(2, 5))
@settings(max_examples=60)
def test_a_hyphen_at_a_lines_end(nlp: Language, expected: Expected, path: Path, places: set[int], at: int) -> None:
    text, known = text_of(path), shipped_shared().vocabularies.words("parted_words")
    words = [m.start() for m in WORD.finditer(text) if m.group() in known]
    for start in sorted({words[place % len(words)] + at for place in places}, reverse=True):
        text = f"{text[:start]}-\n{text[start:]}"
    assert without_hyphens(determinations(nlp, text)) == without_hyphens(expected[path])
