"""A record as its line of JSON, written directly: the line of `json_line(to_data(letter))`, character by character.

Every record of a run becomes such a line. Plain data made on the way, a dict for each part, would cost more time than
the text itself, so each class of the model has its text here; a test holds the two ways together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from json.encoder import encode_basestring as _text
from typing import Any, TypeVar

from pipeline.records.model import (
    Case,
    Chapter,
    Citation,
    CitationCheck,
    CitedSection,
    DateMention,
    Determination,
    Drug,
    Finding,
    Frequency,
    Grounded,
    GroundedText,
    GuidelineLine,
    InjuredWorker,
    Letter,
    Rationale,
    ReadingWarning,
    Request,
    Source,
    UserSpan,
)
from pipeline.writing.json_text import json_text, one_line

P = TypeVar("P")
_TRUTH = {None: "null", True: "true", False: "false"}


def record_line(letter: Letter) -> str:
    """The record's line in `letters.jsonl`, without its line break."""
    return one_line(_letter(letter))


def _letter(r: Letter) -> str:
    reviewer = r.expert_reviewer
    return (
        f'{{"letter_id": {_text(r.letter_id)}, "source": {_source(r.source)}, "layout": {_text(r.layout)}, '
        f'"case": {_case(r.case)}, "expert_reviewer": {{"licensure": {_list(reviewer.licensure, _grounded)}, '
        f'"specialties": {_list(reviewer.specialties, _grounded)}}}, "injured_worker": {_worker(r.injured_worker)}, '
        f'"outcome": {_word(r.outcome)}, "determinations": {_list(r.determinations, _determination)}, '
        f'"dates": {_list(r.dates, _date)}, "spans": {_list(r.spans, _span)}, '
        f'"findings": {_list(r.findings, _finding)}, "warnings": {_list(r.warnings, _warning)}}}'
    )


# -- what many parts hold --


def _word(value: str | None) -> str:
    return "null" if value is None else _text(value)


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _list(parts: Iterable[P], text_of: Callable[[P], str]) -> str:
    return f"[{', '.join([text_of(part) for part in parts])}]" if parts else "[]"


def _pair(numbers: tuple[int, int] | None) -> str:
    return "null" if numbers is None else f"[{numbers[0]}, {numbers[1]}]"


def _grounded(r: Grounded[Any]) -> str:
    value = _text(r.value) if r.value.__class__ is str else json_text(r.value)
    return f'{{"value": {value}, "text": {_text(r.text)}, "start": {r.start}, "end": {r.end}}}'


def _maybe(r: Grounded[Any] | None) -> str:
    return "null" if r is None else _grounded(r)


# -- the letter's own parts --


def _source(r: Source) -> str:
    metadata = f', "metadata": {json_text(r.metadata)}' if r.metadata else ""
    return (
        f'{{"path": {_word(r.path)}, "media_type": {_word(r.media_type)}, "sha256": {_word(r.sha256)}, '
        f'"encoding": {_word(r.encoding)}, "characters": {_number(r.characters)}, '
        f'"pages": {_number(r.pages)}{metadata}}}'
    )


def _case(r: Case) -> str:
    return (
        f'{{"case_number": {_maybe(r.case_number)}, "date_assigned": {_maybe(r.date_assigned)}, '
        f'"date_of_injury": {_maybe(r.date_of_injury)}, "decision_date": {_maybe(r.decision_date)}, '
        f'"ur_denial_date": {_maybe(r.ur_denial_date)}, "priority": {_maybe(r.priority)}, '
        f'"application_received": {_maybe(r.application_received)}}}'
    )


def _worker(r: InjuredWorker) -> str:
    return f'{{"age": {_maybe(r.age)}, "sex": {_maybe(r.sex)}}}'


def _date(r: DateMention) -> str:
    return (
        f'{{"value": {_text(r.value)}, "text": {_text(r.text)}, "start": {r.start}, "end": {r.end}, '
        f'"role": {_text(r.role)}, "section": {_text(r.section)}}}'
    )


def _span(r: UserSpan) -> str:
    return (
        f'{{"label": {_text(r.label)}, "id": {_text(r.id)}, "text": {_text(r.text)}, '
        f'"start": {r.start}, "end": {r.end}}}'
    )


def _finding(r: Finding) -> str:
    return (
        f'{{"code": {_text(r.code)}, "severity": {_text(r.severity)}, "message": {_text(r.message)}, '
        f'"determination": {_number(r.determination)}, "spans": {_list(r.spans, _place)}}}'
    )


def _place(r: GroundedText) -> str:
    return f'{{"text": {_text(r.text)}, "start": {r.start}, "end": {r.end}}}'


def _warning(r: ReadingWarning) -> str:
    return (
        f'{{"code": {_text(r.code)}, "message": {_text(r.message)}, '
        f'"start": {_number(r.start)}, "end": {_number(r.end)}}}'
    )


# -- an item --


def _determination(r: Determination) -> str:
    return (
        f'{{"number": {r.number}, "request": {_request(r.request)}, "decision": {_maybe(r.decision)}, '
        f'"claims_administrator_guideline": {_line(r.claims_administrator_guideline)}, '
        f'"reviewer_guideline": {_line(r.reviewer_guideline)}, "rationale": {_rationale(r.rationale)}}}'
    )


def _request(r: Request) -> str:
    return (
        f'{{"text": {_text(r.text)}, "start": {r.start}, "end": {r.end}, "disputed": {_grounded(r.disputed)}, '
        f'"original": {_maybe(r.original)}, "authorized": {_maybe(r.authorized)}, '
        f'"utilization_review": {_text(r.utilization_review)}, "category": {_word(r.category)}, '
        f'"subcategory": {_word(r.subcategory)}, "drugs": {_list(r.drugs, _drug)}, "quantity": {_maybe(r.quantity)}, '
        f'"refills": {_maybe(r.refills)}, "sessions": {_maybe(r.sessions)}, "frequency": {_frequency(r.frequency)}, '
        f'"body_parts": {_list(r.body_parts, _grounded)}, "laterality": {_maybe(r.laterality)}, '
        f'"spinal_levels": {_list(r.spinal_levels, _grounded)}, "retrospective": {_TRUTH[r.retrospective]}, '
        f'"dates_of_service": {_list(r.dates_of_service, _grounded)}}}'
    )


def _drug(r: Drug) -> str:
    return (
        f'{{"name": {_text(r.name)}, "text": {_text(r.text)}, "start": {r.start}, "end": {r.end}, '
        f'"strength": {_word(r.strength)}, "form": {_word(r.form)}, "class": {_word(r.class_)}}}'
    )


def _frequency(r: Frequency | None) -> str:
    if r is None:
        return "null"
    return (
        f'{{"times": {_pair(r.times)}, "per": {_word(r.per)}, "for": {_pair(r.for_)}, "unit": {_word(r.unit)}, '
        f'"text": {_text(r.text)}, "start": {r.start}, "end": {r.end}}}'
    )


def _line(r: GuidelineLine) -> str:
    return (
        f'{{"text": {_word(r.text)}, "start": {_number(r.start)}, "end": {_number(r.end)}, "cited": {_TRUTH[r.cited]}, '
        f'"outside_mtus": {_TRUTH[r.outside_mtus]}, "citations": {_list(r.citations, _citation)}}}'
    )


def _rationale(r: Rationale) -> str:
    return (
        f'{{"text": {_text(r.text)}, "start": {r.start}, "end": {r.end}, "conclusion": {_maybe(r.conclusion)}, '
        f'"agreement": {_text(r.agreement)}, "depends_on": {_list(r.depends_on, str)}, '
        f'"citations": {_list(r.citations, _citation)}}}'
    )


# -- a citation --


def _citation(r: Citation) -> str:
    return (
        f'{{"text": {_text(r.text)}, "start": {r.start}, "end": {r.end}, "source": {_text(r.source)}, '
        f'"guideline": {_word(r.guideline)}, "edition": {_word(r.edition)}, "chapter": {_chapter(r.chapter)}, '
        f'"sections": {_list(r.sections, _section)}, "regulations": {_list(r.regulations, _text)}, '
        f'"pages": {_list(r.pages, _pair)}, "entry": {_word(r.entry)}, "check": {_check(r.check)}}}'
    )


def _chapter(r: Chapter | None) -> str:
    return "null" if r is None else f'{{"number": {r.number}, "title": {_word(r.title)}}}'


def _section(r: CitedSection) -> str:
    return f'{{"text": {_text(r.text)}, "start": {r.start}, "end": {r.end}, "entry": {_word(r.entry)}}}'


def _check(r: CitationCheck | None) -> str:
    if r is None:
        return "null"
    return (
        f'{{"guideline": {_text(r.guideline)}, "edition": {_text(r.edition)}, "sections": {_text(r.sections)}, '
        f'"pages": {_text(r.pages)}, "chapter": {_text(r.chapter)}}}'
    )
