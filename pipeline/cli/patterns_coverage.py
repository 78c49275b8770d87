"""`patterns coverage`: what the rules do over a corpus, and what they leave to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.patterns_options import OverlaysOption

if TYPE_CHECKING:
    from pipeline.rules import RuleSet
    from pipeline.rules.coverage import Coverage

COLUMNS = ("kind", "text", "context", "letters", "times", "letter", "start", "end")


def coverage(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Letters: files and folders.")],
    top: Annotated[int, typer.Option(min=1, help="How many lines of each list.")] = 15,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the whole list as CSV.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole list as JSON instead of tables.")] = False,
    patterns: OverlaysOption = None,
) -> None:
    """Show what is left to do (headings without a treatment, decisions without a verdict, dates without a role,
    citations and sections without an entry), hits per rule, and rules that never fire."""
    import csv
    import json

    import pipeline
    from pipeline.cli.inputs import check_patterns, tell_missing
    from pipeline.cli.patterns_options import strings

    tell_missing(inputs, "there is nothing to read")
    check_patterns(patterns)
    from pipeline.components.rules import RulesComponent
    from pipeline.reading import ReadingProblem, read
    from pipeline.rules.coverage import Coverage

    nlp = pipeline.load(patterns=strings(patterns))
    counts = Coverage()
    for document in read([Path(one) if one != "-" else one for one in inputs]):
        if isinstance(document, ReadingProblem):
            typer.echo(f"{document.path}: {document.code} {document.message}", err=True)
            continue
        with nlp.memory_zone():
            doc = nlp(document.text)
            counts.add(document.name, doc, doc._.letter, document.text)
    component = nlp.get_pipe("imr_rules")
    assert isinstance(component, RulesComponent)
    rows = list(_rows(counts))
    if csv_file is not None:
        with csv_file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _show(counts, component.rules, top)


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

    from pipeline.rules.coverage import ADVICE

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
            table.add_row(str(task.letters), *(Text(cell) for cell in cells))
        console.print(table)
    _show_rules(counts, rules, top)


def _show_rules(counts: Coverage, rules: RuleSet, top: int) -> None:
    for rule_id, hits in counts.hits.most_common(top):
        typer.echo(f"{hits:7}  {rule_id}  in {counts.letters_with[rule_id]} letters")
    silent = sorted(counts.silent(rules), key=lambda rule_id: not rules.by_id[rule_id].overlay)
    typer.echo(f"\n{len(silent)} of {len(rules.rules)} rules never fire; your own first")
    for rule_id in silent[:top]:
        typer.echo(f"         {rule_id}  {rules.by_id[rule_id].place}")
    if len(silent) > top:
        typer.echo(f"         … and {len(silent) - top} more (--top)")


def _short(text: str, length: int = 160) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
