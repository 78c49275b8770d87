from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.views.generated import records, write_results


def explore(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pipeline", "explore", "--no-browser", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process")
def test_serves_until_ctrl_c(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", records(3))
    process = explore(str(results), "--port", "0", "--cache", str(tmp_path / "cache"))
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "in 3 letters: http://127.0.0.1:" in line
    with urlopen(line.split()[-1]) as answer:
        assert b"IMR determinations" in answer.read()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert process.communicate()[1].count("Traceback") == 0


def test_says_what_is_wrong_with_the_folder(tmp_path: Path) -> None:
    process = explore(str(tmp_path))
    output, error = process.communicate(timeout=20)
    assert process.returncode == 2
    assert error.startswith("E702 ")
    assert output == ""
