from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.guidelines.errors import CatalogueError
from pipeline.guidelines.loading import load_catalogue, read_file, shipped_catalogue

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
    ("text", "code", "said"),
    [
        ("guidelines: [", "E801", "own.yml:"),
        (
            "guidelines:\n  - id: a\n    title: A\n    source: MTUS\n    support: seen\n    regulation: 9792.20\n",
            "E802",
            "own.yml:6",
        ),
        ("guidelines:\n  - {id: a, title: A, source: MTUS, support: certain}\n", "E802", "support"),
        ("guideline: []\n", "E802", "guideline"),
    ],
)
def test_a_wrong_file_says_where_it_is_wrong(tmp_path: Path, text: str, code: str, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_file(write(tmp_path, text))
    assert caught.value.code == code
    assert said in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).code == code


def test_a_missing_file_and_a_missing_list(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue([tmp_path / "none.yml"])
    assert caught.value.code == "E801"
    wanting = "guidelines:\n  - {id: a, title: A, source: MTUS, support: seen, section_lists: [absent]}\n"
    with pytest.raises(CatalogueError) as caught:
        load_catalogue([write(tmp_path, wanting)])
    assert caught.value.code == "E803"
