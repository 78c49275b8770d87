"""The labels of the record: what their rules' values and attributes may be, and where their hits reach the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.rules.model import Rule
from pipeline.rules.problems import did_you_mean
from pipeline.rules.vocabularies import Vocabularies

ANY_TEXT = "text"


Known = str | Sequence[str] | None
"""What something may be: a vocabulary's name, several names and values, or any text."""


@dataclass(frozen=True, slots=True)
class LabelSpec:
    """What packs say of a label: see `labels` in a rule pack.

    Attributes:
        value: what a rule's value may be.
        required: whether a rule without a value leaves the record empty.
        attributes: the attributes by name, and what they may be.
        sections: where its hits count; empty: everywhere.
        beside: its hits count only in sentences with a hit of one of these labels; empty: anywhere.
        reaches: fields of the record.
    """

    value: Known = None
    required: bool = False
    attributes: Mapping[str, Known] = field(default_factory=dict)
    sections: Sequence[str] | None = None
    beside: Sequence[str] = ()
    reaches: Sequence[str] = ()


class Wrong(NamedTuple):
    """What is wrong with a rule: the key it stands under, what it is, how to mend it."""

    key: str
    message: str
    advice: str


class Labels:
    """The labels that are declared.

    Args:
        entries: what `labels` of packs say of each.
        vocabularies: the lists that they name.
    """

    def __init__(self, entries: Mapping[str, LabelSpec], vocabularies: Vocabularies) -> None:
        self.entries = entries
        self._vocabularies = vocabularies

    def __contains__(self, label: object) -> bool:
        return label in self.entries

    def needs_value(self, label: str) -> bool:
        """Whether a rule of this label without a value leaves the record empty."""
        return label in self.entries and self.entries[label].required

    def beside(self, label: str) -> tuple[str, ...]:
        """The labels beside which hits of this one count; none: they count by themselves."""
        return tuple(self.entries[label].beside) if label in self.entries else ()

    def attribute_of_role(self, label: str, role: str) -> str:
        """The name of the attribute that a rule's `role` stands for: that of the label whose values hold it, else the
        label's first one, else `role`."""
        known = self.entries[label].attributes if label in self.entries else {}
        holding = (name for name, given in known.items() if role in (self.values(given) or ()))
        return next(holding, next(iter(known), "role"))

    def wrong(self, rule: Rule) -> Iterator[Wrong]:
        """What is wrong with a rule's value and attributes, and with those that its cue sets."""
        yield from self._wrong_attributes(rule.label, rule.attributes, "attributes")
        entry = self.entries.get(rule.label)
        if entry is not None and rule.value:
            yield from _unknown("value", rule.value, self.values(entry.value), rule.label)
        if rule.cue is not None:
            for label in rule.cue.modifies:
                effect = {name: value for name, value in rule.cue.effect.items() if name != "vetoed"}
                yield from self._wrong_attributes(label, effect, "cue.effect")

    def unreachable(self, rule: Rule) -> str:
        """The sections in which the hits of a rule's label count, where the rule names none of them; else empty."""
        entry = self.entries.get(rule.label)
        counting = entry.sections if entry is not None else None
        if not counting or not rule.sections or set(counting) & set(rule.sections):
            return ""
        return ", ".join(counting)

    def _wrong_attributes(self, label: str, attributes: Mapping[str, str], key: str) -> Iterator[Wrong]:
        if label not in self.entries:
            return
        known = self.entries[label].attributes
        for name, value in attributes.items():
            if name in known:
                yield from _unknown(f"{key}.{name}", value, self.values(known[name]), label)
            else:
                advice = did_you_mean(name, known, "It has") if known else "It has none."
                yield Wrong(f"{key}.{name}", f"`{key}`: {label} has no attribute {name!r}.", advice)

    def values(self, given: Known) -> frozenset[str] | None:
        """The values that a vocabulary's name or a list stands for; `None` for any text."""
        if given is None or given == ANY_TEXT:
            return None
        names = [given] if isinstance(given, str) else given
        return frozenset(value for name in names for value in (self._vocabularies.lists.get(name) or [name]))


def _unknown(key: str, value: str, known: frozenset[str] | None, label: str) -> Iterator[Wrong]:
    if known is not None and value not in known:
        message = f"`{key}`: the record has no {value!r} for {label}."
        yield Wrong(key, message, did_you_mean(value, known, "Write one of"))
