"""Some damaged letters: what is wrong with their reading, they tell. `python -m tests.damage` tries many.

What is not tried, as nothing in a letter could tell of it:

- a digit for another one in a date or a number, or the other decision in place of the printed one: nothing is odd;
- a whole item of the letter's own form, on lines of its own, among the letter's items, without a word that leads to
  it: it is an item to any reader;
- pages of two letters that are mixed and show no case numbers: whose page it is, none could say;
- stars before a decision ("*** Upheld"): they are marks of emphasis;
- letters without labels that are all in capitals: nothing but a capital tells there where a request ends.

What is tried and may go wrong without a word:

- a line of its own, without an end, directly before an item's heading and nearly as long as the letter's lines: nothing
  tells it from the first line of a heading that is wrapped;
- what `excused.py` names.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from spacy.language import Language

from tests.damage.excused import EXCUSES, PANELS
from tests.damage.kinds import KINDS
from tests.damage.kinds.base import LABEL
from tests.damage.run import letters_in, variants


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_goes_wrong_without_a_word(nlp: Language, kind: str) -> None:
    found = [
        f"{fault.name} {variant.path} #{variant.number}: {fault.detail}"
        for variant in variants(nlp, letters_in(), 10, 1, [kind])
        for fault in variant.faults
        if fault.silent
    ]
    assert found == []


def test_what_is_excused_is_narrow() -> None:
    """No decision is made up without a word, nor turned but in a panel; nothing is excused in letters with labels."""
    with_labels = {Path(path).parent.name for path, text in letters_in() if LABEL.search(text)}
    for one in EXCUSES:
        assert one.kinds <= set(KINDS)
        assert one.faults.isdisjoint({"flipped", "decided", "mixed"} if one.letters != PANELS else {"decided", "mixed"})
        assert one.letters.isdisjoint(with_labels)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_damages_and_says_why(kind: str) -> None:
    """A kind that leaves letters as they are would try nothing."""
    texts = [text for _, text in letters_in()]
    tried = [(text, KINDS[kind](text, texts[0], Random(n))) for n, text in enumerate(texts)]
    assert any(made is not None and made.text != text for text, made in tried)
    assert KINDS[kind].__doc__
