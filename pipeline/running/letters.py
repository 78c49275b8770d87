"""One document to one record: the function that one process, a pool and a distributed engine share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.reading.problems import RECOGNISED_TEXT, SCANNED_PAGES, ReadingProblem
from pipeline.reading.read import doubts, recognised_message, scanned_message
from pipeline.records.model import Letter, ReadingWarning
from pipeline.records.official import with_official_outcome
from pipeline.records.pages import PAGE_BREAK
from pipeline.records.shift import shifted
from pipeline.running.steps import Steps, Trouble
from pipeline.running.time_limit import TimeLimitError
from pipeline.text.document import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SECTIONS = "imr_sections"
PUBLISHED = "published"
NOT_A_LETTER = "E201"
TOO_LONG = "E202"
FAILED = "E203"


@dataclass(frozen=True, slots=True)
class LetterOutcome:
    """What became of one document: its record, its problem, or a record with doubts (both); with it the Doc,
    where it was asked for."""

    record: Letter | None = None
    problem: ReadingProblem | None = None
    doc: Doc | None = None


def source_data(document: Document) -> dict[str, Any]:
    """The record's `source` as plain data, `name`, which the letter goes by where it shows no case number, and whether
    it is a `published` review of a table."""
    data: dict[str, Any] = {
        "path": document.path,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "characters": len(document.text),
        "pages": len(document.pages) or None,
        "name": document.name,
    }
    if document.row:
        data["row"] = dict(document.row)
    if document.published:
        data[PUBLISHED] = True
    return data


def letters_in(nlp: Language, document: Document) -> list[tuple[Document, int]]:
    """(letter as a document of its own, its offset in `document`) for each letter that a document holds."""
    ranges = nlp.get_pipe(SECTIONS).split(document.text) if nlp.has_pipe(SECTIONS) else []  # type: ignore[attr-defined]
    if len(ranges) < 2:
        return [(document, 0)]
    return [(_part(document, number, start, end), start) for number, (start, end) in enumerate(ranges, 1)]


def _part(document: Document, number: int, start: int, end: int) -> Document:
    """The letter between two places of a document, as a document of its own."""
    scanned = tuple(page for page in document.scanned if start <= document.pages[page - 1][0] <= end)
    recognised = tuple(page for page in document.recognised if start <= document.pages[page - 1][0] <= end)
    return replace(
        document,
        text=document.text[start:end],
        name=f"{document.name}#{number}",
        scanned=scanned,
        recognised=recognised,
    )


def read_letter(nlp: Language, document: Document) -> Letter:
    """The record of one document. Whatever a component raises comes through.

    The record holds plain Python values only: it outlives the Doc and the vocabulary's memory zone.
    """
    from pipeline.components.tags import without_spans  # spaCy: not for a process that only hands out work

    doc = nlp.make_doc(document.text)
    doc._.source = source_data(document)
    without_spans(doc)
    return _completed(nlp(doc)._.letter, document)


def read_doc(nlp: Language, document: Document) -> tuple[Letter, Doc]:
    """The record of one document, and the Doc with all its spans. The Doc lives as long as the memory zone in
    which it was made."""
    doc = nlp.make_doc(document.text)
    doc._.source = source_data(document)
    doc = nlp(doc)
    return _completed(doc._.letter, document), doc


def _completed(letter: Letter, document: Document) -> Letter:
    """The record with what its source tells beside the text: pages without text, the official decision."""
    if document.scanned:
        warning = ReadingWarning(SCANNED_PAGES, scanned_message(document.scanned))
        letter = replace(letter, warnings=(*letter.warnings, warning))
    if document.recognised:
        warning = ReadingWarning(RECOGNISED_TEXT, recognised_message(document.recognised))
        letter = replace(letter, warnings=(*letter.warnings, warning))
    return with_official_outcome(letter, document.official) if document.official else letter


def examine_all(
    nlp: Language, document: Document, *, steps: Steps | None = None, docs: bool = False
) -> list[LetterOutcome]:
    """What becomes of each letter of a document, in order; offsets are into the document's text. Never raises.

    Args:
        steps: told of each letter before it is read; each has the time of one step.
        docs: whether the outcomes bring their Docs.
    """
    steps = steps or Steps()
    try:
        if trouble := steps.begin():
            return [_set_aside(document, trouble)]
        letters = letters_in(nlp, document)
        steps.end()
    except TimeLimitError:
        return [_set_aside(document, steps.too_slow())]
    except Exception as error:
        steps.end()
        return [_failed(document, error)]
    outcomes = []
    for letter, offset in letters:
        outcome = examine(nlp, letter, steps=steps, docs=docs)
        if len(letters) > 1 and outcome.record is not None:
            record = shifted(outcome.record, offset, document.text.count(PAGE_BREAK, 0, offset))
            source = replace(record.source, characters=len(document.text))
            outcome = replace(outcome, record=replace(record, source=source))
        outcomes.append(outcome)
    return outcomes


def examine(nlp: Language, document: Document, *, steps: Steps | None = None, docs: bool = False) -> LetterOutcome:
    """What becomes of one letter, which is one step. Never raises: an error in one letter is that letter's problem."""
    steps = steps or Steps()
    doc = None
    try:
        if trouble := steps.begin():
            return _set_aside(document, trouble)
        if len(document.text) > nlp.max_length:
            steps.end()
            message = f"{len(document.text):,} characters are more than the pipeline reads ({nlp.max_length:,})"
            return LetterOutcome(problem=ReadingProblem(TOO_LONG, message, document.path))
        if docs:
            letter, doc = read_doc(nlp, document)
        else:
            letter = read_letter(nlp, document)
        steps.end()
    except TimeLimitError:
        return _set_aside(document, steps.too_slow())
    except Exception as error:
        steps.end()
        return _failed(document, error)
    outcome = judge(letter, document)
    return replace(outcome, doc=doc) if docs else outcome


def _set_aside(document: Document, trouble: Trouble) -> LetterOutcome:
    return LetterOutcome(problem=trouble.problem(document.path, document.name))


def _failed(document: Document, error: Exception) -> LetterOutcome:
    reason = " ".join(str(error).split())[:200]
    message = f"reading the letter failed: {type(error).__name__}: {reason}"
    return LetterOutcome(problem=ReadingProblem(FAILED, message, document.path))


def judge(letter: Letter, document: Document) -> LetterOutcome:
    """The outcome that a record deserves.

    A text without a layout is no letter, unless a header or credentials were read, or a verdict together with a
    citation. Any other record is kept; with warnings it is doubtful.
    """
    found = list(dict.fromkeys([*doubts(document), *((w.code, w.message) for w in letter.warnings)]))
    if letter.layout == "unknown" and not (_has_header(letter) or _decides_and_cites(letter)):
        more = tuple(pair for pair in found if pair[0] != NOT_A_LETTER)
        message = "no final determination letter was recognised in it"
        return LetterOutcome(problem=ReadingProblem(NOT_A_LETTER, message, document.path, more=more))
    if not found:
        return LetterOutcome(letter)
    (code, message), *rest = found
    return LetterOutcome(letter, ReadingProblem(code, message, document.path, "warning", letter.letter_id, tuple(rest)))


def _decides_and_cites(letter: Letter) -> bool:
    kinds = {span.label.partition(".")[0] for span in letter.spans}
    return {"VERDICT", "CITATION"} <= kinds


def _has_header(letter: Letter) -> bool:
    case = letter.case
    fields = (case.case_number, case.date_assigned, case.date_of_injury, case.decision_date)
    return any(fields) or any((case.ur_denial_date, case.priority, case.application_received)) or _reviewer(letter)


def _reviewer(letter: Letter) -> bool:
    return bool(letter.expert_reviewer.licensure or letter.expert_reviewer.specialties)
