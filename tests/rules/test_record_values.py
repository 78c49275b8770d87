from __future__ import annotations

import pytest

from pipeline.rules import load_rules
from pipeline.rules.record_values import NEEDS_VALUE, wrong_values


def test_every_shipped_rule_has_a_value_that_the_record_knows() -> None:
    rules = load_rules().rules
    assert [rule.id for rule in rules if list(wrong_values(rule.label, rule.value, rule.attributes))] == []
    assert [rule.id for rule in rules if rule.label in NEEDS_VALUE and not rule.value] == []


@pytest.mark.parametrize(
    ("label", "value", "attributes", "key"),
    [
        ("TREATMENT", "Pharmaceuticals", {}, "value"),
        ("TREATMENT", "rehabilitation/hippotherapy", {}, "value"),
        ("TREATMENT", "rehabilitation", {}, "value"),
        ("VERDICT", "denied", {"certainty": "strong"}, "value"),
        ("VERDICT", "medically_necessary", {"certainty": "very"}, "attributes.certainty"),
        ("CLOSING", "denied", {}, "value"),
        ("DRUG", "tramadol", {"class": "Opioid"}, "attributes.class"),
        ("SEX", "m", {}, "value"),
    ],
)
def test_what_the_record_does_not_know_is_named(label: str, value: str, attributes: dict[str, str], key: str) -> None:
    (wrong,) = wrong_values(label, value, attributes)
    assert wrong.key == key
    assert repr(value if key == "value" else next(iter(attributes.values()))) in wrong.message
    assert wrong.advice


def test_labels_of_ones_own_have_any_value() -> None:
    assert list(wrong_values("OPIOID_CONTRACT", "whatever", {"x": "this"})) == []
