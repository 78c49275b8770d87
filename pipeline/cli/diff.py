"""`python -m pipeline diff`: what changed between two runs, or what rules change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.run import IdFieldOption, TextFieldOption, text_fields
from pipeline.cli.terminal import echo, echo_problem

if TYPE_CHECKING:
    from pipeline.evaluation.rule_sets import Comparison
    from pipeline.reading import ReadingOptions, ReadingProblem

_RULES = "Compare rules on letters: the packs of the {} side, beside the shipped rules."


def diff(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="OLD NEW | INPUT...",
            help="Two results folders, or their letters.jsonl; with rules, letters as for run.",
        ),
    ],
    old_patterns: Annotated[
        list[Path] | None, typer.Option("--old-patterns", metavar="FILE_OR_DIR", help=_RULES.format("old"))
    ] = None,
    new_patterns: Annotated[
        list[Path] | None, typer.Option("--new-patterns", metavar="FILE_OR_DIR", help=_RULES.format("new"))
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown, as for a pull request.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Show so many changes of each field; 0 shows all.")] = 10,
    text_field: TextFieldOption = None,
    id_field: IdFieldOption = "id",
) -> None:
    """Show what records gained, lost and changed between two runs, with the text around each value.

    With --old-patterns or --new-patterns (left out: the shipped rules alone), both rule sets read the letters
    of INPUT, and what the new one changes is shown. Exit code 1: a document failed.
    """
    from pipeline.evaluation.difference import difference, read_records
    from pipeline.evaluation.difference_text import as_markdown, as_text

    write = as_markdown if markdown else as_text
    if not old_patterns and not new_patterns:
        if len(paths) != 2:
            raise typer.BadParameter(
                "two results are compared, OLD and NEW; to compare rules on letters, give --new-patterns"
            )
        echo(write(difference(*map(read_records, paths)), limit), nl=False)
        return
    from pipeline.cli.inputs import check_patterns, tell_missing
    from pipeline.reading import ReadingOptions

    tell_missing(list(map(str, paths)), "there is nothing to compare")
    check_patterns([*(old_patterns or ()), *(new_patterns or ())])
    packs = (tuple(map(str, old_patterns or ())), tuple(map(str, new_patterns or ())))
    found, failed = _compare(packs, paths, ReadingOptions(text_fields(text_field), id_field))
    old, new = map(_named, packs)
    echo(f"Old: {old}. New: {new}.\n" + "\n" * markdown + write(found.difference, limit, found.around), nl=False)
    if failed:
        raise typer.Exit(1)


def _compare(
    packs: tuple[tuple[str, ...], tuple[str, ...]], inputs: Sequence[Path], options: ReadingOptions
) -> tuple[Comparison, int]:
    """What the rules change, and how many problems were told on standard error."""
    from pipeline.evaluation.rule_sets import compare
    from pipeline.reading import read
    from pipeline.running import extract

    failed = 0

    def tell(problem: ReadingProblem) -> None:
        nonlocal failed
        failed += 1
        echo_problem(problem)

    old, new = map(extract.load_pipeline, packs)
    return compare(old, new, read(list(map(str, inputs)), options), tell), failed


def _named(packs: Sequence[str]) -> str:
    return " + ".join(("shipped rules", *packs))
