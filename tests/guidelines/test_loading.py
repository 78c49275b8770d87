from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.guidelines.loading import load_catalogue, shipped_catalogue
from pipeline.rules import PatternError

OWN = """\
guidelines:
  - {id: mtus.low_back, title: Low Back Complaints, source: MTUS, support: seen, aliases: [Lumbar Complaints]}
  - {id: own.manual, title: Clinic Manual, source: other, support: seen, section_lists: [own]}
section_lists:
  - id: own
    sections: [Scheduling, {title: Intake, aliases: [Admission]}]
  - id: chronic_pain
    sections: [Cold laser]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_laid_over_the_shipped_catalogue(tmp_path: Path) -> None:
    made = load_catalogue([write(tmp_path, OWN)])
    assert "Lumbar Complaints" in made.guidelines["mtus.low_back"].names
    assert made.guidelines["mtus.low_back"].chapter is None  # the later entry replaces the earlier one
    assert made.resolve_section("own.manual", "Admission") == "own.intake"
    assert made.resolve_section("mtus.chronic_pain", "Cold laser") == "chronic_pain.cold_laser"
    assert made.resolve_section("mtus.chronic_pain", "Topical analgesics") == "chronic_pain.topical_analgesics"


def test_without_own_files_the_shipped_catalogue_is_read_once() -> None:
    assert load_catalogue() is shipped_catalogue()


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("guidelines: [", "E301", 1, "not YAML"),
        (
            "guidelines:\n  - id: a\n    title: A\n    source: MTUS\n    support: seen\n    regulation: 9792.20\n",
            "E312",
            6,
            'Put it in quotes: "9792.20"',
        ),
        ("guidelines:\n  - {id: a, title: A, source: MTUS, support: certain}\n", "E316", 2, "`guidelines.1.support`"),
        ("guidelines:\n  - {id: a, titel: A, source: MTUS, support: seen, title: B}\n", "E310", 2, "`title`"),
        ("guidelines:\n  - {id: a, source: MTUS, support: seen}\n", "E311", 2, "title"),
        ("guideline: []\n", "E310", 1, "Did you mean `guidelines`?"),
        ("section_lists:\n  - id: x\n    sections:\n      - title: A\n        pages: [{ranges: []}]\n", "E317", 5, ""),
        (
            "guidelines:\n  - {id: a, title: A, source: MTUS, support: seen}\n"
            "  - {id: a, title: B, source: MTUS, support: seen}\n",
            "E330",
            3,
            "own.yml:2",
        ),
        (
            "guidelines:\n  - id: a\n    title: A\n    source: MTUS\n    support: seen\n"
            "    section_lists: [odg.topics, absent]\n",
            "E803",
            6,
            "'absent'",
        ),
        ("guidelines:\n  - {id: own, inherits: own}\n", "E804", 2, "'own'"),
    ],
)
def test_a_wrong_file_says_where_it_is_wrong(tmp_path: Path, text: str, code: str, line: int, said: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(PatternError) as caught:
        load_catalogue([file])
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == (code, file.as_posix()), str(problem)
    assert problem.line == line or code == "E301"
    assert said in str(problem)
    assert pickle.loads(pickle.dumps(caught.value)).problems == (problem,)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"none\.yml: E304"):
        load_catalogue([tmp_path / "none.yml"])
