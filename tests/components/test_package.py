"""`spacy package` makes a wheel of the pipeline that installs and runs in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from spacy.language import Language

ROOT = Path(__file__).resolve().parents[2]
LETTER = ROOT / "corpus" / "seed-layout" / "CM16-9900667.txt"
READ = f"""
import en_imr
letter = en_imr.load()(open({str(LETTER)!r}, encoding="utf-8").read())._.letter
print(en_imr.__version__, letter.letter_id, letter.outcome)
"""
OFFLINE = {**os.environ, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": str(ROOT)}


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=OFFLINE, timeout=300)
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


def test_a_wheel_installs_and_reads_a_letter(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    packages = tmp_path / "packages"
    packages.mkdir()
    run(sys.executable, "-m", "spacy", "package", str(tmp_path / "model"), str(packages), "--build", "wheel")
    (wheel,) = packages.rglob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode("utf-8")
    assert "Requires-Dist: imr-pipeline" in metadata and "License: MIT" in metadata

    # An environment without packages but the wheel's; what it requires is that of this one, by a path file.
    env = tmp_path / "env"
    venv.create(env, with_pip=False)
    python = env / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel))
    (installed,) = env.rglob("en_imr")
    (installed.parent / "requirements.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    assert run(str(python), "-c", READ).split() == ["0.1.0", "CM16-9900667", "partially_overturned"]
