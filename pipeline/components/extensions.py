"""The custom attributes of a Doc: primitives only, so that a Doc can be serialised with them, and getters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

from pipeline.components.tags import writes_spans
from pipeline.records.convert import from_data, to_data
from pipeline.records.model import Letter
from pipeline.rules.load import shipped_shared
from pipeline.rules.shared import Shared
from pipeline.rules.vocabularies import Vocabularies
from pipeline.text.reading_text import ReadingText

_KEPT = "imr_kept"


class _Kept(dict[str, Any]):
    """Objects that the Doc's own data give again at some cost: its reading text, its record. They live in the Doc's
    `user_data`, and are never saved or copied: to what writes those this is an empty dictionary."""

    def __init__(self, **objects: Any) -> None:
        super().__init__()
        self.objects = objects

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return dict, ()


def _objects(doc: Doc) -> dict[str, Any]:
    kept = doc.user_data.get(_KEPT)
    return kept.objects if isinstance(kept, _Kept) else {}


def _keep(doc: Doc, name: str, value: Any) -> None:
    doc.user_data[_KEPT] = _Kept(**{**_objects(doc), name: value})


def _kept(doc: Doc, name: str, make: Callable[[Doc], Any]) -> Any:
    """What is kept under a name, made where it is not."""
    if name not in _objects(doc):
        _keep(doc, name, make(doc))
    return _objects(doc)[name]


def keep_letter(doc: Doc, letter: Letter) -> None:
    """Keep the record that was made of a Doc; as plain data too, where the Doc may be saved."""
    _keep(doc, "letter", letter)
    if writes_spans(doc):
        doc._.letter_data = to_data(letter)


def _letter(doc: Doc) -> Letter:
    letter: Letter = _kept(doc, "letter", _remade)
    return letter


def _remade(doc: Doc) -> Letter:
    """The record of a Doc that was loaded, or that has not gone through `imr_assemble`."""
    if doc._.letter_data is not None:
        return from_data(doc._.letter_data)
    from pipeline.components.assemble import assemble

    return assemble(doc)


def register() -> None:
    """Register the attributes; a second call changes nothing.

    `source_text`: the document's text (str). `source_map`: the offset map as six lists of numbers.
    `source`: the record's `source` as a dict. `letter_data`: the record as plain data. `letter`: its model.
    """
    for name in ("source_text", "source_map", "source", "letter_data"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("letter"):
        Doc.set_extension("letter", getter=_letter)


register()


def set_reading(doc: Doc, source_text: str, reading: ReadingText) -> None:
    """Keep the document's text and the offset map with the Doc, which makes its text anew at every call."""
    doc._.source_text = source_text
    doc._.source_map = reading.to_lists()
    _keep(doc, "reading", reading)


def has_reading(doc: Doc) -> bool:
    """Whether the Doc has an offset map: whether this program's tokenizer made it."""
    return "reading" in _objects(doc) or doc._.source_map is not None


def get_reading(doc: Doc) -> ReadingText:
    """The Doc's reading text with its offset map; the identity for a Doc that another tokenizer made."""
    reading: ReadingText = _kept(doc, "reading", _reading)
    return reading


def _reading(doc: Doc) -> ReadingText:
    """The reading text of a Doc that was loaded, or that another tokenizer made."""
    if doc._.source_map is None:
        return ReadingText(doc.text, (0,), (0,))
    return ReadingText.from_lists(doc.text, doc._.source_map)


def set_shared(doc: Doc, shared: Shared) -> None:
    """Let the components behind the rules know the fragments and vocabularies of the rules that ran."""
    _keep(doc, "shared", shared)


def get_shared(doc: Doc) -> Shared:
    """The fragments and vocabularies of the rules that ran on the Doc; the shipped ones where none did, or where it was
    saved."""
    found: Shared | None = _objects(doc).get("shared")
    return shipped_shared() if found is None else found


def get_vocabularies(doc: Doc) -> Vocabularies:
    """The vocabularies of `get_shared`."""
    return get_shared(doc).vocabularies


def get_source_text(doc: Doc) -> str:
    """The document's text that record offsets refer to."""
    text = doc._.source_text
    return get_reading(doc).text if text is None else str(text)
