"""What is looked for to fill each field of a record: rules by label, or cells and lines of the letter's
layout."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from pipeline.rules.ruleset import RuleSet


class Source(NamedTuple):
    """What fills a field: rules with these labels, in this section; `words` says what else is read."""

    words: str
    labels: tuple[str, ...] = ()
    section: str = ""


CELL = "its cell in the letter's header (patterns/layouts)"
CATALOGUE = "titles of the catalogue of guidelines (patterns/guidelines)"
SOURCES: dict[str, Source] = {
    "case": Source(CELL, (), "header"),
    "licensure": Source("the reviewer's credentials", (), "reviewer"),
    "specialties": Source("the reviewer's credentials", ("SPECIALTY_NAME",), "reviewer"),
    "age": Source("a person's age", ("AGE",), "summary"),
    "sex": Source("a person's sex, then the first pronoun", ("SEX",), "summary"),
    "outcome": Source("the decisions of all items"),
    "determinations": Source("headings that end with a decision (patterns/layouts)"),
    "dates": Source("dates and the words beside them", ("DATE", "DATE_CUE")),
    "spans": Source("rules with labels of your own"),
    "original": Source("the sentence that says what the original request was", ("REQUEST_PART",), "request"),
    "authorized": Source("the sentence that says what was authorized", ("REQUEST_PART",), "request"),
    "category": Source("names of treatments and drugs", ("TREATMENT", "SPECIALTY", "DRUG"), "request"),
    "subcategory": Source("names of treatments; some categories have none", ("TREATMENT",), "request"),
    "drugs": Source("names of drugs", ("DRUG",), "request"),
    "strength": Source("a strength behind the drug", ("STRENGTH", "BARE_STRENGTH", "UNITS"), "request"),
    "form": Source("a form behind the drug", ("DRUG_FORM", "FORM"), "request"),
    "quantity": Source("a count such as #60 or QTY: 60", ("QUANTITY", "LEADING", "FACTOR"), "request"),
    "refills": Source("a count of refills", ("REFILLS",), "request"),
    "sessions": Source("a count of sessions, or frequency times duration", ("SESSIONS", "COURSE"), "request"),
    "frequency": Source("how often and for how long", ("FREQUENCY", "DURATION", "COURSE"), "request"),
    "body_parts": Source("names of body parts", ("BODY_PART",), "request"),
    "laterality": Source("left, right and bilateral", ("SIDE",), "request"),
    "spinal_levels": Source("levels such as L4-L5", ("LEVEL",), "request"),
    "dates_of_service": Source("dates in the heading", ("SERVICE",), "request"),
    "decision": Source("the decision at the heading's end", (), "decision"),
    "conclusion": Source("the words of a verdict that are the reviewer's own", ("VERDICT", "ELLIPSIS"), "rationale"),
    "depends_on": Source("a reason that rests on another item", ("DECIDED", "REFERENCE"), "rationale"),
    "cited": Source("the line with the guideline"),
    "chapter": Source("a chapter cited by number"),
    "sections": Source(CATALOGUE),
    "regulations": Source("numbers such as 9792.20"),
    "pages": Source("page numbers"),
    "edition": Source("a year beside the title"),
    "guideline": Source(CATALOGUE),
    "entry": Source(CATALOGUE),
    "citations": Source(CATALOGUE),
}


def wanted_for(path: str) -> tuple[Source, str, str] | None:
    """What fills the field at `path`, the section that it is read from, and the item's number; `None` where nothing is
    known of it."""
    steps = path.split(".")
    source = next((SOURCES[step] for step in reversed(steps) if step in SOURCES), None)
    if source is None:
        return None
    name = next((step for step in steps if step.endswith("_guideline") or step == "rationale"), source.section)
    return source, name, steps[1] if steps[0] == "determinations" and len(steps) > 1 else ""


def looked_for(path: str, rules: RuleSet, sections: Set[tuple[str, str]]) -> str:
    """What was looked for to fill the field at `path`, and where.

    Args:
        path: like `determinations.1.rationale.conclusion`.
        rules: the rules that ran.
        sections: names and item numbers of the sections that the letter has.
    """
    wanted = wanted_for(path)
    if wanted is None:
        return ""
    source, name, number = wanted
    said = source.words
    running = [
        rule for rule in rules.with_label(*source.labels) if not name or not rule.sections or name in rule.sections
    ]
    if running:
        said += f"; {len(running)} rules with label {' or '.join(_labels(source, rules))}"
    if not name:
        return said
    if not any(label == name and (not number or value == number) for label, value in sections):
        return f"{said}; the letter has no section `{name}`" + (f" for item {number}" if number else "")
    return f"{said}, in the section `{name}`"


def _labels(source: Source, rules: RuleSet) -> list[str]:
    return [label for label in source.labels if label in rules.labels]
