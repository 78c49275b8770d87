"""What components leave in a Doc: tags, each a labelled stretch of the reading text.

Readers (pure functions) return tags, components write them, and assembling reads them back. There is one store behind
`write_tags` and `read_tags`, inside the Doc, so that a Doc that is copied, pickled or put into a DocBin loses nothing:

- As a rule tags are spans, `doc.spans[group]`: `label_` the label, `id_` the rule, `kb_id_` the normal value as text.
  What a span cannot hold (offsets inside a token, values that are no text, attributes) stands in the group's `attrs`.
- In a run that wants records alone (`without_spans`) they stand in `doc.user_data`, and no spans are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup

from pipeline.rules.tags import NO_ATTRIBUTES, FrozenMapping, frozen
from pipeline.rules.tags import Tag as Tag
from pipeline.rules.tags import in_text_order as in_text_order
from pipeline.rules.tags import within as within

_STORE = "imr_tags"
_TAGS, _SPANS = "tags", "spans"  # keys in a span group's `attrs`: the tags, and the spans that were made of them


def without_spans(doc: Doc) -> None:
    """From now on, components write no spans into this Doc: its record is wanted, and not the Doc."""
    doc.user_data[_STORE] = {}


def writes_spans(doc: Doc) -> bool:
    """Whether components write spans into this Doc."""
    return _STORE not in doc.user_data


def write_tags(doc: Doc, group: str, tags: Iterable[Tag]) -> None:
    """Write tags as the group `group`, replacing what stood there. A tag that ends inside a token is widened to it in
    its span; one that no span can be made of (empty, outside of the text) has none."""
    tags = list(tags)
    store = doc.user_data.get(_STORE)
    if store is not None:
        store[group] = tags
        return
    spans = [span for span in (_span(doc, tag) for tag in tags) if span is not None]
    attrs = {_TAGS: [[*tag[:5], dict(tag.attributes)] for tag in tags], _SPANS: list(map(_print, spans))}
    doc.spans[group] = SpanGroup(doc, name=group, attrs=attrs, spans=spans)


def _span(doc: Doc, tag: Tag) -> Span | None:
    if tag.end <= tag.start:
        return None
    value = tag.value if isinstance(tag.value, str) else json.dumps(tag.value, ensure_ascii=False)
    return doc.char_span(tag.start, tag.end, label=tag.label, kb_id=value, span_id=tag.rule, alignment_mode="expand")


def _print(span: Span) -> list[int]:
    """What tells whether a span is still the one that was made of a tag."""
    return [span.start, span.end, span.label, span.kb_id, span.id]


def has_tags(doc: Doc, group: str) -> bool:
    """Whether a component has written the group, empty or not."""
    return group in doc.user_data.get(_STORE, ()) or group in doc.spans


def read_tags(doc: Doc, group: str) -> list[Tag]:
    """The tags of a group, in the order in which they were written; empty where the group is missing.

    Spans that something else put there, or changed, are read as they are.
    """
    store = doc.user_data.get(_STORE)
    if store is not None and group in store:
        tags: list[Any] = store[group]
        if tags and not isinstance(tags[0], Tag):  # plain data, of a Doc that was saved
            tags = store[group] = list(map(_tag, tags))
        return tags
    if group not in doc.spans:
        return []
    spans = doc.spans[group]
    if _TAGS in spans.attrs and list(map(_print, spans)) == spans.attrs[_SPANS]:
        return list(map(_tag, spans.attrs[_TAGS]))
    return [Tag(s.label_, s.start_char, s.end_char, s.kb_id_, s.id_) for s in spans]


def layout_has(doc: Doc, attribute: str) -> bool:
    """Whether the layout of a Doc has an attribute."""
    return any(tag.attributes.get(attribute) for tag in read_tags(doc, "layout"))


def _tag(fields: Sequence[Any]) -> Tag:
    label, start, end, value, rule, attributes = fields
    return Tag(label, start, end, frozen(value), rule, FrozenMapping(attributes) if attributes else NO_ATTRIBUTES)
