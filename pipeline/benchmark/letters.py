"""Letters in any number, made from those in `corpus/`: other numbers, dates, ages, drugs, items, line breaks.

The same seed gives the same letters. They are for measuring, not for scoring: what a changed letter decides is not
recorded anywhere. In length and line breaks they are like the published letters, because both decide what reading
costs: spaCy's tokenizer takes twice as long a character once it has met a lone line break.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from pipeline.patterns import patterns_folder
from pipeline.text.document import Document

# The layout of 2014 to 2017, in which most letters were written, counts thrice.
FOLDERS = (*3 * ("seed-layout",), "acoem-2018", "decisions-2013", "notice-2013", "professional-review")
_CASE = re.compile(r"\b(CM\d\d)-\d{7}\b")
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_AGE = re.compile(r"\b[2-6]\d(?=[- ]year[- ]old)")
_COUNT = re.compile(r"(?<=#)\d+")
# Drugs of which one may stand for another without making nonsense of a strength beside it.
_DRUGS = (
    ("tramadol", "tapentadol", "oxycodone", "morphine", "methadone"),
    ("naproxen", "ibuprofen", "etodolac", "nabumetone", "meloxicam"),
    ("cyclobenzaprine", "tizanidine", "methocarbamol", "carisoprodol", "baclofen"),
    ("omeprazole", "pantoprazole", "lansoprazole", "esomeprazole"),
    ("gabapentin", "pregabalin", "topiramate", "levetiracetam"),
)
_GROUP = {name: group for group in _DRUGS for name in group}
_DRUG = re.compile("|".join(sorted(_GROUP, key=len, reverse=True)), re.IGNORECASE)
_PARAGRAPHS = re.compile(r"(\n[ \t\f]*\n\s*)")
_HEADING = re.compile(r"[A-Z0-9].*: (?:Upheld|Overturned)\s*", re.DOTALL)
_LABEL = "Claims Administrator guideline:"
# Published letters have 5,300 characters on average; those of the corpus are shorter, and are given more items.
_CHARACTERS = (4_500, 9_000)
_MOST_ITEMS_ADDED = 4


class NoCorpusError(Exception):
    """There are no letters to begin with."""

    code = "E411"
    exit_code = 2


def corpus_folder() -> Path:
    """`corpus/` of the checkout that the package stands in."""
    return patterns_folder().parent / "corpus"


@dataclass(frozen=True, slots=True)
class Template:
    """A letter to begin with.

    Attributes:
        text: all of it.
        head: what stands before its items; all of it where they could not be told apart.
        items: its items, each from its heading to its end.
        others: the items of other letters in its layout.
    """

    text: str
    head: str
    items: tuple[str, ...]
    others: tuple[str, ...] = ()


def templates(folder: Path | None = None) -> list[Template]:
    """The letters to begin with.

    Raises:
        NoCorpusError: the folder holds none.
    """
    folder = folder or corpus_folder()
    found = [template for name in FOLDERS for template in _templates_in(folder / name)]
    if not found:
        raise NoCorpusError(f"{folder} holds no letters: run in a checkout, or name the folder with --corpus")
    return found


def _templates_in(folder: Path) -> list[Template]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    alone = [Template(text, *_items(text)) for text in texts]
    return [
        replace(one, others=tuple(item for other in alone if other is not one for item in other.items)) for one in alone
    ]


def generated(letters: int, seed: int = 7, folder: Path | None = None) -> Iterator[str]:
    """So many letters, each a changed one of the corpus, all kinds alike often."""
    found = templates(folder)
    for number in range(letters):
        yield changed(found[number % len(found)], number, random.Random(seed * 1_000_003 + number))


def documents(letters: int, seed: int = 7, folder: Path | None = None) -> Iterator[Document]:
    """The same as documents."""
    for number, text in enumerate(generated(letters, seed, folder)):
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        yield Document(text, f"made-{number:07}", f"made/{number:07}.txt", "text/plain", digest, encoding="utf-8")


def write_jsonl(path: Path, letters: int, seed: int = 7, folder: Path | None = None) -> None:
    """The same as a JSONL file."""
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(generated(letters, seed, folder)):
            stream.write(json.dumps({"id": f"made-{number:07}", "text": text}) + "\n")


def changed(template: Template, number: int, chance: random.Random) -> str:
    """A letter with other numbers, dates, ages, counts, drugs, more items and these in another order, and with the
    line breaks of a text that was taken out of a PDF."""
    days = timedelta(days=chance.randrange(-900, 900))
    drugs: dict[str, str] = {}

    def drug(match: re.Match[str]) -> str:
        name = match[0].lower()
        other = drugs.setdefault(name, chance.choice(_GROUP[name]))
        return other.capitalize() if match[0][0].isupper() else other

    text = _with_other_items(template, chance)
    text = _CASE.sub(lambda match: f"{match[1]}-{(number * 7919 + 13) % 10_000_000:07}", text)
    text = _DATE.sub(lambda match: _later(match, days), text)
    age = str(chance.randrange(22, 69))
    text = _AGE.sub(age, text)
    text = _COUNT.sub(lambda match: str(chance.choice((15, 20, 30, 45, 60, 90, 120, 180))), text)
    return _as_extracted(_DRUG.sub(drug, text), chance)


def _later(match: re.Match[str], days: timedelta) -> str:
    try:
        day = date(int(match[3]), int(match[1]), int(match[2])) + days
    except ValueError:
        return match[0]
    return f"{day.month:0{len(match[1])}}/{day.day:0{len(match[2])}}/{day.year}"


def _items(text: str) -> tuple[str, tuple[str, ...]]:
    """(what stands before the items, the items), where each heading is certain to be one paragraph; else the text."""
    parts = _PARAGRAPHS.split(text)
    heads = [place for place, part in enumerate(parts) if _HEADING.fullmatch(part)]
    if len(heads) < 2 or len(heads) != text.count(_LABEL):
        return text, ()
    if not all(parts[place - 2].rstrip().endswith((".", ":")) for place in heads):
        return text, ()
    items = (parts[start:end] for start, end in pairwise([*heads, len(parts)]))
    return "".join(parts[: heads[0]]), tuple("".join(item).rstrip() for item in items)


def _with_other_items(template: Template, chance: random.Random) -> str:
    """The letter with items of others, until it is as long as published ones are, and all in another order."""
    if not template.items:
        return template.text
    items = list(template.items)
    wanted = chance.randrange(*_CHARACTERS) - len(template.text)
    for item in chance.sample(template.others, min(_MOST_ITEMS_ADDED, len(template.others))):
        if wanted > 0:
            items.append(item)
            wanted -= len(item)
    chance.shuffle(items)
    return template.head + "\n\n".join(items) + "\n"


def _as_extracted(text: str, chance: random.Random) -> str:
    """The text with the line breaks of one taken out of a PDF: long lines broken, and few empty lines or none."""
    width = chance.randrange(88, 100)
    kept = chance.choice((0.0, 0.2, 0.4))
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            lines += textwrap.wrap(line, width, break_on_hyphens=False) if len(line) > width else [line]
        elif chance.random() < kept:
            lines.append("")
    return "\n".join(lines) + "\n"
