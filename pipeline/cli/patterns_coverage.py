"""`patterns coverage`: what the rules do over a corpus, and what they leave to do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.outputs import writing
from pipeline.cli.patterns_options import OverlaysOption
from pipeline.cli.terminal import echo, echo_json, echo_problem
from pipeline.text.visible import visible

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.reading import ReadingProblem
    from pipeline.rules import RuleSet
    from pipeline.rules.checking.coverage import Coverage

COLUMNS = ("kind", "text", "context", "letters", "times", "letter", "start", "end")


def coverage(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Letters: files and folders.")],
    top: Annotated[int, typer.Option(min=1, help="How many lines of each list.")] = 15,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the whole list as CSV.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole list as JSON instead of tables.")] = False,
    patterns: OverlaysOption = None,
) -> None:
    """Show what is left to do (headings without a treatment, decisions without a verdict, dates without a role,
    citations and sections without an entry), hits per rule, and rules that never fire. Exit code 1: an input cannot be
    read."""
    import json

    import pipeline
    from pipeline.cli.inputs import check_patterns, tell_missing
    from pipeline.cli.patterns_options import strings

    tell_missing(inputs, "there is nothing to read")
    check_patterns(patterns)
    from pipeline.components.rules import RulesComponent

    nlp = pipeline.load(patterns=strings(patterns))
    counts, problems = _counted(nlp, inputs)
    for problem in problems:
        echo_problem(problem)
    component = nlp.get_pipe("imr_rules")
    assert isinstance(component, RulesComponent)
    rows = list(_rows(counts))
    if csv_file is not None:
        from pipeline.writing.csv_text import BOM, cell, csv_text

        cells = [list(COLUMNS), *([cell(row[name]) for name in COLUMNS] for row in rows)]
        with writing(csv_file):
            csv_file.write_text(BOM + csv_text(cells), encoding="utf-8", newline="", errors="replace")
    if as_json:
        echo_json(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _show(counts, component.rules, top)
    if problems:
        raise typer.Exit(1)


def _counted(nlp: Language, inputs: Iterable[str]) -> tuple[Coverage, list[ReadingProblem]]:
    """What the rules do in the letters, and what could not be read."""
    from pipeline.reading import ReadingProblem, read
    from pipeline.rules.checking.coverage import Coverage
    from pipeline.running.letters import examine

    counts, problems = Coverage(), []
    for document in read([Path(one) if one != "-" else one for one in inputs]):
        if isinstance(document, ReadingProblem):
            problems.append(document)
            continue
        with nlp.memory_zone():
            outcome = examine(nlp, document, docs=True)
            if outcome.doc is not None:
                counts.add(document.name, outcome.doc, outcome.doc._.letter, document.text)
            elif outcome.problem is not None:
                problems.append(outcome.problem)
    return counts, problems


def _rows(counts: Coverage) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind, "text": task.seen.text, "context": task.seen.context, "letters": task.letters,
            "times": task.times, "letter": task.letter, "start": task.seen.start, "end": task.seen.end,
        }
        for kind, tasks in counts.to_do()
        for task in tasks
    ]  # fmt: skip


def _show(counts: Coverage, rules: RuleSet, top: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pipeline.rules.checking.coverage import ADVICE

    console = Console(highlight=False)
    hits = f"{sum(counts.hits.values())} hits of {len(counts.hits)} of {len(rules.rules)} rules"
    console.print(f"{counts.letters} letters, {hits}", markup=False)
    for kind, tasks in counts.to_do():
        caption = Text(f"to do: {ADVICE[kind]}" + (f"; {len(tasks) - top} more (--top)" if len(tasks) > top else ""))
        table = Table(title=f"{kind}: {len(tasks)}", title_justify="left", caption=caption, caption_justify="left")
        table.add_column("letters", justify="right")
        table.add_column("words", ratio=2)
        table.add_column("where", ratio=3)
        table.add_column("first in", overflow="fold")
        for task in tasks[:top]:
            place = f"{task.letter} {task.seen.start}" if task.seen.start >= 0 else task.letter
            cells = (_short(task.seen.text), _short(task.seen.context), place)
            table.add_row(str(task.letters), *(Text(visible(cell)) for cell in cells))
        console.print(table)
    _show_rules(counts, rules, top)


def _show_rules(counts: Coverage, rules: RuleSet, top: int) -> None:
    for rule_id, hits in counts.hits.most_common(top):
        echo(f"{hits:7}  {rule_id}  in {counts.letters_with[rule_id]} letters")
    silent = sorted(counts.silent(rules), key=lambda rule_id: not rules.by_id[rule_id].overlay)
    echo(f"\n{len(silent)} of {len(rules.rules)} rules never fire; your own first")
    for rule_id in silent[:top]:
        echo(f"         {rule_id}  {rules.by_id[rule_id].place}")
    if len(silent) > top:
        echo(f"         … and {len(silent) - top} more (--top)")


def _short(text: str, length: int = 160) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
