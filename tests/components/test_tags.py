"""Tags and the spans that they stand for."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab, create_vocab

from pipeline.components.tags import Tag, has_tags, in_text_order, read_tags, within, without_spans, write_tags


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


def test_in_text_order_those_that_begin_together_keep_their_order() -> None:
    whole, part = Tag("request", 0, 10), Tag("disputed", 0, 4)
    assert in_text_order([TAGS[1], whole, part, TAGS[2]]) == [whole, part, TAGS[2], TAGS[1]]


def test_within() -> None:
    request, empty, decision = tags = in_text_order(TAGS)
    assert within(tags, 0, 10) == [request, empty]
    assert within(tags, 1, 18) == [empty, decision]
    assert within(tags, 5, 9) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=20), st.integers(0, 30), st.integers(0, 20))
def test_within_finds_what_a_look_at_each_tag_finds(places: list[tuple[int, int]], start: int, length: int) -> None:
    tags = in_text_order(Tag("x", first, first + size) for first, size in places)
    end = start + length
    assert within(tags, start, end) == [tag for tag in tags if tag.start >= start and tag.end <= end]


TYPED = [
    Tag("pages", 1, 3, ((98, 99), (101, 101)), "value.pages"),  # inside a token
    Tag("drug", 0, 4, "tramadol", "drug.tramadol", {"class": "opioid", "voice": "provider"}),
    Tag("frequency", 5, 10, {"times": (2, 3), "per": "week"}),
    Tag("count", 12, 18, 12),
    Tag("gone", 7, 7),
]


def binned(doc: Doc) -> Doc:
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    return next(DocBin().from_bytes(data).get_docs(create_vocab("en", English.Defaults)))


WAYS: list[Callable[[Doc], Doc]] = [Doc.copy, lambda doc: pickle.loads(pickle.dumps(doc)), binned]


@pytest.mark.parametrize("way", WAYS, ids=["copy", "pickle", "DocBin"])
@pytest.mark.parametrize("spans", [True, False], ids=["with spans", "without"])
def test_a_doc_that_is_passed_on_has_the_same_tags(doc: Doc, way: Callable[[Doc], Doc], spans: bool) -> None:
    if not spans:
        without_spans(doc)
    write_tags(doc, "group", TYPED)
    passed = way(doc)
    assert passed is not doc
    assert read_tags(passed, "group") == TYPED
    assert has_tags(passed, "group")


def test_a_value_that_is_no_text_is_json_in_its_span(doc: Doc) -> None:
    write_tags(doc, "group", TYPED)
    values = [span.kb_id_ for span in doc.spans["group"]]
    assert values == ["[[98, 99], [101, 101]]", "tramadol", '{"times": [2, 3], "per": "week"}', "12"]
