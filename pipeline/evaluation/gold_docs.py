"""Letters with their gold records as spaCy's `DocBin`, for `spacy evaluate` and `nlp.evaluate`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pipeline.evaluation.values import Record
from pipeline.exchange.tokens import token_places
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.problems import ReadingProblem
from pipeline.reading.read import read
from pipeline.running.letters import examine, letters_in

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def gold_docs(
    nlp: Language, gold: Mapping[str, Record], inputs: Iterable[str], options: ReadingOptions = DEFAULT_OPTIONS
) -> Iterator[Doc]:
    """A Doc of each letter that has a gold record: over the letter's own text, which a pipeline then reads, with the
    gold record in `doc._.letter_data`. Letters are paired as `evaluate` pairs them; what cannot be read is left out."""
    left = dict(gold)
    by_id = {record["letter_id"]: name for name, record in reversed(list(gold.items()))}
    for document in read(inputs, options):
        if isinstance(document, ReadingProblem):
            continue
        for part, _ in letters_in(nlp, document):
            letter = examine(nlp, part).record
            number = letter.letter_id if letter is not None else ""
            for name in (by_id.get(number), number, PurePath(document.path).stem):
                if name in left:
                    yield _doc(nlp, part.text, left.pop(name))
                    break


def _doc(nlp: Language, text: str, record: Record) -> Doc:
    from spacy.tokens import Doc

    places = token_places(text, ())
    doc = Doc(nlp.vocab, [text[place.start : place.end] for place in places], [place.space for place in places])
    doc._.letter_data = dict(record)
    return doc


def write_gold_docs(docs: Iterable[Doc], target: Path) -> int:
    """Write `target` (named `*.spacy`, as spaCy wants it); how many Docs it holds."""
    from spacy.tokens import DocBin

    shard = DocBin(store_user_data=True, docs=docs)
    target.parent.mkdir(parents=True, exist_ok=True)
    shard.to_disk(target)
    return len(shard)
