"""Searching around literals finds exactly what searching everywhere finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.literal_places import LiteralsInWords
from pipeline.rules.literals import Guard, guard
from pipeline.rules.model import Rule
from pipeline.rules.regexes import RegexMatcher, Stretch

REGEXES = [
    r"(?:is |was )?(?:not |non-?)certified",
    r"(?:can(?:not|'t)|will not) be (?:recommended|certified)",
    r"not[^.]{0,20} (?:necessary|certified)",
    r"necessary(?! for)",
    r"(?<=not )certified\b",
    r"(?:very )*not (?:very )+necessary",
    r"not .*necessary",
    r"[^.]* is$",
    r"NOT (?-i:Certified)",
    r"\bcertified|necessary|x",
    r"(n)o\1?t",
    r"(?:\w+ )? of x|very {1,2}x",
    r" be (?:recommended|certified) x?",
    r"(?:can|could) not be",
]
WORDS = ["is", "was", "not", "non-certified", "Not", "certified", "Certified", "necessary", "for", "cannot", "be"]
WORDS += ["recommended", "very", "x", "İ", "ſ", ".", "necessaryx", "neceſſary", "IſN'T", "ıs"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("regex", REGEXES)
@given(text=TEXTS, cut=st.integers(0, 200))
def test_windows_lose_nothing(regex: str, text: str, cut: int) -> None:
    matcher = RegexMatcher([(0, Rule("a", "X", "regex", regex=regex))], lambda order, name: True)
    cut = min(cut, len(text))
    sections = [Stretch("s", start, end) for start, end in ((0, cut), (cut, len(text))) if start < end]
    plain = {
        (section.start + match.start(), section.start + match.end())
        for section in sections
        for match in matcher.rules[0].expression.finditer(text[section.start : section.end])
        if match.end() > match.start()
    }
    assert {hit[1:3] for hit in matcher.find(text, sections)} == plain


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        ("not certified", Guard(("not certified",), 0, 14)),
        (r"\d+ (?:weeks|months)", Guard((" months", " weeks"), None, None, (("0",),))),
        (r"(?:is |was )?denied \w{2} (?:days|weeks)", Guard(("denied ",), 4, 22, ((" days", " weeks"),))),
        (r"(?:visits )?[1-9]\d\b", Guard(("00",), 7, 10)),
        (r"\d+(?:mg)?", Guard(("0",), 0)),
        (r"\w+(?:mg)?", Guard()),
        (r"(?:a|brace)", Guard()),
    ],
)
def test_the_guard_names_what_every_match_holds(regex: str, expected: Guard) -> None:
    assert guard(regex) == expected


def test_the_guard_is_what_letters_hold_least_often() -> None:
    assert guard(r"(?:medically|clinically) unwarranted").literals == (" unwarranted",)
    assert guard(r"request[a-z ]{3,20}refused").literals == ("refused",)


def test_what_a_scan_made_of_a_word_is_multiplied_out() -> None:
    assert guard("rev[ce]r[s5]ed?").literals == ("revcr0e", "revcrse", "rever0e", "reverse")


def test_conditions_that_say_nothing_more_are_left_out() -> None:
    assert guard(r"(?:is )?unwarranted \w+").further == ()


WORDS_OF_LITERALS = ["of", "off", "x", "up", "to", "upto", "as", "has", "medical", "medically", "necess"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS_OF_LITERALS), min_size=1, max_size=3).map(" ".join), max_size=5),
    st.lists(st.sampled_from([*WORDS_OF_LITERALS, "", "medical,up", "ofofof"]), max_size=30).map(" ".join),
)
def test_literals_are_found_wherever_they_stand(literals: list[str], text: str) -> None:
    literals += [f" {literal} " for literal in literals[:2]] + [f"{literal} " for literal in literals[2:]]
    found = LiteralsInWords(literals)
    expected = {one: places for one in literals if (places := [m.start() for m in re.finditer(f"(?={one})", text)])}
    for _ in range(2):  # words not seen before, and words that were
        assert {one: sorted(set(places)) for one, places in found.places(text).items()} == expected
