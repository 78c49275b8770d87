"""What is measured: functions from a letter's text to whatever the tool makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.benchmark import plain_script
from pipeline.patterns import RuleSet
from pipeline.patterns.token_patterns import spacy_pattern
from pipeline.running.letters import read_letter
from pipeline.text.document import Document
from pipeline.writing.rendering import render

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE, TOKENIZER, RULER, SCRIPT = "pipeline", "spaCy tokenizer", "spaCy span ruler", "re script"
Contender = Callable[[str], object]


def document_of(text: str) -> Document:
    """A text as a document."""
    return Document(text, "letter", "letter.txt", "text/plain", "0" * 64, encoding="utf-8")


def pipeline_contender(nlp: Language) -> Contender:
    """Text to record to the lines of the output, with all rules and components."""

    def run(text: str) -> object:
        return render(read_letter(nlp, document_of(text)), None)

    return run


def tokenizer_contender() -> Contender:
    """spaCy's tokenizer for English and nothing else."""
    import spacy

    return spacy.blank("en").tokenizer


def ruler_patterns(rules: RuleSet) -> list[dict[str, Any]]:
    """The phrase and token rules as patterns of spaCy's span ruler. Regular expressions it does not have."""
    patterns: list[dict[str, Any]] = []
    for rule in rules.rules:
        if rule.kind == "phrase":
            patterns += [{"label": rule.label, "id": rule.id, "pattern": phrase} for phrase in rule.phrases]
        elif rule.kind == "tokens":
            patterns.append({"label": rule.label, "id": rule.id, "pattern": spacy_pattern(rule)})
    return patterns


def ruler_contender(rules: RuleSet) -> Contender:
    """spaCy's tokenizer and span ruler with the same phrase and token rules."""
    import spacy

    nlp = spacy.blank("en")
    config = {"phrase_matcher_attr": "LOWER", "validate": False}
    nlp.add_pipe("span_ruler", config=config).add_patterns(ruler_patterns(rules))  # type: ignore[attr-defined]
    return nlp


def contenders(nlp: Language) -> dict[str, Contender]:
    """All that run in one process with spaCy, by name; each is a line of the table."""
    rules: RuleSet = nlp.get_pipe("imr_rules").rules  # type: ignore[attr-defined]
    return {
        PIPELINE: pipeline_contender(nlp),
        TOKENIZER: tokenizer_contender(),
        RULER: ruler_contender(rules),
        SCRIPT: plain_script.read,
    }
