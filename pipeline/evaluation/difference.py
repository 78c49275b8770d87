"""What changed between two sets of records: gains, losses and changes, per field and letter."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pipeline.evaluation.score import EvaluationError
from pipeline.evaluation.values import MALFORMED, Place, Record, Value, require_whole, values
from pipeline.writing import stored
from pipeline.writing.formats import RECORDS

Kind = Literal["gained", "lost", "changed"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "changed")
Records = Mapping[str, list[Record]]


class Change(NamedTuple):
    """One difference between two records of a letter.

    Attributes:
        letter: the letter's id.
        field: the value's field, as in figures.
        kind: `gained`: in the new record alone; `lost`: in the old one alone; `changed`: another value in
            its place.
        item: the disputed item's number, or `None`.
        old, new: the values, without the item's number; `None` where there is none.
        path: the letter's source; the new record's where both have one.
        place: where the value stands: the new one, or the old one where it was lost.
    """

    letter: str
    field: str
    kind: Kind
    item: int | None
    old: Any
    new: Any
    path: str | None
    place: Place


@dataclass(slots=True)
class Difference:
    """All changes, by field in the order of names; letters that only one side has."""

    letters: int = 0
    changed_letters: int = 0
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)
    fields: dict[str, list[Change]] = field(default_factory=dict)

    def counts(self, name: str) -> dict[Kind, int]:
        """How many changes of each kind a field has."""
        kinds = Counter(change.kind for change in self.fields[name])
        return {kind: kinds[kind] for kind in KINDS}


def read_records(path: Path) -> Records:
    """The records of a results folder, or of its letters.jsonl, by the letter's id.

    Raises:
        EvaluationError: there is no such file, or a line in it is no record (E503, E504).
    """
    file = path / RECORDS if path.is_dir() else path
    if path.is_dir() and not file.exists():
        file = path / stored.LETTERS
    records: defaultdict[str, list[Record]] = defaultdict(list)
    try:
        with stored.open_records(path) if path.is_dir() else file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.isspace():
                    record = _record(line.decode("utf-8"), f"{file}:{number}")
                    records[record["letter_id"]].append(record)
    except (OSError, UnicodeDecodeError):
        raise EvaluationError("E503", f"no records can be read from {file}") from None
    return dict(records)


def _record(line: str, where: str) -> Record:
    try:
        record: Record = json.loads(line)
        require_whole(_all_values(record))
        whole = all(isinstance(one, str) for one in (record["letter_id"], _path(record) or ""))
    except MALFORMED:
        whole = False
    if not whole:
        raise EvaluationError("E504", f"{where} is no letter record")
    return record


def difference(old: Records, new: Records) -> Difference:
    """The changes from `old` to `new`, letter by letter."""
    result = Difference()
    fields: defaultdict[str, list[Change]] = defaultdict(list)
    for letter in sorted(old.keys() | new.keys()):
        pairs, left, right = _paired(old.get(letter, []), new.get(letter, []))
        result.only_old += [letter] * left
        result.only_new += [letter] * right
        for before, after in pairs:
            changes = list(_changes(letter, before, after))
            result.letters += 1
            result.changed_letters += bool(changes)
            for change in changes:
                fields[change.field].append(change)
    result.fields = dict(sorted(fields.items()))
    return result


def _paired(old: list[Record], new: list[Record]) -> tuple[list[tuple[Record, Record]], int, int]:
    """The records of one letter in pairs, and how many of each side are left over. Where a letter was read
    from several sources, records of the same path belong together; the others pair in their order."""
    by_path = {_path(record): record for record in old}
    pairs = []
    rest = []
    for record in new:
        partner = by_path.pop(_path(record), None)
        if partner is None:
            rest.append(record)
        else:
            pairs.append((partner, record))
    taken = {id(partner) for partner, _ in pairs}
    left = [record for record in old if id(record) not in taken]
    pairs += zip(left, rest, strict=False)
    matched = min(len(left), len(rest))
    return pairs, len(left) - matched, len(rest) - matched


def _changes(letter: str, old: Record, new: Record) -> Iterator[Change]:
    lost, gained = _unmatched(_all_values(old), _all_values(new))
    new_path, old_path = _path(new) or _path(old), _path(old)
    for slot in dict.fromkeys((*lost, *gained)):
        name, item = slot
        before, after = lost.get(slot, []), gained.get(slot, [])
        if len(before) == len(after) == 1:
            was, now = before[0], after[0]
            yield Change(letter, name, "changed", item, _rest(was), _rest(now), new_path, now.place or was.place)
            continue
        for value in before:
            yield Change(letter, name, "lost", item, _rest(value), None, old_path or new_path, value.place)
        for value in after:
            yield Change(letter, name, "gained", item, None, _rest(value), new_path, value.place)


Slot = tuple[str, int | None]


def _unmatched(old: Iterable[Value], new: Iterable[Value]) -> tuple[dict[Slot, list[Value]], dict[Slot, list[Value]]]:
    """The values of each side that the other lacks, by field and item."""
    old, new = list(old), list(new)
    sides = []
    for mine, others in ((old, new), (new, old)):
        left = Counter((value.field, value.key) for value in others)
        slots: defaultdict[Slot, list[Value]] = defaultdict(list)
        for value in mine:
            if left[value.field, value.key] > 0:
                left[value.field, value.key] -= 1
            else:
                slots[value.field, _item(value)].append(value)
        sides.append(dict(slots))
    return sides[0], sides[1]


_LETTER_FIELDS = (
    "case.",
    "expert_reviewer.",
    "injured_worker.",
    "outcome",
    "date",
    "layout",
    "warning",
    "finding",
)


def _of_item(name: str) -> bool:
    return not name.startswith(_LETTER_FIELDS)


def _item(value: Value) -> int | None:
    if not _of_item(value.field):
        return None
    number = value.key[0] if isinstance(value.key, tuple) else value.key
    return number if isinstance(number, int) else None


def _rest(value: Value) -> Any:
    """A value's words, or its key without the item's number."""
    if value.words is not None:
        return value.words
    if not _of_item(value.field):
        return value.key
    if isinstance(value.key, tuple):
        return value.key[1] if len(value.key) == 2 else value.key[1:]
    return True


def _all_values(record: Record) -> Iterator[Value]:
    """The values that are scored, and those that no gold record has."""
    yield from values(record)
    yield Value("layout", record.get("layout"))
    for warning in record.get("warnings") or ():
        where = None if warning.get("start") is None else (warning["start"], warning["end"])
        yield Value("warning", warning["code"], where)
    for finding in record.get("findings") or ():
        yield Value("finding", (finding["code"], finding.get("determination")))


def _path(record: Record) -> str | None:
    path: str | None = (record.get("source") or {}).get("path")
    return path
