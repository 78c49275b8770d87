"""Pages as HTML: templates that escape every value, and show what would otherwise not be seen."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.views.explorer.index import MARK_END, MARK_START
from pipeline.views.unseen import shown_value, visible


def render(template: str, **values: Any) -> str:
    """A page from one of the package's templates."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.views.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown_value,
        trim_blocks=True,
    )


def found_words(text: str) -> Markup:
    """A snippet with `<mark>` where the index marked words; marks that are cut off are closed."""
    html: list[Markup] = []
    inside = False
    for part in re.split(f"({MARK_START}|{MARK_END})", text):
        if part == MARK_START and not inside:
            html.append(Markup("<mark>"))
            inside = True
        elif part == MARK_END and inside:
            html.append(Markup("</mark>"))
            inside = False
        elif part not in (MARK_START, MARK_END):
            html.append(escape(visible(part)))
    if inside:
        html.append(Markup("</mark>"))
    return Markup("").join(html)
