"""A rule's own examples: text with the expected spans between `[[` and `]]`, and whether the rules find
them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.rules.matching.engines import ANYWHERE, RuleMatcher, Section, Tokenize
from pipeline.rules.matching.overlaps import Hit, Lost
from pipeline.rules.model import Rule

MARK = re.compile(r"\[\[ ?| ?\]\]")


class BadMarks(ValueError):  # noqa: N818 (it is a fact about the file)
    """An example whose marks do not pair; `args[0]` says what is wrong."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example's text without its marks, and the expected spans as character offsets."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out as its author expects.

    Attributes:
        code: E354 nothing is found, E355 another span is, E356 it matches and must not, E357 its marks are wrong, E358
        its normal value is another. message: what happened, one sentence.
        kind: `match`, `no_match` or `values`.
        index: its place in that list, or its text in that mapping.
        advice: how to mend it.
    """

    code: str
    message: str
    kind: str
    index: int | str
    advice: str


def read_example(marked: str) -> Example:
    """An example with its marks taken out. Raises `BadMarks` where they do not pair."""
    text, spans, start, position = "", [], -1, 0
    marked = " ".join(marked.split())
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        position = mark.end()
        if "[" in mark.group():
            if start >= 0:
                raise BadMarks("a `[[` stands inside another")
            text += " " if mark.start() and mark.group().startswith(" ") else ""
            start = len(text)
        else:
            if start < 0:
                raise BadMarks("a `]]` has no `[[` before it")
            spans.append((start, len(text)))
            start = -1
    if start >= 0:
        raise BadMarks("a `[[` has no `]]` behind it")
    return Example(text + marked[position:], tuple(spans))


def failures(rule: Rule, matcher: RuleMatcher, tokenize: Tokenize) -> Iterator[Failure]:
    """The examples of a rule that do not come out as expected among all the rules of `matcher`.

    An example is read as the text of a section in which the rule counts.
    """
    for index, marked in enumerate(rule.match):
        try:
            example = read_example(marked)
        except BadMarks as error:
            yield Failure("E357", f"in the example {marked!r} {error}.", "match", index, "Mark spans as [[like this]].")
            continue
        if not example.spans:
            advice = "Mark the span that the rule has to find as [[like this]]."
            yield Failure("E357", f"the example {marked!r} has no span marked.", "match", index, advice)
            continue
        kept, lost = _try(rule, example.text, matcher, tokenize)
        found = tuple((hit.start, hit.end) for hit in kept)
        if found != example.spans:
            yield _missed(rule, example, kept, lost, index)
    for index, text in enumerate(rule.no_match):
        kept, _ = _try(rule, " ".join(MARK.sub("", text).split()), matcher, tokenize)
        if kept:
            found_text = text if MARK.search(text) else " ".join(text.split())[kept[0].start : kept[0].end]
            message = f"{text!r} must not match, but the rule finds {found_text!r}."
            yield Failure("E356", message, "no_match", index, "Make the pattern narrower, or drop the example.")
    for text, wanted in rule.values:
        kept, _ = _try(rule, " ".join(text.split()), matcher, tokenize)
        got = [hit.value for hit in kept]
        if got != [wanted]:
            named = " and ".join(map(_shown, got)) or "nothing"
            message = f"the value of {text!r} should be {_shown(wanted)}, but the rule gives {named}."
            advice = "Change the expression's groups, or the example; `as` names what makes the value."
            yield Failure("E358", message, "values", text, advice)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _try(rule: Rule, text: str, matcher: RuleMatcher, tokenize: Tokenize) -> tuple[list[Hit], list[Lost]]:
    """The rule's hits in `text` that count, and those that lost."""
    doc = tokenize(text)
    name = rule.sections[0] if rule.sections else ANYWHERE
    kept, lost = matcher.trial(doc, [Section(name, 0, len(doc))])
    return [hit for hit in kept if hit.rule is rule], [one for one in lost if one.hit.rule is rule]


def _missed(rule: Rule, example: Example, kept: list[Hit], lost: list[Lost], index: int) -> Failure:
    wanted = " and ".join(repr(example.text[start:end]) for start, end in example.spans)
    if kept:
        got = " and ".join(repr(example.text[hit.start : hit.end]) for hit in kept)
        advice = "Move the marks, or change the pattern; spans begin and end at words."
        return Failure("E355", f"the example expects {wanted}, but the rule finds {got}.", "match", index, advice)
    if lost:
        winner = lost[0].winner
        message = (
            f"the example expects {wanted}, but that loses to {example.text[winner.start : winner.end]!r} "
            f"of the rule {winner.rule.id} ({winner.rule.place})."
        )
        return Failure("E354", message, "match", index, "Give the rule a higher `priority`, or another label.")
    message = f"the example expects {wanted} in {example.text!r}, but the rule finds nothing."
    return Failure("E354", message, "match", index, "See what the rule finds with `patterns try TEXT --rule ID`.")
