"""Letters as spaCy's `DocBin`: training data, or Docs to look at, without the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from pipeline.exchange.annotations import AnnotatedLetter, Annotation
from pipeline.exchange.tokens import token_places

GROUP = "imr"


def to_doc(letter: AnnotatedLetter, vocab: Vocab) -> Doc:
    """The letter's own text as a Doc. `doc.spans["imr"]` has a span for each annotation: `label_` its label, `kb_id_`
    its value, `id_` the path of the record's value; `doc.user_data` says which letter it is."""
    places = token_places(letter.text, [(a.start, a.end) for a in letter.annotations])
    doc = Doc(vocab, [letter.text[p.start : p.end] for p in places], [p.space for p in places])
    starts = {p.start: i for i, p in enumerate(places)}
    ends = {p.end: i + 1 for i, p in enumerate(places)}
    doc.spans[GROUP] = [
        Span(doc, starts[a.start], ends[a.end], label=a.label, kb_id=a.value, span_id=a.path)
        for a in letter.annotations
        if a.start in starts and a.end in ends
    ]
    source = letter.record.get("source") or {}
    doc.user_data["letter_id"] = letter.letter_id
    doc.user_data["path"] = source.get("path")
    doc.user_data["sha256"] = source.get("sha256")
    return doc


def from_doc(doc: Doc) -> list[Annotation]:
    """The annotations of a Doc that `to_doc` made."""
    spans = doc.spans.get(GROUP, ())
    return [Annotation(s.label_, s.start_char, s.end_char, s.kb_id_, s.id_) for s in spans]


def write_docbin(letters: Iterable[AnnotatedLetter], target: Path) -> None:
    """Write `target`, to be loaded with `DocBin().from_disk(target)`."""
    vocab = Vocab()
    docs = DocBin(store_user_data=True)
    for letter in letters:
        docs.add(to_doc(letter, vocab))
    docs.to_disk(target)
