"""Text from a letter as HTML and as data of a script: whatever it holds, it is shown and never obeyed."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import Any

# Control characters, and those that turn the direction of what follows them (they could make a letter's text
# show in another order than it is read).
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\ufeff]"
)
_NAMES = {
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
}
_NAMES |= {
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u061c": "ALM",
}
_FOR_SCRIPTS = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def shown(text: str) -> str:
    """`text` as HTML, in which a control character stands as a small box with its name."""
    escaped = html.escape(text)
    return _CONTROLS.sub(_box, escaped) if _CONTROLS.search(escaped) else escaped


def attribute(text: str) -> str:
    """`text` for a quoted attribute; control characters are left out."""
    return html.escape(_CONTROLS.sub("\ufffd", text))


def script_data(data: Any) -> str:
    """JSON that can stand inside a `<script>`: no character in it can end the element. Unpaired surrogates, which
    UTF-8 cannot hold, stay escapes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _CONTROLS.sub(lambda m: f"\\u{ord(m.group()):04x}", text.translate(_FOR_SCRIPTS))


def _box(found: re.Match[str]) -> str:
    character = found.group()
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, code)
    return f'<span class="ctl" title="{html.escape(name)} ({code})">{_NAMES.get(character, code)}</span>'
