"""What the project stands on: floors, a lock with hashes, an audit, rules of security, a list of parts."""

from __future__ import annotations

import importlib
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli", reason="Python 3.10 reads no TOML without tomli")

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WORKFLOWS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").iterdir()}
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
_HASHES = r"(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+"
LOCKED = re.findall(rf"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)[^\n]*\\{_HASHES}", LOCK, re.MULTILINE)
EXTRAS = ("dev", "report", "parquet", "xlsx")


def floors(names: tuple[str, ...] = EXTRAS) -> list[Requirement]:
    project = PROJECT["project"]
    listed = [*project["dependencies"], *(one for name in names for one in project["optional-dependencies"][name])]
    return [Requirement(one) for one in listed]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_everything_in_the_lock_has_its_hashes() -> None:
    assert len(LOCKED) == len(re.findall(r"^[\w.-]+(?:\[[^\]]*\])?==", LOCK, re.MULTILINE)) > 50


@pytest.mark.parametrize("wanted", floors(), ids=lambda wanted: plain(wanted.name))
def test_the_lock_keeps_the_floor_and_the_ceiling(wanted: Requirement) -> None:
    versions = [version for name, version in LOCKED if plain(name) == plain(wanted.name)]
    assert versions
    assert all(Version(version) in wanted.specifier for version in versions)


@pytest.mark.parametrize("wanted", floors(tuple(PROJECT["project"]["optional-dependencies"])), ids=str)
def test_every_dependency_has_a_floor(wanted: Requirement) -> None:
    assert any(one.operator in (">=", "==") for one in wanted.specifier)


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    body = text[text.index("\ndependencies = [") : text.index("[project.optional-dependencies]")]
    assert [line for line in body.splitlines() if line.startswith('    "') and "# " not in line] == []


@pytest.mark.parametrize(
    ("name", "failing", "working"),
    [
        ("typer", ("0.16.0", "0.17.4", "0.18.0"), "0.19.0"),  # every command ends in an error of its own
        ("spacy", ("3.8.11", "3.8.14"), "3.8.15"),  # it fails to be imported with today's typer
        ("duckdb", ("1.1.0",), "1.1.3"),  # two queries end in an error of its own
    ],
)
def test_versions_that_are_known_to_fail_are_shut_out(name: str, failing: tuple[str, ...], working: str) -> None:
    (wanted,) = (one for one in floors() if one.name == name)
    assert not any(wanted.specifier.contains(version) for version in failing)
    assert wanted.specifier.contains(working)


def test_the_makefile_audits_the_lock_and_lists_its_parts() -> None:
    assert re.search(r"^audit:.*\n\t.*tools/audit\.py requirements\.lock$", MAKEFILE, re.MULTILINE)
    assert re.search(r"^sbom:.*\n(?:\t.*\n)*?\t.*cyclonedx-py requirements requirements\.lock", MAKEFILE, re.MULTILINE)
    tools = (ROOT / "tools/requirements.txt").read_text(encoding="utf-8")
    wanted = {"build", "cyclonedx-bom", "pip-audit", "twine", "uv"}
    assert wanted == {Requirement(line).name for line in tools.splitlines() if line}
    assert "--require-hashes" in (ROOT / "tools/audit.py").read_text(encoding="utf-8")


def test_rules_of_security_are_looked_at_and_each_exception_has_its_reason() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    assert "S" in lint["select"] and not any(rule.startswith("S1") or rule == "S" for rule in lint["ignore"])
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for place, rules in lint["per-file-ignores"].items():
        line = next(line for line in text.splitlines() if line.startswith(f'"{place}"'))
        assert "S" not in rules or not place.startswith("pipeline"), place
        assert "# " in line or place == "docs/**", place


def workflow(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(WORKFLOWS[name])
    return read


def steps(name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """(job, command) of each command of a workflow, with each of its matrix's values."""
    for job in workflow(name)["jobs"].values():
        rows = job.get("strategy", {}).get("matrix", {}).get("include") or [{}]
        for words in (step["run"] for step in job["steps"] if "run" in step):
            for row in rows:
                yield job, re.sub(r"\$\{\{ matrix\.(\w+) \}\}", lambda m, r=row: str(r.get(m[1], "")), words)


def test_every_python_that_is_claimed_is_tested() -> None:
    wanted = PROJECT["project"]["requires-python"]
    assert [f"3.{n}" for n in range(8, 20) if Requirement(f"python{wanted}").specifier.contains(f"3.{n}")] == PYTHONS
    assert workflow("tests")["jobs"]["test"]["strategy"]["matrix"]["python"] == PYTHONS


def test_the_lowest_and_the_newest_versions_are_tested_on_the_lowest_and_the_newest_python() -> None:
    rows = workflow("tests")["jobs"]["versions"]["strategy"]["matrix"]["include"]
    assert {(row["versions"], row["python"]) for row in rows} == {("floors", PYTHONS[0]), ("newest", PYTHONS[-1])}
    made = [words.split()[:2] for _, words in steps("tests") if words.startswith("make")]
    assert {("make", "floors"), ("make", "newest"), ("make", "audit")} <= set(map(tuple, made))
    assert "schedule" in workflow("tests")[True]  # YAML reads `on` as a truth


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_little_and_does_what_the_makefile_does(name: str) -> None:
    targets = set(re.findall(r"^([\w ]+):", MAKEFILE, re.MULTILINE))
    known = {target for line in targets for target in line.split()}
    assert set(workflow(name)["permissions"].items()) <= {("contents", "read"), ("contents", "write")}
    for job, words in steps(name):
        assert job["timeout-minutes"] <= 60
        if words.startswith("make "):
            assert words.split()[1] in known, words
    assert "secrets." not in WORKFLOWS[name]


def test_a_release_has_a_wheel_an_sdist_and_the_list_of_their_parts() -> None:
    (job,) = workflow("release")["jobs"].values()
    made, attached = (step["run"] for step in job["steps"] if "run" in step)
    assert made.startswith("make dist ") and 'TAG="$GITHUB_REF_NAME"' in made
    assert attached.split()[-3:] == ["dist/*.whl", "dist/*.tar.gz", "dist/sbom.json"]
    assert workflow("release")[True] == {"push": {"tags": ["v*"]}}
    recipe = MAKEFILE.partition("\ndist:")[2].partition("\n\n")[0]
    for words in ("$(MAKE) sbom", "-m build", "twine check --strict", "tools/release.py dist $(TAG)"):
        assert words in recipe
    assert f"version: {PROJECT['project']['version']}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives a module of `tools/` by its name."""
    monkeypatch.syspath_prepend(ROOT / "tools")

    def load(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, name, raising=False)
        return importlib.import_module(name)

    return load


def test_floors_and_newest_run_what_is_there(tool: Any) -> None:
    versions = tool("versions")
    assert versions.RESOLUTIONS == {"floors": "lowest-direct", "newest": "highest"}
    assert set(versions.EXTRAS) <= set(PROJECT["project"]["optional-dependencies"])
    assert all((ROOT / path).exists() for path in versions.CORE)
    assert re.search(r"^floors newest:\n\t.*tools/versions\.py \$@$", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize(
    ("said", "reached"),
    [
        (
            "error: Request failed after 3 retries\n  Caused by: error sending request for url (https://x/)",
            False,
        ),
        ("WARNING: Retrying … NewConnectionError('…: Failed to establish a new connection')", False),
        ("  x No solution found when resolving dependencies", True),
        ("ERROR: No matching distribution found for typer>=99", True),
    ],
)
@pytest.mark.parametrize("in_ci", [False, True])
def test_without_network_the_reason_is_said_and_only_ci_fails(
    tool: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: str,
    reached: bool,
    in_ci: bool,
) -> None:
    network = tool("network")
    monkeypatch.setenv("CI", "true") if in_ci else monkeypatch.delenv("CI", raising=False)
    script = "import sys; print(sys.argv[1], file=sys.stderr); sys.exit(7)"
    code = network.skipping("floors", lambda: network.command([sys.executable, "-c", script, said]))
    assert code == (7 if reached else int(in_ci))
    shown = capsys.readouterr()
    assert ("floors skipped: the package index cannot be reached (" in shown.err) is not reached
    assert (said in shown.out) is reached


GOOD = [
    f"pipeline/data/{name}"
    for name in (
        "patterns/terms/a.yml", "patterns/layouts/a.yml", "patterns/guidelines/a.yml", "configs/imr.cfg",
        "schemas/rules.schema.json", "demo/a.txt",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "parts", "tag", "said"),
    [
        (GOOD, ["typer"], "v1.0", []),
        (GOOD, ["typer"], "", []),
        (GOOD, ["typer"], "v2.0", ["the tag is v2.0, the version 1.0"]),
        (GOOD, ["rich"], "v1.0", ["the list of parts has no typer"]),
        (GOOD[1:], ["typer"], "v1.0", ["the wheel has no patterns/terms/"]),
        ([*GOOD, "tests/a.py"], ["typer"], "v1.0", ["the wheel holds tests/a.py"]),
        ([*GOOD, "pipeline/benchmark/a.py"], ["typer"], "v1.0", ["the wheel holds pipeline/benchmark/a.py"]),
    ],
)
def test_what_is_wrong_with_a_release_is_told(
    tool: Any, tmp_path: Path, names: list[str], parts: list[str], tag: str, said: list[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "imr-1.0.whl", "w") as wheel:
        metadata = "Version: 1.0\nRequires-Dist: typer>=0.19\nRequires-Dist: ray>=2; extra == 'ray'\n"
        for name in (*names, "imr-1.0.dist-info/METADATA"):
            wheel.writestr(name, metadata)
    with tarfile.open(tmp_path / "imr-1.0.tar.gz", "w:gz") as sdist:
        for name in ("LICENSE", "CHANGELOG.md", "README.md", "pyproject.toml"):
            sdist.addfile(tarfile.TarInfo(f"imr-1.0/{name}"), io.BytesIO())
    (tmp_path / "sbom.json").write_text(json.dumps({"components": [{"name": name} for name in parts]}))
    assert list(tool("release").wrong(tmp_path, tag)) == said


def test_a_wheel_is_tried_with_the_versions_of_the_lock(tool: Any) -> None:
    lines = tool("release").without_hashes(LOCK).splitlines()
    assert len(lines) == len(LOCKED)
    assert all(Requirement(line).specifier for line in lines)
