"""Rule sets and Docs for tests, without the rest of the pipeline."""

from __future__ import annotations

from functools import cache

from spacy.lang.en import English
from spacy.vocab import Vocab, create_vocab

from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules.load import parse_pack
from pipeline.rules.matching.engines import RuleMatcher
from pipeline.rules.ruleset import RuleSet

LETTER = """
Independent Medical Review Final Determination Letter

CLINICAL CASE SUMMARY

The expert reviewer developed the following clinical case summary based on a review of the case file, including all
medical records:

A worker was hurt and wears robotic gloves.

IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

1) Moon boots
   therapy, 6 sessions: Upheld

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.

MAXIMUS guideline: The MTUS did not address the issue in dispute.

Decision rationale: Nothing is known of moon boots therapy. The request is hereby turned down.
"""


@cache
def tokens() -> tuple[Vocab, LetterTokenizer]:
    """The letters' vocabulary and tokenizer."""
    vocab = create_vocab("en", English.Defaults)
    return vocab, LetterTokenizer(vocab)


def rules(text: str, head: str = "pack: mine\nlabel: THING\n") -> RuleSet:
    """The rules of a pack's text, to which a head is put if it has none."""
    pack = parse_pack(text if text.lstrip().startswith("pack:") else head + text, "mine.yml")
    return RuleSet(pack.rules, (pack.source,), ())


def matcher(text: str) -> RuleMatcher:
    """The compiled rules of a pack's text."""
    return RuleMatcher(rules(text).rules, *tokens())


def found(text: str, words: str) -> list[tuple[str, str]]:
    """(rule, words found) of the hits that count in `words`."""
    doc = tokens()[1](words)
    return [(hit.rule.id, doc.text[hit.start : hit.end]) for hit in matcher(text)(doc)]
