"""Words with a slip of the pen, and words that only look like one."""

from __future__ import annotations

from pipeline.rules import Rule
from pipeline.rules.matching.misspellings import Misspellings
from pipeline.rules.tags import Tag

WORDS = {"meant": ("physical", "therapy", "simulator"), "others": ("physician", "simulation")}
THERAPY = Rule("t", "TREATMENT", "phrase", ("physical therapy", "therapy", "stress simulator"), value="pt")
PREGABALIN = Rule("d", "DRUG", "phrase", ("pregabalin", "Soma"), value="pregabalin")
MISSPELLINGS = Misspellings([THERAPY, PREGABALIN], WORDS)


def correct(text: str, *tags: Tag) -> list[tuple[str, str]]:
    """Label and words of what stands there after correction."""
    return [(t.label, text[t.start : t.end]) for t in MISSPELLINGS.correct(text, 0, len(text), list(tags))]


def strength(text: str) -> Tag:
    start = text.index("75mg")
    return Tag("STRENGTH", start, start + 4)


def test_the_longest_phrase_with_the_word_that_is_meant() -> None:
    assert correct("Physcal therapy 2x6") == [("TREATMENT", "Physcal therapy")]
    assert correct("Therapyy at home") == []  # a word that begins with the other is one of its own
    assert correct("Thearpy at home") == [("TREATMENT", "Thearpy")]


def test_what_the_rules_found_inside_gives_way() -> None:
    assert correct("Physcal therapy", Tag("TREATMENT", 8, 15, "pt")) == [("TREATMENT", "Physcal therapy")]


def test_a_word_near_two_others_needs_its_neighbours() -> None:
    assert correct("Physicial therapy") == [("TREATMENT", "Physicial therapy")]
    assert correct("Simulatior at work") == []
    assert correct("The physician") == []


def test_a_word_that_a_rule_found_is_left_alone() -> None:
    text = "Pregabaline 75mg"
    known = Tag("TREATMENT", 0, 11, "x")
    assert correct(text, known, strength(text)) == [("TREATMENT", "Pregabaline"), ("STRENGTH", "75mg")]


def test_a_drugs_name_stands_before_a_strength_or_a_count() -> None:
    text = "Pregabaline 75mg"
    assert correct(text, strength(text)) == [("DRUG", "Pregabaline"), ("STRENGTH", "75mg")]
    text = "Pregabaline ER 75mg"
    release = Tag("DRUG_RELEASE", 12, 14, "release")
    assert correct(text, release, strength(text))[0] == ("DRUG", "Pregabaline")
    assert correct("Pregabaline for pain") == []
    text = "Pregabaline and 75mg"
    assert correct(text, strength(text)) == [("STRENGTH", "75mg")]


def test_a_name_too_far_off_is_none() -> None:
    text = "Progabilitate 75mg"
    assert correct(text, strength(text)) == [("STRENGTH", "75mg")]


def test_a_name_that_could_be_two_is_none() -> None:
    one, two = (Rule(x, "DRUG", "phrase", (f"cefadrox{x}",), value=x) for x in "ai")
    text = "Cefadroxo 75mg"
    assert Misspellings([one, two], WORDS).correct(text, 0, len(text), [strength(text)]) == [strength(text)]
