"""A letter's spans in spaCy's own displaCy, in our colours, for notebooks and for `displacy.serve`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy import displacy
from spacy.tokens import Doc

from pipeline.components.shown import VALUE_GROUPS
from pipeline.views.colours import displacy_colours

GROUPS = (*VALUE_GROUPS, "own")

LANE = 27
"""Pixels between two lanes of spans."""


def span_data(doc: Doc, groups: Sequence[str] = GROUPS) -> dict[str, Any]:
    """What `displacy.render(..., style="span", manual=True)` takes: the Doc's tokens, and the spans of all `groups`
    at once (displaCy alone shows one group)."""
    spans = [span for group in groups if group in doc.spans for span in doc.spans[group]]
    return {
        "text": doc.text,
        "tokens": [token.text for token in doc],
        "spans": [
            {
                "start": span.start_char,
                "end": span.end_char,
                "start_token": span.start,
                "end_token": span.end,
                "label": span.label_,
                "kb_id": span.kb_id_,
                "kb_url": "#",
            }
            for span in sorted(spans, key=lambda span: (span.start, -span.end))
        ],
    }


def span_options(doc: Doc, groups: Sequence[str] = GROUPS) -> dict[str, Any]:
    """The `options` for displaCy's style `span`: a colour for each label of the Doc, and lanes far enough apart for a
    label with its value below it."""
    labels = {span.label_ for group in groups if group in doc.spans for span in doc.spans[group]}
    return {"colors": displacy_colours(labels), "top_offset_step": LANE}


def render_spans(doc: Doc, groups: Sequence[str] = GROUPS) -> str:
    """The reading text with its spans as HTML, by displaCy's style `span`.

    Args:
        doc: a letter that the pipeline read.
        groups: span groups to show; missing ones are passed over.

    Returns:
        HTML to be shown with `IPython.display.HTML`.
    """
    return _rendered(doc, groups, page=False)


def render_page(doc: Doc, groups: Sequence[str] = GROUPS) -> str:
    """As `render_spans`, as a whole HTML page."""
    return _rendered(doc, groups, page=True)


def _rendered(doc: Doc, groups: Sequence[str], page: bool) -> str:
    html: str = displacy.render(
        span_data(doc, groups), style="span", manual=True, options=span_options(doc, groups), jupyter=False, page=page
    )
    return html
