"""`make floors`, `make newest`: the suite's core with other versions than those of the lock.

Who installs the package gets what pyproject.toml allows: `floors` are the lowest versions of all that it names,
`newest` what the index has today. Each has an environment of its own, `.venv-floors` and `.venv-newest`, made anew each
time. Further words are pytest's: `python tools/versions.py floors tests/cli -k run`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from network import ROOT, FailedError, command, skipping, tool

RESOLUTIONS = {"floors": "lowest-direct", "newest": "highest"}
EXTRAS = ("dev", "report", "parquet", "xlsx", "inception")
CORE = (
    "tests/test_gold.py", "tests/cli", "tests/evaluation", "tests/exchange", "tests/reading", "tests/records",
    "tests/rules/checking", "tests/rules/files", "tests/rules/matching", "tests/running", "tests/views",
    "tests/writing", "tests/components/test_conventions.py", "tests/components/test_package.py",
    "tests/components/test_tags.py", "tests/components/test_tokenizer.py",
    "tests/docs/test_notebook.py", "tests/docs/test_queries.py",
)  # fmt: skip
"""What meets each dependency; what is left out tries the same code on more words and letters, or in a browser."""


def main(which: str, pytest: Sequence[str]) -> int:
    """Make the environment and run the tests there; gives the exit code."""

    def work() -> None:
        make(which)
        python = ROOT / f".venv-{which}" / "bin" / "python"
        words = [python, "-m", "pytest", *(pytest or ("-n", "auto", *CORE))]
        done = subprocess.run(list(map(str, words)), cwd=ROOT, check=False)  # noqa: S603  (a developer's own words)
        if done.returncode:
            raise FailedError(done.returncode)

    return skipping(which, work)


def make(which: str) -> None:
    """Make the environment for this Python."""
    uv, folder = tool("uv"), ROOT / f".venv-{which}"
    listed = folder / "requirements.txt"
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    resolution = ["--resolution", RESOLUTIONS[which], "--python", sys.executable]
    command([uv, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, folder])
    command([uv, "pip", "compile", "--quiet", "pyproject.toml", *extras, *resolution, "--output-file", listed])
    into = ["--python", folder / "bin" / "python"]
    command([uv, "pip", "install", "--quiet", *into, "--requirements", listed])
    command([uv, "pip", "install", "--quiet", *into, "--no-deps", "--editable", "."])


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in RESOLUTIONS:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    sys.exit(f"python tools/versions.py {'|'.join(RESOLUTIONS)} [pytest's words]")
