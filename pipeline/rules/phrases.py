"""Phrases cut into tokens by the pipeline's tokenizer, many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

BETWEEN = "¦"
"""Stands between phrases that are cut together; a tokenizer has a cost per text, and there are thousands."""


def cut_phrases(phrases: Sequence[str], vocab: Vocab, tokenize: Callable[[str], Doc]) -> list[Doc]:
    """A Doc for each phrase. Phrases that do not come out of a common text one by one are cut one by one."""
    if not any(BETWEEN in phrase for phrase in phrases):
        docs: list[Doc] = []
        words: list[str] = []
        for token in tokenize(f" {BETWEEN} ".join([*phrases, ""])):
            if token.text == BETWEEN:
                docs.append(Doc(vocab, words=words))
                words = []
            else:
                words.append(token.text)
        if len(docs) == len(phrases):
            return docs
    return [tokenize(phrase) for phrase in phrases]
