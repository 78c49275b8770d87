"""The custom attributes of a Doc: primitives only, so that a Doc can be serialised with them, and getters."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from pipeline.text.reading_text import ReadingText


def _letter(doc: Doc) -> Any:
    from pipeline.components.assemble import assemble

    return assemble(doc)


def register() -> None:
    """Register the attributes; a second call changes nothing.

    `source_text`: the document's text (str). `source_map`: the offset map as four lists of numbers.
    `source`: the record's `source` as a dict. `letter`: the record's model, made from the Doc's spans.
    """
    for name, default in (("source_text", None), ("source_map", None), ("source", None)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Doc.has_extension("letter"):
        Doc.set_extension("letter", getter=_letter)


register()


# A Doc makes its text anew from its tokens at every call, and an offset map would be made anew from its numbers: both
# are kept beside the Doc for as long as it lives.
_READINGS: WeakKeyDictionary[Doc, ReadingText] = WeakKeyDictionary()


def set_reading(doc: Doc, source_text: str, reading: ReadingText) -> None:
    """Keep the document's text and the offset map with the Doc."""
    doc._.source_text = source_text
    doc._.source_map = [
        list(reading.starts),
        list(reading.sources),
        list(reading.breaks),
        [offset for span in reading.furniture for offset in span],
    ]
    _READINGS[doc] = reading


def get_reading(doc: Doc) -> ReadingText:
    """The Doc's reading text with its offset map; the identity for a Doc that another tokenizer made."""
    reading = _READINGS.get(doc)
    if reading is None:
        reading = _READINGS[doc] = _restored(doc)
    return reading


def _restored(doc: Doc) -> ReadingText:
    if doc._.source_map is None:
        return ReadingText(doc.text, (0,), (0,))
    starts, sources, breaks, furniture = doc._.source_map
    pairs = tuple(zip(furniture[::2], furniture[1::2], strict=True))
    return ReadingText(doc.text, tuple(starts), tuple(sources), tuple(breaks), pairs)


def get_source_text(doc: Doc) -> str:
    """The document's text that record offsets refer to."""
    text = doc._.source_text
    return get_reading(doc).text if text is None else str(text)
