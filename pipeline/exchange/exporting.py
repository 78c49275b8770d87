"""A results folder as the file of an annotation tool."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.exchange.problems import NOT_WRITTEN, ExchangeError, ExchangeProblem
from pipeline.exchange.sources import annotated_letters, require_results

Writer = Callable[[Iterable[AnnotatedLetter], Path], None]


@dataclass(slots=True)
class Exported:
    """How many letters were written, and what was left out."""

    letters: int = 0
    spans: int = 0
    problems: list[ExchangeProblem] = field(default_factory=list)


def export(results: Path, form: str, target: Path) -> Exported:
    """Write the letters of `results` in the format `form` to `target`: a folder for brat and INCEpTION, else a file.

    Raises:
        ExchangeError: there are no results (E611), or `target` cannot be written (E615).
    """
    require_results(results)  # before an earlier file at `target` is given up
    exported = Exported()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _writer(form)(_counted(results, exported), target)
    except OSError as error:
        raise ExchangeError(NOT_WRITTEN, f"cannot write {target}: {error.strerror}", 1) from None
    return exported


def _counted(results: Path, exported: Exported) -> Iterator[AnnotatedLetter]:
    for found in annotated_letters(results):
        if isinstance(found, ExchangeProblem):
            exported.problems.append(found)
        else:
            exported.letters += 1
            exported.spans += len(found.annotations)
            yield found


def _writer(form: str) -> Writer:
    if form == "prodigy":
        from pipeline.exchange.prodigy import write_prodigy

        return write_prodigy
    if form == "label-studio":
        from pipeline.exchange.label_studio import write_label_studio

        return write_label_studio
    if form == "brat":
        from pipeline.exchange.brat import write_brat

        return write_brat
    if form == "doccano":
        from pipeline.exchange.doccano import write_doccano

        return write_doccano
    if form == "inception":
        from pipeline.exchange.inception import write_inception

        return write_inception
    if form == "docbin":
        from pipeline.exchange.docbin import write_docbin

        return write_docbin
    from pipeline.exchange.spreadsheet import write_csv

    return write_csv
