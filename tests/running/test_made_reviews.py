"""A table of many rows in one run: each row's problem by its number, and nothing else lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.reading import Document, ReadingProblem, read
from pipeline.running.letters import examine_all
from tests.running.made_reviews import BROKEN, made_rows, write_table


def test_each_broken_row_is_a_problem_of_its_number_and_takes_no_other_with_it(tmp_path: Path) -> None:
    table, rows = tmp_path / "reviews.csv", list(made_rows(3 * 400 + 50))
    write_table(table, len(rows))
    assert {row.broken for row in rows} == {"", *BROKEN}
    found = list(read(table))
    problems = {p.path.rpartition(":")[2]: p.code for p in found if isinstance(p, ReadingProblem)}
    assert list(problems) == [str(row.number) for row in rows if row.broken]
    assert [d.name for d in found if isinstance(d, Document)] == [row.name for row in rows if not row.broken]


@pytest.mark.parametrize("seed", [7, 8])
def test_the_texts_say_what_the_table_publishes(nlp: Language, tmp_path: Path, seed: int) -> None:
    table = tmp_path / "reviews.csv"
    write_table(table, 30, seed)
    documents = [found for found in read(table) if isinstance(found, Document)]
    letters = [outcome.record for document in documents for outcome in examine_all(nlp, document)]
    assert [letter.outcome for letter in letters if letter] == [row.outcome for row in made_rows(30, seed)]
    assert all(letter and letter.official_outcome and letter.official_outcome.agrees for letter in letters)
