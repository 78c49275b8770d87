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
