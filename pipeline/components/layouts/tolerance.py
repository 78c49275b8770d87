"""Expressions that find printed words also where a scan, a copy or a typist has damaged them.

Headings and labels are few and fixed, so that looking for them with tolerance is safe; the text between them is
never read this way.
"""

from __future__ import annotations

import re

# What optical character recognition takes for one another, in lower case; matched in any case.
_CONFUSIONS = {
    "i": "[il1|!j]",
    "l": "[il1|!]",
    "1": "[il1|!]",
    "o": "[o0]",
    "0": "[o0]",
    "s": "[s5$]",
    "5": "[s5]",
    "e": "[ec]",
    "c": "[ec(]",
    "a": "[a@]",
    "b": "[b68h]",
    "g": "[g9q6]",
    "z": "[z2]",
    "t": "[t7f]",
    "f": "[ft]",
    "h": "[hb]",
    "u": "[uv]",
    "v": "[vuy]",
    "n": "[nr]",
    "m": "(?:m|rn|nn)",
    "w": "(?:w|vv)",
    "d": "(?:d|cl)",
}


def exact(words: str) -> str:
    """An expression for printed words as they stand; each space may be missing before punctuation."""
    return re.sub(r"(?:\\ )+(?=[^\w\\])", r"\\ ?", re.escape(words)).replace(":", r"\ ?:")


def tolerant(words: str) -> str:
    """An expression for printed words with confused letters, lost spaces and lost punctuation; for IGNORECASE."""
    pieces = []
    for character in words.lower():
        if character in _CONFUSIONS:
            pieces.append(_CONFUSIONS[character])
        elif character == " ":
            pieces.append(" ?")
        elif character.isalnum():
            pieces.append(re.escape(character))
        else:
            pieces.append(" ?[^\\w\\s]? ?" if character in ":,;." else f"{re.escape(character)}?")
    return "".join(pieces)


class Printed:
    """Finds printed words: as they stand first, and with tolerance where they do not.

    Args:
        words: the alternatives, as printed.
        regex: a further alternative, as an expression (any case).
    """

    def __init__(self, words: tuple[str, ...] = (), regex: str | None = None) -> None:
        self.exact = re.compile("|".join(exact(w) for w in words) or "(?!)")
        loose = [tolerant(w) for w in words] + ([regex] if regex else [])
        self.tolerant = re.compile("|".join(loose) or "(?!)", re.IGNORECASE)
        self._only_regex = not words

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first place in `[start, end)`."""
        return self.exact.search(text, start, end) or self.tolerant.search(text, start, end)

    def find_all(self, text: str, start: int, end: int, *, damaged: bool) -> list[re.Match[str]]:
        """All places in `[start, end)`; with tolerance only if `damaged`, or where there is nothing else to go by."""
        regex = self.tolerant if damaged or self._only_regex else self.exact
        return list(regex.finditer(text, start, end))
