"""Generated letters: as many as wanted, the same for a seed, each different, still letters."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest
from spacy.language import Language

from pipeline.benchmark.contenders import document_of
from pipeline.benchmark.letters import NoCorpusError, Template, changed, documents, generated, templates, write_jsonl
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


def written(folder: Path, *names: str) -> list[Template]:
    """The templates of a corpus whose letters have five items each, with these names in them."""
    (folder / "seed-layout").mkdir()
    for name in names:
        items = "\n\n".join(
            f"Brace {name}{n}: Upheld\n\nClaims Administrator guideline: None.\n\nMAXIMUS guideline: None.\n\n"
            f"Decision rationale: Reason {name}{n}."
            for n in range(5)
        )
        text = f"Disputed items set forth below:\n\n{items}\n"
        (folder / "seed-layout" / f"{name}.txt").write_text(text, encoding="utf-8")
    return templates(folder)


def test_items_are_in_another_order_and_none_is_lost(tmp_path: Path) -> None:
    (template, *_) = written(tmp_path, "a")
    other = changed(template, 1, random.Random(3))
    found = re.findall(r"Brace (\w\d): Upheld\s+Claims [^:]*:[^:]*:[^:]*: Reason (\w\d)\.", other)
    assert sorted(found) == [(f"a{n}", f"a{n}") for n in range(5)]
    assert found != sorted(found)
    assert other.split()[:3] == template.text.split()[:3]


def test_short_letters_have_items_of_others(tmp_path: Path) -> None:
    (template, *_) = written(tmp_path, "a", "b")
    found = re.findall(r"Brace (\w)\d", changed(template, 1, random.Random(3)))
    assert (found.count("a"), found.count("b")) == (5, 4)


def test_letters_are_as_long_as_published_ones_and_broken_into_lines_like_them() -> None:
    letters = list(generated(5 * len(templates())))
    assert 4_500 < mean(map(len, letters)) < 6_000
    lines = [line for text in letters for line in text.split("\n")]
    assert max(map(len, lines)) < 100
    assert 0.02 < lines.count("") / len(lines) < 0.2
    assert all(re.search(r"[^\n]\n[^\n]", text) for text in letters)


def test_a_changed_letter_reads_as_well_as_its_original(nlp: Language) -> None:
    alone = [replace(template, others=()) for template in templates()]
    originals = [read_letter(nlp, document_of(template.text)) for template in alone]
    made = [read_letter(nlp, document_of(changed(one, n, random.Random(n)))) for n, one in enumerate(alone)]
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
