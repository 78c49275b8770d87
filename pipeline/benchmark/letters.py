"""Letters in any number, made from those in `corpus/`: other numbers, dates, ages, drugs, another order of items.

The same seed gives the same letters. They are for measuring, not for scoring: what a changed letter decides is not
recorded anywhere.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pipeline.patterns import patterns_folder
from pipeline.text.document import Document

# The layout of 2014 to 2017, in which most letters were written, counts thrice.
FOLDERS = (*3 * ("seed-layout",), "acoem-2018", "decisions-2013", "notice-2013", "professional-review", "noise")
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


class NoCorpusError(Exception):
    """There are no letters to begin with."""

    code = "E411"
    exit_code = 2


def corpus_folder() -> Path:
    """`corpus/` of the checkout that the package stands in."""
    return patterns_folder().parent / "corpus"


def templates(folder: Path | None = None) -> list[str]:
    """The texts of the letters to begin with, one letter each.

    Raises:
        NoCorpusError: the folder holds none.
    """
    folder = folder or corpus_folder()
    files = [path for name in FOLDERS for path in sorted((folder / name).glob("*.txt"))]
    if not files:
        raise NoCorpusError(f"{folder} holds no letters: run in a checkout, or name the folder with --corpus")
    return [path.read_text(encoding="utf-8") for path in files]


def generated(letters: int, seed: int = 7, folder: Path | None = None) -> Iterator[str]:
    """So many letters, each a changed one of the corpus, all kinds alike often."""
    texts = templates(folder)
    for number in range(letters):
        yield changed(texts[number % len(texts)], number, random.Random(seed * 1_000_003 + number))


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


def changed(text: str, number: int, chance: random.Random) -> str:
    """A letter with other numbers, dates, ages, counts, drugs, and its items in another order."""
    days = timedelta(days=chance.randrange(-900, 900))
    drugs: dict[str, str] = {}

    def drug(match: re.Match[str]) -> str:
        name = match[0].lower()
        other = drugs.setdefault(name, chance.choice(_GROUP[name]))
        return other.capitalize() if match[0][0].isupper() else other

    text = _CASE.sub(lambda match: f"{match[1]}-{(number * 7919 + 13) % 10_000_000:07}", text)
    text = _DATE.sub(lambda match: _later(match, days), text)
    age = str(chance.randrange(22, 69))
    text = _AGE.sub(age, text)
    text = _COUNT.sub(lambda match: str(chance.choice((15, 20, 30, 45, 60, 90, 120, 180))), text)
    return _in_another_order(_DRUG.sub(drug, text), chance)


def _later(match: re.Match[str], days: timedelta) -> str:
    try:
        day = date(int(match[3]), int(match[1]), int(match[2])) + days
    except ValueError:
        return match[0]
    return f"{day.month:0{len(match[1])}}/{day.day:0{len(match[2])}}/{day.year}"


def _in_another_order(text: str, chance: random.Random) -> str:
    """The items shuffled, where each heading is certain to be one paragraph."""
    parts = _PARAGRAPHS.split(text)
    heads = [place for place, part in enumerate(parts) if _HEADING.fullmatch(part)]
    if len(heads) < 2 or len(heads) != text.count(_LABEL):
        return text
    if not all(parts[place - 2].rstrip().endswith((".", ":")) for place in heads):
        return text
    ends = [*heads[1:], len(parts)]
    items = [parts[start:end] for start, end in zip(heads, ends, strict=True)]
    if not items[-1][-1].strip():
        items[-1] = items[-1][:-1]
    for item in items[:-1]:
        item.pop()  # the break before the next heading, which is put back below
    chance.shuffle(items)
    joined = "\n\n".join("".join(item).rstrip() for item in items)
    return "".join(parts[: heads[0]]) + joined + "\n"
