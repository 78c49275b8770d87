"""Pages to look at: a letter with its spans, a corpus, a report.

`render_spans(doc)` shows a letter's spans by displaCy, in a notebook; `render_letter(doc)` is the whole page that
`python -m pipeline inspect` opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.views.letter_page import render_letter
    from pipeline.views.spans import render_page, render_spans, span_data, span_options

__all__ = ["render_letter", "render_page", "render_spans", "span_data", "span_options"]


def __getattr__(name: str) -> Any:
    """A view is imported when it is wanted: each brings its own libraries."""
    if name == "render_letter":
        from pipeline.views.letter_page import render_letter

        return render_letter
    if name in __all__:
        from pipeline.views import spans

        return getattr(spans, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
