"""Phrases cut into tokens by the pipeline's tokenizer, many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc

BETWEEN = "|"
"""Stands between phrases that are cut together: a tokenizer has a cost per text, and there are thousands. A character
beyond ASCII would cost more than all of them."""
AT_ONCE = 5_000


def cut_phrases(phrases: Sequence[str], tokenize: Callable[[str], Doc]) -> list[list[str]]:
    """The words of each phrase. Phrases that do not come out of a common text one by one are cut one by one."""
    cut: list[list[str]] = []
    for at in range(0, len(phrases), AT_ONCE):
        some = phrases[at : at + AT_ONCE]
        cut += _cut_together(some, tokenize) or [_words(phrase, tokenize) for phrase in some]
    return cut


def _words(text: str, tokenize: Callable[[str], Doc]) -> list[str]:
    """A text's words; the pipeline's own tokenizer needs no Doc for them."""
    words: Callable[[str], list[str]] | None = getattr(tokenize, "words", None)
    return words(text) if words is not None else [token.text for token in tokenize(text)]


def _cut_together(phrases: Sequence[str], tokenize: Callable[[str], Doc]) -> list[list[str]]:
    """The words of each phrase; nothing where they do not come out of a common text one by one."""
    if any(BETWEEN in phrase for phrase in phrases):
        return []
    cut: list[list[str]] = []
    words: list[str] = []
    for word in _words(f" {BETWEEN} ".join([*phrases, ""]), tokenize):
        if word == BETWEEN:
            cut.append(words)
            words = []
        else:
            words.append(word)
    return cut if len(cut) == len(phrases) else []
