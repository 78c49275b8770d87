"""What all packs share: fragments of expressions, and vocabularies. Of both, a user's files add to the shipped ones."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from pipeline.rules.expressions.backtracking import danger
from pipeline.rules.expressions.re_tree import refusal
from pipeline.rules.files.yaml_text import YamlText
from pipeline.rules.labels import Labels, LabelSpec
from pipeline.rules.model import Examples, Fragment, Pack, Rule
from pipeline.rules.problems import Problem
from pipeline.rules.variables import TooLong, UnknownVariable, Variables, fill_regex
from pipeline.rules.vocabularies import Kept, Vocabularies


@dataclass(frozen=True)
class Shared(Kept):
    """Fragments by name, and vocabularies. A vocabulary's words are a fragment too, under its name in capitals.

    Attributes:
        fragments: regular expressions, or lists of words.
        vocabularies: the closed lists.
        tests: a rule for each fragment that has examples, to try them with.
        label_entries: what packs say of labels.
    """

    fragments: Variables = field(default_factory=dict)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    tests: tuple[Rule, ...] = ()
    label_entries: Mapping[str, LabelSpec] = field(default_factory=dict)

    @cached_property
    def labels(self) -> Labels:
        """What is known of the labels of the record."""
        return Labels(self.label_entries, self.vocabularies)

    def variables(self, own: Variables | None = None) -> Variables:
        """What `{NAME}` stands for in a pack: its own variables go before what is shared."""
        return ChainMap(dict(own or {}), dict(self.fragments), dict(self._of_vocabularies))

    def to_data(self) -> dict[str, Any]:
        """Everything as JSON-able data."""
        return {
            "fragments": self.fragments,
            "vocabularies": self.vocabularies.to_data(),
            "tests": [test.to_data() for test in self.tests],
            "labels": {label: asdict(entry) for label, entry in self.label_entries.items()},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Shared:
        """The inverse of `to_data`, also after a round trip through JSON."""
        return cls(
            data["fragments"],
            Vocabularies.of([data["vocabularies"]]),
            tuple(map(Rule.from_data, data["tests"])),
            {label: LabelSpec(**entry) for label, entry in data["labels"].items()},
        )

    def filled(self, regex: str) -> str:
        """An expression with the fragments and vocabularies that it names as `{NAME}`. Raises `UnknownVariable`."""
        return fill_regex(regex, self.variables())

    @cached_property
    def digest(self) -> bytes:
        """Changes with the fragments and vocabularies."""
        return json.dumps([self.fragments, self.vocabularies.to_data()], ensure_ascii=True).encode("ascii")

    @cached_property
    def _of_vocabularies(self) -> Mapping[str, list[str]]:
        lists = self.vocabularies
        return {name.upper(): list(lists.words(name)) for name in lists.lists}


def gather(files: Iterable[tuple[Pack, YamlText, bool]], before: Shared, problems: list[Problem]) -> Shared:
    """`before` with the fragments and vocabularies of packs; what is wrong with one is added to `problems`.

    Args:
        files: packs with the text they were read from, and whether it is a user's own: then a fragment may stand for
            one that is there already.
        before: what is shared without them.
    """
    fragments, tests = dict(before.fragments), {rule.id: rule for rule in before.tests}
    found: list[tuple[str, Examples, YamlText, bool]] = []
    files = list(files)
    for pack, yaml, overlay in files:
        for name, given in pack.fragments.items():
            fragments[name] = given if isinstance(given, (str, list)) else given.regex or given.words or ""
            if isinstance(given, Fragment) and (given.regex is None) == (given.words is None):
                problems.append(_problem(name, yaml, "E321", "it needs one of `regex` and `words`.", "Keep one."))
            found.append((name, given.examples if isinstance(given, Fragment) else Examples(), yaml, overlay))
    lists: list[Mapping[str, Any]] = [before.vocabularies.to_data(), *(pack.vocabularies for pack, _, _ in files)]
    shared = Shared(fragments, Vocabularies.of(lists), ())
    for name, examples, yaml, overlay in found:
        test = _test(name, examples, yaml, overlay, shared, problems)
        if test is not None:
            tests[test.id] = test
    labels = dict(before.label_entries)
    for pack, _, _ in files:
        labels |= {label: LabelSpec(**entry.model_dump()) for label, entry in pack.labels.items()}
    return Shared(shared.fragments, shared.vocabularies, tuple(tests.values()), labels)


def _test(
    name: str, examples: Examples, yaml: YamlText, overlay: bool, shared: Shared, problems: list[Problem]
) -> Rule | None:
    """A rule that finds a fragment alone; none where the fragment is wrong, or has no examples."""
    try:
        regex = shared.filled(f"{{{name}}}")
    except UnknownVariable as error:
        advice = "A fragment may use other fragments, and vocabularies by their name in capitals."
        problems.append(_problem(name, yaml, "E323", f"there is no fragment `{{{error.args[0]}}}`.", advice))
        return None
    except TooLong:
        problems.append(_problem(name, yaml, "E328", "with what it uses it is too long.", "Write fewer words."))
        return None
    if why := refusal(regex):
        message = f"the regular expression is not valid: {why}."
        problems.append(_problem(name, yaml, "E324", message, "Mind the backslashes and brackets."))
        return None
    if overlay and (reason := danger(regex)):
        advice = "Make the repeats unable to read the same text, or give them limits such as {0,60}."
        problems.append(_problem(name, yaml, "E325", f"it can backtrack without bound: {reason}.", advice))
        return None
    if not examples.match and not examples.no_match:
        return None
    match, no_match = tuple(examples.match), tuple(examples.no_match)
    line = yaml.line(["fragments", name])
    label = f"FRAGMENT_{name}"
    return Rule(
        f"{{{name}}}", label, "regex", regex=regex, match=match, no_match=no_match, file=yaml.file, line=line,
        overlay=overlay,
    )  # fmt: skip


def _problem(name: str, yaml: YamlText, code: str, message: str, advice: str) -> Problem:
    return Problem(code, message, yaml.file, yaml.line(["fragments", name]), f"{{{name}}}", advice)
