"""The letters' tokenizer: reflows the document, then cuts the reading text into tokens.

Case numbers, dates, regulation numbers, strengths and spinal levels stay whole, so that rules can be written on
them. The tokens with their spaces are the reading text, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from itertools import accumulate, chain
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.components.conventions import Saved
from pipeline.components.extensions import set_reading
from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.words.furniture import Furniture, forms_of
from pipeline.text.ligatures import LOST, LigatureWords
from pipeline.text.parted_words import PartedWords
from pipeline.text.reading_text import ReadingText, reflow

_LONGEST_CHUNK = 100  # characters; longer ones are no words that come again
_CACHE_LIMIT = 100_000  # chunks; letters repeat theirs, so that the cache is full long before


@cache
def _token() -> re.Pattern[str]:
    """The expression for tokens, of the shipped fragments."""
    return re.compile(shipped_shared().filled("{TOKEN}"), re.IGNORECASE)


class _Words(dict[str, tuple[Any, ...]]):
    """The words of the chunks between two spaces; a look-up cuts what is missing.

    Words stand by their ids in the vocabulary, from which a Doc is made five times as fast as from strings. Inside a
    memory zone they stay strings: the zone takes their ids away at its end.
    """

    def __init__(self, vocab: Any) -> None:  # spaCy's own types do not have `in_memory_zone`
        super().__init__()
        self._vocab = vocab

    def __missing__(self, chunk: str) -> tuple[Any, ...]:
        words = tuple(_token().findall(chunk))
        if len(self) >= _CACHE_LIMIT or len(chunk) >= _LONGEST_CHUNK:
            return words
        self[chunk] = cut = words if self._vocab.in_memory_zone else tuple(map(self._vocab.strings.add, words))
        return cut


class LetterTokenizer(Saved):
    """Turns a document's text into a Doc over its reading text.

    The Doc keeps the document's text and the offset map (`doc._.source_text`, `doc._.source_map`).

    Args:
        furniture: what running headers and footers look like; `None`: as the shipped fragments have it.
    """

    file: ClassVar[str] = "furniture.json"

    def __init__(self, vocab: Vocab, furniture: Furniture | None = None) -> None:
        self.vocab = vocab
        self.leave_out(Furniture.of() if furniture is None else furniture)
        self._words = _Words(vocab)

    def leave_out(self, furniture: Furniture) -> None:
        """Leave out what is page furniture by these expressions."""
        self.furniture, self._forms = furniture, forms_of(furniture)

    def __call__(self, text: str) -> Doc:
        """Tokenize a document's text, as it came from its source."""
        reading = self._reading(text)
        chunks = [self._words[chunk] for chunk in reading.text.split(" ")] if reading.text else []
        words = list(chain.from_iterable(chunks))
        spaces = [False] * len(words)
        for end in list(accumulate(map(len, chunks)))[:-1]:
            spaces[end - 1] = True
        doc = Doc(self.vocab, words=words, spaces=spaces)
        set_reading(doc, text, reading)
        return doc

    def words(self, text: str) -> list[str]:
        """The tokens of a text, without a Doc and without a trace in the vocabulary."""
        cut = cache(_token().findall)
        return list(chain.from_iterable(map(cut, self._reading(text).text.split(" "))))

    def _reading(self, text: str) -> ReadingText:
        vocabularies = shipped_shared().vocabularies
        parted = vocabularies.made(_parted_words).of(text)
        if not any(character in text for character in LOST):
            return reflow(text, self._forms, parted=parted)
        return reflow(text, self._forms, vocabularies.made(_ligature_words).of(text), parted)

    def pipe(self, texts: Any, batch_size: int = 1000) -> Any:
        """Tokenize a stream of texts."""
        return map(self, texts)

    def data(self) -> dict[str, Any]:
        """What page furniture looks like."""
        return asdict(self.furniture)

    def take(self, data: Any) -> None:
        self.leave_out(Furniture(**{**data, "running": tuple(data["running"])}))

    def __reduce__(self) -> tuple[type[LetterTokenizer], tuple[Vocab, Furniture]]:
        return LetterTokenizer, (self.vocab, self.furniture)


def _ligature_words(vocabularies: Vocabularies) -> LigatureWords:
    return LigatureWords(vocabularies.words("ligature_words"))


def _parted_words(vocabularies: Vocabularies) -> PartedWords:
    return PartedWords(vocabularies.words("parted_words"))


def create_tokenizer() -> Callable[[Language], LetterTokenizer]:
    """The factory that a config names as `imr.LetterTokenizer.v1`."""
    return lambda nlp: LetterTokenizer(nlp.vocab)


registry.tokenizers("imr.LetterTokenizer.v1")(create_tokenizer)
