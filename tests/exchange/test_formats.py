"""Each format by its own rules, and back unchanged."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from pipeline.exchange import brat, docbin, doccano, inception, label_studio, prodigy, spreadsheet
from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.exchange.tokens import token_places


def test_docbin_loads_in_spacy_and_comes_back_unchanged(letter: AnnotatedLetter, tmp_path: Path) -> None:
    docbin.write_docbin([letter, letter], tmp_path / "letters.spacy")
    docs = list(DocBin().from_disk(tmp_path / "letters.spacy").get_docs(Vocab()))
    assert len(docs) == 2
    assert docs[0].text == letter.text
    assert docbin.from_doc(docs[0]) == list(letter.annotations)
    assert docs[0].user_data["letter_id"] == letter.letter_id
    assert docs[0].spans["imr"][0].id_ == letter.annotations[0].path


def test_prodigy_task_is_of_the_documented_form(letter: AnnotatedLetter) -> None:
    task = json.loads(json.dumps(prodigy.task_of(letter)))
    text = task["text"]
    rebuilt = "".join(token["text"] + (" " if token["ws"] else "") for token in task["tokens"])
    assert rebuilt == text
    for i, token in enumerate(task["tokens"]):
        assert token["id"] == i
        assert text[token["start"] : token["end"]] == token["text"]
    assert len(task["spans"]) == len(letter.annotations)
    for span in task["spans"]:
        assert task["tokens"][span["token_start"]]["start"] == span["start"]
        assert task["tokens"][span["token_end"]]["end"] == span["end"]
        assert span["label"]


def test_prodigy_comes_back_unchanged(letter: AnnotatedLetter, tmp_path: Path) -> None:
    prodigy.write_prodigy([letter], tmp_path / "tasks.jsonl")
    (line,) = (tmp_path / "tasks.jsonl").read_text(encoding="utf-8").splitlines()
    assert prodigy.from_task(json.loads(line)) == letter
    assert prodigy.from_task({**json.loads(line), "answer": "accept"}) == letter
    for answer in ("reject", "ignore"):
        assert prodigy.from_task({**json.loads(line), "answer": answer}) is None


def test_label_studio_task_is_of_the_documented_form(letter: AnnotatedLetter) -> None:
    task = label_studio.task_of(letter)
    config = ElementTree.fromstring(label_studio.labelling_config(["own.X & Y"], {"own.X & Y": "#123456"}))
    groups, text = config.findall("Labels"), config.find("Text")
    assert text is not None
    offered = {group.get("name"): {label.get("value") for label in group} for group in groups}
    assert len(offered) == len(groups) == len(config.findall("Header")) - 1 > 5
    assert "own.X & Y" in offered["own"] and "case_number" in offered["header"] and "drug" in offered["request"]
    assert text.get("value") == "$text"
    (prediction,) = task["predictions"]
    assert prediction["model_version"].startswith("imr-pipeline")
    ids = [region["id"] for region in prediction["result"]]
    assert len(set(ids)) == len(ids) == len(letter.annotations)
    for region in prediction["result"]:
        value = region["value"]
        assert region["to_name"] == text.get("name") == groups[0].get("toName")
        assert region["type"] == "labels"
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        assert set(value["labels"]) <= offered[region["from_name"]]


def test_label_studio_comes_back_unchanged(letter: AnnotatedLetter, tmp_path: Path) -> None:
    label_studio.write_label_studio([letter, letter], tmp_path / "tasks.json")
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert [label_studio.from_task(task) for task in tasks] == [letter, letter]
    ElementTree.parse(tmp_path / "tasks.xml")


def test_label_studio_annotations_count_before_predictions(letter: AnnotatedLetter) -> None:
    task = label_studio.task_of(letter)
    first = task["predictions"][0]["result"][:1]
    done = {**task, "annotations": [{"result": first}, {"result": [], "was_cancelled": True}]}
    found = label_studio.from_task(done)
    assert found is not None
    assert found.annotations == letter.annotations[:1]
    assert label_studio.from_task({**task, "annotations": [{"result": first, "was_cancelled": True}]}) is None


def test_label_studio_offsets_in_utf16_are_understood(letter: AnnotatedLetter) -> None:
    task = label_studio.task_of(letter)
    for region in task["predictions"][0]["result"]:
        for key in ("start", "end"):  # the text begins with one character of two units
            region["value"][key] += 1
    found = label_studio.from_task(task)
    assert found is not None
    assert found.annotations == letter.annotations


def test_brat_annotations_keep_its_rules(letter: AnnotatedLetter, tmp_path: Path) -> None:
    brat.write_brat([letter, letter], tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        *("CM16-7700123-2.ann", "CM16-7700123-2.record.json", "CM16-7700123-2.txt"),
        *("CM16-7700123.ann", "CM16-7700123.record.json", "CM16-7700123.txt", "annotation.conf", "visual.conf"),
    ]
    text = (tmp_path / "CM16-7700123.txt").read_bytes().decode("utf-8")
    assert text == letter.text
    config = (tmp_path / "annotation.conf").read_text(encoding="utf-8")
    entities = config.split("[entities]")[1].split("[")[0].split()
    ids = set()
    for line in (tmp_path / "CM16-7700123.ann").read_text(encoding="utf-8").splitlines():
        if note := re.fullmatch(r"#\d+\tAnnotatorNotes (T\d+)\t.+", line):
            assert note.group(1) in ids
            continue
        bound = re.fullmatch(r"(T\d+)\t([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)\t(.+)", line)
        assert bound, line
        assert bound.group(1) not in ids
        ids.add(bound.group(1))
        assert bound.group(2) in entities
        places = [tuple(map(int, place.split())) for place in bound.group(3).split(";")]
        fragments = [text[start:end] for start, end in places]
        assert " ".join(fragments) == bound.group(4)
        assert not any(re.search(r"[\r\n]", fragment) for fragment in fragments)
        assert places == sorted(places)
    assert len(ids) == len(letter.annotations)


def test_brat_comes_back_unchanged(letter: AnnotatedLetter) -> None:
    found = brat.read_annotations(brat.annotation_text(letter))
    assert [(a.label, a.start, a.end, a.value) for a in found] == [
        (a.label, a.start, a.end, a.value) for a in letter.annotations
    ]


def test_brat_shows_every_type_in_words_and_colour(letter: AnnotatedLetter, tmp_path: Path) -> None:
    brat.write_brat([letter], tmp_path)
    types = (tmp_path / "annotation.conf").read_text("utf-8").split("[entities]")[1].split("[")[0].split()
    names, drawing = (tmp_path / "visual.conf").read_text("utf-8").removeprefix("[labels]\n").split("[drawing]\n")
    assert [line.split(" | ")[0] for line in names.splitlines() if line] == types
    assert "decision-upheld | decision: upheld | upheld" in names
    assert {line.split("\t")[0] for line in drawing.splitlines()} == {*types, "SPAN_DEFAULT"}


def test_doccano_has_text_and_places(letter: AnnotatedLetter, tmp_path: Path) -> None:
    doccano.write_doccano([letter, letter], tmp_path / "a.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 2 and rows[0]["letter_id"] == letter.letter_id
    assert rows[0]["text"] == letter.text
    assert [(start, end, label) for start, end, label in rows[0]["label"]] == [
        (a.start, a.end, a.label) for a in letter.annotations
    ]


def test_inception_reads_what_cassis_wrote(letter: AnnotatedLetter, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed (extra `inception`)")
    inception.write_inception([letter, letter], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{letter.letter_id}-2.json", f"{letter.letter_id}.json"
    ]  # fmt: skip
    with (tmp_path / "out" / f"{letter.letter_id}.json").open("rb") as stream:
        cas = cassis.load_cas_from_json(stream)
    assert cas.sofa_string == letter.text
    found = [(v.label, v.begin, v.end, v.value or "", v.path or "") for v in cas.select(inception.LAYER)]
    assert sorted(found) == sorted((a.label, a.start, a.end, a.value, a.path) for a in letter.annotations)
    assert all(token.get_covered_text().strip() for token in cas.select(inception._SEGMENTS + "Token"))


def test_csv_has_the_covered_text_and_no_formula(letter: AnnotatedLetter, tmp_path: Path) -> None:
    spreadsheet.write_csv([letter], tmp_path / "spans.csv")
    with (tmp_path / "spans.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(letter.annotations)
    for row, annotation in zip(rows, letter.annotations, strict=True):
        assert row["text"].lstrip("'") == letter.text[annotation.start : annotation.end]
        assert not row["text"].startswith("=")
        assert (row["label"], row["path"]) == (annotation.label, annotation.path)
    assert any(row["text"] == "'=Texas" for row in rows)
    assert {row["item"] for row in rows} == {"", "1", "2"}


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 10)), max_size=5))
def test_tokens_are_the_text_and_begin_and_end_with_annotations(text: str, spans: list[tuple[int, int]]) -> None:
    places = [(start, min(start + length, len(text))) for start, length in spans if start < len(text)]
    tokens = token_places(text, places)
    assert "".join(text[t.start : t.end] + " " * t.space for t in tokens) == text
    starts, ends = {t.start for t in tokens}, {t.end for t in tokens}
    for start, end in places:
        if not text[start].isspace() and not text[end - 1].isspace():
            assert start in starts
            assert end in ends
