"""`python -m pipeline evaluate`: the pipeline's records against gold records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.run import (
    IdFieldOption,
    OutcomeFieldOption,
    PatternsOption,
    TableOption,
    TextFieldOption,
    text_fields,
)
from pipeline.cli.terminal import echo, echo_json, echo_problem

if TYPE_CHECKING:
    from pipeline.evaluation.gold_model import GoldProblem
    from pipeline.evaluation.grounding import Ground
    from pipeline.evaluation.score import Score
    from pipeline.reading import ReadingOptions, ReadingProblem

_SHOWN = 10
_NOTHING = "E505"
_BAD_GOLD = "W503"


@dataclass(slots=True)
class _Read:
    """What was read of the inputs.

    Attributes:
        records: as plain data.
        grounds: their grounded values, each with its letter's id.
        failed: names of what has no record.
        problems: of sources that could not be read, and of letters that failed.
        unread: whether there are some of the first kind.
    """

    records: list[dict[str, Any]] = field(default_factory=list)
    grounds: list[tuple[str, Ground]] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    problems: list[ReadingProblem] = field(default_factory=list)
    unread: bool = False

    def fail(self, problem: ReadingProblem, name: str) -> None:
        """Keep a problem, and tell it on standard error."""
        self.problems.append(problem)
        self.failed.add(name)
        echo_problem(problem)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD_DIR", help="A folder of gold records, one *.json each; none with --official."),
    ],
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT", help="The letters, as for run; or a results folder.")
    ] = None,
    official: Annotated[
        bool, typer.Option("--official", help="Compare the decisions that a table publishes with those of its texts.")
    ] = False,
    errors: Annotated[int, typer.Option(min=0, help="Show up to so many differing values of each field.")] = 0,
    threshold: Annotated[float, typer.Option(min=0.0, max=1.0, help="Exit code 1 where micro F1 is below.")] = 0.0,
    fields: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="NAME", help="Count this field only; * stands for any."),
    ] = None,
    only_found: Annotated[
        bool, typer.Option("--only-found", help="Leave out gold letters that are not among INPUT, a part of them.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    docbin: Annotated[
        Path | None,
        typer.Option(
            "--docbin",
            metavar="FILE.spacy",
            help="Score nothing; write the letters with their gold records as a DocBin, for `spacy evaluate`.",
        ),
    ] = None,
    patterns: PatternsOption = None,
    text_field: TextFieldOption = None,
    id_field: IdFieldOption = "id",
    table: TableOption = None,
    outcome_field: OutcomeFieldOption = None,
) -> None:
    """Score the pipeline on annotated letters, field by field.

    Exit code 1: micro F1 is below the threshold, a value does not stand at its offsets, or an input cannot be read.
    """
    from pipeline.cli.inputs import check_patterns, tell_missing
    from pipeline.evaluation.gold_files import read_gold
    from pipeline.evaluation.score import score
    from pipeline.reading import ReadingOptions
    from pipeline.rules.load import load_shared
    from pipeline.running.extract import load_pipeline

    options = ReadingOptions(text_fields(text_field), id_field, table=table, outcome_field=outcome_field)
    own = tuple(map(str, patterns or ()))
    check_patterns(patterns)
    if official:
        tell_missing([str(gold), *(inputs or [])], "no letter was read, so there is nothing to compare", _NOTHING)
        _evaluate_official(_found(own, [str(gold), *(inputs or [])], options), errors, as_json)
        return
    if not inputs:
        raise typer.BadParameter("the letters are missing", param_hint="INPUT")
    gold_records = read_gold(gold, _tell_gold, load_shared(own).vocabularies)
    tell_missing(inputs, "no letter was read, so there is nothing to score", _NOTHING)
    if docbin is not None:
        from pipeline.cli.outputs import writing
        from pipeline.evaluation.gold_docs import gold_docs, write_gold_docs

        docs = list(gold_docs(load_pipeline(own), gold_records, inputs, options))
        with writing(docbin):
            number = write_gold_docs(docs, docbin)
        echo(f"{docbin}: {number} letters of {len(gold_records)} gold records")
        return
    found = _found(own, inputs, options)
    if not found.records:
        echo(f"{_NOTHING} no letter was read, so there is nothing to score", err=True)
        raise typer.Exit(1)
    result = score(gold_records, found.records, fields or (), found.failed if only_found else None)
    _check_fields(fields or (), result)
    wrong = [ground for ground in found.grounds if not ground[1].holds]
    if as_json:
        _print_json(result, found, len(wrong))
    else:
        _print_table(result, errors)
        echo(f"grounded values {len(found.grounds)}, not at their offsets {len(wrong)}")
        for letter, ground in wrong[:_SHOWN]:
            echo(f"       {letter} {ground.path} {ground.text[:60]!r}")
        echo(f"micro F1 {result.micro_f1:.4f}   macro F1 {result.macro_f1:.4f}")
    if result.micro_f1 < threshold or wrong or found.unread:
        raise typer.Exit(1)


def _check_fields(wanted: Iterable[str], result: Score) -> None:
    """Make sure that each field that is asked for has a value somewhere.

    Raises:
        typer.BadParameter: one has none, in gold or in a record; it may be misspelt.
    """
    for name in wanted:
        if not any(fnmatchcase(known, name) for known in result.fields):
            raise typer.BadParameter(
                f"no record, of gold or read, has a value of the field {name}", param_hint="--field"
            )


def _tell_gold(file: Path, problem: GoldProblem) -> None:
    echo(f"{_BAD_GOLD} {file}: {problem.path}: {problem.message}", err=True)


def _evaluate_official(found: _Read, errors: int, as_json: bool) -> None:
    from pipeline.cli.evaluate_official import print_official, print_official_json
    from pipeline.evaluation.official import score_official

    score = score_official(found.records)
    if as_json:
        print_official_json(score, found.problems)
    else:
        print_official(score, len(found.failed), errors)
    if not score.official:
        echo(f"{_NOTHING} no letter with a published decision was read (--table, --outcome-field)", err=True)
    if found.unread or not score.official:
        raise typer.Exit(1)


def _found(patterns: tuple[str, ...], inputs: list[str], options: ReadingOptions) -> _Read:
    """The records of the inputs: of a results folder those that it holds, of all else those that are read now."""
    from pipeline.evaluation.difference import read_records
    from pipeline.running.extract import load_pipeline
    from pipeline.writing.folder import is_results

    stored = [given for given in inputs if given != "-" and is_results(Path(given))]
    others = [given for given in inputs if given not in stored]
    found = _read(load_pipeline(patterns), others, options) if others or not stored else _Read()
    for folder in stored:
        found.records += [dict(record) for records in read_records(Path(folder)).values() for record in records]
    return found


def _read(nlp: Any, inputs: list[str], options: ReadingOptions) -> _Read:
    """The records of the inputs and their grounded values; tells on standard error what failed."""
    from pipeline.evaluation.grounding import grounds
    from pipeline.reading import ReadingProblem, read
    from pipeline.records.convert import to_data
    from pipeline.running.letters import examine_all

    found = _Read()
    for document in read(inputs, options):
        if isinstance(document, ReadingProblem):
            found.fail(document, PurePath(document.path).stem)
            found.unread = True
            continue
        for outcome in examine_all(nlp, document):
            if outcome.problem is not None and outcome.problem.severity == "error":
                found.fail(outcome.problem, document.name)
            if outcome.record is not None:
                data = to_data(outcome.record)
                found.records.append(data)
                found.grounds += [(outcome.record.letter_id, ground) for ground in grounds(data, document.text)]
    return found


def _print_table(result: Score, errors: int) -> None:
    echo(f"{'field':42} {'gold':>6} {'prec':>7} {'recall':>7} {'F1':>7}")
    for name, figures in result.fields.items():
        echo(f"{name:42} {figures.gold:6} {figures.precision:7.3f} {figures.recall:7.3f} {figures.f1:7.3f}")
        for miss in figures.misses[:errors]:
            echo(f"       {miss.letter} {miss.kind:6} {miss.key!r}")
    missing = " ".join(result.missing[:_SHOWN]) + (" …" if len(result.missing) > _SHOWN else "")
    echo(f"letters {result.letters}, without a record {len(result.missing)}" + (f": {missing}" if missing else ""))


def _print_json(result: Score, found: _Read, ungrounded: int) -> None:
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
        "grounded": len(found.grounds),
        "ungrounded": ungrounded,
        "problems": [{"code": one.code, "path": one.path, "message": one.message} for one in found.problems],
    }
    echo_json(json.dumps(data, indent=1))
