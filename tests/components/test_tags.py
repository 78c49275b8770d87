"""Tags and the spans that they stand for."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab, create_vocab

from pipeline.components.tags import Tag, has_tags, read_tags, within, without_spans, write_tags


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return create_vocab("en", English.Defaults)


@pytest.fixture
def doc(vocab: Vocab) -> Doc:
    return Doc(vocab, words=["Knee", "brace", ":", "Upheld"], spaces=[True, False, True, False])


TAGS = [Tag("request", 0, 10, "1", "layout.x"), Tag("decision", 12, 18, "upheld", "x.y"), Tag("empty", 5, 10)]


def test_spans_carry_the_whole_tag(doc: Doc, vocab: Vocab) -> None:
    write_tags(doc, "group", TAGS)
    spans = [(s.label_, s.text, s.kb_id_, s.id_) for s in doc.spans["group"]]
    assert spans == [
        ("request", "Knee brace", "1", "layout.x"),
        ("decision", "Upheld", "upheld", "x.y"),
        ("empty", "brace", "", ""),
    ]
    assert read_tags(doc, "group") == TAGS
    assert read_tags(Doc(vocab).from_bytes(doc.to_bytes()), "group") == TAGS


def test_a_tag_inside_a_token_keeps_its_place(doc: Doc) -> None:
    write_tags(doc, "group", [Tag("part", 1, 3)])
    assert [span.text for span in doc.spans["group"]] == ["Knee"]
    assert read_tags(doc, "group") == [Tag("part", 1, 3)]


def test_a_tag_outside_of_the_text_is_no_span(doc: Doc) -> None:
    write_tags(doc, "group", [Tag("part", 0, 4), Tag("part", 40, 44)])
    assert [span.text for span in doc.spans["group"]] == ["Knee"]


def test_writing_again_replaces(doc: Doc) -> None:
    write_tags(doc, "group", TAGS)
    write_tags(doc, "group", iter(TAGS[:1]))
    assert read_tags(doc, "group") == TAGS[:1]
    assert len(doc.spans["group"]) == 1


def test_spans_that_something_else_changed_are_read(doc: Doc) -> None:
    write_tags(doc, "group", TAGS)
    doc.spans["group"].append(Span(doc, 2, 3, label="mine"))
    assert read_tags(doc, "group")[-1] == Tag("mine", 10, 11)
    doc.spans["group"] = [Span(doc, 0, 1, label="other")]
    assert read_tags(doc, "group") == [Tag("other", 0, 4)]
    write_tags(doc, "group", TAGS[:1])
    doc.spans["group"] = [Span(doc, 0, 1, label="other")]
    assert read_tags(doc, "group") == [Tag("other", 0, 4)]


def test_a_missing_group_is_empty(doc: Doc) -> None:
    assert read_tags(doc, "group") == []
    assert not has_tags(doc, "group")
    write_tags(doc, "group", [])
    assert read_tags(doc, "group") == []
    assert has_tags(doc, "group")


def test_without_spans_tags_are_kept_all_the_same(doc: Doc) -> None:
    without_spans(doc)
    write_tags(doc, "group", TAGS)
    assert read_tags(doc, "group") == TAGS
    assert has_tags(doc, "group")
    assert "group" not in doc.spans


def test_within() -> None:
    assert within(TAGS, 0, 10) == [TAGS[0], TAGS[2]]
    assert within(TAGS, 1, 18) == [TAGS[1], TAGS[2]]
    assert within(TAGS, 5, 9) == []
