"""What a user may type, point at or have in a file ends in a message with a code: never in E901, whatever it is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

import pipeline
from tests.test_corpus import CORPUS

Imr = Callable[..., int]
LETTER = CORPUS / "seed-layout" / "CM16-9900667.txt"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def here(imr: Imr, tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a letter, one that is too long, and files that are no figures; the shared pipeline is
    the one that commands load."""
    monkeypatch.setattr(pipeline, "load", lambda **_: nlp)
    monkeypatch.setattr("pipeline.running.extract.load_pipeline", lambda *_, **__: nlp)
    (tmp_path / "letter.txt").write_bytes(LETTER.read_bytes())
    (tmp_path / "long.txt").write_text("word " * 250_000)
    (tmp_path / "latin.yml").write_bytes("pack: mine # é\n".encode("latin-1"))
    (tmp_path / "none.json").write_text("{}")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["cite", "\udcff MTUS"], 2, "is not UTF-8"),
        (["cite", ""], 1, "No citation"),
        (["cite", " ."], 1, "No citation"),
        (["patterns", "try", "\udcffUltram"], 2, "is not UTF-8"),
        (["patterns", "new", "DRUG", "\udcff"], 2, "is not UTF-8"),
        (["patterns", "new", "DRUG", "foo", "--value", "\udcff"], 2, "is not UTF-8"),
        (["patterns", "new", "DRUG", "foo", "-f", "empty"], 1, "E409 cannot write empty"),
        (["patterns", "new", "DRUG", "foo", "-f", "latin.yml"], 2, "E305"),
        (["patterns", "coverage", "letter.txt", "--csv", "empty"], 1, "E409 cannot write empty"),
        (["patterns", "coverage", "long.txt"], 1, "E202 long.txt"),
        (["patterns", "coverage", "letter.txt", "empty"], 1, "E109 empty"),
        (["patterns", "explain", "long.txt"], 2, "E370 long.txt"),
        (["patterns", "try", "long.txt"], 2, "E370 long.txt"),
        (["evaluate", str(CORPUS / "gold"), "letter.txt", "--docbin", "empty"], 1, "E409 cannot write empty"),
        (["evaluate", str(CORPUS / "gold"), "long.txt", "--docbin", "out.spacy"], 0, "0 letters"),
        (["evaluate", str(CORPUS / "gold"), "letter.txt", "--field", "nope"], 2, "of the field nope"),
        (["benchmark", "--from-json", "letter.txt"], 2, "E414"),
        (["benchmark", "--from-json", "none.json"], 2, "E414"),
        (["benchmark", "--from-json", "empty"], 2, "E414"),
        (["demo", "[/bold]"], 0, "[/bold]"),
        (["report", "empty", "--explorer", "javascript:alert(1)"], 2, "no address of the web"),
    ],
)
def test_it_ends_with_a_code(
    imr: Imr, here: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imr(*arguments) == code
    shown = capsys.readouterr()
    assert said in " ".join((shown.out + shown.err).replace("│", " ").split())


def test_a_letter_that_a_component_fails_on_is_one_problem(
    imr: Imr, here: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.running.letters.read_doc", lambda *_: 1 / 0)
    assert imr("patterns", "coverage", "letter.txt") == 1
    assert capsys.readouterr().err.startswith("E203 letter.txt")
    assert imr("patterns", "explain", "letter.txt") == 2
    assert capsys.readouterr().err.startswith("E370 letter.txt")


def _evil(text: str, words: str) -> str:
    return re.sub(r"(?m)^(?=.+: (?:Upheld|Overturned))", words + " ", text).replace("MTUS", "MTUS " + words)


def test_lists_of_what_is_left_to_do_act_on_no_terminal_and_no_spreadsheet(
    imr: Imr, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LETTER.read_text(encoding="utf-8")
    name = "b\x1b]0;x\x07\n\u202e.txt"
    (here / name).write_text(_evil(text, "=HYPERLINK(1) \x1b[31m\x9b1m\u202e"))
    assert imr("patterns", "coverage", name, "--csv", "list.csv", "--top", "50") == 0
    shown = capsys.readouterr()
    assert ACTS.search(shown.out + shown.err) is None
    assert imr("patterns", "coverage", name, "--json") == 0
    printed = capsys.readouterr().out
    assert ACTS.search(printed) is None
    assert any("\x1b[31m" in row["text"] for row in json.loads(printed))
    with Path("list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any("=HYPERLINK" in row["text"] for row in rows)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_json_acts_on_no_terminal_and_says_the_same(imr: Imr, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cited = "ODG, \u202eLow Back\x9b chapter"
    assert imr("cite", cited, "--json") in (0, 1)
    printed = capsys.readouterr().out
    assert ACTS.search(printed) is None
    assert json.loads(printed)[0]["text"] in cited


def test_a_files_name_is_one_line(imr: Imr, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a\nE999 b.txt").write_bytes(b"\x00\x01")
    assert imr("run", ".", "letter.txt", "--output", "results") == 1
    assert "E104 ./a\\x0aE999 b.txt" in capsys.readouterr().out
    assert imr("run", "gone\nE999 x") == 1
    assert "E101 gone\\x0aE999 x" in capsys.readouterr().err


@pytest.fixture
def results(imr: Imr, here: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert imr("run", "letter.txt", "--output", "results") == 0
    capsys.readouterr()
    return here / "results" / "letters.jsonl"


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("determinations", 4, "rationale"), 1.5),
        (("determinations", 2, "request", "drugs"), "2016-99-99"),
        (("dates", 3, "value"), {"value": {}}),
        (("letter_id",), ["CM16"]),
        (("source",), "a.txt"),
        (("source", "path"), 7),
        (("determinations",), None),
        (("case",), []),
    ],
)
def test_damaged_records_are_told(
    imr: Imr, here: Path, results: Path, place: tuple[str | int, ...], wrong: object, capsys: pytest.CaptureFixture[str]
) -> None:
    record = part = json.loads(results.read_text(encoding="utf-8"))
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = wrong
    results.write_text(json.dumps(record) + "\n")
    commands = [("diff", "results", "results"), ("evaluate", CORPUS / "gold", "results")]
    commands += [("export", "results", "--to", tool) for tool in ("brat", "csv", "docbin", "prodigy")]
    for command in commands:
        code = imr(*command)
        shown = capsys.readouterr().err
        assert code in (0, 1, 2) and "E901" not in shown, (command, shown)
        if command[0] != "export":
            assert code == 2 and shown.startswith("E504"), (command, shown)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("injured_worker",), [1]),
        (("determinations", 0, "request", "frequency"), True),
        (("determinations", 0, "request", "drugs"), [None]),
        (("determinations", 1, "decision", "value"), {"value": None}),
        (("dates", 3, "role"), [[]]),
    ],
)
def test_damaged_gold_is_told(
    imr: Imr, here: Path, place: tuple[str | int, ...], wrong: object, capsys: pytest.CaptureFixture[str]
) -> None:
    record = part = json.loads((CORPUS / "gold" / f"{LETTER.stem}.json").read_text(encoding="utf-8"))
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = wrong
    (here / "empty" / "record.json").write_text(json.dumps(record))
    assert imr("evaluate", "empty", "letter.txt") == 2
    assert "E502" in capsys.readouterr().err


def test_places_that_a_text_does_not_have_and_half_characters_are_exported_by_no_means(
    imr: Imr, here: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(results.read_text(encoding="utf-8"))
    record["determinations"][0]["request"]["body_parts"][0]["value"] = "\ud800"
    results.write_text(json.dumps(record) + "\n")
    assert [imr("export", "results", "--to", tool) for tool in ("brat", "docbin")] == [0, 0]
    record["determinations"][0]["decision"]["end"] = 10**30
    results.write_text(json.dumps(record) + "\n")
    assert [imr("export", "results", "--to", tool) for tool in ("brat", "docbin", "csv")] == [1, 1, 1]
    assert capsys.readouterr().err.count("E613") == 3


def test_a_time_limit_that_nothing_can_keep_sets_aside(
    imr: Imr, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for seconds in ("1e-9", "1e-5", "1e-3"):
        assert imr("run", "letter.txt", "--time-limit", seconds) == 1
        shown = capsys.readouterr()
        assert "E205" in shown.out and "E901" not in shown.err
