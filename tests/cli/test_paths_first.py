"""Paths that are not there are told before anything heavy is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

COMMANDS = [
    "diff nowhere nowhere",
    "diff nowhere --new-patterns {letter}",
    "diff {letter} --new-patterns nowhere",
    "patterns check nowhere.yml",
    "patterns try words --patterns nowhere.yml",
    "patterns explain nowhere.txt",
    "patterns explain {letter} --patterns nowhere.yml",
    "patterns coverage nowhere",
    "patterns coverage {letter} --patterns nowhere.yml",
    "cite MTUS --patterns nowhere.yml",
    "cite MTUS --catalogue nowhere.yml",
    "run nowhere --output {folder}",
    "evaluate nowhere nowhere",
    "inspect nowhere",
    "export nowhere",
    "import nowhere",
    "explore nowhere",
    "report nowhere",
    "duplicates nowhere",
    "boilerplate nowhere",
    "benchmark --from-json nowhere",
]
PROGRAM = """
import json, sys
from pipeline.cli import run_command_line
codes = {}
for command in json.loads(sys.argv[1]):
    try:
        run_command_line(command.split())
    except SystemExit as end:
        codes[command] = end.code
    assert 'spacy' not in sys.modules, command
print(json.dumps(codes))
"""


def test_nothing_is_loaded_for_a_path_that_is_not_there(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter.")
    commands = [command.format(letter=letter, folder=tmp_path / "out") for command in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    codes = json.loads(done.stdout.splitlines()[-1])
    assert list(codes) == commands and set(codes.values()) <= {1, 2}
