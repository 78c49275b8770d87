"""Pages as HTML: templates that escape every value, and show what would otherwise not be seen."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.views.explorer.index import MARK_END, MARK_START

# Characters that turn the direction of what follows, that stand for nothing, or that no page may hold.
_UNSEEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def render(template: str, **values: Any) -> str:
    """A page from one of the package's templates."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.views.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
    )


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def visible(text: str) -> str:
    """`text` with a visible mark such as `[U+202E]` in place of each character that could disguise what
    surrounds it."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


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
