"""`make dist`: whether a folder holds what a release is made of, and whether that can be installed and used.

python tools/release.py dist [v1.2.3]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NEEDED = ("patterns/terms/", "patterns/layouts/", "patterns/guidelines/", "configs/imr.cfg", "schemas/", "demo/")
"""What the wheel holds beside the code, under `pipeline/data/`."""
IN_SDIST = ("LICENSE", "CHANGELOG.md", "README.md", "pyproject.toml")
LEFT_OUT = ("tests", "benchmark", "benchmarks", "corpus")
"""Folders that no wheel holds."""
LARGEST = 20_000_000
"""Bytes of a wheel."""


def wrong(folder: Path, tag: str = "") -> Iterator[str]:
    """What is wrong with the wheel, the sdist and the list of parts in a folder, a sentence each. `tag` is the name of
    the release."""
    wheels, sdists = sorted(folder.glob("*.whl")), sorted(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(sdists) != 1:
        yield f"there are {len(wheels)} wheels and {len(sdists)} sdists, and one of each is wanted"
        return
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
        (listed,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(wheel.read(listed).decode("utf-8"))
    if tag and tag != f"v{metadata['Version']}":
        yield f"the tag is {tag}, the version {metadata['Version']}"
    yield from _wrong_names(names)
    if wheels[0].stat().st_size > LARGEST:
        yield f"the wheel is larger than {LARGEST} bytes"
    with tarfile.open(sdists[0]) as sdist:
        inside = {name.partition("/")[2] for name in sdist.getnames()}
    yield from (f"the sdist has no {name}" for name in IN_SDIST if name not in inside)
    yield from _wrong_parts(folder / "sbom.json", metadata.get_all("Requires-Dist") or ())


def _wrong_names(names: Iterable[str]) -> Iterator[str]:
    names = list(names)
    for needed in NEEDED:
        if not any(name.startswith(f"pipeline/data/{needed}") for name in names):
            yield f"the wheel has no {needed}"
    for name in names:
        if set(Path(name).parts[:-1]) & set(LEFT_OUT):
            yield f"the wheel holds {name}"


def _wrong_parts(sbom: Path, required: Iterable[str]) -> Iterator[str]:
    if not sbom.exists():
        yield "there is no list of parts (sbom.json)"
        return
    parts = {canonicalize_name(one["name"]) for one in json.loads(sbom.read_bytes()).get("components", ())}
    for one in map(Requirement, required):
        if "extra" not in str(one.marker) and canonicalize_name(one.name) not in parts:
            yield f"the list of parts has no {one.name}"


def tried(wheel: Path, constraints: Path) -> str:
    """What the commands of an installed wheel say where they fail; empty where they do not. Installed are the versions
    of the lock, in an environment of its own, and the commands run in an empty folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        python = str(folder / "env" / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        commands = [
            [*install, "--constraint", str(constraints), str(wheel.resolve())],
            [python, "-m", "pip", "check"],
            [str(folder / "env" / "bin" / "imr"), "--version"],
            [str(folder / "env" / "bin" / "imr"), "demo", "out"],
            [str(folder / "env" / "bin" / "imr"), "patterns", "check"],
        ]
        (folder / "empty").mkdir()
        for words in commands:
            done = subprocess.run(words, cwd=folder / "empty", capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                return f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    return ""


def without_hashes(lock: str) -> str:
    """The lock's versions alone: with hashes pip wants one for the wheel too."""
    return "".join(line.removesuffix(" \\") + "\n" for line in lock.splitlines() if line[:1].isalnum())


def main(folder: Path, tag: str = "") -> int:
    """Look and try; gives the exit code."""
    found = list(wrong(folder, tag))
    if not found:
        lock = Path(__file__).resolve().parents[1] / "requirements.lock"
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as versions:
            versions.write(without_hashes(lock.read_text(encoding="utf-8")))
            versions.flush()
            said = tried(next(folder.glob("*.whl")), Path(versions.name))
        found += [said] if said else []
    print("\n".join(found) or f"{', '.join(sorted(path.name for path in folder.iterdir()))}: looked at and tried")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
