"""The rules that a component's pipeline runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.language import Language

from pipeline.rules import Rule

RULES_FACTORY = "imr_rules"


def active_pipe(nlp: Language, name: str) -> object | None:
    """The component of that name, unless it is disabled; to ask `has_pipe` before `get_pipe` takes three times as
    long, and is asked for every letter."""
    return dict(nlp.pipeline).get(name)


class RuleLookup:
    """Finds the rules of a pipeline's `imr_rules`, by label, when they are first asked for.

    A pipeline that is loaded from disk gets its rules after its components are made, and a user may replace them; so
    the look-up is by the set of rules in use, and made again when that changes.

    Args:
        nlp: the pipeline; `None` for a component on its own.
        rules: the rules to use where there is no pipeline.
    """

    def __init__(self, nlp: Language | None, rules: Sequence[Rule] = ()) -> None:
        self._nlp = nlp
        self._given = tuple(rules)
        self._seen: object = None
        self._by_label: dict[str, dict[str, Rule]] = {}

    def of(self, label: str) -> Mapping[str, Rule]:
        """The rules with this label, by id."""
        rules = self._rules()
        if rules is not self._seen:
            self._seen = rules
            self._by_label = {}
            for rule in rules:
                self._by_label.setdefault(rule.label, {})[rule.id] = rule
        return self._by_label.get(label, {})

    def _rules(self) -> Sequence[Rule]:
        pipe: Any = None if self._nlp is None else active_pipe(self._nlp, RULES_FACTORY)
        return self._given if pipe is None else pipe.rules.rules

    def __reduce__(self) -> tuple[type[RuleLookup], tuple[None, tuple[Rule, ...]]]:
        return RuleLookup, (None, tuple(self._rules()))
