"""`python -m pipeline evaluate`: the pipeline's records against gold records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.run import IdFieldOption, PatternsOption, TextFieldOption

if TYPE_CHECKING:
    from pipeline.evaluation.grounding import Ground
    from pipeline.evaluation.score import Score

Grounds = list[tuple[str, "Ground"]]
_SHOWN = 10


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of gold records, one *.json per letter.")],
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="The letters, as for run.")],
    errors: Annotated[int, typer.Option(min=0, help="Show up to so many differing values of each field.")] = 0,
    threshold: Annotated[float, typer.Option(min=0.0, max=1.0, help="Exit code 1 where micro F1 is below.")] = 0.0,
    fields: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="NAME", help="Count this field only; * stands for any."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    patterns: PatternsOption = None,
    text_field: TextFieldOption = "text",
    id_field: IdFieldOption = "id",
) -> None:
    """Score the pipeline on annotated letters, field by field.

    Exit code 1: micro F1 is below the threshold, or a value does not stand at its offsets.
    """
    from pipeline.evaluation.score import read_gold, score
    from pipeline.reading import ReadingOptions
    from pipeline.running.extract import load_pipeline

    gold_records = read_gold(gold)
    nlp = load_pipeline(tuple(map(str, patterns or ())))
    records, grounds = _records(nlp, inputs, ReadingOptions(text_field, id_field))
    result = score(gold_records, records, fields or ())
    wrong = [ground for ground in grounds if not ground[1].holds]
    if as_json:
        _print_json(result, len(grounds), len(wrong))
    else:
        _print_table(result, errors)
        typer.echo(f"grounded values {len(grounds)}, not at their offsets {len(wrong)}")
        for letter, ground in wrong[:_SHOWN]:
            typer.echo(f"       {letter} {ground.path} {ground.text[:60]!r}")
        typer.echo(f"micro F1 {result.micro_f1:.4f}   macro F1 {result.macro_f1:.4f}")
    if result.micro_f1 < threshold or wrong:
        raise typer.Exit(1)


def _records(nlp: Any, inputs: list[str], options: Any) -> tuple[list[dict[str, Any]], Grounds]:
    """The records of the inputs as plain data, and their grounded values; tells on standard error what
    failed."""
    from pipeline.evaluation.grounding import grounds
    from pipeline.reading import ReadingProblem, read
    from pipeline.records.convert import to_data
    from pipeline.running.letters import examine_all

    records: list[dict[str, Any]] = []
    found: Grounds = []
    for document in read(inputs, options):
        if isinstance(document, ReadingProblem):
            typer.echo(f"{document.code} {document.path}: {document.message}", err=True)
            continue
        for outcome in examine_all(nlp, document):
            if outcome.problem is not None and outcome.problem.severity == "error":
                typer.echo(f"{outcome.problem.code} {document.path}: {outcome.problem.message}", err=True)
            if outcome.record is not None:
                data = to_data(outcome.record)
                records.append(data)
                found += [(outcome.record.letter_id, ground) for ground in grounds(data, document.text)]
    return records, found


def _print_table(result: Score, errors: int) -> None:
    typer.echo(f"{'field':42} {'gold':>6} {'prec':>7} {'recall':>7} {'F1':>7}")
    for name, figures in result.fields.items():
        typer.echo(f"{name:42} {figures.gold:6} {figures.precision:7.3f} {figures.recall:7.3f} {figures.f1:7.3f}")
        for miss in figures.misses[:errors]:
            typer.echo(f"       {miss.letter} {miss.kind:6} {miss.key!r}")
    missing = " ".join(result.missing[:_SHOWN])
    typer.echo(f"letters {result.letters}, without a record {len(result.missing)}: {missing}")


def _print_json(result: Score, grounded: int, ungrounded: int) -> None:
    import json

    fields = {
        name: {"gold": f.gold, "precision": f.precision, "recall": f.recall, "f1": f.f1}
        for name, f in result.fields.items()
    }
    data = {
        "letters": result.letters,
        "missing": result.missing,
        "micro_f1": result.micro_f1,
        "macro_f1": result.macro_f1,
        "fields": fields,
        "grounded": grounded,
        "ungrounded": ungrounded,
    }
    typer.echo(json.dumps(data, indent=1))
