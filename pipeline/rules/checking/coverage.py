"""What rules do over a corpus: hits per rule, rules that never fire, and what is left to do, each with its context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from pipeline.records.model import Citation, DateMention, Determination, Letter
from pipeline.rules.ruleset import RuleSet
from pipeline.rules.words.sentence_words import sentence_splitter

EXPLAINING = ("rules", "requests", "dates")
WHOLE_HEADING = frozenset({"disputed", "original", "authorized", "category", "retrospective"})
"""Labels that say what a heading is as a whole, and explain none of its words."""
AROUND = 60
"""Characters on either side of a place that are shown."""
ADVICE = {
    "heading without a treatment": 'patterns new TREATMENT "[[words]]" --value CATEGORY --section request',
    "decision without a verdict": "a rule of label VERDICT, if the sentence is the reviewer's verdict",
    "date without a role": "a rule of label DATE_CUE, if the words before the date say its role",
    "citation without an entry": "an entry under guidelines/ for what is cited",
    "section without an entry": "the title in a section list under guidelines/",
    "words of a heading": "a rule for the treatment, drug or body part, if they say one",
}


class Sighting(NamedTuple):
    """Something to do that was seen in a letter: its kind, the words, what stands around them, and their place in the
    document's text. Sightings with one `key` are one task."""

    kind: str
    key: str
    text: str
    context: str
    start: int
    end: int


@dataclass(slots=True)
class Task:
    """Something to do: what was seen first, in which letter, how often it was seen, and in how many letters."""

    seen: Sighting
    letter: str
    times: int = 0
    letters: int = 0
    last: str = ""


@dataclass(slots=True)
class Coverage:
    """Counts over a corpus.

    Attributes:
        letters: how many letters were added.
        hits: hits per rule id.
        letters_with: letters with a hit per rule id.
        tasks: what is left to do, by kind and key.
    """

    letters: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    letters_with: Counter[str] = field(default_factory=Counter)
    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)

    def add(self, name: str, doc: Doc, letter: Letter, text: str) -> None:
        """Adds one letter: its Doc, as the whole pipeline leaves it, its record and the document's text."""
        self.letters += 1
        found = Counter(span.id_ for span in _group(doc, "rules"))
        self.hits.update(found)
        self.letters_with.update(found.keys())
        for seen in to_do(doc, letter, text):
            task = self.tasks.setdefault((seen.kind, seen.key), Task(seen, name))
            task.times += 1
            task.letters += task.last != name
            task.last = name

    def silent(self, rules: RuleSet) -> list[str]:
        """Ids of the rules without a single hit, in the rules' order."""
        return [rule.id for rule in rules.rules if not self.hits[rule.id]]

    def to_do(self) -> Iterator[tuple[str, list[Task]]]:
        """The tasks of each kind, those of most letters first."""
        for kind in ADVICE:
            tasks = [task for (one, _), task in self.tasks.items() if one == kind]
            if tasks:
                yield kind, sorted(tasks, key=lambda task: (-task.letters, -task.times, task.seen.text))


def to_do(doc: Doc, letter: Letter, text: str) -> Iterator[Sighting]:
    """What a letter leaves to do."""
    for one in letter.determinations:
        yield from _of_item(one)
        for line in (one.claims_administrator_guideline, one.reviewer_guideline, one.rationale):
            for citation in line.citations:
                yield from _of_citation(citation, text)
    for date in letter.dates:
        if date.role == "other":
            yield _of_date(date, text)
    for start, end, heading in unexplained(doc):
        words = doc.text[start:end]
        yield Sighting("words of a heading", words.lower(), words, heading, *_in_source(text, heading, words))


def _of_item(one: Determination) -> Iterator[Sighting]:
    asked, why = one.request.disputed, one.rationale
    if one.request.category in (None, "other"):
        heading = one.request.text
        yield Sighting("heading without a treatment", asked.text.lower(), asked.text, heading, asked.start, asked.end)
    if one.decision is not None and why.conclusion is None and why.text:
        start, end = list(sentence_splitter().sentences(why.text))[-1]
        sentence = why.text[start:end]
        context = f"{one.decision.value}: {asked.text}"
        yield Sighting("decision without a verdict", sentence.lower(), sentence, context, why.start, why.end)


def _of_citation(citation: Citation, text: str) -> Iterator[Sighting]:
    if citation.entry is None:
        key = (citation.guideline or citation.text).lower()
        around = _around(text, citation.start, citation.end)
        yield Sighting("citation without an entry", key, citation.text, around, citation.start, citation.end)
        return
    for section in citation.sections:
        if section.entry is None:
            key = f"{citation.entry} {section.text}".lower()
            yield Sighting(
                "section without an entry", key, section.text, f"{citation.entry}: {citation.text}", section.start,
                section.end,
            )  # fmt: skip


def _of_date(date: DateMention, text: str) -> Sighting:
    before = " ".join(text[max(0, date.start - AROUND) : date.start].split()[-3:])
    shown, around = f"{before} {date.text}", _around(text, date.start, date.end)
    return Sighting("date without a role", before.lower(), shown, around, date.start, date.end)


def _around(text: str, start: int, end: int) -> str:
    """The words of a place with those on either side, on one line."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    shown = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


def _in_source(text: str, heading: str, words: str) -> tuple[int, int]:
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else (-1, -1)


def unexplained(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Runs of words of what is disputed that nothing accounts for, as (start, end) in the reading text, with the whole.

    Numbers, signs and the small words of English say nothing: a run neither begins nor ends with them. One word alone
    is none: it mostly belongs to the form ("initial", "additional").
    """
    known = [
        (span.start, span.end)
        for group in EXPLAINING
        for span in _group(doc, group)
        if span.label_ not in WHOLE_HEADING
    ]
    for heading in _group(doc, "requests"):
        if heading.label_ == "disputed":
            explained = {index for start, end in known for index in range(start, end)}
            for run in _runs([token for token in heading if token.i not in explained]):
                yield run[0].idx, run[-1].idx + len(run[-1]), heading.text


def _runs(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Stretches of words that stand side by side, without what says nothing at their ends."""
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.is_alpha and (not run or token.i == run[-1].i + 1):
            run.append(token)
            continue
        while run and _says_nothing(run[-1]):
            run.pop()
        while run and _says_nothing(run[0]):
            run.pop(0)
        if len(run) > 1:
            yield run
        run = [token] if token is not None and token.is_alpha else []


def _says_nothing(token: Token) -> bool:
    return len(token) < 3 or token.is_stop


def _group(doc: Doc, name: str) -> Sequence[Span]:
    return list(doc.spans[name]) if name in doc.spans else []
