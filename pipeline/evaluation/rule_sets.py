"""What two rule sets make of the same letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.evaluation.context import Context, context_in
from pipeline.evaluation.difference import Difference, difference
from pipeline.evaluation.values import Place, Record
from pipeline.reading.problems import ReadingProblem
from pipeline.records.convert import to_data
from pipeline.running.letters import examine_all
from pipeline.text.document import Document

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(slots=True)
class Comparison:
    """What the new rules change.

    Attributes:
        difference: of the records.
        texts: the texts of the documents with changes, by path.
    """

    difference: Difference
    texts: dict[str, str] = field(default_factory=dict)

    def around(self, path: str | None, place: Place) -> Context | None:
        """A place with the words around it."""
        return context_in(self.texts.get(path or ""), place)


def compare(
    old: Language,
    new: Language,
    documents: Iterable[Document | ReadingProblem],
    on_problem: Callable[[ReadingProblem], None],
) -> Comparison:
    """Read each document with both pipelines; only what differs is kept in memory.

    Args:
        on_problem: told of each document that cannot be read, and of each letter that either pipeline fails on.
    """
    sides: tuple[defaultdict[str, list[Record]], defaultdict[str, list[Record]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    texts: dict[str, str] = {}
    same = 0
    for document in documents:
        if isinstance(document, ReadingProblem):
            on_problem(document)
            continue
        before, problems = _records(old, document)
        after, later_problems = _records(new, document)
        for problem in dict.fromkeys((*problems, *later_problems)):
            on_problem(problem)
        if before == after:
            same += len(after)
            continue
        texts[document.path] = document.text
        for records, side in zip((before, after), sides, strict=True):
            for record in records:
                side[record["letter_id"]].append(record)
    result = difference(*sides)
    result.letters += same
    return Comparison(result, texts)


def _records(nlp: Language, document: Document) -> tuple[list[dict[str, Any]], list[ReadingProblem]]:
    """The records of a document's letters as plain data, and the errors."""
    outcomes = examine_all(nlp, document)
    problems = [one.problem for one in outcomes if one.problem is not None and one.problem.severity == "error"]
    return [to_data(one.record) for one in outcomes if one.record is not None], problems
