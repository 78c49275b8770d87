"""What displaCy and other spaCy tools show of a Doc without being told anything: `doc.ents` and `doc.spans["sc"]`."""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

SHOWN = "sc"
"""The span group that displaCy's style `span` and spaCy's span categorizer take where none is named."""
VALUE_GROUPS = ("fields", "people", "dates", "requests", "citations", "decisions")
"""The span groups that hold a letter's values."""
_BY_VALUE = frozenset({"decision", "conclusion"})
"""Labels of the group `decisions` for which their value is shown."""


def show_values(doc: Doc) -> None:
    """Set `doc.spans["sc"]` to the letter's values in text order, and `doc.ents` to those that do not overlap, the
    longest first.

    A decision and a conclusion have their value as label (`upheld`, `not_medically_necessary`), so that they are told
    apart at a glance; all others the label of their group.
    """
    found = (_shown(span, group) for group in VALUE_GROUPS if group in doc.spans for span in doc.spans[group])
    seen = {(span.start, -span.end, span.label_): span for span in found}
    values = [seen[key] for key in sorted(seen)]
    doc.spans[SHOWN] = values
    doc.set_ents(filter_spans(values))


def _shown(span: Span, group: str) -> Span:
    if group != "decisions" or span.label_ not in _BY_VALUE or not span.kb_id_:
        return span
    return Span(span.doc, span.start, span.end, label=span.kb_id_, kb_id=span.kb_id, span_id=span.id)
