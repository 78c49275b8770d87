"""Other pipelines for clinical text with the same phrase and token rules, each in a process of its own: importing one
may disturb spaCy's registry for the others. Run as `python -m pipeline.benchmark.rivals NAME LETTERS ROUNDS`.

edsnlp is the extra `rivals`. medspacy 1.3 needs a spaCy before 3.8, so it runs in an environment of its own, made by
`pip install medspacy`: the environment variable `IMR_RIVALS` names the Python of that one, or of several. One with the
pipeline and its extra `ray` shows what a run on Ray takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from pipeline.benchmark.letters import generated
from pipeline.benchmark.timing import times
from pipeline.rules import RuleSet, load_rules
from pipeline.rules.matching.token_patterns import spacy_pattern

RIVALS = {"edsnlp": "edsnlp", "edsnlp with dates": "edsnlp", "medspacy": "medspacy"}
"""The packages, by the names of what is measured."""
PYTHONS = "IMR_RIVALS"
_HAS = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)"


def installed_rivals() -> dict[str, str]:
    """Those that are installed here, or where `IMR_RIVALS` says, each with the Python that has it."""
    found = {name: python_with(package) for name, package in RIVALS.items()}
    return {name: python for name, python in found.items() if python}


def python_with(package: str) -> str:
    """The Python here, or among those of `IMR_RIVALS`, that has a package; empty where none has it."""
    pythons = [sys.executable, *filter(None, os.environ.get(PYTHONS, "").split(os.pathsep))]
    has = (one for one in pythons if subprocess.run([one, "-c", _HAS, package], check=False).returncode == 0)
    return next(has, "")


def edsnlp_with_dates(rules: RuleSet) -> Callable[[str], object]:
    """The same with its component for dates, which knows French words and days before months."""
    return edsnlp_contender(rules, dates=True)


def edsnlp_contender(rules: RuleSet, *, dates: bool = False) -> Callable[[str], object]:
    """edsnlp's tokenizer and matcher. Its token patterns are those of spaCy."""
    import edsnlp  # type: ignore[import-not-found, unused-ignore]

    nlp: Any = edsnlp.blank("eds")
    terms = {rule.id: list(rule.phrases) for rule in rules.rules if rule.kind == "phrase"}
    nlp.add_pipe("eds.matcher", config={"terms": terms, "attr": "LOWER"})
    if dates:
        nlp.add_pipe("eds.sentences")
        nlp.add_pipe("eds.dates")
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab, validate=False)
    for rule in rules.rules:
        if rule.kind == "tokens":
            matcher.add(rule.id, [spacy_pattern(rule)])

    def run(text: str) -> object:
        doc = nlp(text)
        return doc, matcher(doc)

    return run


def medspacy_contender(rules: RuleSet) -> Callable[[str], object]:
    """medspacy's tokenizer and target matcher."""
    import medspacy  # type: ignore[import-not-found, unused-ignore]
    from medspacy.target_matcher import TargetRule  # type: ignore[import-not-found, unused-ignore]

    nlp: Any = medspacy.load(enable=["medspacy_tokenizer", "medspacy_target_matcher"])
    matcher = nlp.get_pipe("medspacy_target_matcher")
    for rule in rules.rules:
        if rule.kind == "phrase":
            matcher.add([TargetRule(phrase, rule.label) for phrase in rule.phrases])
        elif rule.kind == "tokens":
            matcher.add(TargetRule(rule.id, rule.label, pattern=spacy_pattern(rule)))
    run: Callable[[str], object] = nlp
    return run


def main(name: str, letters: int, rounds: int) -> None:
    """Print seconds per letter, round by round, as JSON."""
    makes = {"edsnlp": edsnlp_contender, "edsnlp with dates": edsnlp_with_dates, "medspacy": medspacy_contender}
    make = makes[name]
    taken = times({name: make(load_rules())}, list(generated(letters)), rounds)
    print(json.dumps({"version": version(RIVALS[name]), "seconds": taken[name]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
