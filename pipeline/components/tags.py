"""What components leave in a Doc: labelled stretches of the reading text, held as spaCy spans.

A tag is the small change of the pipeline: readers (pure functions) return tags, components write them into
`doc.spans`, and assembling reads them back. A span carries everything a tag has, so that nothing is lost when a
Doc is serialised: `label_` the label, `id_` the rule that found it, `kb_id_` the normal value as a string.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Span


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


def write_tags(doc: Doc, group: str, tags: Iterable[Tag]) -> None:
    """Write tags as the span group `group`, replacing what stood there. A tag that ends inside a token is widened
    to it."""
    spans: list[Span] = []
    for tag in tags:
        span = doc.char_span(
            tag.start,
            tag.end,
            label=tag.label,
            kb_id=tag.value,
            span_id=tag.rule,
            alignment_mode="expand",
        )
        if span is not None:
            spans.append(span)
    doc.spans[group] = spans


def read_tags(doc: Doc, group: str) -> list[Tag]:
    """The tags of a span group, in the order in which they were written; empty where the group is missing."""
    if group not in doc.spans:
        return []
    return [Tag(s.label_, s.start_char, s.end_char, s.kb_id_, s.id_) for s in doc.spans[group]]


def within(tags: Iterable[Tag], start: int, end: int) -> list[Tag]:
    """Those of `tags` that lie wholly inside `[start, end)`."""
    return [tag for tag in tags if tag.start >= start and tag.end <= end]
