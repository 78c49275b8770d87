"""`make audit`: pip-audit over a lock file. Without network there is nothing to compare with, and it is skipped."""

from __future__ import annotations

import sys

from network import command, skipping, tool


def main(lock: str) -> int:
    """Audit the packages of `lock`, none of which is installed for it; gives pip-audit's exit code, 0 where it is
    skipped."""

    def audit() -> None:
        command([tool("pip-audit"), "--requirement", lock, "--disable-pip", "--require-hashes"])

    return skipping("audit", audit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
