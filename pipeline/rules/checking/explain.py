"""Where each field of a record comes from: the span and the rule behind it, and for empty fields what was
looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, NamedTuple

from pipeline.records.model import Grounded, Letter
from pipeline.rules.checking.looked_for import looked_for, wanted_for
from pipeline.rules.cues import BY, CUE, VETOED
from pipeline.rules.ruleset import RuleSet
from pipeline.rules.tags import NO_ATTRIBUTES

LEFT_OUT = frozenset({"source", "findings", "warnings", "letter_id"})


class Evidence(NamedTuple):
    """A span that components left: its group in `doc.spans`, its place in the document's text, and its attributes,
    those that cues set with the rule that did."""

    group: str
    label: str
    value: str
    rule: str
    start: int
    end: int
    attributes: Mapping[str, str] = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a record.

    Attributes:
        field: its path, like `determinations.1.rationale.conclusion` (items are numbered from 1).
        value: its value in words; empty where the record has none.
        text: the printed words it was read from; empty where it is derived.
        start, end: their place in the document's text; -1 where it is derived.
        behind: the spans behind it, each with its rule and the rule's place, and what cues set on it; for an empty
            field the hits that it might have come from, had cues not acted on them; for the layout those that were
            tried.
        looked_for: for an empty field, what was looked for, and where.
    """

    field: str
    value: str
    text: str = ""
    start: int = -1
    end: int = -1
    behind: tuple[str, ...] = ()
    looked_for: str = ""


def explain(
    letter: Letter, evidence: Sequence[Evidence], rules: RuleSet, layouts: Sequence[str] = ()
) -> list[FieldLine]:
    """Every field of a record in its order, with what is behind it.

    Args:
        letter: the record.
        evidence: the spans of its Doc, with offsets into the document's text.
        rules: the rules that ran.
        layouts: what is said of each layout that was tried.
    """
    lines: list[FieldLine] = []
    for path, value in walk(letter):
        if path == "layout":
            lines.append(FieldLine(path, str(value or "unknown"), behind=tuple(layouts)))
        elif value is None or value == ():
            said = looked_for(path, rules, _sections(evidence))
            lines.append(FieldLine(path, "", behind=_outdone(path, evidence, rules), looked_for=said))
        elif is_dataclass(value):
            start, end = int(getattr(value, "start", -1)), int(getattr(value, "end", -1))
            words = getattr(value, "text", "") or ""
            lines.append(FieldLine(path, _in_words(value), words, start, end, _behind(start, end, evidence, rules)))
        else:
            lines.append(FieldLine(path, str(value)))
    return lines


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a record with their paths: places of the text as objects, derived values bare, empty
    ones too."""
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        for index, item in enumerate(value, start=1):
            yield from walk(item, f"{path}.{index}")
        return
    if not is_dataclass(value):
        yield path, value
        return
    names = [field.name for field in fields(value)]
    if getattr(value, "start", None) is not None:
        yield path, value
    if isinstance(value, Grounded):
        return
    for name in names:
        inner = getattr(value, name)
        if name in ("text", "start", "end") or (not path and name in LEFT_OUT):
            continue
        if is_dataclass(inner) or isinstance(inner, tuple) or "start" not in names or inner is None:
            yield from walk(inner, f"{path}.{name}".lstrip("."))


def _in_words(value: Any) -> str:
    if isinstance(value, Grounded):
        return str(value.value)
    plain = (field.name for field in fields(value) if field.name not in ("text", "start", "end"))
    shown = ((name, getattr(value, name)) for name in plain)
    return ", ".join(
        f"{name.strip('_')}={one}"
        for name, one in shown
        if one not in (None, (), False)
        and not is_dataclass(one)
        and not (isinstance(one, tuple) and is_dataclass(one[0]))
    )


def _behind(start: int, end: int, evidence: Iterable[Evidence], rules: RuleSet) -> tuple[str, ...]:
    """Spans with the same extent; where there are none, the hits of rules inside."""
    if start < 0:
        return ()
    same = [one for one in evidence if (one.start, one.end) == (start, end)]
    inside = [one for one in evidence if one.rule and start <= one.start and one.end <= end]
    found = same if any(one.rule for one in same) else [*same, *inside]
    said = ((_said(one, rules), *set_by_cues(one.attributes, rules)) for one in found)
    return tuple(dict.fromkeys(line for lines in said for line in lines))


def _outdone(path: str, evidence: Sequence[Evidence], rules: RuleSet) -> tuple[str, ...]:
    """For an empty field: the hits in its section that cues acted on, with what they set."""
    wanted = wanted_for(path)
    if wanted is None or not wanted[0].labels:
        return ()
    source, name, number = wanted
    places = [
        (one.start, one.end)
        for one in evidence
        if one.group == "sections" and one.label == name and number in ("", one.value)
    ]
    return tuple(
        line
        for one in evidence
        if one.group == "rules" and one.label in source.labels and set_by_cues(one.attributes, rules)
        if any(start <= one.start and one.end <= end for start, end in places)
        for line in (f"{one.start}-{one.end} {_said(one, rules)}", *set_by_cues(one.attributes, rules))
    )


def _said(evidence: Evidence, rules: RuleSet) -> str:
    name = f"{evidence.group}/{evidence.label}" + "".join(f", {pair}" for pair in own_attributes(evidence.attributes))
    return f"{name} by {_rule(evidence.rule, rules)}" if evidence.rule else name


def _rule(id_: str, rules: RuleSet) -> str:
    rule = rules.by_id.get(id_)
    return id_ if rule is None else f"{id_} ({rule.place})"


def own_attributes(attributes: Mapping[str, str]) -> list[str]:
    """The attributes that a hit has of its own rule, like `class=opioid`."""
    by_cues = {name for name in attributes if f"{name}{BY}" in attributes}
    hidden = by_cues | {CUE, VETOED}
    return [f"{name}={value}" for name, value in attributes.items() if name not in hidden and not name.endswith(BY)]


def set_by_cues(attributes: Mapping[str, str], rules: RuleSet) -> list[str]:
    """What cues set on a hit, each with the cue's rule: `voice=provider by the cue voice.provider (…)`."""
    said = [
        f"  {name}={value} by the cue {_rule(attributes[f'{name}{BY}'], rules)}"
        for name, value in attributes.items()
        if f"{name}{BY}" in attributes
    ]
    return [*said, *(f"  does not count: vetoed by {_rule(one, rules)}" for one in [attributes.get(VETOED, "")] if one)]


def _sections(evidence: Iterable[Evidence]) -> frozenset[tuple[str, str]]:
    return frozenset((one.label, one.value) for one in evidence if one.group == "sections")
