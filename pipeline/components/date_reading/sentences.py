"""Where sentences end, as far as it matters for the words around a date."""

from __future__ import annotations

import re

# A full stop after a word, before a capital or a digit, also where the space was lost ("2015.On 3-12-15").
# Not after a single capital ("C.C.R. 9792"), a title or a cut month ("Nov. 5").
_END = re.compile(
    r"""[.;?!] (?<![ .(][A-Z]\.) (?<!\bDr\.) (?<!\bM[rs]\.) (?<!\bMrs\.) (?<!\bvs\.) (?<!\bNo\.) (?<!\bSt\.)
        (?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.) (?<!\bSept\.)
        (?! (?<=[0-9];) \s (?:and\s)? [0-9]{1,2}[-/] )
        ["')\]]* (?: \s+ (?=["'(\[]?[A-Z0-9]) | (?=["'(]?[A-Z][a-z]) | (?<=;)\s*)""",
    re.VERBOSE,
)
_USUAL_LENGTH = 200  # characters


def sentence_around(text: str, start: int, end: int, place: int) -> tuple[int, int]:
    """The half-open range of the sentence of `text[start:end]` in which `place` lies; a semicolon ends one, too,
    but not between the dates of a list ("3/4/15; 4/4/15; and 5/4/15").

    Few sentences hold a date, so that ends are looked for around it alone: where one stands does not depend on others.
    """
    back = _USUAL_LENGTH
    while True:
        low = max(start, place - back)
        left, right = start, end
        for m in _END.finditer(text, low, end):
            if m.end() > place:
                right = m.end()
                break
            left = m.end()
        if left > start or low == start:
            return left, right
        back *= 4
