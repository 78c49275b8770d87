"""What stays whole, and what a Doc keeps of its document."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab, create_vocab

from pipeline.components.extensions import get_reading, get_source_text, register
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules.words.furniture import Furniture


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return create_vocab("en", English.Defaults)


@pytest.fixture(scope="module")
def tokenizer(vocab: Vocab) -> LetterTokenizer:
    return LetterTokenizer(vocab)


@pytest.mark.parametrize(
    "word",
    [
        "CM16-9900123", "04/14/2014", "4-1-14", "2016-11-05", "9792.20", "9792.24.2", "#60", "L4-L5", "L5-S1", "C6-7",
        "10/325mg", "50mg", "0.5mg", "20%", "2.5mg/ml", "100mcg", "1,000mg", "1st", "2nd", "3.3.9", "1,200", "p.r.n.",
        "patient's", "don't", "https://example.org/a/b?c=1", "www.example.org", "MRI", "Überweisung",
    ],
)  # fmt: skip
def test_these_stay_whole(tokenizer: LetterTokenizer, word: str) -> None:
    assert [token.text for token in tokenizer(f"the ({word}), and")] == ["the", "(", word, ")", ",", "and"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Knee brace: Upheld", ["Knee", "brace", ":", "Upheld"]),
        ("non-certified", ["non", "-", "certified"]),
        ("x-ray/MRI", ["x", "-", "ray", "/", "MRI"]),
        ("50mgs", ["50mgs"]),
        ("#60 #x", ["#60", "#", "x"]),
        ("see http://a.org/b. Then", ["see", "http://a.org/b", ".", "Then"]),
        ("Section(s): 3", ["Section", "(", "s", ")", ":", "3"]),
        ("pages 98-99.", ["pages", "98", "-", "99", "."]),
        ("9792.20-9792.26", ["9792.20", "-", "9792.26"]),
        ("12/25", ["12", "/", "25"]),
        ("\u201cso\u201d", ['"', "so", '"']),
        ("", []),
        (" \n\f ", []),
    ],
)
def test_tokens(tokenizer: LetterTokenizer, text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenizer(text)] == tokens


def test_strengths_with_a_space_are_two_tokens(tokenizer: LetterTokenizer) -> None:
    assert [token.text for token in tokenizer("Norco 10/325 mg")][-1] == "mg"


def test_the_last_token_has_no_space(tokenizer: LetterTokenizer) -> None:
    doc = tokenizer("one two \n")
    assert [token.whitespace_ for token in doc] == [" ", ""]


def test_a_doc_keeps_its_document(vocab: Vocab, tokenizer: LetterTokenizer) -> None:
    text = "A  knee\n\nbrace\nIMR Case Number: CM18-9900999 Page 2 of 3\nis not needed"
    doc = tokenizer(text)
    restored = Doc(vocab).from_bytes(doc.to_bytes())
    assert restored.text == doc.text == "A knee brace is not needed"
    assert get_source_text(restored) == text
    assert get_reading(restored) == get_reading(doc)
    assert get_reading(restored).furniture


def test_a_doc_of_another_tokenizer_is_its_own_document(vocab: Vocab) -> None:
    doc = Doc(vocab, words=["a", "brace"])
    assert get_source_text(doc) == "a brace "
    assert get_reading(doc).source_span(2, 7) == (2, 7)


def test_registering_again_changes_nothing() -> None:
    before = Doc.get_extension("letter")
    register()
    assert Doc.get_extension("letter") == before


def test_long_chunks_are_not_remembered(vocab: Vocab) -> None:
    tokenizer = LetterTokenizer(vocab)
    tokenizer("short " + "x" * 500)
    assert "short" in tokenizer._words
    assert not any(len(chunk) > 100 for chunk in tokenizer._words)


def test_to_disk_and_back(vocab: Vocab, tokenizer: LetterTokenizer, tmp_path: Path) -> None:
    tokenizer.to_disk(tmp_path / "tokenizer")
    other = LetterTokenizer(vocab).from_disk(tmp_path / "tokenizer")
    assert [t.text for t in other("L4-L5, 50mg")] == ["L4-L5", ",", "50mg"]
    assert [doc.text for doc in other.pipe(["a  b", "c"])] == ["a b", "c"]


def test_lines_that_layouts_describe_are_left_out(vocab: Vocab, tmp_path: Path) -> None:
    tokenizer = LetterTokenizer(vocab, Furniture.of(running=["Prepared for .{1,20} - sheet \\d+", "Draft"]))
    text = "MRI of the left\n  Prepared for us - sheet 12 \nknee, DRAFT\n\fdraft\nand hip"
    tokenizer.to_disk(tmp_path / "tokenizer")
    copies = [LetterTokenizer(vocab).from_disk(tmp_path / "tokenizer"), pickle.loads(pickle.dumps(tokenizer))]
    assert {one(text).text for one in (tokenizer, *copies)} == {"MRI of the left knee, DRAFT and hip"}
    assert "sheet" in LetterTokenizer(vocab)(text).text


def test_numbers_that_tell_letters_apart_are_known(vocab: Vocab) -> None:
    tokenizer = LetterTokenizer(vocab, Furniture.of(number=r"IRO \d{4}/\d{4}"))
    text = "\f".join(f"{words}\nIRO 2019/001{n}\n" for n, words in enumerate(("It is", "not quite", "the end.")))
    copies = [LetterTokenizer(vocab).from_bytes(tokenizer.to_bytes()), pickle.loads(pickle.dumps(tokenizer))]
    assert all("IRO 2019/0011" in one(text).text for one in (tokenizer, *copies))
    assert "IRO" not in LetterTokenizer(vocab)(text).text


def test_words_cut_in_a_memory_zone_outlive_it(vocab: Vocab) -> None:
    """A zone takes the ids of its words away, also those of forms that the vocabulary makes of other words."""
    tokenizer, nlp = LetterTokenizer(vocab), English(vocab=vocab)
    text = "Zolpidemize the Xzzzz, zolpidemize Xzzzz."
    expected = [token.text for token in tokenizer("Brace " + text)]
    fresh = LetterTokenizer(vocab)
    with nlp.memory_zone():
        assert [token.text for token in fresh("Brace Qqzolpidem, qqzolpidem " + text)][-7:] == expected[-7:]
    for _ in range(2):
        with nlp.memory_zone():
            assert [token.text for token in fresh("Brace Qqzolpidem, qqzolpidem " + text)][1] == "Qqzolpidem"
        assert [token.text for token in fresh("Brace Qqzolpidem, " + text)][1] == "Qqzolpidem"


def test_words_that_are_not_kept_are_cut_as_well(vocab: Vocab, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a brace, " + "x/" * 80 + " and (a) splint"
    expected = [token.text for token in LetterTokenizer(vocab)(text)]
    monkeypatch.setattr("pipeline.components.tokenizer._CACHE_LIMIT", 2)
    tokenizer = LetterTokenizer(vocab)
    for _ in range(2):
        doc = tokenizer(text)
        assert [token.text for token in doc] == expected
        assert doc.text == text


def test_words_are_those_of_the_doc_and_leave_no_trace(vocab: Vocab) -> None:
    text = "Request  for Ultram\u00ae 50mg 10 mg,\nL4-L5; don\u2019t \u201cquote\u201d CM16-1234567 (9792.20) q.i.d."
    tokenizer = LetterTokenizer(vocab)
    before = len(vocab.strings)
    words = tokenizer.words(text)
    assert len(vocab.strings) == before
    assert words == [token.text for token in tokenizer(text)]
