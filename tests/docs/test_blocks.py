"""Every command and Python block of the README and of docs/ runs.

Blocks marked `console` hold commands behind `$ `; those of docs/patterns.md and docs/layouts.md have their own,
stricter test. They run in a folder that has the corpus, as a checkout has, and the page's own blocks with `file=`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
ELSEWHERE = {"patterns.md", "layouts.md"}


def documents() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks() -> Iterator[object]:
    for document in documents():
        if document.name in ELSEWHERE:
            continue
        text = document.read_text("utf-8")
        for number, (language, content) in enumerate(BLOCK.findall(text), 1):
            yield pytest.param(language, content, dict(FILE.findall(text)), id=f"{document.stem}-{number}")


@pytest.mark.parametrize(("language", "content", "files"), list(blocks()))
def test_a_block_runs(language: str, content: str, files: dict[str, str], tmp_path: Path) -> None:
    for name, written in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(written, "utf-8")
    for folder in ("corpus", "configs"):
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    if language == "python":
        commands = [[sys.executable, "-c", content]]
    else:
        lines = [line[2:] for line in content.splitlines() if line.startswith("$ ")]
        assert lines, "a console block shows its commands behind `$ `"
        commands = [shlex.split(line) for line in lines]
        assert all(command[:2] == ["python", "-m"] and command[2] in ("pipeline", "spacy") for command in commands)
        commands = [[sys.executable, *command[1:]] for command in commands]
    for command in commands:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120
        )
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target
