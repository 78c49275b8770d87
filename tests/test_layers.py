"""Each layer of docs/architecture.md imports only the ones before it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pipeline"
ROW = re.compile(r"^\| (\d) \| ([^|]+) \|", re.MULTILINE)


def layers() -> dict[str, int]:
    """The layer of each package, as the table in docs/architecture.md has it."""
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return {name: int(row[1]) for row in ROW.finditer(table) for name in re.findall(r"`(\w+)`", row[2])}


LAYERS = layers()
MODULES = sorted(PACKAGE.rglob("*.py"))


def package_of(parts: tuple[str, ...]) -> str | None:
    """`components` for `pipeline.components.tags`; `None` outside of the packages."""
    return parts[1] if len(parts) > 1 and parts[0] == "pipeline" else None


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of each module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield str(node.module), node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def upward(path: Path) -> list[str]:
    """The imports of a file that go to a later layer."""
    own = path.relative_to(ROOT).parts[1]
    if own not in LAYERS:
        return []
    found = []
    for name, line in imports(path):
        other = package_of(tuple(name.split(".")))
        if other in LAYERS and LAYERS[other] > LAYERS[own]:
            found.append(f"{path.relative_to(ROOT)}:{line}: {own} imports {name}")
    return found


def test_the_table_names_every_package() -> None:
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert set(LAYERS) == packages
    assert LAYERS["records"] < LAYERS["reading"] < LAYERS["components"] < LAYERS["running"] < LAYERS["cli"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_a_later_layer(path: Path) -> None:
    assert upward(path) == []


def test_an_import_of_a_later_layer_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LAYERS, "records", 9)
    assert upward(PACKAGE / "records" / "convert.py") == []
    assert upward(PACKAGE / "components" / "assemble.py")


@pytest.mark.parametrize(
    ("packages", "foreign"),
    [
        (("records", "text"), ("spacy", "thinc", "pypdfium2", "typer", "rich")),
        (("reading", "layouts", "assembling"), ("spacy", "thinc", "typer", "rich")),
        (("components", "patterns", "guidelines", "running", "writing", "evaluation"), ("typer", "rich", "pypdfium2")),
    ],
)
def test_what_a_package_does_not_know(packages: tuple[str, ...], foreign: tuple[str, ...]) -> None:
    for package in packages:
        for path in (PACKAGE / package).rglob("*.py"):
            for name, line in imports(path):
                assert name.split(".")[0] not in foreign, f"{path.relative_to(ROOT)}:{line}: {name}"


@pytest.mark.parametrize(
    ("folder", "later"),
    [
        ("expressions", ("words", "matching", "checking")),
        ("files", ("expressions", "words", "matching", "checking")),
        ("normalisers", ("words", "matching", "checking")),
        ("words", ("matching", "checking")),
        ("matching", ("checking",)),
    ],
)
def test_the_folders_of_rules_build_on_one_another(folder: str, later: tuple[str, ...]) -> None:
    paths = sorted((PACKAGE / "rules" / folder).rglob("*.py"))
    assert paths
    for path in paths:
        for name, line in imports(path):
            assert not name.startswith(tuple(f"pipeline.rules.{one}" for one in later)), f"{path}:{line}: {name}"


def test_the_output_model_imports_nothing_of_the_package_but_records() -> None:
    names = {name for name, _ in imports(PACKAGE / "records" / "model.py")}
    assert all(name.startswith("pipeline.records.") for name in names if name.startswith("pipeline"))


@pytest.mark.parametrize(
    "statement",
    [
        "import pipeline",
        "import pipeline.records.convert, pipeline.text.reading_text, pipeline.reading",
        "import pipeline.writing.tables.cells, pipeline.evaluation.score",
    ],
)
def test_spacy_is_imported_only_when_it_is_wanted(statement: str) -> None:
    code = f"import sys; {statement}; print([m for m in ('spacy', 'thinc', 'typer', 'rich') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_what_the_package_hands_on() -> None:
    import pipeline

    assert {name for name in pipeline.__all__ if callable(getattr(pipeline, name))} == {"load", "docs", "extract"}
    assert {"load", "docs", "extract"} <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="no attribute 'unheard_of'"):
        pipeline.unheard_of  # noqa: B018
