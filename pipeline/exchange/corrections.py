"""An expert's corrections, put into the record that they were made on."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from pipeline.exchange.annotations import LINES, MANY, OWN, AnnotatedLetter, Annotation, annotations_of
from pipeline.exchange.changes import changes
from pipeline.exchange.derived import derive
from pipeline.exchange.new_values import NewValues, NoValueError
from pipeline.exchange.normal_values import NormalValues
from pipeline.exchange.problems import MISPLACED, NO_VALUE, UNKNOWN_LABEL, ExchangeProblem

Data = dict[str, Any]
# Where a new value of a label goes: in the letter, in its item. Lists end with `[]`.
_IN_LETTER = {
    "licensure": "expert_reviewer.licensure[]",
    "specialty": "expert_reviewer.specialties[]",
    "age": "injured_worker.age",
    "sex": "injured_worker.sex",
    "date": "dates[]",
    OWN: "spans[]",
} | {
    key: f"case.{key}"
    for key in (
        *("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "priority"),
        "application_received",
    )
}
_IN_ITEM = {
    "decision": "decision",
    "conclusion": "rationale.conclusion",
    "rationale": "rationale",
    **{line: line for line in LINES},
    **{label: f"request.{key}[]" for key, label in MANY.items()},
    **{
        key: f"request.{key}"
        for key in ("disputed", "original", "authorized", "quantity", "refills", "sessions", "frequency", "laterality")
    },
}
# A new item before what stands in it, a citation before its sections.
_ORDER = {"request": 0, **dict.fromkeys((*LINES, "rationale"), 1), "citation": 2}


def corrected_record(letter: AnnotatedLetter, normal: NormalValues) -> tuple[Data, list[ExchangeProblem]]:
    """The record of a corrected letter: what the expert left is as it was, offsets included.

    Args:
        letter: the text, the record that was exported, and the annotations that came back.
        normal: reads the normal values of new words.

    Returns:
        the record's data, and a problem for each correction that could not be put into it.
    """
    corrector = _Corrector(letter, normal)
    made = changes(annotations_of(letter.record), letter.annotations)
    corrector.take_away(made.removed)
    for old, new in made.changed:
        corrector.change(old, new)
    for new in sorted(made.added, key=lambda a: (_ORDER.get(a.kind, 3), a.start)):
        corrector.add(new)
    corrector.finish()
    return corrector.record, corrector.problems


class _Corrector:
    """Changes one record. While it works, what is taken out of a list leaves `None` behind, so that paths hold."""

    def __init__(self, letter: AnnotatedLetter, normal: NormalValues) -> None:
        self.record: Data = copy.deepcopy(dict(letter.record))
        self.problems: list[ExchangeProblem] = []
        self._name = letter.letter_id
        self.record.setdefault("spans", [])
        self._numbers = [item["number"] for item in letter.record["determinations"]]
        self._values = NewValues(letter.text, normal, [a for a in letter.annotations if a.kind == "section"])

    def take_away(self, removed: Iterable[Annotation]) -> None:
        for annotation in removed:
            parent, key = self._parent(annotation.path)
            if parent is None:
                continue
            if annotation.kind in (*LINES, "rationale"):
                parent[key] = _emptied(parent[key], annotation.kind)
            elif annotation.kind == "disputed":
                parent[key] = {"value": parent["text"], **{k: parent[k] for k in ("text", "start", "end")}}
            else:
                parent[key] = None

    def change(self, old: Annotation, new: Annotation) -> None:
        parent, key = self._parent(old.path)
        if parent is None:
            return
        try:
            parent[key] = self._values.changed(parent[key], old, new, self._item_at(new.start))
        except NoValueError as error:
            parent[key] = parent[key] if error.keep else None
            self._tell(NO_VALUE, f"{new.label} {error}", new)

    def add(self, new: Annotation) -> None:
        if new.kind == "request":
            self.record["determinations"].append(self._values.determination(new))
            self.record["determinations"].sort(key=_place_of)
            return
        holder, path = self._home(new)
        if path is None:
            self._tell(UNKNOWN_LABEL, f"{new.label} is no label of a record", new)
        elif holder is None:
            self._tell(MISPLACED, f"{new.label} stands in no part that can hold it", new)
        else:
            self._put(holder, path, new)

    def finish(self) -> None:
        """Close the gaps, put lists into the text's order, and derive again what is derived."""
        for item in self.record["determinations"]:
            for part in _parts(item):
                if part["text"] is None:
                    part["citations"] = []
        for key in ("expert_reviewer", "determinations", "dates", "spans"):
            _close(self.record.get(key))
        after = [item["number"] for item in self.record["determinations"]]
        derive(self.record, renumber=after != self._numbers)

    def _put(self, holder: Data, path: str, new: Annotation) -> None:
        *steps, last = path.removesuffix("[]").split(".")
        for step in steps:
            holder = holder[step]
        try:
            value = self._values.new(new, self._item_at(new.start), self.record)
        except NoValueError as error:
            self._tell(NO_VALUE, f"{new.label} {error}", new)
            return
        if path.endswith("[]"):
            holder[last].append(value)
        elif new.kind in (*LINES, "rationale"):
            holder[last].update(value)
        elif holder[last] is None or new.kind == "disputed":
            holder[last] = value
        else:
            self._tell(MISPLACED, f"{new.label} is there already: a record has one", new)

    def _home(self, new: Annotation) -> tuple[Data | None, str | None]:
        """What is to hold a new value, and the path in it; no path where no record has such a label."""
        if new.kind in _IN_LETTER:
            return self.record, _IN_LETTER[new.kind]
        item = self._item_at(new.start)
        if new.kind in _IN_ITEM:
            return item, _IN_ITEM[new.kind]
        if new.kind == "citation":
            return _holding(_parts(item), new), "citations[]"
        if new.kind == "section":
            cited = (c for part in _parts(item) for c in part["citations"] if c)
            return _holding(cited, new), "sections[]"
        return None, None

    def _item_at(self, offset: int) -> Data | None:
        found = None
        for item in self.record["determinations"]:
            if item and item["request"] and item["request"]["start"] <= offset:
                found = item
        return found

    def _parent(self, path: str) -> tuple[Any, Any]:
        """What holds the value at `path`, and its key there; `None` where it went with what it stood in."""
        steps = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = self.record
        for step in steps[:-1]:
            at = at[step] if at is not None else None
        return at, steps[-1]

    def _tell(self, code: str, message: str, new: Annotation) -> None:
        self.problems.append(ExchangeProblem(code, f"{message} (characters {new.start}-{new.end})", self._name))


def _parts(item: Data | None) -> list[Data]:
    return [] if item is None else [item[key] for key in (*LINES, "rationale")]


def _place_of(item: Data | None) -> int:
    return item["request"]["start"] if item and item["request"] else -1


def _holding(parts: Iterable[Data], new: Annotation) -> Data | None:
    for part in parts:
        if part["start"] is not None and part["start"] <= new.start and new.end <= part["end"]:
            return part
    return None


def _emptied(part: Data, kind: str) -> Data:
    """A guideline line or a rationale that the letter does not have; what stood in it is taken away by itself."""
    empty: Data = {"text": None, "start": None, "end": None}
    if kind == "rationale":
        return {**part, **empty, "depends_on": []}
    return {**part, **empty, "cited": None, "outside_mtus": False}


def _close(part: Any) -> None:
    """Take out what lists lost, items without a request among it; sort what has places."""
    if isinstance(part, dict):
        for inner in part.values():
            _close(inner)
    elif isinstance(part, list):
        part[:] = [inner for inner in part if inner is not None and not _without_request(inner)]
        for inner in part:
            _close(inner)
        if part and all(isinstance(inner, dict) and isinstance(inner.get("start"), int) for inner in part):
            part.sort(key=lambda inner: inner["start"])


def _without_request(part: Any) -> bool:
    return isinstance(part, dict) and "request" in part and part["request"] is None
