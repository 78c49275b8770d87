"""What the project stands on: floors, a lock with hashes, an audit, rules of security, a list of parts."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli", reason="Python 3.10 reads no TOML without tomli")

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
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


def test_typer_is_one_that_knows_the_options() -> None:
    """0.16 to 0.18 end every command in an error of its own."""
    (typer,) = (one for one in floors() if one.name == "typer")
    assert not any(typer.specifier.contains(version) for version in ("0.16.0", "0.17.4", "0.18.0"))
    assert typer.specifier.contains("0.19.0")


def test_the_makefile_audits_the_lock_and_lists_its_parts() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^audit:.*\n\t.*tools/audit\.py requirements\.lock$", makefile, re.MULTILINE)
    assert re.search(r"^sbom:.*\n(?:\t.*\n)*?\t.*cyclonedx-py requirements requirements\.lock", makefile, re.MULTILINE)
    tools = (ROOT / "tools/requirements.txt").read_text(encoding="utf-8")
    assert {"pip-audit", "cyclonedx-bom"} <= {Requirement(line).name for line in tools.splitlines() if line}
    assert "--require-hashes" in (ROOT / "tools/audit.py").read_text(encoding="utf-8")


def test_rules_of_security_are_looked_at_and_each_exception_has_its_reason() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    assert "S" in lint["select"] and not any(rule.startswith("S1") or rule == "S" for rule in lint["ignore"])
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for place, rules in lint["per-file-ignores"].items():
        line = next(line for line in text.splitlines() if line.startswith(f'"{place}"'))
        assert "S" not in rules or not place.startswith("pipeline"), place
        assert "# " in line or place == "docs/**", place


@pytest.mark.parametrize("python", ["3.10", "3.11", "3.12", "3.13"])
def test_every_python_that_is_claimed_is_tested(python: str) -> None:
    assert f'"{python}"' in (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
