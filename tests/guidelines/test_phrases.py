from __future__ import annotations

import pytest

from pipeline.guidelines.phrases import PhraseTrie, norms
from pipeline.guidelines.spelling import distance_within, edits_allowed


@pytest.mark.parametrize(
    "spelling",
    ["Forearm, Wrist, and Hand", "forearm wrist & hand", "Forearm/Wrist/Hands", "The Forearm, Wrist and Hand"],
)
def test_spellings_of_one_title_have_the_same_words(spelling: str) -> None:
    assert norms(spelling) == ("forearm", "wrist", "hand")


def test_double_s_is_no_plural() -> None:
    assert norms("Illness & Stress") == ("illness", "stress")


def test_trie_finds_the_longest_phrase() -> None:
    trie = PhraseTrie()
    trie.add("NSAIDs", "short")
    trie.add("NSAIDs, GI symptoms & cardiovascular risk", "long")
    text = "NSAIDs, GI symptoms and cardiovascular risk, Opioids"
    assert trie.match(text, 0, len(text)) == (len("NSAIDs, GI symptoms and cardiovascular risk"), ("long",))
    assert trie.match("NSAIDs, GI bleeding", 0, 19) == (6, ("short",))
    assert trie.match("no NSAIDs", 0, 9) is None


def test_trie_keeps_every_id_of_a_phrase_in_order() -> None:
    trie = PhraseTrie()
    for id_ in ("a", "b", "a"):
        trie.add("Chronic Pain", id_)
    assert trie.exact("chronic pain") == ("a", "b")
    assert trie.exact("chronic") == ()


@pytest.mark.parametrize(
    ("a", "b", "limit", "edits"),
    [
        ("initial", "inital", 1, 1),
        ("diagnostic", "diagnositc", 1, 1),
        ("care", "core", 0, None),
        ("a", "abcd", 2, None),
    ],
)
def test_edit_distance(a: str, b: str, limit: int, edits: int | None) -> None:
    assert distance_within(a, b, limit) == edits


def test_short_titles_allow_no_misspelling() -> None:
    assert [edits_allowed(n) for n in (4, 6, 20)] == [0, 1, 2]
