"""What rules do over a corpus: hits per rule, rules that never fire, and text in the fields that no rule
explains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Span

from pipeline.rules.ruleset import RuleSet

FIELDS = {
    "request": "heading",
    "claims_administrator_guideline": "guideline line",
    "reviewer_guideline": "guideline line",
}
EXPLAINING = ("rules", "citations", "citation_parts", "requests", "dates", "decisions")
WHOLE_HEADING = frozenset({"disputed", "original", "authorized", "category", "retrospective"})
"""Labels that say what a heading is as a whole, and explain none of its words."""
WORD = re.compile(r"[^\W\d_][\w'/-]*")
PLAIN_WORDS = """a an the and or of for to in on with without by at as is are was were be been from per his
her their
    this that not no x each every any other use additional including decision based mtus guideline guidelines
    section sections day days week weeks month months year years time times daily weekly monthly minute
    minutes hour hours"""
PLAIN = frozenset(PLAIN_WORDS.split())
"""Words that ask for no rule."""
FORM_WORDING = re.compile(
    r"(?:claims administrator|expert reviewer|maximus) (?:did not cite any medical evidence for its decision"
    r"|based (?:its|their|his/her) decision on (?:the )?recommendations?(?:\(s\))?)|outside of (?:the )?mtus"
    r"|non-mtus(?: citation)?|remaining imr eligible portion|original request|imr eligible"
    r"|authorized by the claims administrator|associated surgical services?",
    re.IGNORECASE,
)
"""Wording of the form itself, which the sections' own rules read."""
SENTENCE_END = re.compile(r"[.;!?](?= |$)")


class Place(NamedTuple):
    """Where an unexplained text was seen first: the letter's name and offsets into its reading text."""

    letter: str
    start: int
    end: int


@dataclass(slots=True)
class Coverage:
    """Counts over a corpus.

    Attributes:
        letters: how many letters were added.
        hits: hits per rule id.
        letters_with: letters with a hit per rule id.
        unexplained: per kind of field the texts that no rule explains, lower case, with how often they stand
        there. first_seen: where each of these was seen first, by (kind, text).
    """

    letters: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    letters_with: Counter[str] = field(default_factory=Counter)
    unexplained: dict[str, Counter[str]] = field(default_factory=dict)
    first_seen: dict[tuple[str, str], Place] = field(default_factory=dict)

    def add(self, name: str, doc: Doc) -> None:
        """Adds one letter's Doc, as the whole pipeline leaves it."""
        self.letters += 1
        found = Counter(span.id_ for span in _group(doc, "rules"))
        self.hits.update(found)
        self.letters_with.update(found.keys())
        for kind, start, end in unexplained(doc):
            text = doc.text[start:end].lower()
            self.unexplained.setdefault(kind, Counter())[text] += 1
            self.first_seen.setdefault((kind, text), Place(name, start, end))

    def silent(self, rules: RuleSet) -> list[str]:
        """Ids of the rules without a single hit, in the rules' order."""
        return [rule.id for rule in rules.rules if not self.hits[rule.id]]


def unexplained(doc: Doc) -> Iterator[tuple[str, int, int]]:
    """Stretches of the fields that nothing found accounts for, as (kind of field, start, end) in the reading
    text.

    In headings and guideline lines: runs of words outside all spans. In a rationale without a conclusion:
    its last sentence, where the verdict mostly stands.
    """
    known = sorted(
        (span.start_char, span.end_char)
        for group in EXPLAINING
        for span in _group(doc, group)
        if span.label_ not in WHOLE_HEADING
    )
    text = doc.text
    verdicts = [span.start_char for span in _group(doc, "decisions") if span.label_ == "conclusion"]
    for section in _group(doc, "sections"):
        start, end = section.start_char, section.end_char
        if section.label_ in FIELDS:
            form = [match.span() for match in FORM_WORDING.finditer(text, start, end)]
            for first, last in _gaps(sorted([*known, *form]), start, end):
                yield from ((FIELDS[section.label_], *run) for run in _runs(text, first, last))
        elif section.label_ == "rationale" and not any(start <= one < end for one in verdicts):
            yield ("verdict sentence", *_last_sentence(text, start, end))


def _group(doc: Doc, name: str) -> Sequence[Span]:
    return list(doc.spans[name]) if name in doc.spans else []


def _gaps(known: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """What `known` leaves free of `[start, end)`."""
    position = start
    for first, last in known:
        if last <= position or first >= end:
            continue
        if first > position:
            yield position, first
        position = max(position, last)
    if position < end:
        yield position, end


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of words between which only white space stands, without plain words at either end."""
    run: list[re.Match[str]] = []
    for word in (*WORD.finditer(text, start, end), None):
        if word is not None and (not run or text[run[-1].end() : word.start()].isspace()):
            run.append(word)
            continue
        while run and _is_plain(run[-1]):
            run.pop()
        while run and _is_plain(run[0]):
            run.pop(0)
        if run:
            yield run[0].start(), run[-1].end()
        run = [word] if word is not None else []


def _is_plain(word: re.Match[str]) -> bool:
    return len(word.group()) < 3 or word.group().lower() in PLAIN


def _last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    ends = [one.end() for one in SENTENCE_END.finditer(text, start, end)]
    before = [one for one in ends if one < end - 1]
    first = before[-1] if before else start
    while first < end and text[first] == " ":
        first += 1
    return first, end
