"""Damaged and truncated letters: no crash, nothing ungrounded, and no decision ever flips."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.evaluation.grounding import grounds
from pipeline.records.convert import to_data
from pipeline.records.model import Determination, Letter, Rationale
from tests.properties.letters import FILES, alike, damaged, flat, letter_of, outcome_of, text_of


class Letters(dict[Path, Letter]):
    """Letters by their files; too long to be shown when a property fails."""

    def __repr__(self) -> str:
        return f"{len(self)} letters"


# A decision can be seen to flip only where a letter has both; every layout gets its share.
MIXED = [path for path in FILES if outcome_of(path) == "partially_overturned"]
BY_LAYOUT = [[path for path in MIXED if path.parent == folder] for folder in {path.parent: 0 for path in MIXED}]
ALIKE = 0.75  # two requests this similar are the same item's
SURE = 0.1  # requests that are less similar than the best by this much are another item's


@pytest.fixture(scope="module")
def whole(nlp: Language) -> Letters:
    letters = Letters((path, letter_of(nlp, text_of(path))) for path in FILES)
    assert all(item.decision for letter in letters.values() for item in letter.determinations)
    return letters


def decisions_of(request: str, items: tuple[Determination, ...]) -> set[str]:
    """The decisions of the items that a request can be told to be; none where it is like none of them."""
    ratios = [(alike(flat(item.request.text), request), item.decision) for item in items]
    best = max(ratio for ratio, _ in ratios)
    return {d.value for ratio, d in ratios if d and ratio > best - SURE} if best > ALIKE else set()


def check_decisions(found: Letter, whole: Letter) -> None:
    """No item that has a decision has another one than the item it is; neither by its whole request nor, where the
    request runs over more than it should, by the request's beginning or end."""
    lengths = {len(flat(item.request.text)) for item in whole.determinations}
    for item in found.determinations:
        if item.decision is None:
            continue
        request = flat(item.request.text)
        views = {request, *(request[:n] for n in lengths), *(request[-n:] for n in lengths)}
        for view in views:
            known = decisions_of(view, whole.determinations)
            assert not known or item.decision.value in known, (item.request.text, item.decision)


def check_grounds(letter: Letter, text: str) -> None:
    """Every value stands at its offsets; a rationale that the letter does not have is no value."""
    assert [g for g in grounds(to_data(letter), text) if g.text and not g.holds] == []


@given(
    path=st.sampled_from(BY_LAYOUT).flatmap(st.sampled_from),
    seed=st.integers(0, 2**32),
    rate=st.sampled_from([0.002, 0.01, 0.03, 0.08, 0.2]),
    cut=st.one_of(st.none(), st.integers(0, 6000)),
)
@settings(max_examples=600)
def test_decisions_never_flip(
    nlp: Language, whole: Letters, path: Path, seed: int, rate: float, cut: int | None
) -> None:
    text = damaged(text_of(path), random.Random(seed), rate)[:cut]
    letter = letter_of(nlp, text)
    check_decisions(letter, whole[path])
    check_grounds(letter, text)


def test_light_damage_leaves_nearly_all_decisions(nlp: Language, whole: Letters) -> None:
    """The property above holds for a reader that finds nothing; this one does not."""
    kept = every = 0
    for number, path in enumerate(FILES):
        letter = letter_of(nlp, damaged(text_of(path), random.Random(number), 0.003))
        kept += sum(item.decision is not None for item in letter.determinations)
        every += len(whole[path].determinations)
    assert kept >= 0.95 * every


def end_of(item: Determination) -> int:
    """Behind the last character that an item's decision and parts stand on."""
    parts = (item.decision, item.claims_administrator_guideline, item.reviewer_guideline, item.rationale)
    return max(part.end or 0 for part in parts if part)


# What a panel decides is known behind its last reviewer only: cut before that, the letter is another one.
WITHOUT_PANELS = [path for path in FILES if "panel" not in path.stem]


@given(path=st.sampled_from(WITHOUT_PANELS), data=st.data())
@settings(max_examples=300)
def test_items_that_remain_whole_keep_their_decisions(
    nlp: Language, whole: Letters, path: Path, data: st.DataObject
) -> None:
    text = text_of(path)
    cut = data.draw(st.integers(0, len(text)))
    letter = letter_of(nlp, text[:cut])
    check_grounds(letter, text[:cut])
    items = whole[path].determinations
    for before, after in zip(items, letter.determinations, strict=False):
        if after.decision is not None:
            assert before.decision and after.decision.value == before.decision.value
            assert after.request.text == before.request.text
    assert len(letter.determinations) <= len(items)
    for number, item in enumerate(items):
        if end_of(item) <= cut:
            assert letter.determinations[number].decision == item.decision
            assert letter.determinations[number].request == item.request


@given(path=st.sampled_from(FILES), start=st.integers(0, 6000), length=st.integers(0, 3000))
@settings(max_examples=100)
def test_any_piece_of_a_letter_is_read(nlp: Language, whole: Letters, path: Path, start: int, length: int) -> None:
    text = text_of(path)[start : start + length]
    letter = letter_of(nlp, text)
    check_grounds(letter, text)
    check_decisions(letter, whole[path])


def test_a_letter_without_a_rationale_has_an_empty_one(nlp: Language) -> None:
    text = text_of(next(path for path in FILES if path.stem == "CM16-9900440"))
    cut = text.index("Decision rationale:")
    item = letter_of(nlp, text[:cut]).determinations[0]
    assert item.rationale == Rationale("", item.request.end, item.request.end)
