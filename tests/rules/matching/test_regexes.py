"""What the prefilter lets through and the expressions find is exactly what searching everywhere finds."""

from __future__ import annotations

import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.expressions.prefilter import FIRST_CHARACTERS, Prefilter
from pipeline.rules.expressions.relaxed import Relaxed, in_ascii, relaxed
from pipeline.rules.matching.regexes import RegexMatcher, Stretch
from pipeline.rules.model import Rule
from pipeline.text.folding import folded

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
    r"(?i:CERT)ified|Not [C-Z]\w+|[^a-c]er\w+",
    r"\bcertified|necessary|x",
    r"(n)o\1?t",
    r"(?:\w+ )? of x|very {1,2}x",
    r" be (?:recommended|certified) x?",
    r"(?:can|could) not be",
    r"[A-C]ert\w+",
    r"[^a-z ]\w",
    r"\d+|\W\W",
    r"[\s§é]+is",
    r"NE(?P<x>C)E(?:\u017f|s){2}ary",
    r"(?>not|no) be" if sys.version_info >= (3, 11) else "no",
    r"(?:[a-z]+ ){0,60}necessary",
    r"(x)?(?(1) is|not)",
    r"(?P<n>not|be) (?P=n)",
    r"not[^.]*? (?:necessary|be)",
    r"\b\w+ \Bbe\b|(?:not|is){1,2}",
    r"(?:not |be )*be",
    r"^not|is(?= not)",
    r"is(?= [a-z]+ not)",
    r"(?s:not.)be|(?m:^)x",
    r"not(?= be| is$)|(?:is|be(?=\b))(?= not)(?! not be)(?= )",
    r"(?:was|not(?= x$))\n?",
    r"not(?= (?:be|is (?=x))\b)",
    r"not(?=(?: be(?= x))?)\b",
    r"(?:^|[^\w/])\d{1,2}/\d{1,2}(?:/\d{4})?",
    r"(?:^|, |\b)not (?=\d)|\d{2,3}-\d{2}\b",
    r"(?:^(?:not|is)|x)? ?[\d/-]{3,}",
    r"(?:(?:x{20}){20}){20}|not be",
    r"\(?(?:§ ?)?_?\d(?:\.\d)?(?=[) ]|$)",
]
WORDS = ["is", "was", "not", "non-certified", "Not", "certified", "Certified", "necessary", "for", "cannot", "be"]
WORDS += ["recommended", "very", "x", "İ", "ſ", ".", "necessaryx", "neceſſary", "IſN'T", "ıs", "É5", "§", "٣", "\n"]
WORDS += ["3/4", "12/05/2015", "007-12", "5-", "_5", "(§ 1.2)", ","]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("cased", [False, True])
@pytest.mark.parametrize("regex", REGEXES)
@given(text=TEXTS, cut=st.integers(0, 200))
def test_the_prefilter_loses_nothing(regex: str, cased: bool, text: str, cut: int) -> None:
    rule = Rule("a", "X", "regex", regex=regex, case_sensitive=cased)
    matcher = RegexMatcher([(0, rule)], lambda order, name: True)
    cut = min(cut, len(text))
    sections = [Stretch("s", start, end) for start, end in ((0, cut), (cut, len(text))) if start < end]
    plain = {
        (section.start + match.start(), section.start + match.end())
        for section in sections
        for match in matcher.rules[0].expression.finditer(text[section.start : section.end])
        if match.end() > match.start()
    }
    assert {hit[1:3] for hit in matcher.find(text, sections)} == plain


@given(text=TEXTS)
def test_a_filter_lets_through_what_is_looked_for_one_by_one(text: str) -> None:
    seen = in_ascii(folded(text)).encode("ascii")
    assert set(Prefilter(REGEXES).may_match(seen)) <= set(_later().may_match(seen))


@cache
def _later() -> Prefilter:
    prefilter = Prefilter(REGEXES)
    prefilter.may_match(b"x" * FIRST_CHARACTERS)
    return prefilter


ENGINES = pytest.mark.parametrize("first", [0, 100_000], ids=["by RE2's filter", "one by one"])
"""Both ways in which a prefilter looks for literals."""


@ENGINES
def test_what_holds_no_literal_is_searched_everywhere(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.expressions.prefilter.FIRST_CHARACTERS", first)
    prefilter = Prefilter([r"not certified", r"\w+ (?:\d+|x)?", r"(?:is|was) (?=x)", r"\d+", r"\d{1,2}/\d"])
    assert prefilter.without_literals == {1, 3}
    assert prefilter.may_match(b"it was not") == [1]
    assert prefilter.may_match(b"it was x") == [1, 2]
    assert prefilter.may_match(b"it was 3-4") == [1, 3, 4]
    assert Prefilter([]).may_match(b"text") == []


def test_more_expressions_than_one_filter_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.expressions.prefilter.FIRST_CHARACTERS", 0)
    monkeypatch.setattr("pipeline.rules.expressions.prefilter.AT_ONCE", 3_000)
    names = ["".join(chr(ord("k") + int(digit)) for digit in f"{n:04}") for n in range(1_700)]
    prefilter = Prefilter([rf"mejo{name} (?:of|for) (?:the )?lujopi{name}s?" for name in names])
    assert prefilter.may_match(b"a mejokklr of lujopikklr, no mejokkll") == [17]
    assert prefilter.may_match(b"mejolqtt for the lujopilqtts") == [1_699]
    assert len(prefilter._filters._filters) > 1


@ENGINES
def test_a_literal_of_whole_words_is_in_no_other_word(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.expressions.prefilter.FIRST_CHARACTERS", first)
    assert Prefilter([r"if", r"(?:if|or) not", r"if\w*"]).may_match(b"a specific one, for not") == []
    assert Prefilter([r"if", r"(?:if|or) not", r"if\w*"]).may_match(b"(if not") == [0, 1, 2]


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"(?<!x)a\b(?:b|c){2,90}?", r"\ba\b(?:[bc]){2,}?\b"),
        (r"(é)[^b]\1", r"(?:\b\x5f)[^b](?s:.)*"),
        (r"not(?= necessary)", r"\bnot\b(?:\x20necessary)"),
        (r"(?:is|was(?= not\b))(?!x)", r"(?:\bis\b|\bwas\b(?:\x20not\b))"),
        (r"(?:is(?= so))x(?=[.;]|$)(?!y)\b", r"\bisx\b\b(?:(?:[\x2e\x3b]|\n?\z))"),
        (r"(?:a|b(?=c)) ?", r"(?:\ba|\bb)(?:\x20|)"),
        (r"^x$", r"\A\bx\b\n?\z"),
        (r"(?m:^x$).", r"(?:\bx)(?s:.)"),
    ],
)
def test_what_re2_cannot_say_of_an_expression_is_left_out(regex: str, expected: str) -> None:
    assert relaxed(regex) == Relaxed(expected, exact=False)


@pytest.mark.parametrize(
    "regex",
    [
        r"(?:is|was)\b [^x]*? x",
        pytest.param(
            r"\w+ \d{1,3}(?: mg)?+x", marks=pytest.mark.skipif(sys.version_info < (3, 11), reason="new in 3.11")
        ),
        r"not[^.]{0,20}\Bx",
    ],
)
def test_what_it_says_all_of_is_exact(regex: str) -> None:
    assert relaxed(regex).exact == ("?+" not in regex)


def test_letters_beyond_ascii_keep_the_borders_of_words() -> None:
    assert in_ascii("é§x – ٣") == "_?x ? 0"
