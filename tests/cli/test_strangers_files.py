"""Rules, layouts and catalogues with a mistake, or that would cost too much: every command says so, none tries them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_corpus import CORPUS

Imr = Callable[..., int]
LETTER = CORPUS / "seed-layout" / "CM16-9900667.txt"
COMMANDS = {
    "run": ("run", "letter.txt"),
    "inspect": ("inspect", "letter.txt"),
    "try": ("patterns", "try", "letter.txt"),
    "explain": ("patterns", "explain", "letter.txt"),
    "check": ("patterns", "check"),
}
LOOPS = ", ".join(4 * ["{OP: '+'}"])
FILES = {
    "rule with loops": ("a.yml", f"pack: a\nlabel: X\nrules: [{{id: a, pattern: [{LOOPS}]}}]\n", "E328"),
    "rule that doubles": ("a.yml", f"pack: a\nlabel: X\nrules: [{{id: a, regex: '{'(?:a|aa)' * 40}b'}}]\n", "E325"),
    "layout with a mistake": ("layouts/a.yml", "layout: a\n", "E311"),
    "layout that backtracks": ("layouts/a.yml", 'extends: final-determination\nrunning: ["(?:a+)+b"]\n', "E325"),
    "catalogue with a mistake": ("guidelines/a.yml", "guidelines: [{id: a}]\n", "E311"),
    "no YAML": ("guidelines/a.yml", "guidelines: [", "E301"),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("file", FILES)
def test_it_is_refused_with_its_place(
    imr: Imr, tmp_path: Path, command: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, text, code = FILES[file]
    (tmp_path / "letter.txt").write_bytes(LETTER.read_bytes())
    (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "mine" / name).write_text(text, encoding="utf-8")
    words = COMMANDS[command]
    assert imr(*words, *(["mine"] if command == "check" else ["--patterns", "mine"])) in (1, 2)
    shown = capsys.readouterr()
    assert f"mine/{name}:" in shown.out + shown.err
    assert f" {code} " in shown.out + shown.err and "E901" not in shown.err
