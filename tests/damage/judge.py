"""What a damaged letter must not do without a word.

A decision is flipped or made up, an item is lost, invented or doubled, a request holds more than was asked for or
less, a header's date is shifted. A warning tells of it where it is about the letter's structure, or about a place
that overlaps what is wrong: that an item's category is unknown tells nothing of another item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.records.model import Determination, Letter, ReadingWarning
from tests.damage.kinds import Damaged
from tests.properties.letters import alike, flat

_SAME = 0.7  # requests this similar are the same item's
_SURE = 0.1  # requests that are less similar than the best by this much are another item's
_LONG = 20  # characters of a request that no other holds by chance
_FEWEST = 6  # characters of a request by which it may be told where its end is lost
_BEFORE = 30  # characters before an item's heading
_MORE = 12  # characters by which damage alone does not lengthen or shorten a request
_OF_STRUCTURE = frozenset({"W002", "W102", "W103", "W104", "W105", "W106", "W107", "W204"})
_OF_DATES = frozenset({"W101", "W102", "W107"})


class Fault(NamedTuple):
    """What went wrong, and whether the letter says nothing of it."""

    name: str
    silent: bool
    detail: str


class _Found(NamedTuple):
    name: str
    detail: str
    place: tuple[int, int] | None = None


def faults(text: str, whole: Letter, found: Letter, damaged: Damaged) -> list[Fault]:
    """What the reading of a damaged letter gets wrong, beside the reading of the whole one, which is `text`."""
    new = Counter(w.code for w in found.warnings) - Counter(w.code for w in whole.warnings)
    said = [w for w in found.warnings if w.code in new]
    return [Fault(f.name, not any(_tells(w, f) for w in said), f.detail) for f in _faults(text, whole, found, damaged)]


def mixed(found: Sequence[Letter], letters: Sequence[Letter]) -> list[Fault]:
    """The items that the records of mixed pages have under another letter's case number; `letters` are the whole
    ones."""
    wrong = []
    for record in found:
        own = [letter for letter in letters if letter.letter_id == record.letter_id]
        if not own:
            continue  # whose they are it does not say
        requests = [flat(item.request.text) for letter in own for item in letter.determinations]
        known = Counter(w.code for letter in own for w in letter.warnings)
        said = [w for w in record.warnings if w.code in Counter(w.code for w in record.warnings) - known]
        for item in record.determinations:
            if not _items_of(flat(item.request.text), requests):
                fault = _Found("mixed", f"{record.letter_id} {item.request.text[:80]}", _place(item))
                wrong.append(Fault(fault.name, not any(_tells(w, fault) for w in said), fault.detail))
    return wrong


def _place(item: Determination) -> tuple[int, int]:
    return item.request.start, item.rationale.end


def _tells(warning: ReadingWarning, fault: _Found) -> bool:
    codes = _OF_DATES if fault.name == "shifted" else _OF_STRUCTURE
    if warning.code in codes:
        return True
    if fault.place is None or warning.start is None or warning.end is None:
        return False
    return warning.start <= fault.place[1] and fault.place[0] <= warning.end


def _faults(text: str, whole: Letter, found: Letter, damaged: Damaged) -> Iterator[_Found]:
    items = whole.determinations
    requests = [flat(item.request.text) for item in items]
    printed = flat(damaged.text)
    seen: set[int] = set()
    invented = 0
    for item in found.determinations:
        request = flat(item.request.text)
        mine = _items_of(request, requests)
        seen |= mine
        place = _place(item)
        decisions = {d.value for d in (items[n].decision for n in mine) if d}
        words = f"{item.request.text[-80:]} {item.decision.value if item.decision else None}"
        if not mine:
            invented += 1
            yield _Found("invented", words, place)
        elif item.decision and all(n in damaged.undecided for n in mine):
            yield _Found("decided", words, place)
        elif item.decision and decisions and item.decision.value not in decisions:
            yield _Found("flipped", words, place)
        elif len(request) > max(len(requests[n]) for n in mine) + _MORE:
            yield _Found("overrun", item.request.text[:200], place)
        elif all(len(request) < len(requests[n]) - _MORE and _is_printed(text, items[n], printed) for n in mine):
            yield _Found("shortened", item.request.text[:200], place)
    if len(found.determinations) - invented > len(items):
        yield _Found("doubled", f"{len(found.determinations)} items for {len(items)}")
    for number, item in enumerate(items):
        if number not in seen and _is_printed(text, item, printed):
            yield _Found("lost", item.request.text[:80])
    yield from _shifted(whole, found)


def _items_of(request: str, requests: list[str]) -> set[int]:
    """The items that a request can be told to be, by all of it or, where it runs over more than it should, by its
    end or its beginning, or by what it holds."""
    for told in (request.__eq__, lambda known: len(known) > _LONG and known in request):
        if found := {n for n, known in enumerate(requests) if told(known)}:
            return found
    views = [(r, request) for r in requests]
    views += [(r, request[: len(r)]) for r in requests] + [(r, request[-len(r) :]) for r in requests]
    if len(request) >= _FEWEST:
        views += [(r[: len(request)], request) for r in requests]
    ratios = [alike(known, view) if known and view else 0.0 for known, view in views]
    best = max(ratios, default=0.0)
    return {n % len(requests) for n, ratio in enumerate(ratios) if ratio > best - _SURE} if best > _SAME else set()


def _is_printed(text: str, item: Determination, printed: str) -> bool:
    """Whether an item's heading with its decision, and what stands before it, is still there."""
    if item.decision is None:
        return False
    start, end = min(item.request.start, item.decision.start), max(item.request.end, item.decision.end)
    return flat(text[max(0, start - _BEFORE) : end]) in printed


def _shifted(whole: Letter, found: Letter) -> Iterator[_Found]:
    for name in whole.case.__dataclass_fields__:
        before, after = getattr(whole.case, name), getattr(found.case, name)
        if after is not None and (before is None or before.value != after.value):
            yield _Found("shifted", f"{name} {before and before.value} {after.value}", (after.start, after.end))
