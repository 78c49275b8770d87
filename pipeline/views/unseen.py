"""Characters that nobody sees, made visible: a page shows what a letter holds, not what it pretends."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

# Characters that turn the direction of what follows, that stand for nothing, or that no page may hold.
_UNSEEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """`text` with a visible mark such as `[U+202E]` in place of each character that could disguise what
    surrounds it."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def shown_value(value: Any) -> Any:
    """What a template prints: texts made visible, HTML as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
