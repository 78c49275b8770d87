"""What the readers need to know of the rules beyond their hits: roles, names, which ingredients make a drug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.components.request_details.misspelt_drugs import DrugNames
from pipeline.components.request_details.misspelt_words import CommonWords
from pipeline.rules import Rule

LABELS = ("TREATMENT", "SPECIALTY", "DRUG", "DRUG_FORM", "DRUG_SALT", "DRUG_RELEASE", "BODY_PART")
"""Labels of the rules that requests are read with."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A fixed combination of drugs: the record's name and class for it."""

    name: str
    drug_class: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Roles by rule id, the fixed combinations by their ingredients, the drugs' names and the commonest words."""

    roles: Mapping[str, str] = field(default_factory=dict)
    combinations: Mapping[frozenset[str], Combination] = field(default_factory=dict)
    names: DrugNames = field(default_factory=DrugNames)
    common: CommonWords = field(default_factory=CommonWords)

    def role(self, rule: str) -> str:
        """The value of the rule's attribute; empty where it has none."""
        return self.roles.get(rule, "")

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Lexicon:
        """From the rules with `LABELS`; those of other labels do no harm."""
        roles: dict[str, str] = {}
        combinations: dict[frozenset[str], Combination] = {}
        rules = tuple(rules)
        for rule in rules:
            role = next(iter(rule.attributes.values()), "")
            if role:
                roles[rule.id] = role
            if rule.label == "DRUG" and "/" in rule.value and role != "topical_compound":
                combinations.setdefault(frozenset(rule.value.split("/")), Combination(rule.value, role))
        return cls(roles, combinations, DrugNames(rules), CommonWords(rules))
