"""Generated letters: as many as wanted, the same for a seed, each different, still letters."""

from __future__ import annotations

import random
import re
from pathlib import Path
from statistics import mean

import pytest
from spacy.language import Language

from pipeline.benchmark.contenders import document_of
from pipeline.benchmark.letters import (
    NoCorpusError,
    changed,
    documents,
    generated,
    plain_sentences,
    templates,
    write_jsonl,
)
from pipeline.reading import Document, read
from pipeline.running.letters import read_letter


def test_the_same_seed_gives_the_same_letters() -> None:
    assert list(generated(80)) == list(generated(80))
    assert list(generated(80)) != list(generated(80, seed=8))
    assert list(generated(90))[:80] == list(generated(80))


def test_letters_differ() -> None:
    """All that have anything to change: a few of the corpus show neither number nor date."""
    letters = list(generated(5 * len(templates())))
    assert len(set(letters)) > 0.9 * len(letters)


def test_case_numbers_do_not_repeat() -> None:
    numbers = [number for text in generated(300) for number in set(re.findall(r"CM\d\d-\d{7}", text))]
    assert len(numbers) == len(set(numbers))


ITEMS = "\n\n".join(
    f"Brace {n}: Upheld\n\nClaims Administrator guideline: None.\n\nMAXIMUS guideline: None.\n\n"
    f"Decision rationale: Reason {n}."
    for n in range(5)
)
PAIRS = re.compile(r"Brace (\d): Upheld\s+Claims [^:]*:[^:]*:[^:]*: Reason (\d)\.")


def test_some_items_are_left_in_another_order_and_whole() -> None:
    text = f"Disputed items set forth below:\n\n{ITEMS}\n"
    letters = [PAIRS.findall(changed(text, 1, random.Random(seed))) for seed in range(40)]
    assert {len(pairs) for pairs in letters} == {1, 2, 3, 4}
    assert all(head == reason for pairs in letters for head, reason in pairs)
    assert any(pairs != sorted(pairs) for pairs in letters)


def test_summaries_and_rationales_have_sentences_of_other_summaries() -> None:
    text = (
        "CLINICAL CASE SUMMARY\n\n" + "The patient fell at work and hurt a knee. " * 3 + "It was denied on May 1, 2014."
        f"\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nset forth below:\n\n{ITEMS}\n"
    )
    assert plain_sentences([text]) == [f"Reason {n}." for n in range(5)] + ["The patient fell at work and hurt a knee."]
    made = " ".join(changed(text, 1, random.Random(3), ["Rest helped."]).split())
    summary, _, issues = made.partition(" IMR ISSUES")
    assert summary.count("denied on") == 1 and 35 < summary.count("Rest helped.") < 130
    reasons = re.findall(r"Decision rationale: ((?:Rest helped\. )+)Reason \d\.", issues)
    assert len(reasons) == issues.count("Upheld") and all(7 < one.count("Rest") < 80 for one in reasons)


def test_letters_have_the_lengths_and_line_breaks_of_published_ones() -> None:
    letters = list(generated(5 * len(templates())))
    assert 5_000 < mean(map(len, letters)) < 6_000
    lines = [line for text in letters for line in text.split("\n")]
    assert max(map(len, lines)) < 104
    assert 0.02 < lines.count("") / len(lines) < 0.2
    assert all(re.search(r"[^\n]\n[^\n]", text) for text in letters)


def test_a_changed_letter_reads_as_well_as_its_original(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.benchmark.letters._ITEMS", (99,))
    originals = [read_letter(nlp, document_of(text)) for text in templates()]
    made = [read_letter(nlp, document_of(text)) for text in generated(len(originals))]
    assert [letter.layout for letter in made] == [letter.layout for letter in originals]
    assert [len(letter.determinations) for letter in made] == [len(letter.determinations) for letter in originals]


def test_documents_and_rows_hold_the_same_texts(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "made.jsonl", 40)
    rows = [row for row in read(tmp_path / "made.jsonl") if isinstance(row, Document)]
    assert [row.text for row in rows] == [one.text for one in documents(40)] == list(generated(40))
    assert [row.name for row in rows] == [one.name for one in documents(40)]


def test_without_a_corpus_there_are_no_letters(tmp_path: Path) -> None:
    with pytest.raises(NoCorpusError) as error:
        templates(tmp_path)
    assert error.value.code == "E411"


def test_letters_of_ones_own_come_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "2016").mkdir()
    (tmp_path / "2016" / "b.txt").write_text("second on 04/14/2014", encoding="utf-8")
    (tmp_path / "a.txt").write_text("first", encoding="utf-8")
    assert list(generated(3, folder=tmp_path)) == ["second on 04/14/2014", "first", "second on 04/14/2014"]
