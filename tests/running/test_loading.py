"""The whole pipeline: built, saved, assembled by spaCy, run in other processes; always the same records."""

from __future__ import annotations

import gc
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

import pipeline
from pipeline.records.convert import to_data
from pipeline.records.model import Letter
from pipeline.rules import PatternError
from pipeline.rules.where import configs_folder
from pipeline.running import loading

ROOT = Path(__file__).resolve().parents[2]
PATHS = sorted((ROOT / "corpus").glob("*/*.txt"))[::5]
# Nothing here imports the package: spaCy finds its factories by their entry points.
READER = """
import json, sys, spacy
assert not any(name.split(".")[0] == "pipeline" for name in sys.modules)
nlp = spacy.load(sys.argv[1])
texts = json.load(sys.stdin)
print(json.dumps([str(nlp(text)._.letter.to_dict()) for text in texts]))
"""


def texts() -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in PATHS]


def records(nlp: Language) -> list[str]:
    return [str(nlp(text)._.letter.to_dict()) for text in texts()]


@pytest.fixture(scope="module")
def expected(nlp: Language) -> list[str]:
    found = records(nlp)
    assert len(found) > 5
    return found


def read_elsewhere(saved: Path, folder: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", READER, str(saved)],
        input=json.dumps(texts()),
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_saved_pipeline_loads_without_the_package_being_imported(
    nlp: Language, expected: list[str], tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "saved")
    assert read_elsewhere(tmp_path / "saved", tmp_path) == expected


def test_spacy_assembles_the_config(expected: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "spacy", "assemble", str(configs_folder() / "imr.cfg"), str(tmp_path / "made")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert records(spacy.load(tmp_path / "made")) == expected


def test_a_saved_pipeline_keeps_what_it_was_made_with(tmp_path: Path) -> None:
    """Rules and layouts of a user's own are in the saved pipeline; the files they came from may go."""
    rules = tmp_path / "mine.yml"
    rules.write_text("pack: mine\nrules:\n  - {id: mine.word, label: MINE, pattern: acetate}\n", encoding="utf-8")
    layout = tmp_path / "order.yml"
    layout.write_text(
        "layout: order\n"
        "recognised_by: [{text: ORDER OF THE BOARD}]\n"
        "items: {form: statement, openings: ['Item: (?P<request>\\w+)'], granted: granted, refused: refused}\n",
        encoding="utf-8",
    )
    nlp = pipeline.load(patterns=[rules], layouts=[layout])
    text = "ORDER OF THE BOARD Item: acetate"
    letter = nlp(text)._.letter
    assert letter.layout == "order"
    assert [span.label for span in letter.spans] == ["MINE"]
    nlp.to_disk(tmp_path / "saved")
    rules.unlink()
    layout.unlink()
    assert spacy.load(tmp_path / "saved")(text)._.letter == letter
    config = tmp_path / "saved" / "config.cfg"
    assert str(rules) in config.read_text(encoding="utf-8")


def test_bytes_carry_a_pipeline(nlp: Language, expected: list[str]) -> None:
    other = pipeline.load()
    other.from_bytes(nlp.to_bytes())
    assert records(other) == expected


def test_one_process_equals_two() -> None:
    paths = [*map(str, PATHS)]
    alone = list(pipeline.extract(paths, workers=1, on_problem=lambda problem: None))
    together = list(pipeline.extract(paths, workers=2, on_problem=lambda problem: None))
    assert alone == together
    assert len(alone) >= len(paths)


def test_pipe_gives_what_calls_give(nlp: Language, expected: list[str]) -> None:
    assert [str(doc._.letter.to_dict()) for doc in nlp.pipe(texts(), batch_size=3)] == expected


def test_texts_do_not_influence_one_another(nlp: Language, expected: list[str]) -> None:
    found = [str(nlp(text)._.letter.to_dict()) for text in reversed(texts())]
    assert found[::-1] == expected


def test_the_record_of_a_doc_with_a_source(nlp: Language) -> None:
    doc = nlp.make_doc(
        "Case Number: CM16-9900001\nCLINICAL CASE SUMMARY\nNone.\nMAXIMUS guideline: none\nDecision rationale: none"
    )
    doc._.source = {"path": "a/b.txt", "name": "b", "characters": 5}
    letter: Letter = nlp(doc)._.letter
    assert letter.letter_id == "CM16-9900001"
    assert to_data(letter.source)["path"] == "a/b.txt"
    assert nlp("no letter at all")._.letter.letter_id == "letter"


def test_components_stand_in_the_order_of_the_config(nlp: Language) -> None:
    assert nlp.pipe_names == [
        "imr_sections", "imr_rules", "imr_fields", "imr_dates", "imr_people", "imr_citations", "imr_requests",
        "imr_decisions", "imr_clinical", "imr_assemble",
    ]  # fmt: skip


def test_what_cannot_be_loaded_says_so(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("layout: wrong\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"wrong\.yml:1: E311 `items` is missing"):
        pipeline.load(layouts=[wrong])
    wrong.write_text("pack: wrong\nrules: [{id: a}]\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"wrong\.yml"):
        pipeline.load(patterns=[wrong])


def test_loading_is_not_interrupted_by_collections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collecting: list[bool] = []
    find_files = loading.find_files
    monkeypatch.setattr(loading, "find_files", lambda *given: collecting.append(gc.isenabled()) or find_files(*given))
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("pack: x\nrules: 1\n", encoding="utf-8")
    with pytest.raises(PatternError):
        pipeline.load(patterns=[wrong])
    assert collecting == [False]
    assert gc.isenabled()


def test_a_config_of_ones_own(tmp_path: Path) -> None:
    config = (configs_folder() / "imr.cfg").read_text(encoding="utf-8")
    own = tmp_path / "own.cfg"
    own.write_text(config.replace('"imr_people",', "").replace('[components.imr_people]\nfactory = "imr_people"', ""))
    assert "imr_people" not in pipeline.load(config=own).pipe_names


def test_an_overlay_folder_holds_layouts_and_catalogue_files(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "layouts").mkdir(parents=True)
    (mine / "layouts" / "mine.yml").write_text(
        "layout: mine\nextends: final-determination\nminimum_evidence: 1\n"
        "recognised_by:\n  - {text: 'A LETTER OF MINE', required: true}\n",
        encoding="utf-8",
    )
    nlp = pipeline.load(patterns=[mine])
    assert "mine" in {layout.layout for layout in nlp.get_pipe("imr_sections").layouts}
    assert nlp("A LETTER OF MINE")._.letter.layout == "mine"


def test_a_saved_pipeline_needs_no_catalogue_files(tmp_path: Path) -> None:
    folder = tmp_path / "guidelines"
    folder.mkdir()
    shipped = next((Path(pipeline.__file__).parents[1] / "patterns" / "guidelines").glob("*.yml"))
    pack = folder / shipped.name
    pack.write_text("guidelines: []\n", encoding="utf-8")
    nlp = pipeline.load(catalogue=[pack])
    nlp.to_disk(tmp_path / "saved")
    pack.unlink()
    assert spacy.load(tmp_path / "saved")("Nothing.")._.letter.determinations == ()


def test_pickled_components_give_the_same_records_with_checks_and_findings(nlp: Language, expected: list[str]) -> None:
    make_doc, pipes = pickle.loads(pickle.dumps((nlp.tokenizer, [pipe for _, pipe in nlp.pipeline])))
    found = []
    for text in texts():
        doc = make_doc(text)
        for pipe in pipes:
            doc = pipe(doc)
        found.append(str(doc._.letter.to_dict()))
    assert found == expected
    assert any("'check': {" in record and "'code': 'F" in record for record in found)


SPAWNED = """
import json, multiprocessing, sys

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    import pipeline

    docs = pipeline.load().pipe(json.load(sys.stdin), n_process=2, batch_size=1)
    print(json.dumps([str(doc._.letter.to_dict()) for doc in docs]))
"""


def test_processes_that_begin_anew_give_the_same_records(expected: list[str], tmp_path: Path) -> None:
    script = tmp_path / "spawned.py"
    script.write_text(SPAWNED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], input=json.dumps(texts()[:4]), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == expected[:4]
