"""The rules that a component's pipeline runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.language import Language

from pipeline.patterns import Rule

RULES_FACTORY = "imr_rules"


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
        if self._nlp is None or not self._nlp.has_pipe(RULES_FACTORY):
            return self._given
        rules: Sequence[Rule] = self._nlp.get_pipe(RULES_FACTORY).rules.rules  # type: ignore[attr-defined]
        return rules

    def __reduce__(self) -> tuple[type[RuleLookup], tuple[None, tuple[Rule, ...]]]:
        return RuleLookup, (None, tuple(self._rules()))
