"""What rules do over a corpus, and what no rule explains."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from pipeline.rules.coverage import Coverage, unexplained
from tests.rules.samples import rules, tokens

TEXT = (
    "Astral massage for the left knee, 6 sessions . Decision based on Star Charts, Non-MTUS Citation, and MTUS. "
    "It is nice. It cannot be."
)


def letter(conclusion: bool = False) -> Doc:
    doc = tokens()[1](TEXT)

    def span(words: str, label: str, rule: str = "") -> Span:
        found = doc.char_span(TEXT.index(words), TEXT.index(words) + len(words), label=label, span_id=rule)
        assert found is not None, words
        return found

    doc.spans["sections"] = [
        span("Astral massage for the left knee, 6 sessions", "request"),
        span("Decision based on Star Charts, Non-MTUS Citation, and MTUS", "reviewer_guideline"),
        span("It is nice. It cannot be.", "rationale"),
    ]
    doc.spans["rules"] = [span("left", "LATERALITY", "left"), span("knee", "BODY_PART", "knee")]
    doc.spans["requests"] = [
        span("Astral massage for the left knee, 6 sessions", "disputed"),
        span("6 sessions", "sessions"),
    ]
    doc.spans["decisions"] = [span("cannot be", "conclusion")] if conclusion else []
    return doc


def test_hits_are_counted_by_rule_and_letter() -> None:
    counts = Coverage()
    counts.add("a", letter())
    counts.add("b", letter())
    assert (counts.letters, counts.hits["knee"], counts.letters_with["knee"]) == (2, 2, 2)
    ids = "rules: [{id: knee, pattern: knee}, {id: toe, pattern: toe}]"
    assert counts.silent(rules(ids)) == ["toe"]


def test_words_that_nothing_explains_are_named_with_their_field() -> None:
    found = [(kind, TEXT[start:end]) for kind, start, end in unexplained(letter())]
    assert found == [
        ("heading", "Astral massage"),
        ("guideline line", "Star Charts"),
        ("verdict sentence", "It cannot be."),
    ]


def test_a_rationale_with_a_conclusion_is_explained() -> None:
    assert "verdict sentence" not in [kind for kind, _, _ in unexplained(letter(conclusion=True))]


def test_unexplained_texts_are_counted_and_placed() -> None:
    counts = Coverage()
    counts.add("a", letter())
    counts.add("b", letter())
    assert counts.unexplained["heading"] == {"astral massage": 2}
    assert counts.first_seen["heading", "astral massage"] == ("a", 0, 14)
