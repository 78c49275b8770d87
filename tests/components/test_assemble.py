"""From a Doc's tags to the record."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab, create_vocab

from pipeline.components.assemble import assemble
from pipeline.components.tags import Tag, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.records.model import Drug, Frequency, Grounded, GuidelineLine, Letter, Rationale, Request
from pipeline.rules.tags import FrozenMapping

FREQUENCY = FrozenMapping({"times": (2, 3), "per": "week"})
TEXT = """Case Number: CM16-9900123
A 40 year old man, hurt on 1/2/2012.
Norco  10/325mg #60, 2-3 times a week, and Ultram 50mg: Upheld
Claims guideline: MTUS Chronic Pain page 78.
Rationale: It is not
medically necessary.
Cane: Overturned
"""


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return create_vocab("en", English.Defaults)


@pytest.fixture
def doc(vocab: Vocab) -> Doc:
    return LetterTokenizer(vocab)(TEXT)


def tag(doc: Doc, label: str, words: str, value: str = "", rule: str = "") -> Tag:
    start = doc.text.index(words)
    return Tag(label, start, start + len(words), value, rule)


def of_drug(doc: Doc, label: str, words: str, drug: str, value: str = "") -> Tag:
    return tag(doc, label, words, value)._replace(attributes=FrozenMapping({"drug": drug}))


def sections(doc: Doc) -> list[Tag]:
    return [
        tag(doc, "header", "Case Number: CM16-9900123"),
        tag(doc, "summary", "A 40 year old man, hurt on 1/2/2012."),
        tag(doc, "request", "Norco 10/325mg #60, 2-3 times a week, and Ultram 50mg", "1"),
        tag(doc, "decision", "Upheld", "1"),
        tag(doc, "claims_administrator_guideline", "MTUS Chronic Pain page 78.", "1"),
        tag(doc, "rationale", "It is not medically necessary.", "1"),
        tag(doc, "request", "Cane", "2"),
        tag(doc, "decision", "Overturned", "2"),
    ]


def letter(doc: Doc, **groups: Sequence[Tag]) -> Letter:
    write_tags(doc, "layout", [tag(doc, "some-layout", "Case Number")])
    write_tags(doc, "sections", sections(doc))
    for group, tags in groups.items():
        write_tags(doc, group, tags)
    return assemble(doc)


def place(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


def test_case_and_worker(doc: Doc) -> None:
    found = letter(
        doc,
        fields=[tag(doc, "case_number", "CM16-9900123", "CM16-9900123"), tag(doc, "licensure", "Case", "Case")],
        people=[tag(doc, "age", "40 year old", "40"), tag(doc, "sex", "man", "male"), tag(doc, "sex", "A", "female")],
    )
    assert found.letter_id == "CM16-9900123"
    assert found.case.case_number == Grounded("CM16-9900123", "CM16-9900123", *place("CM16-9900123"))
    assert found.case.priority is None
    assert [value.value for value in found.expert_reviewer.licensure] == ["Case"]
    assert found.injured_worker.age == Grounded(40, "40 year old", *place("40 year old"))
    assert found.injured_worker.sex and found.injured_worker.sex.value == "male"


def test_the_first_of_two_values_counts(doc: Doc) -> None:
    fields = [tag(doc, "case_number", "CM16-9900123", "first"), tag(doc, "case_number", "1/2/2012", "second")]
    assert letter(doc, fields=fields).letter_id == "first"


def test_items_in_their_order(doc: Doc) -> None:
    found = letter(
        doc,
        decisions=[
            tag(doc, "decision", "Upheld", "upheld"),
            tag(doc, "conclusion", "is not medically necessary", "not_medically_necessary"),
            tag(doc, "depends_on", "It", "2,5"),
            tag(doc, "depends_on", "is", "2"),
            tag(doc, "decision", "Overturned", "overturned"),
        ],
    )
    first, second = found.determinations
    assert (first.number, second.number) == (1, 2)
    assert first.decision == Grounded("upheld", "Upheld", *place("Upheld"))
    start, end = place("It is not\nmedically necessary.")
    assert first.rationale == Rationale(
        "It is not medically necessary.",
        start,
        end,
        Grounded("not_medically_necessary", "is not medically necessary", start + 3, end - 1),
        "agree",
        (2, 5),
    )
    assert second.rationale == Rationale("", place("Cane")[1], place("Cane")[1])
    assert second.claims_administrator_guideline == GuidelineLine()
    assert found.outcome == "partially_overturned"


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (("upheld", "upheld"), "upheld"),
        (("overturned", "overturned"), "overturned"),
        (("upheld", "overturned"), "partially_overturned"),
        (("upheld", None), None),
        ((None, None), None),
    ],
)
def test_outcomes(doc: Doc, values: tuple[str | None, str | None], outcome: str | None) -> None:
    words = ("Upheld", "Overturned")
    decisions = [tag(doc, "decision", word, value) for word, value in zip(words, values, strict=True) if value]
    assert letter(doc, decisions=decisions).outcome == outcome


def test_requests(doc: Doc) -> None:
    heading = "Norco 10/325mg #60, 2-3 times a week, and Ultram 50mg"
    found = letter(
        doc,
        requests=[
            tag(doc, "disputed", heading),
            tag(doc, "category", "Norco", "pharmaceuticals"),
            tag(doc, "drug", "Norco", "hydrocodone/acetaminophen"),
            of_drug(doc, "drug_class", "Norco", "hydrocodone/acetaminophen", "opioid"),
            of_drug(doc, "strength", "10/325mg", "hydrocodone/acetaminophen"),
            tag(doc, "quantity", "#60")._replace(value=60),
            tag(doc, "frequency", "2-3 times a week")._replace(value=FREQUENCY),
            tag(doc, "drug", "Ultram", "tramadol"),
            of_drug(doc, "strength", "50mg", "tramadol"),
            tag(doc, "body_part", "week", "knee"),
            tag(doc, "body_part", "times", "knee"),
            tag(doc, "date_of_service", "1/2/2012", "2012-01-02"),
        ],
    )
    printed = "Norco 10/325mg #60, 2-3 times a week, and Ultram 50mg"
    start, end = place("Norco  10/325mg #60, 2-3 times a week, and Ultram 50mg")
    times = place("2-3 times a week")
    assert found.determinations[0].request == Request(
        text=printed,
        start=start,
        end=end,
        disputed=Grounded(printed, printed, start, end),
        category="pharmaceuticals",
        drugs=(
            Drug("hydrocodone/acetaminophen", "Norco", *place("Norco"), "10/325mg", None, "opioid"),
            Drug("tramadol", "Ultram", *place("Ultram"), "50mg", None, None),
        ),
        quantity=Grounded(60, "#60", *place("#60")),
        frequency=Frequency((2, 3), "week", None, None, "2-3 times a week", *times),
        body_parts=(Grounded("knee", "times", *place("times")),),
    )


def test_a_modified_request(doc: Doc) -> None:
    parts = [tag(doc, "original", "Norco"), tag(doc, "authorized", "#60"), tag(doc, "disputed", "Ultram 50mg")]
    request = letter(doc, requests=parts).determinations[0].request
    assert request.utilization_review == "modified"
    assert [p and p.text for p in (request.original, request.authorized, request.disputed)] == [
        "Norco",
        "#60",
        "Ultram 50mg",
    ]
    assert letter(doc, requests=[]).determinations[0].request.utilization_review == "denied"


def test_a_strength_is_the_drugs_that_its_tag_names(doc: Doc) -> None:
    details = [of_drug(doc, "strength", "10/325mg", "tramadol"), of_drug(doc, "form", "#60", "tramadol")]
    tags = [*details, tag(doc, "drug", "Ultram", "tramadol")]
    (drug,) = letter(doc, requests=tags).determinations[0].request.drugs
    assert (drug.strength, drug.form) == ("10/325mg", "#60")


def test_dates_keep_their_section(doc: Doc) -> None:
    dates = [tag(doc, "injury", "1/2/2012", "2012-01-02"), tag(doc, "other", "Rationale", "2012-01")]
    (date,) = letter(doc, dates=dates).dates
    assert (date.value, date.role, date.section, date.text) == ("2012-01-02", "injury", "summary", "1/2/2012")


def test_spans_of_ones_own(doc: Doc) -> None:
    (span,) = letter(doc, own=[tag(doc, "MINE", "Cane", "", "mine.cane")]).spans
    assert (span.label, span.id, span.text, (span.start, span.end)) == ("MINE", "mine.cane", "Cane", place("Cane"))
    assert (span.value, span.attributes, span.section, span.determination) == (None, {}, "request", 2)


def test_spans_of_ones_own_have_what_rules_and_cues_say(doc: Doc) -> None:
    range_ = tag(doc, "SPAN", "hurt on 1/2/2012", "", "mine.range")._replace(value=(1, 2))
    said = tag(doc, "MINE", "medically necessary", "x", "mine.said")
    own = [
        range_._replace(attributes=FrozenMapping({"voice": "reviewer", "voice.rule": "cue.x", "cue": "forward"})),
        said._replace(attributes=FrozenMapping({"vetoed": "cue.y"})),
        said,
    ]
    first, second = letter(doc, own=own).spans
    assert (first.value, first.attributes) == ((1, 2), {"voice": "reviewer", "voice.rule": "cue.x"})
    assert (first.section, first.determination) == ("summary", None)
    assert (second.value, second.section, second.determination) == ("x", "rationale", 1)


def codes(found: Letter) -> list[tuple[str, str]]:
    return [(warning.code, TEXT[warning.start : warning.end] if warning.end else "") for warning in found.warnings]


def test_warnings(doc: Doc) -> None:
    category = tag(doc, "category", "Norco", "pharmaceuticals")
    assert codes(letter(doc, requests=[category], decisions=[tag(doc, "decision", "Overturned", "overturned")])) == [
        ("W202", "Norco  10/325mg #60, 2-3 times a week, and Ultram 50mg"),
        ("W203", "Norco  10/325mg #60, 2-3 times a week, and Ultram 50mg"),
        ("W201", "Cane"),
        ("W204", "Cane"),
    ]
    found = letter(doc, warnings=[Tag("W101", 0, 4, "why")])
    assert (found.warnings[0].code, found.warnings[0].message) == ("W101", "why")
    assert (found.warnings[0].start, found.warnings[0].end) == (0, 4)


def test_a_letter_without_items(doc: Doc) -> None:
    assert codes(letter(doc, sections=[])) == [("W103", "")]
    found = letter(doc, sections=[], layout=[])
    assert codes(found) == []  # what was looked for, W102, is the sections' to say
    assert found.layout == "unknown"
    assert found.determinations == () and found.outcome is None


def test_parts_without_a_request_are_no_item(doc: Doc) -> None:
    found = letter(doc, sections=[tag(doc, "rationale", "Cane", "1")])
    assert found.determinations == ()


def test_what_something_else_put_into_the_doc_is_read(doc: Doc) -> None:
    letter(doc)
    at = doc.text.index("Upheld")
    span = doc.char_span(at, at + len("Upheld"), label="decision", kb_id="upheld")
    doc.spans["decisions"] = [span]
    assert assemble(doc).determinations[0].decision == Grounded("upheld", "Upheld", *place("Upheld"))


def test_the_record_is_the_docs_attribute(doc: Doc) -> None:
    doc._.source = {"name": "a", "path": "b/a.txt", "pages": 2}
    found = letter(doc)
    assert doc._.letter == found
    assert (found.letter_id, found.source.path, found.source.pages) == ("a", "b/a.txt", 2)
