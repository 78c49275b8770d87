"""The whole record of a letter, from its Doc's tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from pipeline.assembling.citations import citations_in
from pipeline.assembling.clinical import clinical_of
from pipeline.assembling.grounder import Grounder
from pipeline.assembling.groups import REVIEWERS, STATE_DIAGNOSIS, STATE_TREATMENT
from pipeline.assembling.requests import request_of
from pipeline.assembling.reviewers import reviewers_in, votes_in
from pipeline.assembling.sections import PartsOfLetter, sections_of
from pipeline.guidelines.contradictions import contradictions
from pipeline.records.model import (
    CONCLUSION_OF,
    Agreement,
    Case,
    DateMention,
    Determination,
    ExpertReviewer,
    Grounded,
    GuidelineLine,
    InjuredWorker,
    Letter,
    Outcome,
    Rationale,
    ReadingWarning,
    Source,
    StateCategories,
    UserSpan,
)
from pipeline.rules.cues import CUE, VETOED, standing
from pipeline.rules.tags import Tag, within
from pipeline.rules.vocabularies import Vocabularies

_START = attrgetter("start")
_OF_THE_WORKER = ("AGE", "SEX")  # rules' words for ages and sexes


Groups = Mapping[str, Sequence[Tag]]
"""A Doc's span groups as tags; requests, decisions and citations in text order."""


def letter_of(
    text: str, tags: Groups, source: Mapping[str, Any] | None, grounder: Grounder, vocabularies: Vocabularies
) -> Letter:
    """The record.

    Args:
        text: the reading text.
        tags: the Doc's tags by group; offsets into the reading text.
        source: the fields of the record's `source`, and `name`, which the letter goes by where it has no case number,
            and `published`.
        grounder: maps to the document.
        vocabularies: the closed lists.
    """
    facts = dict(source or {})
    name = facts.pop("name", None) or "letter"
    facts.pop("published", None)
    fields = {tag.label: tag for tag in reversed(tags["fields"])}
    case = Case(**{key: grounder.value(fields.get(key), str) for key in Case.__dataclass_fields__})
    determinations = _determinations(tags, grounder)
    sections, summary = sections_of(text, tags["sections"], grounder) if tags["layout"] else ((), None)
    letter = Letter(
        letter_id=case.case_number.value if case.case_number else str(name),
        source=Source(**facts),
        layout=tags["layout"][0].label if tags["layout"] else "unknown",
        case=case,
        expert_reviewer=ExpertReviewer(
            licensure=_values(tags["fields"], "licensure", grounder),
            specialties=_values(tags["fields"], "specialties", grounder),
        ),
        injured_worker=_injured_worker(tags["people"], grounder),
        summary=summary,
        outcome=_outcome(determinations),
        determinations=determinations,
        dates=_dates(tags, grounder),
        clinical=clinical_of(tags["clinical"], grounder),
        sections=sections,
        spans=_spans(tags, grounder),
        warnings=_warnings(text, tags, determinations, grounder),
        reviewers=reviewers_in(tags[REVIEWERS], grounder),
        votes=votes_in(tags[REVIEWERS], grounder),
    )
    stated = [*tags["sections"], *tags["decisions"], *standing(tags["rules"], *_OF_THE_WORKER)]
    found = contradictions(letter, text, stated, grounder.place, vocabularies)
    return replace(letter, findings=found) if found else letter


def _spans(tags: Groups, grounder: Grounder) -> tuple[UserSpan, ...]:
    """The hits of a user's own labels; of a letter without a layout, which has no determinations, its verdicts and
    citations too."""
    found = list(tags["own"])
    if not tags["layout"]:
        found += [t._replace(label=f"VERDICT.{t.value}") for t in tags["verdicts"]]
        found += [t._replace(label=f"CITATION.{t.label}", rule=t.value) for t in tags["citations"]]
    found.sort(key=lambda t: t.start)
    if not found:
        return ()
    parts = PartsOfLetter(tags["sections"])
    return tuple(_span(t, *parts.at(t.start), grounder) for t in found if VETOED not in t.attributes)


def _span(tag: Tag, section: str | None, item: int | None, grounder: Grounder) -> UserSpan:
    attributes = {name: value for name, value in tag.attributes.items() if name != CUE}
    value = None if tag.value == "" else tag.value
    return UserSpan(tag.label, tag.rule, *grounder.place(tag.start, tag.end), value, attributes, section, item)


def _values(tags: Sequence[Tag], label: str, grounder: Grounder) -> tuple[Grounded[str], ...]:
    found = (grounder.text(tag) for tag in tags if tag.label == label)
    return tuple(value for value in found if value is not None)


def _injured_worker(tags: Sequence[Tag], grounder: Grounder) -> InjuredWorker:
    first = {tag.label: tag for tag in reversed(tags)}
    return InjuredWorker(age=grounder.value(first.get("age"), int), sex=grounder.value(first.get("sex"), str))


def _outcome(determinations: Sequence[Determination]) -> Outcome | None:
    decisions = {d.decision.value if d.decision else None for d in determinations}
    if not decisions or None in decisions:
        return None
    if len(decisions) > 1 or any(d.in_part for d in determinations):
        return "partially_overturned"
    return "upheld" if decisions == {"upheld"} else "overturned"


def _dates(tags: Groups, grounder: Grounder) -> tuple[DateMention, ...]:
    found = []
    parts = PartsOfLetter(tags["sections"])
    for role, start, end, value, *_ in sorted(tags["dates"], key=_START):
        section, _ = parts.at(start)
        if section is not None:
            found.append(DateMention(value, *grounder.place(start, end), role, section))
    return tuple(found)


def _determinations(tags: Groups, grounder: Grounder) -> tuple[Determination, ...]:
    items: dict[int, dict[str, Tag]] = {}
    for section in tags["sections"]:
        if section.value.isdigit():
            items.setdefault(int(section.value), {})[section.label] = section
    behind = [tag for tag in (*tags["requests"], *tags["decisions"]) if "item" in tag.attributes]
    return tuple(
        _determination(number, parts, tags, grounder, [tag for tag in behind if tag.attributes["item"] == str(number)])
        for number, parts in sorted(items.items())
        if "request" in parts
    )


def _determination(
    number: int, parts: Mapping[str, Tag], tags: Groups, grounder: Grounder, behind: Sequence[Tag]
) -> Determination:
    """An item by its `parts`; `behind` is what it has outside of these: dates of service, a verdict in the result."""
    request = parts["request"]
    decision, in_part = _decision(parts.get("decision"), tags, behind, grounder)
    return Determination(
        number=number,
        request=request_of(request, [*within(tags["requests"], request.start, request.end), *behind], grounder),
        decision=decision,
        claims_administrator_guideline=_line(parts.get("claims_administrator_guideline"), tags, grounder),
        reviewer_guideline=_line(parts.get("reviewer_guideline"), tags, grounder),
        rationale=_rationale(parts.get("rationale"), (decision, in_part), tags, grounder, behind)
        or _no_rationale(request, grounder),
        in_part=in_part,
        state_categories=_state_categories(behind),
    )


def _state_categories(tags: Sequence[Tag]) -> StateCategories | None:
    found = {
        tag.label: str(tag.value).partition(": ") for tag in tags if tag.label in (STATE_DIAGNOSIS, STATE_TREATMENT)
    }
    if not found:
        return None
    diagnosis, _, of_diagnosis = found.get(STATE_DIAGNOSIS, ("", "", ""))
    treatment, _, of_treatment = found.get(STATE_TREATMENT, ("", "", ""))
    return StateCategories(diagnosis or None, of_diagnosis or None, treatment or None, of_treatment or None)


def _decision(
    line: Tag | None, tags: Groups, behind: Sequence[Tag], grounder: Grounder
) -> tuple[Grounded[str] | None, bool]:
    """(an item's decision, whether it is one in part, with which no verdict can agree or disagree); where no words
    decide, the one that is read off the verdict is among those `behind`."""
    inside = within(tags["decisions"], line.start, line.end) if line is not None else behind
    decision = next((t for t in inside if t.label == "decision"), None)
    if decision is None:
        return None, False
    return grounder.certain(decision, str), decision.attributes.get("in_part") == "yes"


def _line(section: Tag | None, tags: Groups, grounder: Grounder) -> GuidelineLine:
    if section is None:
        return GuidelineLine()
    text, start, end = grounder.place(section.start, section.end)
    said = {tag.label for tag in within(tags["guideline_lines"], section.start, section.end)}
    citations = citations_in(tags["citations"], tags["citation_parts"], section.start, section.end, grounder.place)
    return GuidelineLine(text, start, end, "uncited" not in said, "outside_mtus" in said, citations)


def _no_rationale(request: Tag, grounder: Grounder) -> Rationale:
    """An item whose rationale the letter does not have: an empty text behind its heading."""
    _, _, end = grounder.place(request.start, request.end)
    return Rationale(text="", start=end, end=end)


def _rationale(
    section: Tag | None,
    decision: tuple[Grounded[str] | None, bool],
    tags: Groups,
    grounder: Grounder,
    behind: Sequence[Tag],
) -> Rationale | None:
    """The rationale; where the request is granted in part, a verdict on either part is none on the request."""
    if section is None:
        return None
    text, start, end = grounder.place(section.start, section.end)
    decided, in_part = decision
    inside = within(tags["decisions"], section.start, section.end)
    verdicts = [tag for tag in (*inside, *behind) if tag.label == "conclusion"]
    conclusion = grounder.value(verdicts[0], str) if verdicts and not in_part else None
    numbers = {int(n) for t in inside if t.label == "depends_on" for n in t.value.split(",")}
    return Rationale(
        text=text,
        start=start,
        end=end,
        conclusion=conclusion,
        agreement=_agreement(decided, conclusion),
        depends_on=tuple(sorted(numbers)),
        citations=citations_in(tags["citations"], tags["citation_parts"], section.start, section.end, grounder.place),
    )


def _agreement(decision: Grounded[str] | None, conclusion: Grounded[str] | None) -> Agreement:
    if decision is None or conclusion is None:
        return "no_conclusion"
    return "agree" if CONCLUSION_OF[decision.value] == conclusion.value else "disagree"


def _warning(tag: Tag, text: str, grounder: Grounder) -> ReadingWarning:
    """A component's warning; one about the whole letter has no place in it."""
    if (tag.start, tag.end) == (0, len(text)):
        return ReadingWarning(tag.label, tag.value)
    return ReadingWarning(tag.label, tag.value, *grounder.place(tag.start, tag.end)[1:])


def _warnings(
    text: str, tags: Groups, determinations: Sequence[Determination], grounder: Grounder
) -> tuple[ReadingWarning, ...]:
    """The components' warnings, and what the record shows to be missing."""
    warnings = [_warning(tag, text, grounder) for tag in tags["warnings"]]
    if tags["layout"] and not determinations:
        warnings.append(
            ReadingWarning("W103", "the letter shows no disputed item: the items or their labels are missing")
        )
    known = [tag for tag in tags["requests"] if tag.label == "category"]
    unknown = {
        int(section.value)
        for section in tags["sections"]
        if section.label == "request" and not within(known, section.start, section.end)
    }
    drugs = [tag for tag in tags["requests"] if tag.label == "unlisted_drug" or tag.attributes.get("drug") == "unknown"]
    headings = {section.value: section for section in reversed(tags["sections"]) if section.label == "request"}
    for d in determinations:
        for code, message in (*_missing(d, d.number in unknown), *_drugs_apart(headings.get(str(d.number)), drugs)):
            words = f"item {d.number}, {d.request.disputed.text!r}: {message}"
            warnings.append(ReadingWarning(code, words, d.request.start, d.request.end))
    unsure = {tag.start for tag in tags["decisions"] if tag.attributes.get("certainty", "strong") != "strong"}
    for d, tag, stated in _against_the_decision(determinations, tags, grounder):
        if tag.start in unsure:
            words = (
                f"item {d.number}, {d.request.disputed.text!r}: its verdict is against the decision, in unsure words"
            )
            warnings.append(ReadingWarning("W207", words, stated.start, stated.end))
    return tuple(warnings)


def _against_the_decision(
    determinations: Sequence[Determination], tags: Groups, grounder: Grounder
) -> Iterator[tuple[Determination, Tag, Grounded[str]]]:
    """The items whose conclusion is not their decision, each with its conclusion and that one's tag."""
    stated = [(tag, grounder.value(tag, str)) for tag in tags["decisions"] if tag.label == "conclusion"]
    for d in determinations:
        if d.rationale.agreement == "disagree":
            yield from (
                (d, tag, value) for tag, value in stated if value is not None and value == d.rationale.conclusion
            )


def _missing(d: Determination, unknown: bool) -> Iterator[tuple[str, str]]:
    """Codes and messages of what an item lacks; `unknown`: no rule knows what was asked for."""
    if unknown:
        yield "W201", "no vocabulary knows what was asked for"
    if d.decision is None:
        yield "W202", "the letter does not say plainly whether it is upheld or overturned"
    if d.rationale.conclusion is None and d.rationale.text and not d.in_part:
        yield "W203", "no verdict was found in the rationale"
    if not d.rationale.text:
        yield "W204", "the item has no rationale"


def _drugs_apart(heading: Tag | None, drugs: Sequence[Tag]) -> Iterator[tuple[str, str]]:
    """Codes and messages of the drugs that an item's heading names and its record does not."""
    for tag in within(drugs, heading.start, heading.end) if heading is not None else ():
        if tag.label == "unlisted_drug":
            yield "W205", f"the heading names {tag.value}, which is not among its drugs"
        else:
            yield "W206", "it is taken for a drug by its form or dose; no rule knows the name"
