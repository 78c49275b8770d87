"""A set of rules together with the packs that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from pipeline.rules.model import Rule
from pipeline.rules.problems import Problem
from pipeline.rules.shared import Shared
from pipeline.rules.vocabularies import Vocabularies

FORMAT = 2


@dataclass(frozen=True, slots=True)
class PackSource:
    """A rule file that went into a rule set.

    Attributes:
        name: the pack's name.
        file: where it stands, as shown in messages.
        sha256: hexadecimal digest of its bytes.
        rules: how many rules it holds.
        overlay: whether it is a user's own file.
        off: ids of the rules that it switches off.
    """

    name: str
    file: str
    sha256: str
    rules: int
    overlay: bool = False
    off: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleSet:
    """Rules in the order in which they were read, with unique ids; `own_labels` are those that no shipped rule has,
    `shared` what packs share (`to_data` keeps its fragments and vocabularies), `warnings` what reading found."""

    rules: tuple[Rule, ...] = ()
    packs: tuple[PackSource, ...] = ()
    shipped_labels: tuple[str, ...] = ()
    shared: Shared = field(default_factory=Shared, compare=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def vocabularies(self) -> Vocabularies:
        """The closed lists."""
        return self.shared.vocabularies

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All labels, in the order of their first rule."""
        return tuple(dict.fromkeys(rule.label for rule in self.rules))

    @cached_property
    def own_labels(self) -> frozenset[str]:
        """Labels that only a user's files define; their hits stand in the record under `spans`."""
        return frozenset(self.labels) - frozenset(self.shipped_labels)

    @cached_property
    def has_cues(self) -> bool:
        """Whether any rule acts on other spans."""
        return any(rule.cue is not None for rule in self.rules)

    def with_label(self, *labels: str) -> tuple[Rule, ...]:
        """The rules with one of these labels."""
        return tuple(rule for rule in self.rules if rule.label in labels)

    def to_data(self) -> dict[str, Any]:
        """Everything as JSON-able data."""
        return {
            "format": FORMAT,
            "packs": [asdict(pack) for pack in self.packs],
            "shipped_labels": list(self.shipped_labels),
            "fragments": dict(self.shared.fragments),
            "vocabularies": self.vocabularies.to_data(),
            "rules": [rule.to_data() for rule in self.rules],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> RuleSet:
        """The inverse of `to_data`, also after a round trip through JSON or msgpack."""
        packs = tuple(PackSource(**{**pack, "off": tuple(pack.get("off", ()))}) for pack in data["packs"])
        rules = tuple(Rule.from_data(rule) for rule in data["rules"])
        shared = Shared(data.get("fragments", {}), Vocabularies.of([data["vocabularies"]]))
        return cls(rules, packs, tuple(data["shipped_labels"]), shared)
