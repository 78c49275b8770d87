"""What a damaged letter must not do without a word: flip a decision, lose or invent an item, shift a header's date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.records.model import Determination, Letter
from tests.damage.kinds import Damaged
from tests.properties.letters import alike, flat

_SAME = 0.75  # requests this similar are the same item's
_SURE = 0.1  # requests that are less similar than the best by this much are another item's
_LONG = 20  # characters of a request that no other holds by chance
_BEFORE = 30  # characters before an item's heading


class Fault(NamedTuple):
    """What went wrong, and whether the letter says nothing of it."""

    name: str
    silent: bool
    detail: str


def faults(text: str, whole: Letter, found: Letter, damaged: Damaged) -> list[Fault]:
    """What the reading of a damaged letter gets wrong, beside the reading of the whole one, which is `text`."""
    new = Counter(w.code for w in found.warnings) - Counter(w.code for w in whole.warnings)
    return [Fault(name, not new, detail) for name, detail in _faults(text, whole, found, damaged)]


def _faults(text: str, whole: Letter, found: Letter, damaged: Damaged) -> Iterator[tuple[str, str]]:
    if damaged.others:
        yield "mixed", found.letter_id
        return
    items = whole.determinations
    requests = [flat(item.request.text) for item in items]
    printed = flat(damaged.text)
    seen: set[int] = set()
    for item in found.determinations:
        mine = _items_of(flat(item.request.text), requests)
        seen |= mine
        decisions = {d.value for d in (items[n].decision for n in mine) if d}
        if not mine:
            yield "invented", item.request.text[:80]
        elif item.decision and all(n in damaged.undecided for n in mine):
            yield "decided", f"{item.request.text[-60:]} {item.decision.value}"
        elif item.decision and decisions and item.decision.value not in decisions:
            yield "flipped", f"{item.request.text[-60:]} {item.decision.value}"
    for number, item in enumerate(items):
        if number not in seen and _is_printed(text, item, printed):
            yield "lost", item.request.text[:80]
    yield from _shifted(whole, found)


def _items_of(request: str, requests: list[str]) -> set[int]:
    """The items that a request can be told to be, by all of it or, where it runs over more than it should, by its
    end or its beginning, or by what it holds."""
    for told in (request.__eq__, lambda known: len(known) > _LONG and known in request):
        if found := {n for n, known in enumerate(requests) if told(known)}:
            return found
    views = [(r, request) for r in requests]
    views += [(r, request[: len(r)]) for r in requests] + [(r, request[-len(r) :]) for r in requests]
    ratios = [alike(known, view) if known and view else 0.0 for known, view in views]
    best = max(ratios, default=0.0)
    return {n % len(requests) for n, ratio in enumerate(ratios) if ratio > best - _SURE} if best > _SAME else set()


def _is_printed(text: str, item: Determination, printed: str) -> bool:
    """Whether an item's heading with its decision, and what stands before it, is still there."""
    if item.decision is None:
        return False
    start, end = min(item.request.start, item.decision.start), max(item.request.end, item.decision.end)
    return flat(text[max(0, start - _BEFORE) : end]) in printed


def _shifted(whole: Letter, found: Letter) -> Iterator[tuple[str, str]]:
    for name in whole.case.__dataclass_fields__:
        before, after = getattr(whole.case, name), getattr(found.case, name)
        if after is not None and (before is None or before.value != after.value):
            yield "shifted", f"{name} {before and before.value} {after.value}"
