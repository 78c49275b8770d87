"""Sentences with a lead, in which alone the words of conditions and treatments are looked for."""

from __future__ import annotations

from spacy.language import Language

from pipeline.components.tags import read_tags

LETTER = """
CLINICAL CASE SUMMARY
{summary}

IMR ISSUES, DECISIONS AND RATIONALES

Norco 10/325mg: Upheld
Claims Administrator guideline: none.
MAXIMUS guideline: none.
Decision rationale: It is not medically necessary. {rationale}
"""


def statements(nlp: Language, summary: str, rationale: str = "") -> list[str]:
    doc = nlp(LETTER.format(summary=summary, rationale=rationale))
    return [doc.text[tag.start : tag.end].strip() for tag in read_tags(doc, "statements")]


def test_a_statement_is_the_sentence_of_a_lead_or_a_work_status(nlp: Language) -> None:
    summary = "He fell. He was diagnosed with gout. It hurts. She is temporarily totally disabled. He limps."
    assert statements(nlp, summary) == ["He was diagnosed with gout.", "She is temporarily totally disabled."]
    assert statements(nlp, "He fell. It hurts.") == []
    assert statements(nlp, "He fell.", "His diagnoses include gout. It hurts.") == ["His diagnoses include gout."]


def test_two_leads_of_a_sentence_are_one_statement(nlp: Language) -> None:
    summary = "He was diagnosed with gout and underwent acupuncture."
    assert statements(nlp, summary) == [summary]


def test_words_count_in_statements_alone_and_drugs_in_requests_too(nlp: Language) -> None:
    doc = nlp(
        LETTER.format(
            summary="Gout hurts, and Norco is known. He was diagnosed with gout. He likes Norco.", rationale=""
        )
    )
    found = [
        (tag.label, doc.text[tag.start : tag.end])
        for tag in read_tags(doc, "rules")
        if tag.label in ("DIAGNOSIS", "DRUG")
    ]
    assert found == [("DIAGNOSIS", "gout"), ("DRUG", "Norco")]
    (_, drug) = [tag for tag in read_tags(doc, "rules") if tag.label in ("DIAGNOSIS", "DRUG")]
    (request,) = [tag for tag in read_tags(doc, "sections") if tag.label == "request"]
    assert request.start <= drug.start < request.end
