"""The factory `imr_requests`: what each item asks for, in medical detail, as the span group `requests`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.extensions import get_reading
from pipeline.components.hinted import Hinted
from pipeline.components.request_details.anatomy import read_body_parts, read_laterality, read_levels
from pipeline.components.request_details.category import read_category
from pipeline.components.request_details.counts import read_quantity, read_refills, read_sessions
from pipeline.components.request_details.drugs import STRENGTH, read_drugs
from pipeline.components.request_details.frequency import read_frequency
from pipeline.components.request_details.lexicon import LABELS, Lexicon
from pipeline.components.request_details.misspelt_drugs import read_misspelt_drugs
from pipeline.components.request_details.misspelt_words import read_misspelt_words
from pipeline.components.request_details.parts import read_parts
from pipeline.components.request_details.service_dates import DATE, read_service_dates
from pipeline.components.rule_lookup import RuleLookup
from pipeline.components.tags import Tag, in_text_order, read_tags, within, write_tags
from pipeline.rules import Rule
from pipeline.text.folding import fold

_THERAPIES = ("rehabilitation", "psychological_services/therapies", "programs", "home_health")
_IN_SESSIONS = Hinted(
    r"\b(?:sessions?|visits?|treatments?)\b|\b\d{1,2} ?(?:x|×|times) ?\d|(?:times|x) ?(?:per|a|/)? ?(?:week|wk)",
    "session|visit|treatment|times|x|×",
)
_VISITS_CROSSED = Hinted(r"\b\d{1,2} times \d{1,2}\b(?! ?-?(?:days?|weeks?|wks?|months?|years?)\b)", " times ")
"""Of visits, as of therapies: "2 times 8"."""
_FIGURE = re.compile(r"\d")
_COUNTED = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty)\b|(?:once|twice|thrice|ly|day|night|week|month"
    r"|bedtime|[btq]\.?i\.?d|q\.? ?h\.?s|q\.?d|no refills?)\b"
)
"""What a count without a figure has, in lower case: without either there is nothing to count."""


def read_request(text: str, start: int, end: int, hits: Sequence[Tag], lexicon: Lexicon) -> list[Tag]:
    """The tags of the group `requests` (docs/architecture.md) for one item's heading.

    Args:
        text: the reading text.
        start, end: the heading's offsets in it.
        hits: the rules' tags inside the heading, in text order; `LABELS` count.
        lexicon: the roles of the rules.

    Returns:
        tags with offsets into `text`. Details describe the disputed part only. Without a category where no rule knows
        the item.
    """
    parts = read_parts(text, start, end)
    tags = [Tag("disputed", *parts.disputed)]
    if parts.original is not None:
        tags.append(Tag("original", *parts.original))
    if parts.authorized is not None:
        tags.append(Tag("authorized", *parts.authorized))
    begin, stop = parts.disputed
    inside = within(hits, begin, stop)
    inside = read_misspelt_words(text, begin, stop, inside, lexicon.common)
    misspelt = read_misspelt_drugs(text, begin, stop, inside, lexicon.names)
    if misspelt:
        inside = sorted([*inside, *misspelt], key=lambda tag: tag.start)
    return tags + _details(text, begin, stop, inside, lexicon)


def _details(text: str, start: int, end: int, hits: Sequence[Tag], lexicon: Lexicon) -> list[Tag]:
    parts_named = [h for h in hits if h.label == "BODY_PART"]
    in_figures = _FIGURE.search(text, start, end) is not None
    levels = read_levels(text, start, end) if in_figures else []
    drugs_named = [h for h in hits if h.label == "DRUG"] if in_figures else []
    figures = _blanked(text, start, end, [*drugs_named, *levels]) if in_figures else text
    asked = any(lexicon.role(h.rule) == "modality" for h in hits)  # of nothing else it is asked
    in_sessions = asked and _IN_SESSIONS.search(figures, start, end) is not None
    parts = read_body_parts(parts_named, lexicon)
    category = read_category(
        text, start, end, hits, lexicon, in_sessions=in_sessions, body_parts=parts, levels=bool(levels)
    )
    value = category.value if category is not None else "other"
    if value.startswith(("evaluation_and_management", "surgery/consult", "psychological_services")):
        specialties = [h for h in hits if h.label == "SPECIALTY"]
        parts = read_body_parts(parts_named, lexicon, specialties)
    tags = [category] if category is not None else []
    tags += _drugs(text, start, end, hits, lexicon, value)
    if in_figures or _COUNTED.search(fold(text[start:end])):
        tags += _counts(figures, start, end, value)
    tags += parts
    side = read_laterality(text, start, end, parts_named, lexicon)
    tags += [side] if side is not None else []
    tags += levels if value != "diagnostic_testing/laboratory" else []
    return tags + read_service_dates(text, start, end)


def _drugs(text: str, start: int, end: int, hits: Sequence[Tag], lexicon: Lexicon, category: str) -> list[Tag]:
    """Drugs that are asked for, not those that a visit, a test or a program is about."""
    if category == "pharmaceuticals":
        return read_drugs(text, start, end, hits, lexicon)
    if category.startswith("injection"):
        return read_drugs(text, start, end, hits, lexicon, injected=True)
    return []


def _counts(figures: str, start: int, end: int, category: str) -> list[Tag]:
    therapy = category.startswith(_THERAPIES)
    crossed = therapy or (category.startswith("evaluation") and _VISITS_CROSSED.search(figures, start, end) is not None)
    frequency = read_frequency(figures, start, end, therapy=crossed, drug=category == "pharmaceuticals")
    tags = []
    if frequency is not None:
        tags.append(Tag("frequency", frequency.start, frequency.end, frequency.value))
    sessions = None
    if therapy or category.startswith(("evaluation", "psychological", "other")):
        sessions = read_sessions(figures, start, end, frequency, implied=therapy)
    if sessions is not None:
        tags.append(sessions)
    if not therapy and category != "evaluation_and_management/dental":
        quantity = read_quantity(figures, start, end, category=category)
        refills = read_refills(figures, start, end)
        tags += [tag for tag in (quantity, refills) if tag is not None]
    return tags


def _blanked(text: str, start: int, end: int, named: Sequence[Tag]) -> str:
    """The text up to `end` with dates, strengths, levels and drugs' names blanked out, at the same offsets."""
    spans = [(tag.start, tag.end) for tag in named]
    for expression in (DATE, STRENGTH):
        spans += [match.span() for match in expression.finditer(text, start, end)]
    if not spans:
        return text
    letters = list(text[start:end])
    for first, last in spans:
        letters[first - start : last - start] = "_" * (last - first)
    return text[:start] + "".join(letters) + text[end:]


class RequestsComponent:
    """Writes `doc.spans["requests"]` from the sections and the rules' hits.

    Args:
        rules: the rules in use, for their roles.
    """

    def __init__(self, rules: RuleLookup | None = None) -> None:
        self.rules = rules or RuleLookup(None)
        self._seen: Mapping[str, Rule] | None = None
        self._lexicon = Lexicon()

    @property
    def lexicon(self) -> Lexicon:
        """What the rules in use say beyond their hits."""
        drugs = self.rules.of("DRUG")
        if drugs is not self._seen:
            self._seen = drugs
            self._lexicon = Lexicon.of(rule for label in LABELS for rule in self.rules.of(label).values())
        return self._lexicon

    def __call__(self, doc: Doc) -> Doc:
        tags: list[Tag] = []
        sections = [section for section in read_tags(doc, "sections") if section.label == "request"]
        if sections:
            text, hits, lexicon = get_reading(doc).text, _hits(doc), self.lexicon
            for section in sections:
                inside = within(hits, section.start, section.end)
                tags += read_request(text, section.start, section.end, inside, lexicon)
        write_tags(doc, "requests", tags)
        return doc


def _hits(doc: Doc) -> list[Tag]:
    """The rules' tags with `LABELS`, in text order."""
    return in_text_order(tag for tag in read_tags(doc, "rules") if tag.label in LABELS)


@Language.factory("imr_requests")
def make_requests(nlp: Language, name: str) -> RequestsComponent:
    """Takes no settings; the rules are those of the pipeline's `imr_rules`."""
    return RequestsComponent(RuleLookup(nlp))
