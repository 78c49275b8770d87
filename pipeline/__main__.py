"""`python -m pipeline` and the console script `imr`."""

from __future__ import annotations


def main() -> None:
    """Run the command line; ends the process with the command's exit code."""
    from pipeline.cli import run_command_line

    run_command_line()


if __name__ == "__main__":
    main()
