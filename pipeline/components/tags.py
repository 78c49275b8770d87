"""What components leave in a Doc: labelled stretches of the reading text, held as spaCy spans.

A tag is the small change of the pipeline: readers (pure functions) return tags, components write them into
`doc.spans`, and assembling reads them back. A span carries everything a tag has, so that nothing is lost when a
Doc is serialised: `label_` the label, `id_` the rule that found it, `kb_id_` the normal value as a string.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, SpanGroup

_START = attrgetter("start")


class Tag(NamedTuple):
    """A labelled stretch of the reading text.

    Attributes:
        label: what it is.
        start: offset of the first character, into `doc.text`.
        end: offset behind the last character, into `doc.text`.
        value: the normal value as a string; empty where there is none.
        rule: id of the rule that found it; empty where no rule did.
    """

    label: str
    start: int
    end: int
    value: str = ""
    rule: str = ""


class _Written:
    """The tags that were written to a Doc, so that reading them back need not go through its spans.

    `spans` tells whether they are written as spans too: a run over many letters wants the record alone.
    """

    __slots__ = ("groups", "spans")

    def __init__(self, spans: bool = True) -> None:
        self.spans = spans
        self.groups: dict[str, tuple[list[Tag], SpanGroup | None]] = {}


_WRITTEN: WeakKeyDictionary[Doc, _Written] = WeakKeyDictionary()


def without_spans(doc: Doc) -> None:
    """From now on, components write no spans into this Doc: its record is wanted, and not the Doc."""
    _WRITTEN[doc] = _Written(spans=False)


def writes_spans(doc: Doc) -> bool:
    """Whether components write spans into this Doc."""
    written = _WRITTEN.get(doc)
    return written is None or written.spans


def write_tags(doc: Doc, group: str, tags: Iterable[Tag]) -> None:
    """Write tags as the span group `group`, replacing what stood there. A tag that ends inside a token is widened
    to it in the span."""
    written = _WRITTEN.get(doc)
    if written is None:
        written = _WRITTEN[doc] = _Written()
    tags = list(tags)
    if not written.spans:
        written.groups[group] = (tags, None)
        return
    spans = [span for span in (_span(doc, tag) for tag in tags) if span is not None]
    doc.spans[group] = spans
    written.groups[group] = (tags, doc.spans[group])


def _span(doc: Doc, tag: Tag) -> Span | None:
    return doc.char_span(
        tag.start, tag.end, label=tag.label, kb_id=tag.value, span_id=tag.rule, alignment_mode="expand"
    )


def has_tags(doc: Doc, group: str) -> bool:
    """Whether a component has written the group, empty or not."""
    written = _WRITTEN.get(doc)
    return group in doc.spans or (written is not None and group in written.groups)


def read_tags(doc: Doc, group: str) -> list[Tag]:
    """The tags of a span group, in the order in which they were written; empty where the group is missing.

    Spans that something else put there, or changed, are read as they are.
    """
    written = _WRITTEN.get(doc)
    if written is not None and group in written.groups:
        tags, spans = written.groups[group]
        if spans is None or (len(spans) == len(tags) and doc.spans.get(group) is spans):
            return tags
    if group not in doc.spans:
        return []
    return [Tag(s.label_, s.start_char, s.end_char, s.kb_id_, s.id_) for s in doc.spans[group]]


def in_text_order(tags: Iterable[Tag]) -> list[Tag]:
    """The tags by where they begin; those that begin at one place keep their order."""
    return sorted(tags, key=_START)


def within(tags: Sequence[Tag], start: int, end: int) -> list[Tag]:
    """Those of `tags`, which are in text order, that lie wholly inside `[start, end)`."""
    first = bisect_left(tags, start, key=_START)
    return [tag for tag in tags[first : bisect_right(tags, end, first, key=_START)] if tag.end <= end]
