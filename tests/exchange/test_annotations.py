from __future__ import annotations

from pipeline.exchange.annotations import LABELS, AnnotatedLetter
from pipeline.views.letter_page.places import places_of


def test_every_value_with_a_place_is_an_annotation(letter: AnnotatedLetter) -> None:
    assert {a.path for a in letter.annotations} == {place.path for place in places_of(letter.record)}


def test_labels_name_the_values_of_closed_lists(letter: AnnotatedLetter) -> None:
    found = {(a.label, letter.text[a.start : a.end]) for a in letter.annotations}
    assert ("decision.overturned", "Overturned") in found
    assert ("sex.female", "woman") in found
    assert ("date.visit", "10/02/2016") in found
    assert ("conclusion.medically_necessary", "are medically necessary") in found
    assert any(label == "citation.MTUS" for label, _ in found)
    assert {label for label, _ in found} <= set(LABELS)
