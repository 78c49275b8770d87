"""Tokens of any text: with their spaces they are the reading text, and a Doc keeps its letter on every way."""

from __future__ import annotations

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from pipeline.components.extensions import get_reading, get_source_text
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.records.convert import to_data
from pipeline.rules.load import shipped_shared
from pipeline.text.parted_words import PartedWords
from tests.properties.letters import FILES, letter_of, text_of
from tests.properties.test_reflow import PIECED
from tests.text.shipped import reflow

VOCAB = create_vocab("en", English.Defaults)
TOKENIZER = LetterTokenizer(VOCAB)
PARTED = PartedWords(shipped_shared().vocabularies.words("parted_words"))
TEXTS = st.one_of(PIECED, st.text(max_size=120), st.sampled_from(FILES).map(text_of))


@given(TEXTS)
@settings(max_examples=300)
def test_tokens_are_the_reading_text(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == reflow(text, parted=PARTED.of(text)).text == get_reading(doc).text
    assert "".join(token.text_with_ws for token in doc) == doc.text
    assert not any(token.is_space or not token.text for token in doc)
    assert get_source_text(doc) == text


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=50)
def test_what_was_read_before_changes_no_tokens(texts: list[str]) -> None:
    fresh = LetterTokenizer(VOCAB)
    for text in texts:
        tokens = [(t.text, t.whitespace_) for t in fresh(text)]
        assert tokens == [(t.text, t.whitespace_) for t in LetterTokenizer(VOCAB)(text)]
        assert tokens == [(t.text, t.whitespace_) for t in fresh(text)]


@given(PIECED)
@settings(max_examples=50)
def test_a_copied_tokenizer_cuts_the_same_tokens(text: str) -> None:
    copies = (pickle.loads(pickle.dumps(TOKENIZER)), LetterTokenizer(VOCAB).from_bytes(TOKENIZER.to_bytes()))
    for copied in copies:
        assert [t.text for t in copied(text)] == [t.text for t in TOKENIZER(text)]


@given(path=st.sampled_from(FILES))
@settings(max_examples=len(FILES))
def test_a_serialised_doc_keeps_its_letter(nlp: Language, path: object) -> None:
    text = text_of(path)  # type: ignore[arg-type]
    doc = nlp(text)
    restored = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert to_data(restored._.letter) == to_data(doc._.letter)
    assert get_source_text(restored) == text
    unpickled = pickle.loads(pickle.dumps(doc))
    assert to_data(unpickled._.letter) == to_data(doc._.letter)


@given(TEXTS)
@settings(max_examples=40)
def test_any_text_is_read(nlp: Language, text: str) -> None:
    letter = letter_of(nlp, text)
    assert letter == Doc(nlp.vocab).from_bytes(nlp(text).to_bytes())._.letter
