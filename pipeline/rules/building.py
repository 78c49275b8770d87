"""A validated pack to rules: defaults, variables, and what the format alone cannot check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pipeline.rules.budget import LONGEST_EXAMPLE, LONGEST_PHRASE, LONGEST_REGEX, over_budget
from pipeline.rules.cues import DIRECTIONS, SCOPES, VETOED, CueSpec
from pipeline.rules.expressions.backtracking import danger
from pipeline.rules.expressions.coarse import is_known
from pipeline.rules.expressions.re_tree import refusal
from pipeline.rules.files.yaml_text import Path, Unquoted, YamlText
from pipeline.rules.labels import Labels
from pipeline.rules.model import Kind, Pack, Rule, RuleEntry
from pipeline.rules.normalisers import NORMALISERS
from pipeline.rules.problems import Problem, did_you_mean
from pipeline.rules.shared import Shared
from pipeline.rules.tags import frozen
from pipeline.rules.variables import TooLong, UnknownVariable, Variables, fill_regex, fill_token

FEW, MOST_ALIKE = 3, 6
"""Words of a list that are looked at for whether an expression costs too much."""


def build_rules(pack: Pack, shared: Shared, yaml: YamlText, overlay: bool, problems: list[Problem]) -> Iterator[Rule]:
    """The rules of a pack; what is wrong with one is added to `problems`, and the rule left out unless that is a
    warning."""
    variables = shared.variables(pack.variables)
    few = _few(variables)
    for index, entry in enumerate(pack.rules):
        line = yaml.line(["rules", index])
        try:
            rule = _rule(pack, entry, shared, variables, yaml.file, line, overlay)
            _check_names(rule, entry, shared)
            if overlay:  # the shipped ones are tried on hostile text by tests; judging takes its time
                _refuse_dangerous(rule, entry, few)
        except _Wrong as wrong:
            where = yaml.line(["rules", index, *wrong.path])
            problems.append(Problem(wrong.code, wrong.message, yaml.file, where, entry.id, wrong.advice))
            continue
        if entry.role is not None:
            where = yaml.line(["rules", index, "role"])
            problems.append(_old_role(rule, yaml.file, where))
        yield rule


def _old_role(rule: Rule, file: str, line: int) -> Problem:
    message = "`role` is a key of old; attributes have names now."
    (name, value), *_ = rule.attributes.items()
    return Problem("W367", message, file, line, rule.id, f"Write `attributes: {{{name}: {value}}}`.")


class _Wrong(Exception):  # noqa: N818
    def __init__(self, code: str, message: str, advice: str, path: Path = ()) -> None:
        self.code, self.message, self.advice, self.path = code, message, advice, path


def _rule(
    pack: Pack, entry: RuleEntry, shared: Shared, variables: Variables, file: str, line: int, overlay: bool
) -> Rule:
    label = entry.label or pack.label
    if label is None:
        raise _Wrong("E320", "it has no label.", "Give it `label: NAME`, or give the pack a default one.")
    kind = _kind(entry)
    if entry.case_sensitive and kind != "regex":
        advice = "Leave it out, or use a token pattern on TEXT."
        raise _Wrong("E322", "`case_sensitive` counts for `regex` only.", advice, ["case_sensitive"])
    return Rule(
        id=entry.id,
        label=label,
        kind=kind,
        phrases=_phrases(entry),
        tokens=_tokens(entry, variables),
        regex=_regex(entry, variables, overlay),
        case_sensitive=entry.case_sensitive,
        value=entry.value or "",
        attributes=_attributes(entry, label, shared.labels),
        sections=tuple(entry.sections or pack.sections or ()),
        beside=shared.labels.beside(label),
        priority=entry.priority,
        match=tuple(entry.examples.match),
        no_match=tuple(entry.examples.no_match),
        values=tuple((text, frozen(_unquoted(value))) for text, value in entry.examples.values.items()),
        normaliser=_normaliser(entry),
        cue=_cue(pack, entry),
        pack=pack.pack,
        file=file,
        line=line,
        overlay=overlay,
    )


def _check_names(rule: Rule, entry: RuleEntry, shared: Shared) -> None:
    """Raise `_Wrong` where a value, an attribute or a section is none that a vocabulary knows."""
    for wrong in shared.labels.wrong(rule):
        at = ["role"] if entry.role and wrong.key.startswith("attributes") else wrong.key.split(".")
        raise _Wrong("E319", wrong.message, wrong.advice, at)
    sections = shared.vocabularies.values("sections")
    for index, name in enumerate(rule.sections):
        if sections and name not in sections:
            advice = did_you_mean(name, sections, "Known are")
            raise _Wrong("E315", f"there is no section {name!r}.", advice, ["sections", index])


def _attributes(entry: RuleEntry, label: str, labels: Labels) -> dict[str, str]:
    if entry.role is None:
        return entry.attributes
    if entry.attributes:
        raise _Wrong("E322", "it has `role` and `attributes`.", "Name the role under `attributes`.", ["role"])
    return {labels.attribute_of_role(label, entry.role): entry.role}


def _normaliser(entry: RuleEntry) -> str:
    if entry.as_ is None:
        return ""
    if entry.as_ not in NORMALISERS:
        advice = did_you_mean(entry.as_, NORMALISERS, "Known are")
        raise _Wrong("E326", f"`as`: there is no normaliser {entry.as_!r}.", advice, ["as"])
    if entry.value is not None:
        raise _Wrong("E322", "it has `value` and `as`.", "Keep one: `as` makes the value of the match.", ["value"])
    return entry.as_


def _cue(pack: Pack, entry: RuleEntry) -> CueSpec | None:
    """What a rule's `cue` says, completed by that of its pack."""
    if pack.cue is None and entry.cue is None:
        return None
    given: dict[str, Any] = {}
    for part in (pack.cue, entry.cue):
        given |= part.model_dump(exclude_none=True) if part is not None else {}
    for key in ("modifies", "effect"):
        if not given.get(key):
            raise _Wrong("E327", f"the cue has no `{key}`.", "Say on which labels it acts, and what it does.", ["cue"])
    for key, known in (("direction", DIRECTIONS), ("scope", SCOPES)):
        if not isinstance(given.get(key, known[0]), int) and given.get(key, known[0]) not in known:
            advice = did_you_mean(given[key], known, "Write one of")
            raise _Wrong("E327", f"`cue.{key}`: there is no {given[key]!r}.", advice, ["cue", key])
    effect = given["effect"]
    if isinstance(effect, str):
        if effect != "veto":
            advice = "Write `veto`, or the attributes to set: {name: value}."
            raise _Wrong("E327", f"`cue.effect`: there is no {effect!r}.", advice, ["cue", "effect"])
        effect = {VETOED: entry.id}
    effect = {name: text.replace("{value}", entry.value or "") for name, text in effect.items()}
    return CueSpec(**given | {"effect": effect} | ({"scope": str(given["scope"])} if "scope" in given else {}))


def _unquoted(value: Any) -> Any:
    """An example's value: what YAML takes for a date or a number with a point is the text that it is."""
    if isinstance(value, Unquoted):
        return value.text
    if isinstance(value, list):
        return list(map(_unquoted, value))
    return {key: _unquoted(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _kind(entry: RuleEntry) -> Kind:
    given = [name for name in ("pattern", "phrases", "regex") if getattr(entry, name) is not None]
    if not given:
        raise _Wrong("E321", "it has nothing to look for.", "Give it one of `pattern`, `phrases` and `regex`.")
    if len(given) > 1:
        advice = "Keep one, and make a second rule of the other."
        raise _Wrong("E321", f"it has {' and '.join(f'`{name}`' for name in given)}.", advice, [given[1]])
    if given[0] == "regex":
        return "regex"
    return "tokens" if isinstance(entry.pattern, list) else "phrase"


def _phrases(entry: RuleEntry) -> tuple[str, ...]:
    given = [entry.pattern] if isinstance(entry.pattern, str) else entry.phrases or []
    phrases = tuple(" ".join(phrase.split()) for phrase in given)
    longest = max(phrases, key=len, default="")
    if len(longest) > LONGEST_PHRASE:
        message = f"a phrase is longer than {LONGEST_PHRASE} characters."
        raise _Wrong("E328", message, "Write what can stand in a letter.", _place(entry, phrases.index(longest)))
    if "" in phrases:
        raise _Wrong("E317", "a phrase is empty.", "Leave it out, or give it words.", _place(entry, phrases.index("")))
    return phrases


def _place(entry: RuleEntry, index: int) -> Path:
    """Where in its rule a phrase stands."""
    return ["phrases", index] if entry.phrases else ["pattern"]


def _tokens(entry: RuleEntry, variables: Variables) -> tuple[dict[str, Any], ...]:
    if not isinstance(entry.pattern, list):
        return ()
    specs: list[dict[str, Any]] = []
    for index, spec in enumerate(entry.pattern):
        try:
            specs.append(fill_token(spec.model_dump(by_alias=True, exclude_none=True), variables))
        except UnknownVariable as error:
            raise _unknown_variable(error, variables, ["pattern", index], "list of words") from None
        _check_token_regex(specs[-1], ["pattern", index])
    return tuple(specs)


def _regex(entry: RuleEntry, variables: Variables, overlay: bool) -> str:
    if entry.regex is None:
        return ""
    try:
        regex = fill_regex(entry.regex, variables)
    except UnknownVariable as error:
        raise _unknown_variable(error, variables, ["regex"], "text or list of words") from None
    except TooLong:
        message = f"with its variables the expression is longer than {LONGEST_REGEX} characters."
        raise _Wrong("E328", message, "Write `phrases`, which may be many, or several rules.", ["regex"]) from None
    # The shipped ones are known, or else compiled by tests, and by a run when it needs them.
    if why := refusal(regex, compiled=overlay) if overlay or not is_known(regex) else "":
        advice = "Mind the backslashes: in double quotes they are doubled, in single quotes not."
        raise _Wrong("E324", f"the regular expression is not valid: {why}.", advice, ["regex"])
    return regex


def _few(variables: Variables) -> Variables:
    """The variables with a few words of each list, which stand for all. Fixed words are read in one way, but for those
    with which others begin (`a`, `aa`): these are among the few."""
    return {name: value if isinstance(value, str) else _some(value) for name, value in variables.items()}


def _some(words: list[str]) -> list[str]:
    if len(words) <= FEW:
        return words
    ordered = sorted(word.lower() for word in words)
    begins = [at for at, (word, other) in enumerate(pairwise(ordered)) if other.startswith(word)]
    alike = [ordered[at] for at in sorted({*begins, *(at + 1 for at in begins)}, key=lambda at: len(ordered[at]))]
    alike = alike[:MOST_ALIKE]
    return [*alike, *(word for word in words[:FEW] if word.lower() not in alike)]


def _refuse_dangerous(rule: Rule, entry: RuleEntry, few: Variables) -> None:
    """Raise `_Wrong` where one of the rule's expressions can take unreasonably long on some text, or its tokens do."""
    for text in (*rule.match, *rule.no_match, *(one for one, _ in rule.values)):
        if len(text) > LONGEST_EXAMPLE:
            message = f"an example is longer than {LONGEST_EXAMPLE} characters."
            raise _Wrong("E328", message, "A sentence is enough.", ["examples"])
    for token, message, advice in over_budget(rule.tokens):
        raise _Wrong("E328", message, advice, ["pattern"] if token is None else ["pattern", token, "OP"])
    expressions: list[tuple[str, Path]] = [(fill_regex(entry.regex, few), ["regex"])] if entry.regex else []
    for index, spec in enumerate(rule.tokens):
        tests = ((key, test.get("REGEX", "")) for key, test in spec.items() if isinstance(test, dict))
        expressions += [(regex, ["pattern", index, key]) for key, regex in tests]
    for regex, path in expressions:
        if reason := danger(regex):
            advice = "Make the repeats unable to read the same text, or give them limits such as {0,60}."
            raise _Wrong("E325", f"it can backtrack without bound: {reason}.", advice, path)


def _check_token_regex(spec: Mapping[str, Any], path: Path) -> None:
    for key, test in spec.items():
        regex = test.get("REGEX") if isinstance(test, dict) else None
        if regex is None:
            continue
        if why := refusal(regex):
            message = f"the regular expression of {key} is not valid: {why}."
            raise _Wrong("E324", message, "Mind the backslashes and brackets.", [*path, key])


def _unknown_variable(error: UnknownVariable, variables: Variables, path: list[str | int], kind: str) -> _Wrong:
    name = error.args[0]
    if name in variables:
        return _Wrong("E323", f"the variable `{{{name}}}` cannot be used here.", f"It has to be a {kind}.", path)
    return _Wrong("E323", f"there is no variable `{{{name}}}`.", did_you_mean(name, variables, "Known are"), path)
