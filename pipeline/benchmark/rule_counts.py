"""What more rules cost: the pipeline with as many rules as it has, and with twice as many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.benchmark.contenders import pipeline_contender
from pipeline.benchmark.timing import times
from pipeline.rules import Rule, RuleSet
from pipeline.running.loading import load

TOKEN_RULES = 150
FORMS = 6
_TWIN = "q"  # put behind a word, it makes one that no letter has


def rule_times(texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Seconds per letter with the shipped rules, with twice the phrase rules, and with `TOKEN_RULES` token rules
    and twice as many beside them: the shipped packs have next to none."""
    shipped = load()
    rules: RuleSet = _component(shipped).rules
    more = {
        "twice the phrase rules": twins(rules.rules),
        f"{TOKEN_RULES} token rules": token_rules(rules.rules, TOKEN_RULES),
        f"{2 * TOKEN_RULES} token rules": token_rules(rules.rules, 2 * TOKEN_RULES),
    }
    contenders: dict[str, Callable[[str], object]] = {"as shipped": pipeline_contender(shipped)}
    for name, added in more.items():
        nlp = load()
        data = replace(rules, rules=(*rules.rules, *added)).to_data()
        _component(nlp).take(data)
        contenders[name] = pipeline_contender(nlp)
    return times(contenders, texts, rounds)


def doubled(taken: dict[str, list[float]]) -> dict[str, tuple[list[float], list[float]]]:
    """For each kind, the times with twice the rules and those with once."""
    return {
        "phrase": (taken["twice the phrase rules"], taken["as shipped"]),
        "token": (taken[f"{2 * TOKEN_RULES} token rules"], taken[f"{TOKEN_RULES} token rules"]),
    }


def counts(rules: Iterable[Rule]) -> dict[str, int]:
    """How many rules there are of each kind."""
    found: dict[str, int] = {}
    for rule in rules:
        found[rule.kind] = found.get(rule.kind, 0) + 1
    return found


def twins(rules: Iterable[Rule]) -> list[Rule]:
    """One more phrase rule for each, alike but for a last word that no letter has."""
    return [
        replace(rule, id=f"{rule.id}.twin", phrases=tuple(phrase + _TWIN for phrase in rule.phrases))
        for rule in rules
        if rule.kind == "phrase"
    ]


def token_rules(rules: Iterable[Rule], number: int) -> list[Rule]:
    """So many token rules: phrases of several words, taken evenly from all there are and written as token patterns of
    one form after the other. They match where the phrases do, and some beside."""
    found = [(rule, words) for rule in rules for words in map(_plain_words, rule.phrases) if len(words) > 1]
    evenly = [found[place * len(found) // number] for place in range(min(number, len(found)))]
    return [
        replace(rule, id=f"{rule.id}.tokens-{n}", kind="tokens", phrases=(), tokens=tuple(_token_pattern(words, n)))
        for n, (rule, words) in enumerate(evenly)
    ]


def _plain_words(phrase: str) -> list[str]:
    """The words of a phrase in lower case; none where it is not words alone."""
    words = phrase.lower().split()
    return words if all(map(str.isalpha, words)) else []


def _token_pattern(words: Sequence[str], number: int) -> list[dict[str, Any]]:
    """Words as a token pattern in one of the forms in which experts write them."""
    plain: list[dict[str, Any]] = [{"LOWER": word} for word in words]
    last = words[-1]
    forms = (
        plain,
        [*plain[:-1], {"LOWER": {"IN": [last, f"{last}s"]}}],
        [plain[0], {"IS_PUNCT": True, "OP": "?"}, *plain[1:]],
        [{"IS_DIGIT": True, "OP": "?"}, *plain],
        [*plain[:-1], {"LOWER": {"REGEX": f"^{last}(?:s|es)?$"}}],
        [plain[0], {"IS_ALPHA": True, "OP": "{0,2}"}, *plain[1:]],
    )
    return list(forms[number % FORMS])


def _component(nlp: Any) -> Any:
    return nlp.get_pipe("imr_rules")
