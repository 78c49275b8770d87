"""Letters in any number, made from those in `corpus/`: other numbers, dates, ages, drugs, order of items, line breaks.

The same seed gives the same letters. They are for measuring, not for scoring: what a changed letter decides is not
recorded anywhere. The lengths of their parts and their line breaks are like those of published letters, because both
decide what reading costs: spaCy's tokenizer takes twice as long a character once it has met a lone line break.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle, islice, pairwise
from pathlib import Path

from pipeline.rules import patterns_folder
from pipeline.text.document import Document

# In about the shares that the years have in which each layout was in use: 2014 to 2017, 2018 and later, 2013.
FOLDERS = (*3 * ("seed-layout",), *14 * ("acoem-2018",), "decisions-2013", "notice-2013", "professional-review")
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
_ITEMS = (1, 1, 2, 2, 3, 4)  # 2.4 a letter in 64 published ones
# Summaries of published letters have 1,600 characters on average and rationales 900, in 64 that were measured; those of
# the corpus are shorter, and are given sentences of others: such as decide nothing and, since they name most dates that
# letters have, no date.
_TO_SUMMARY, _TO_RATIONALE = (500, 1_600), (100, 900)
_SUMMARY = re.compile(r"(?:\bsummary\b[^\n]*|\brecords?:) *\n\s*\n(?=[^\n]{60})", re.IGNORECASE)
_RATIONALE = re.compile(r"^(?:Decision rationale|Rationale(?: for the Decision)?):\s*", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\s*(?:\n[ \t\f]*\n|\Z)")
_SENTENCE_END = re.compile(r"(?<=[a-z]\.)\s+(?=[A-Z])")
_LEFT_OUT = re.compile(
    r"den[iy]|certif|necess|approv|authori|request|modif|upheld|overturn|appropriate|MAXIMUS|:|\d[/-]\d|\b(?:19|20)\d\d\b"
)


class NoCorpusError(Exception):
    """There are no letters to begin with."""

    code = "E411"
    exit_code = 2


def corpus_folder() -> Path:
    """`corpus/` of the checkout that the package stands in."""
    return patterns_folder().parent / "corpus"


def templates(folder: Path | None = None) -> list[str]:
    """The texts of the letters to begin with: those of the corpus, or of any folder.

    Raises:
        NoCorpusError: the folder holds none.
    """
    folder = folder or corpus_folder()
    files = [path for name in FOLDERS for path in sorted((folder / name).glob("*.txt"))]
    if is_foreign(folder):
        files = sorted(folder.rglob("*.txt"))
    if not files:
        raise NoCorpusError(f"{folder} holds no letters: run in a checkout, or name the folder with --corpus")
    return [path.read_text(encoding="utf-8", errors="replace") for path in files]


def is_foreign(folder: Path) -> bool:
    """Whether a folder is none of a corpus by layouts: what it holds are letters of somebody's own."""
    return not any((folder / name).is_dir() for name in FOLDERS)


def generated(letters: int, seed: int = 7, folder: Path | None = None) -> Iterator[str]:
    """So many letters, each a changed one of the corpus, all kinds alike often. Letters of somebody's own come as they
    are, again and again."""
    texts = templates(folder)
    if folder is not None and is_foreign(folder):
        yield from islice(cycle(texts), letters)
        return
    sentences = plain_sentences(texts)
    for number in range(letters):
        yield changed(texts[number % len(texts)], number, random.Random(seed * 1_000_003 + number), sentences)


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


def changed(text: str, number: int, chance: random.Random, sentences: Sequence[str] = ()) -> str:
    """A letter with other numbers, dates, ages, counts, drugs, some of its items in another order, some `sentences`
    in its summary and its rationales, and the line breaks of a text that was taken out of a PDF."""
    days = timedelta(days=chance.randrange(-900, 900))
    drugs: dict[str, str] = {}

    def drug(match: re.Match[str]) -> str:
        name = match[0].lower()
        other = drugs.setdefault(name, chance.choice(_GROUP[name]))
        return other.capitalize() if match[0][0].isupper() else other

    text = _with_some_items(text, chance)
    if sentences:
        text = _with_sentences(text, sentences, chance)
    text = _CASE.sub(lambda match: f"{match[1]}-{(number * 7919 + 13) % 10_000_000:07}", text)
    text = _DATE.sub(lambda match: _later(match, days), text)
    age = str(chance.randrange(22, 69))
    text = _AGE.sub(age, text)
    text = _COUNT.sub(lambda match: str(chance.choice((15, 20, 30, 45, 60, 90, 120, 180))), text)
    return _as_extracted(_DRUG.sub(drug, text), chance)


def plain_sentences(texts: Iterable[str]) -> list[str]:
    """The sentences of the letters' clinical summaries and rationales that tell neither of a decision nor of a date."""
    found: dict[str, None] = {}
    for text in texts:
        starts = [match.end() for match in _RATIONALE.finditer(text)]
        for start, end in [_paragraph(text, start) for start in starts] + _summary(text):
            sentences = _SENTENCE_END.split(" ".join(text[start:end].split()))
            found |= dict.fromkeys(one for one in sentences if one.endswith(".") and not _LEFT_OUT.search(one))
    return list(found)


def _later(match: re.Match[str], days: timedelta) -> str:
    try:
        day = date(int(match[3]), int(match[1]), int(match[2])) + days
    except ValueError:
        return match[0]
    return f"{day.month:0{len(match[1])}}/{day.day:0{len(match[2])}}/{day.year}"


def _with_some_items(text: str, chance: random.Random) -> str:
    """A letter with as many of the items as letters have, in another order, where each heading is certain to be one
    paragraph."""
    parts = _PARAGRAPHS.split(text)
    heads = [place for place, part in enumerate(parts) if _HEADING.fullmatch(part)]
    if len(heads) < 2 or len(heads) != text.count(_LABEL):
        return text
    if not all(parts[place - 2].rstrip().endswith((".", ":")) for place in heads):
        return text
    items = ["".join(parts[start:end]).rstrip() for start, end in pairwise([*heads, len(parts)])]
    items = chance.sample(items, min(chance.choice(_ITEMS), len(items)))
    return "".join(parts[: heads[0]]) + "\n\n".join(items) + "\n"


def _summary(text: str) -> list[tuple[int, int]]:
    """Where the first paragraph of the clinical summary stands, if there is one."""
    return [_paragraph(text, heading.end()) for heading in _SUMMARY.finditer(text)][-1:]


def _paragraph(text: str, start: int) -> tuple[int, int]:
    end = _PARAGRAPH_END.search(text, start)
    return start, end.start() if end else len(text)


def _with_sentences(text: str, sentences: Sequence[str], chance: random.Random) -> str:
    """The letter with more sentences at the end of its summary and at the beginning of its rationales."""
    text = _RATIONALE.sub(lambda match: f"{match[0]}{_some(sentences, _TO_RATIONALE, chance)} ", text)
    for _, end in _summary(text):
        text = f"{text[:end]} {_some(sentences, _TO_SUMMARY, chance)}{text[end:]}"
    return text


def _some(sentences: Sequence[str], characters: tuple[int, int], chance: random.Random) -> str:
    wanted, found = chance.randrange(*characters), ""
    while len(found) < wanted:
        found += f" {chance.choice(sentences)}"
    return found[1:]


def _as_extracted(text: str, chance: random.Random) -> str:
    """The text with the line breaks of one taken out of a PDF: long lines broken, and few empty lines or none."""
    width = chance.randrange(98, 104)
    kept = chance.choice((0.0, 0.2, 0.4))
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            lines += textwrap.wrap(line, width, break_on_hyphens=False) if len(line) > width else [line]
        elif chance.random() < kept:
            lines.append("")
    return "\n".join(lines) + "\n"
