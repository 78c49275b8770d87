"""Where the shipped patterns and configs are: a checkout's own files, or those inside the installed
package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    checkout = _PACKAGE.parent / name
    if checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return checkout
    return _PACKAGE / "data" / name


def patterns_folder() -> Path:
    """The folder of the rule packs, with `guidelines/` and `layouts/` inside."""
    return _folder("patterns")


def configs_folder() -> Path:
    """The folder of the spaCy configs."""
    return _folder("configs")


def schema_file(kind: str) -> Path:
    """The JSON Schema of files of one kind (`rules`, `layouts`, `guidelines`), for editors."""
    checkout = _PACKAGE.parent / "docs" / "schemas"
    folder = checkout if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE / "data" / "schemas"
    return folder / f"{kind}.schema.json"


def demo_letter() -> Path:
    """The letter of the corpus that ships with the package, for `imr demo`."""
    name = "CM16-9900667.txt"
    checkout = _PACKAGE.parent / "corpus" / "seed-layout" / name
    return checkout if checkout.is_file() else _PACKAGE / "data" / "demo" / name
