"""The component `imr_fields`: writes the header's fields and the reviewer's credentials as `doc.spans["fields"]`.

It reads what the layout found (the groups `sections` and `labels`) and the dates and names that rules found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import whitespace
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.extensions import get_reading, get_shared, get_source_text
from pipeline.components.tags import Tag, in_text_order, read_tags, within, write_tags
from pipeline.layouts.credentials import WHOLE, CredentialNames
from pipeline.layouts.field_labels import CLOSING, LABEL, VALUE
from pipeline.layouts.field_pairing import pair_fields
from pipeline.records.model import Case
from pipeline.rules.cues import standing
from pipeline.rules.shared import Shared
from pipeline.text.reading_text import ReadingText
from pipeline.text.running_lines import pages_of
from pipeline.text.trimming import trimmed

SPECIALTY_NAME, DATE = "SPECIALTY_NAME", "DATE"
UNKNOWN = "unknown"
"""The layout of a letter in which none was recognised."""
BY_LABELS = "W105"
"""The warning of a letter that a fallback layout read."""
_CREDENTIALS = ("licensure", "specialties")
_MOST_WORDS = 10  # of a line at a page's edge that is none of prose


class FieldsComponent(LetterComponent):
    """Reads the fields of Docs that have sections, labels and rule hits."""

    writes: ClassVar[tuple[str, ...]] = (*Case.__dataclass_fields__, *_CREDENTIALS)

    def annotate(self, doc: Doc) -> None:
        reading, shared = get_reading(doc), get_shared(doc)
        warnings, number = read_tags(doc, "warnings"), shared.made(_case_number)
        hits, sections, labels = read_tags(doc, "rules"), read_tags(doc, "sections"), read_tags(doc, "labels")
        table = in_text_order(tag for tag in labels if tag.attributes.get("is") in (LABEL, CLOSING, VALUE))
        is_known = bool(read_tags(doc, "layout"))
        header = [(section.start, section.end) for section in sections if section.label == "header"]
        fields: list[Tag] = []
        doubts: list[Tag] = []
        for place in header if is_known else [(0, len(reading.text))]:
            own, dates = within(table, *place), standing(within(hits, *place), DATE)
            found = pair_fields(reading, own, dates, shared.vocabularies)
            fields += found.tags
            if found.doubtful and is_known:
                names = ", ".join(dict.fromkeys(found.doubtful))
                doubts.append(Tag("W101", *place, f"header values could not be told apart: {names}"))
        if not is_known:
            fields = _with_case_number(_labelled(reading.text, fields), number, reading.text)
        else:
            lists = [tag for tag in labels if tag.label in _CREDENTIALS]
            whole = [tag for tag in (*labels, *hits) if tag.label in (WHOLE, SPECIALTY_NAME)]
            fields += shared.made(CredentialNames).read(reading, lists, whole)
            if any(warning.label == BY_LABELS for warning in warnings):
                fields = _with_case_number(fields, number, reading.text, header[0][1] if header else 0)
        doubts += _mixed_pages(reading, get_source_text(doc), fields, number)
        write_tags(doc, "fields", fields)
        if doubts:
            write_tags(doc, "warnings", [*warnings, *doubts])


make_fields = factory(lambda nlp: FieldsComponent(), "fields", "case.*", "expert_reviewer.*")


def _case_number(shared: Shared) -> re.Pattern[str]:
    return re.compile(rf"\b{shared.filled('{CASE_NUMBER}')}\b")


def _with_case_number(fields: list[Tag], number: re.Pattern[str], text: str, header: int = 0) -> list[Tag]:
    """The fields, and where none is the case number the one without a label, if the text, or the header that ends
    at `header`, has only one."""
    for end in (len(text), header) if all(tag.label != "case_number" for tag in fields) else ():
        numbers = {m.group(): m.span() for m in reversed(list(number.finditer(text, 0, end)))}
        if len(numbers) == 1:
            ((printed, place),) = numbers.items()
            return in_text_order([*fields, Tag("case_number", *place, printed, UNKNOWN)])
    return in_text_order(fields)


def _mixed_pages(reading: ReadingText, source: str, fields: Sequence[Tag], number: re.Pattern[str]) -> list[Tag]:
    """A warning where what stands at the top or the foot of pages shows another case number than the header."""
    own = [tag.value for tag in fields if tag.label == "case_number"]
    pages = [number.search(source, *place) for place in (*reading.furniture, *_edges_of_pages(source))]
    numbers = list(dict.fromkeys([*own, *(m.group().upper() for m in pages if m is not None)]))
    if len(numbers) < 2:
        return []
    shown = ", ".join(numbers)
    message = f"its pages show several case numbers ({shown}): pages of several letters may be mixed"
    return [Tag("W107", 0, len(reading.text), message)]


def _edges_of_pages(source: str) -> Iterator[tuple[int, int]]:
    """The ranges of the lines at the foot and the top of pages that are too short for lines of prose."""
    pages = pages_of(source)
    for number, page in enumerate(pages if len(pages) > 1 else ()):
        start, end = trimmed(source, *page, whitespace)
        foot, top = source.rfind("\n", start, end) + 1, source.find("\n", start, end)
        for line in ((foot or start, end), (start, top if top >= 0 else end))[: 1 + bool(number)]:
            if len(source[slice(*line)].split()) <= _MOST_WORDS:
                yield line


def _labelled(text: str, fields: Iterable[Tag]) -> list[Tag]:
    """The fields that stand directly behind a label's colon or one another: none that prose tells of."""
    kept: list[Tag] = []
    for tag in fields:
        before = text[: tag.start].rstrip()
        if before.endswith((":", "|")) or (kept and len(before) == kept[-1].end):
            kept.append(tag)
    return kept
