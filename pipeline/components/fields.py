"""The component `imr_fields`: writes the header's fields and the reviewer's credentials as `doc.spans["fields"]`.

It reads what the layout found (the groups `sections` and `labels`) and the dates and names that rules found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.conventions import SPANS, LetterComponent, Scorer, record_scorer, scored
from pipeline.components.date_reading.found import dates_among
from pipeline.components.extensions import get_reading, get_source_text
from pipeline.components.header_reading.credentials import CredentialNames
from pipeline.components.header_reading.pairing import FieldPairing
from pipeline.components.layouts.credentials import WHOLE
from pipeline.components.layouts.printed_fields import CLOSING, LABEL, VALUE
from pipeline.components.tags import Tag, read_tags, within, write_tags
from pipeline.rules.fragments import filled
from pipeline.rules.load import shipped_shared
from pipeline.text.reading_text import ReadingText

SPECIALTY_NAME = "SPECIALTY_NAME"
UNKNOWN = "unknown"
"""The layout of a letter in which none was recognised."""
_BY_LABELS = "W105"  # the warning of a letter of a fallback layout
_CREDENTIALS = ("licensure", "specialties")


@Language.factory(
    "imr_fields",
    assigns=[SPANS],
    requires=[SPANS],
    default_config={"scorer": record_scorer("fields", "case.*", "expert_reviewer.*")},
)
def make_fields(nlp: Language, name: str, *, scorer: Scorer | None = None) -> FieldsComponent:
    """The component; it has no settings but its scorer."""
    return scored(FieldsComponent(), scorer)


class FieldsComponent(LetterComponent):
    """Reads the fields of Docs that have sections, labels and rule hits."""

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules"}

    def __init__(self) -> None:
        self._pairing = FieldPairing(shipped_shared().vocabularies)
        self._names = CredentialNames()
        self._case_number = re.compile(rf"\b{filled('{CASE_NUMBER}')}\b")

    def __call__(self, doc: Doc) -> Doc:
        self.check(doc)
        reading = get_reading(doc)
        warnings = read_tags(doc, "warnings")
        hits, sections, labels = read_tags(doc, "rules"), read_tags(doc, "sections"), read_tags(doc, "labels")
        table = [tag for tag in labels if tag.attributes.get("is") in (LABEL, CLOSING, VALUE)]
        doubts: list[Tag] = []
        if not read_tags(doc, "layout"):
            found = self._pairing.read(reading, table, dates_among(hits)).tags
            fields = self._with_case_number(_labelled(reading.text, found), reading.text)
        else:
            fields = self._fields(reading, sections, table, hits, doubts)
            lists = [tag for tag in labels if tag.label in _CREDENTIALS]
            whole = [tag for tag in (*labels, *hits) if tag.label in (WHOLE, SPECIALTY_NAME)]
            fields += self._names.read(reading.text, lists, whole)
            if any(warning.label == _BY_LABELS for warning in warnings):
                header = next((section.end for section in sections if section.label == "header"), 0)
                fields = self._with_case_number(fields, reading.text, header)
        doubts += self._mixed_pages(reading, get_source_text(doc), fields)
        write_tags(doc, "fields", fields)
        if doubts:
            write_tags(doc, "warnings", [*warnings, *doubts])
        return doc

    def _fields(
        self, reading: ReadingText, sections: Iterable[Tag], table: list[Tag], hits: list[Tag], doubts: list[Tag]
    ) -> list[Tag]:
        """The header's fields; a warning is added to `doubts` where values could not be told apart."""
        fields: list[Tag] = []
        for section in sections:
            if section.label != "header":
                continue
            place = section.start, section.end
            own = [tag for tag in table if section.start <= tag.start and tag.end <= section.end]
            found = self._pairing.read(reading, own, dates_among(within(hits, *place)))
            fields += found.tags
            if found.doubtful:
                names = ", ".join(dict.fromkeys(found.doubtful))
                doubts.append(Tag("W101", *place, f"header values could not be told apart: {names}"))
        return fields

    def _with_case_number(self, fields: Iterable[Tag], text: str, header: int = 0) -> list[Tag]:
        """The fields, and where none is the case number the one without a label, if the text, or the header that ends
        at `header`, has only one."""
        fields = list(fields)
        if all(tag.label != "case_number" for tag in fields):
            for end in (len(text), header):
                numbers = {m.group(): m.span() for m in reversed(list(self._case_number.finditer(text, 0, end)))}
                if len(numbers) == 1:
                    ((number, place),) = numbers.items()
                    fields.append(Tag("case_number", *place, number, UNKNOWN))
                    break
        return sorted(fields, key=lambda tag: tag.start)

    def _mixed_pages(self, reading: ReadingText, source: str, fields: Sequence[Tag]) -> list[Tag]:
        """A warning where what stands at the top or the foot of pages shows another case number than the header."""
        own = [tag.value for tag in fields if tag.label == "case_number"]
        pages = [self._case_number.search(source, *place) for place in reading.furniture]
        numbers = list(dict.fromkeys([*own, *(m.group().upper() for m in pages if m is not None)]))
        if len(numbers) < 2:
            return []
        shown = ", ".join(numbers)
        message = f"its pages show several case numbers ({shown}): pages of several letters may be mixed"
        return [Tag("W107", 0, len(reading.text), message)]


def _labelled(text: str, fields: Iterable[Tag]) -> list[Tag]:
    """The fields that stand directly behind a label's colon or one another: none that prose tells of."""
    kept: list[Tag] = []
    for tag in fields:
        before = text[: tag.start].rstrip()
        if before.endswith((":", "|")) or (kept and len(before) == kept[-1].end):
            kept.append(tag)
    return kept
