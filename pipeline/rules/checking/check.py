"""Everything `patterns check` looks at: the format, the rules among each other, and every rule's own
examples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from spacy.vocab import Vocab

from pipeline.guidelines.loading import load_catalogue
from pipeline.layouts.loading import load_layouts
from pipeline.rules.checking.examples import failures
from pipeline.rules.checking.never import never_matching
from pipeline.rules.expressions.prefilter import Prefilter
from pipeline.rules.files.found import find_files
from pipeline.rules.files.spacy_files import ListText, as_list
from pipeline.rules.files.yaml_text import YamlText
from pipeline.rules.labels import Labels
from pipeline.rules.load import load_rules, shipped_shared
from pipeline.rules.matching.engines import ANYWHERE, RuleMatcher, Section, Tokenize
from pipeline.rules.matching.phrases import BETWEEN
from pipeline.rules.matching.token_anchors import find_anchor
from pipeline.rules.matching.token_patterns import spacy_pattern
from pipeline.rules.model import Rule
from pipeline.rules.normalisers import Words
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.shared import Shared
from pipeline.rules.where import patterns_folder

LIKE_ANOTHER = 0.9
TOGETHER = 1000  # phrases that are tried in one text
"""How alike (`difflib`) a new label and a shipped one are for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, and how much it looked at; `rules` is `None` where the files cannot be used, so that no
    rule was tried."""

    problems: tuple[Problem, ...]
    files: int
    rules: int | None = None
    examples: int = 0

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)


def check_files(
    paths: Sequence[str | Path],
    vocab: Vocab,
    tokenize: Tokenize,
    shipped: Sequence[str | Path] | None = None,
) -> CheckReport:
    """Checks the rule packs, layouts and catalogue files `paths` together with the shipped ones; without paths, the
    shipped ones alone.

    `shipped` are other files to take for the shipped ones.
    """
    problems: list[Problem] = []
    files = find_files(paths or shipped or [patterns_folder()], [])
    for load, kind in ((load_layouts, "layouts"), (load_catalogue, "guidelines")):
        try:
            load(overlays=[file.path for file in files if file.kind == kind] if paths else ())
        except PatternError as error:
            problems += error.problems
    try:
        rules = load_rules(shipped, paths)
        mine = [rule for rule in rules.rules if rule.overlay or not paths]
        problems += [*rules.warnings, *check_rules(mine, rules.rules, vocab, tokenize, rules.shared)]
        tests = [test for test in rules.shared.tests if test.overlay or not paths]
        problems += check_rules(tests, tests, vocab, tokenize, rules.shared, hints=False)
    except PatternError as error:
        return CheckReport((*problems, *error.problems), len(files))
    examples = sum(len(rule.match) + len(rule.no_match) + len(rule.values) for rule in (*mine, *tests))
    return CheckReport(tuple(problems), len(files), len(mine), examples)


def check_rules(
    mine: Iterable[Rule],
    rules: Sequence[Rule],
    vocab: Vocab,
    tokenize: Tokenize,
    shared: Shared | None = None,
    hints: bool = True,
) -> list[Problem]:
    """The problems of the rules `mine`, which are among `rules`; with `hints`, not only what their examples show.
    Raises `PatternError` where a rule cannot be run."""
    shared = shared or shipped_shared()
    matcher = RuleMatcher(rules, vocab, tokenize, Words(shared.vocabularies))
    lines = _Lines()
    known = {*shared.label_entries, *(rule.label for rule in rules if not rule.overlay)}
    found: list[Problem] = []
    mine, used = list(mine), frozenset(rule.label for rule in rules)
    slow = _without_literals(mine) if hints else frozenset()
    for rule in mine:
        if not hints:
            found += _examples(rule, matcher, tokenize, lines)
            continue
        found += _check_rule(rule, matcher, tokenize, lines, shared.labels, used)
        if rule.id in slow:
            message, advice = "no fixed text is in every match, so it is slow.", "Name a word of it."
            found.append(Problem("W362", message, rule.file, lines.of(rule, ["regex"]), rule.id, advice))
        if rule.label not in known and (close := _like(rule.label, known)):
            message = f"the label {rule.label} is new, and much like {close}."
            advice = f"Did you mean {close}? Hits of a new label stand in the record under `spans` alone."
            found.append(Problem("W366", message, rule.file, lines.of(rule, ["label"]), rule.id, advice))
    return found


def _without_literals(rules: Iterable[Rule]) -> frozenset[str]:
    """The ids of the rules that have to be searched for in most texts, for want of a fixed text."""
    searched = [rule for rule in rules if rule.kind == "regex" and not rule.normaliser]
    without = Prefilter([rule.regex for rule in searched]).without_literals
    return frozenset(searched[place].id for place in without)


def _like(label: str, known: Collection[str]) -> str:
    """The label that another one is a slip of the pen for; empty where there is none."""
    turned = (one for one in known if sorted(one) == sorted(label))
    return next(turned, "") or next(iter(get_close_matches(label, known, 1, LIKE_ANOTHER)), "")


def _check_rule(
    rule: Rule, matcher: RuleMatcher, tokenize: Tokenize, lines: _Lines, labels: Labels, used: frozenset[str]
) -> Iterator[Problem]:
    def problem(code: str, message: str, advice: str, *path: str | int) -> Problem:
        return Problem(code, message, rule.file, lines.of(rule, path), rule.id, advice)

    dead = list(never_matching(rule, tokenize))
    for never in dead:
        yield problem(never.code, never.message, never.advice, *never.path)
    if not dead:
        yield from _examples(rule, matcher, tokenize, lines)
    before: set[str] = set()
    outdone = _outdone(rule, matcher, tokenize)
    for index, phrase in enumerate(rule.phrases):
        winner = _shadow(rule, phrase, matcher, tokenize) if index in outdone else None
        path = ("phrases", index) if len(rule.phrases) > 1 else ("pattern",)
        if winner is not None:
            message = f"the phrase {phrase!r} never counts: the rule {winner.id} ({winner.place}) always wins."
            yield problem("E353", message, "Drop it, or give the rule a higher `priority`.", *path)
        elif phrase.lower() in before:
            yield problem("W364", f"the phrase {phrase!r} stands here twice.", "Drop one; case does not count.", *path)
        before.add(phrase.lower())
    if labels.needs_value(rule.label) and not rule.value and not rule.normaliser:
        yield problem("W365", f"a {rule.label} without a `value` leaves the record empty.", "Give it a `value`.")
    if counting := labels.unreachable(rule):
        message = f"its hits reach no field of the record: those of {rule.label} count in {counting}."
        yield problem("W368", message, "Name one of these sections, or give the rule a label of your own.", "sections")
    if rule.beside and not used.intersection(rule.beside):
        message = f"its hits never count: {rule.label} counts beside {', '.join(rule.beside)}, which no rule has."
        yield problem("W369", message, "Mend `beside` of the label, or add rules that have one of these.", "label")
    if not rule.match and not rule.values and lines.may_have_examples(rule):
        yield problem("W360", "it has no example.", "Add one under `examples: match:`, with the span in [[ ]].")
    if rule.kind == "tokens" and find_anchor(spacy_pattern(rule)) is None:
        yield problem(
            "W361", "no token names a word, so it is slow.", "Give one token LOWER, LEMMA or ORTH.", "pattern"
        )


def _examples(rule: Rule, matcher: RuleMatcher, tokenize: Tokenize, lines: _Lines) -> Iterator[Problem]:
    for failure in failures(rule, matcher, tokenize):
        line = lines.of(rule, ("examples", failure.kind, failure.index))
        yield Problem(failure.code, failure.message, rule.file, line, rule.id, failure.advice)


def _outdone(rule: Rule, matcher: RuleMatcher, tokenize: Tokenize) -> set[int]:
    """The indices of the phrases that, among all of them in one text, are not found as they stand: those to look at."""
    left: set[int] = set()
    for first in range(0, len(rule.phrases), TOGETHER):
        some = rule.phrases[first : first + TOGETHER]
        doc = tokenize(f" {BETWEEN} ".join([*some, ""]))
        ends = [token.i for token in doc if token.text == BETWEEN]
        places = list(zip([0, *(end + 1 for end in ends)], ends, strict=False))
        for name in rule.sections or (ANYWHERE,):
            kept, _ = matcher.trial(doc, [Section(name, 0, len(doc))])
            found = {(hit.first, hit.last) for hit in kept if hit.rule is rule}
            counted = len(places) == len(some)
            left |= {first + i for i in range(len(some)) if not counted or places[i] not in found}
    return left


def _shadow(rule: Rule, phrase: str, matcher: RuleMatcher, tokenize: Tokenize) -> Rule | None:
    """The rule that takes the whole of `phrase` from `rule` in every section where that counts."""
    doc = tokenize(phrase)
    winner: Rule | None = None
    for name in rule.sections or (ANYWHERE,):
        _, lost = matcher.trial(doc, [Section(name, 0, len(doc))])
        whole = (one for one in lost if one.hit.rule is rule and one.hit.last - one.hit.first == len(doc))
        found = [one.winner for one in whole]
        if not found:
            return None
        winner = found[0].rule
    if winner is not None and not rule.sections and winner.sections:
        return None
    return winner if winner is not rule else None


@dataclass(slots=True)
class _Lines:
    """Lines of places inside rules; a file is read again when the first of its problems is reported."""

    files: dict[str, YamlText | None] = field(default_factory=dict)

    def of(self, rule: Rule, path: Sequence[str | int]) -> int:
        yaml = self._text(rule.file) if path else None
        if yaml is None or isinstance(yaml, ListText):
            return rule.line
        if rule.id.startswith("{"):
            return yaml.line(["fragments", rule.id.strip("{}"), *path])
        entries = yaml.data.get("rules", [])
        index = next((i for i, entry in enumerate(entries) if str(entry.get("id")) == rule.id), None)
        return rule.line if index is None else yaml.line(["rules", index, *path])

    def may_have_examples(self, rule: Rule) -> bool:
        """Whether its file has a place for them; spaCy's lists have none."""
        return not isinstance(self._text(rule.file), ListText)

    def _text(self, file: str) -> YamlText | None:
        if file not in self.files:
            path = Path(file)
            text = YamlText(path.read_text("utf-8-sig"), file) if path.is_file() else None
            self.files[file] = (as_list(text) or text) if text is not None else None
        return self.files[file]
