"""Small letters for every case of an ASCII letter that an expression in any case takes for it."""

from __future__ import annotations

import re
import sys

from pipeline.text.folding import folded


def test_folding_knows_all_cases_of_a_letter() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    found = folded(everything)
    assert len(found) == len(everything)
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789 :":
        places = [m.start() for m in re.finditer(letter, everything, re.IGNORECASE)]
        assert all(found[at] == letter for at in places), letter
