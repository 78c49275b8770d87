"""The component `imr_dates`: writes every calendar date of a letter as `doc.spans["dates"]`.

Each span's `label_` is the date's role, `kb_id_` its ISO value, `id_` what gave the role: a rule labelled
`DATE_CUE`, or one of the reader's own grounds: `date.field.date_of_injury` (the header's field),
`date.request` and `date.guideline` (the section), `date.opening` ("On 1-5-17, she ..."), `date.known` (the
letter told it elsewhere), `date.item` (it goes on with an item in prose: "imaging of the knee performed on
3-4-15"), `date.untold` (nothing did).
"""

from __future__ import annotations

import re
from typing import Protocol, cast

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.date_reading.cues import Bearing, Cues, bearings
from pipeline.components.date_reading.reader import read_dates
from pipeline.components.date_reading.roles import UNTOLD
from pipeline.components.extensions import get_reading
from pipeline.components.tags import Tag, read_tags, within, write_tags
from pipeline.rules import RuleSet, load_rules

DATES = "dates"
# Grounds that say nothing of the day itself, and so nothing of its other mentions.
_WEAK = frozenset({"date.opening", "date.known", "date.untold", "date.request", "date.guideline"})
# Behind an item that stands in prose: when it was done.
_DONE = re.compile(
    r"[\s,]*(?:that (?:was|were) )?(?:performed|provided|done|rendered|received|administered)\b[^.;]{0,30}"
)


def _role_of_item(doc: Doc, item: Tag) -> str:
    """The role of the day on which what a request names was done."""
    for hit in within(read_tags(doc, "rules"), item.start, item.end):
        if hit.label == "TREATMENT":
            kind = hit.value.partition("/")[0]
            return {"diagnostic_testing": "study", "surgery": "surgery"}.get(kind, "treatment")
    return "treatment"


class HasRules(Protocol):
    """A component that holds the rules in use."""

    @property
    def rules(self) -> RuleSet: ...


@Language.factory("imr_dates", default_config={"rules": "imr_rules"})
def make_dates(nlp: Language, name: str, *, rules: str) -> DatesComponent:
    """The component; `rules` names the pipe whose rules it reads, the shipped ones where there is none."""
    source = cast(HasRules, nlp.get_pipe(rules)) if rules in nlp.component_names else None
    return DatesComponent(source)


class DatesComponent:
    """Reads the dates of Docs that have sections, fields and rule hits."""

    def __init__(self, source: HasRules | None = None) -> None:
        self.source = source
        self._rules: RuleSet | None = None
        self._bearings: dict[str, Bearing] = {}

    def __call__(self, doc: Doc) -> Doc:
        write_tags(doc, DATES, self.read(doc))
        return doc

    def read(self, doc: Doc) -> list[Tag]:
        """The Doc's dates in text order; a Doc without sections has none."""
        text = get_reading(doc).text
        fields = read_tags(doc, "fields")
        found = Cues(read_tags(doc, "rules"), self._in_use())
        known: dict[str, str] = {}
        tags: list[Tag] = []
        item: Tag | None = None
        for section in read_tags(doc, "sections"):
            for tag in read_dates(text, section.start, section.end, section.label, found, fields, known):
                if tag.rule == UNTOLD.rule and item is not None and _DONE.fullmatch(text, section.start, tag.start):
                    tag = tag._replace(label=_role_of_item(doc, item), rule="date.item")
                tags.append(tag)
                if tag.rule not in _WEAK:
                    known.setdefault(tag.value, tag.label)
            item = section if section.label == "request" else None
        return tags

    def _in_use(self) -> dict[str, Bearing]:
        rules = self._rules
        if self.source is not None:
            rules = self.source.rules
        elif rules is None:
            rules = load_rules()
        if rules is not self._rules:
            self._rules, self._bearings = rules, bearings(rules.rules)
        return self._bearings
