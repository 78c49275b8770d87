"""What is measured: functions from a letter's text to whatever the tool makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.benchmark import plain_script
from pipeline.rules import RuleSet
from pipeline.rules.matching.token_patterns import spacy_pattern
from pipeline.running.letters import read_letter
from pipeline.text.document import Document
from pipeline.writing.rendering import render

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE, TOKENIZER, SCRIPT = "pipeline", "spaCy tokenizer", "re script"
# After a lone line break spaCy's tokenizer remembers no word: of one line it makes tokens many times as fast.
FLAT_TOKENIZER = "spaCy tokenizer, white space as single spaces"
# Its phrases match capitals as they are written, unless told otherwise for all of them: a phrase in any case is
# commonly written as a token pattern, one LOWER a word.
RULER, TOKEN_RULER = "spaCy span ruler, phrases", "spaCy span ruler, token patterns"
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


def flat_tokenizer_contender() -> Contender:
    """The same, of the text with its white space as single spaces."""
    tokenize = tokenizer_contender()
    return lambda text: tokenize(" ".join(text.split()))


def ruler_patterns(rules: RuleSet, tokenize: Callable[[str], Doc] | None = None) -> list[dict[str, Any]]:
    """The phrase and token rules as patterns of spaCy's span ruler. Regular expressions it does not have.

    Args:
        tokenize: cuts phrases into the words of token patterns; without it they stay phrases.
    """
    patterns: list[dict[str, Any]] = []
    for rule in rules.rules:
        found: list[Any] = [spacy_pattern(rule)] if rule.kind == "tokens" else list(rule.phrases)
        if tokenize is not None and rule.kind == "phrase":
            found = [[{"LOWER": token.lower_} for token in tokenize(phrase)] for phrase in rule.phrases]
        patterns += [{"label": rule.label, "id": rule.id, "pattern": pattern} for pattern in found]
    return patterns


def ruler_contender(rules: RuleSet, *, token_patterns: bool = False) -> Contender:
    """spaCy's tokenizer and span ruler with the same phrase and token rules; phrases as token patterns, if wanted."""
    import spacy

    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("span_ruler", config={"phrase_matcher_attr": "LOWER", "validate": False})
    ruler.add_patterns(ruler_patterns(rules, nlp.tokenizer if token_patterns else None))
    return nlp


def contenders(nlp: Language) -> dict[str, Contender]:
    """What runs in one process with spaCy, by name, in less than a blink; each is a line of the table."""
    rules: RuleSet = nlp.get_pipe("imr_rules").rules  # type: ignore[attr-defined]
    return {
        PIPELINE: pipeline_contender(nlp),
        TOKENIZER: tokenizer_contender(),
        FLAT_TOKENIZER: flat_tokenizer_contender(),
        RULER: ruler_contender(rules),
        SCRIPT: plain_script.read,
    }


def slow_contenders(nlp: Language) -> dict[str, Contender]:
    """What takes too long for more than a few letters, and the pipeline beside it."""
    rules: RuleSet = nlp.get_pipe("imr_rules").rules  # type: ignore[attr-defined]
    return {PIPELINE: pipeline_contender(nlp), TOKEN_RULER: ruler_contender(rules, token_patterns=True)}
