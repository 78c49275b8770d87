"""Some damaged letters: what is wrong with their reading, they tell. `python -m tests.damage` tries many."""

from __future__ import annotations

from random import Random

import pytest
from spacy.language import Language

from tests.damage.kinds import KINDS
from tests.damage.run import letters_in, variants


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_goes_wrong_without_a_word(nlp: Language, kind: str) -> None:
    found = [
        f"{fault.name} {variant.path} #{variant.number}: {fault.detail}"
        for variant in variants(nlp, letters_in(), 24, 1, [kind])
        for fault in variant.faults
        if fault.silent
    ]
    assert found == []


def test_every_kind_damages() -> None:
    """A kind that leaves letters as they are would try nothing."""
    for kind, damage in KINDS.items():
        tried = [(text, damage(text, letters_in()[0][1], Random(n))) for n, (_, text) in enumerate(letters_in())]
        assert any(made is not None and made.text != text for text, made in tried), kind
