"""Values of a record made from words that an expert marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.exchange.annotations import LINES, MANY, OWN, SOURCES, Annotation
from pipeline.exchange.normal_values import NormalValues
from pipeline.rules.words.furniture import shipped_forms
from pipeline.text.furniture import furniture_ranges
from pipeline.text.ground import printed

Data = dict[str, Any]
_CLOSED = {
    "decision": ("upheld", "overturned"),
    "conclusion": ("medically_necessary", "not_medically_necessary"),
    "sex": ("male", "female"),
    "citation": SOURCES,
}
_DATES = ("date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received")
_TEXTS = ("case_number", "licensure", "specialty", "disputed", "original", "authorized")
_DETAILS = ("quantity", "refills", "sessions", "laterality", "frequency")
_LIST_OF = {label: key for key, label in MANY.items()}
_EMPTY_LINE: Data = {"text": None, "start": None, "end": None, "cited": None, "outside_mtus": False, "citations": []}
_SECTIONS = ("claims_administrator_guideline", "reviewer_guideline", "rationale")


class NoValueError(Exception):
    """The words have no normal value; `keep` says that the old value stays."""

    def __init__(self, message: str, keep: bool = False) -> None:
        super().__init__(message)
        self.keep = keep


class NewValues:
    """Makes values in the shape of a record's data.

    Args:
        text: the letter.
        normal: reads normal values.
        sections: what is marked as a section of a citation. A new citation without any gets those that are read.
    """

    def __init__(self, text: str, normal: NormalValues, sections: Sequence[Annotation] = ()) -> None:
        self._text = text
        self._sections = sections
        self._furniture = furniture_ranges(text, shipped_forms())
        self._normal = normal

    def new(self, new: Annotation, item: Data | None, record: Data) -> Any:
        """The value of a label that is new at its place.

        Raises:
            NoValueError: no normal value can be read from the words, or the label names none.
        """
        kind = new.kind
        if kind in LINES:
            cited, outside = self._normal.line(self._words(new))
            return {**self._ground(new), "cited": cited, "outside_mtus": outside}
        if kind in ("rationale", "section"):
            entry = {"entry": None} if kind == "section" else {}
            return {**self._ground(new), **entry}
        if kind == "date":
            value = self._read(self._normal.date(self._words(new)), new)
            return self._grounded(value, new) | {"role": self._named(new), "section": _section(new, item, record)}
        if kind == OWN:
            return self._own(new, item, record)
        if kind == "citation":
            return self._citation(new, item)
        if kind in _LIST_OF or kind in _DETAILS:
            return self._detail(new, item)
        return self._grounded(self._scalar(new), new)

    def changed(self, old_value: Data, old: Annotation, new: Annotation, item: Data | None) -> Data:
        """A value whose place or name changed.

        Raises:
            NoValueError: as for `new`.
        """
        kind = new.kind
        moved = (old.start, old.end) != (new.start, new.end)
        if kind == "request":
            return self._heading(old_value, new)
        if kind in LINES:
            cited, outside = self._normal.line(self._words(new))
            return {**old_value, **self._ground(new), "cited": cited, "outside_mtus": outside}
        if kind in ("rationale", "section"):
            return {**old_value, **self._ground(new)}
        if kind == OWN:
            return {**old_value, **self._ground(new), "label": _own_label(new)}
        if not moved and kind == "citation":
            return {**old_value, "source": self._named(new)}
        if kind == "date":
            value = old_value["value"] if not moved else self._read(self._normal.date(self._words(new)), new)
            return {**old_value, **self._ground(new), "value": value, "role": self._named(new)}
        if kind == "citation":
            return {**self._citation(new, item), "sections": old_value["sections"]}
        if kind in _LIST_OF or kind in _DETAILS:
            return self._detail(new, item)
        return self._grounded(self._scalar(new), new)

    def determination(self, new: Annotation) -> Data:
        """A new item: its request as the pipeline reads such a heading; everything else is still open."""
        request: Data = {
            **self._ground(new),
            "disputed": self._grounded(self._words(new), new),
            **dict.fromkeys(("original", "authorized")),
            "utilization_review": "denied",
            **dict.fromkeys(("category", "subcategory")),
            **{key: [] for key in MANY},
            **dict.fromkeys(_DETAILS),
            "retrospective": False,
        }
        read = self._normal.request(self._words(new))
        if read:
            request |= {key: read[key] for key in ("category", "subcategory", "retrospective")}
        rationale = {"text": None, "start": None, "end": None, "conclusion": None, "agreement": "no_conclusion"}
        return {
            "number": 0,
            "request": request,
            "decision": None,
            **{line: {**_EMPTY_LINE, "citations": []} for line in LINES},
            "rationale": {**rationale, "depends_on": [], "citations": []},
        }

    def _heading(self, request: Data, new: Annotation) -> Data:
        """A request with another extent: category and retrospective are read again, and `disputed` goes with a plain
        heading."""
        plain = (request["disputed"]["start"], request["disputed"]["end"]) == (request["start"], request["end"])
        changed = {**request, **self._ground(new)}
        if plain:
            changed["disputed"] = self._grounded(self._words(new), new)
        read = self._normal.request(self._words(new))
        if read:
            changed |= {key: read[key] for key in ("category", "subcategory", "retrospective")}
        return changed

    def _scalar(self, new: Annotation) -> Any:
        kind, words = new.kind, self._words(new)
        if kind in _CLOSED:
            return self._named(new)
        if kind in _TEXTS:
            return words
        if kind in _DATES:
            return self._read(self._normal.date(words), new)
        if kind == "age":
            return self._read(self._normal.age(words), new)
        if kind == "priority":
            return self._read(self._normal.priority(words), new)
        raise NoValueError("is a label whose value cannot be read")

    def _detail(self, new: Annotation, item: Data | None) -> Data:
        """A detail of a request: read as part of the item's heading, else alone."""
        words, key = self._words(new), _LIST_OF.get(new.kind, new.kind)
        request = item["request"] if item is not None else None
        headings = [request["disputed"]["text"], request["text"], words] if request else [words]
        for heading in headings:
            read = self._normal.request(heading)
            found = read[key] if read else None
            for one in found if isinstance(found, list) else [found]:
                if one and (one["text"] == words or heading == words):
                    return {**one, **self._ground(new)}
        raise NoValueError(f"{words!r} is not read as such by the rules")

    def _own(self, new: Annotation, item: Data | None, record: Data) -> Data:
        """A span of a label of the user's own; what its value is only the user's rules know."""
        number = item["number"] if item is not None else None
        value: Data = {"value": None, "attributes": {}, "section": _section(new, item, record), "determination": number}
        return {"label": _own_label(new), "id": "", **self._ground(new), **value}

    def _citation(self, new: Annotation, item: Data | None) -> Data:
        words = self._words(new)
        start = item["rationale"]["start"] if item else None
        found = self._normal.citation(words, in_prose=start is not None and start <= new.start)
        if found is None:
            raise NoValueError(f"{words!r} is not read as one citation")
        source = self._named(new)
        marked = any(new.start <= a.start and a.end <= new.end for a in self._sections)
        read = [] if marked else found["sections"]
        sections = [{**section, **self._inside(section, new, words)} for section in read]
        return {**found, **self._ground(new), "source": source, "sections": sections}

    def _inside(self, part: Data, new: Annotation, words: str) -> Data:
        """The place of a section, whose offsets count in `words`, in the letter: by its characters but spaces."""
        before = len("".join(words[: part["start"]].split()))
        length = len("".join(words[part["start"] : part["end"]].split()))
        solid = [i for i in range(new.start, new.end) if not self._text[i].isspace()]
        if before + length > len(solid) or not length:
            return {}
        return {"start": solid[before], "end": solid[before + length - 1] + 1}

    def _named(self, new: Annotation) -> str:
        """The value that a label names: `upheld` of `decision.upheld`."""
        name = new.label.partition(".")[2]
        known = sorted(self._normal.date_roles) if new.kind == "date" else _CLOSED[new.kind]
        if name not in known:
            raise NoValueError(f"names none of {', '.join(known)}", keep=True)
        return name

    def _read(self, value: Any, new: Annotation) -> Any:
        if value is None:
            raise NoValueError(f"has no value that can be read from {self._words(new)!r}")
        return value

    def _words(self, new: Annotation) -> str:
        return printed(self._text, new.start, new.end, self._furniture)

    def _ground(self, new: Annotation) -> Data:
        return {"text": self._words(new), "start": new.start, "end": new.end}

    def _grounded(self, value: Any, new: Annotation) -> Data:
        return {"value": value, **self._ground(new)}


def _own_label(new: Annotation) -> str:
    return new.label.partition(".")[2]


def _section(new: Annotation, item: Data | None, record: Data) -> str:
    """The section that a new date or span stands in: a part of its item, else that of the date before it."""
    if item is not None:
        for key in _SECTIONS:
            start = item[key]["start"]
            if start is not None and start <= new.start < item[key]["end"]:
                return key
        return "request"
    before = [date for date in record["dates"] if date and date["start"] <= new.start]
    return str(before[-1]["section"]) if before else "summary"
