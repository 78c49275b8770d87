"""How much, how often and for how long: chosen among the tags of a heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import overlaps
from pipeline.rules.tags import FrozenMapping

_SUPPLIED = ("pharmaceuticals", "dmepos", "other")
_DAYS = {("day", "week"): 7}
"""How often the first goes into the second."""
_TIMED = ("FREQUENCY", "DURATION", "COURSE")
_NAMES = ("TREATMENT", "DRUG")
_SEVERAL = 2


def schedules_of(hits: Heading) -> list[Heading]:
    """The parts of a heading that follow one another in time, each with a frequency or duration of its own ("twice a
    week for 4 weeks, | then once a week for 2 weeks"), without those of another treatment; all of it where it is one.
    """
    places = [hits.start, *(tag.start for tag in hits.of("THEN")), hits.end]
    parts = [hits.part(start, end) for start, end in pairwise(places)]
    timed = [part for part in parts if part.of(*_TIMED)]
    if len(timed) < _SEVERAL:
        return [hits]
    names = {tag.value for tag in timed[0].of(*_NAMES)}
    return [timed[0], *(part for part in timed[1:] if all(tag.value in names for tag in part.of(*_NAMES)))]


def read_frequency(hits: Heading, *, therapy: bool = False, drug: bool = False) -> Tag | None:
    """The tag `frequency`; its value holds what is known of `times`, `per`, `for` and `unit`.

    Where `therapy`, "2x6" and "2 times 6" are twice a week for six weeks. Where `drug`, doses count ("BID", "every 6
    hours"). An amount in words of time ("30 day supply") is no duration.
    """
    kinds = ("stated", "bare", "hours", *(("dose",) if drug else ()), "plain")  # the most explicit first
    often = next(iter(hits.of_kind("FREQUENCY", *kinds)), None)
    for course in hits.of("COURSE") if therapy else ():
        if often is None or (course.start <= often.start < course.end and often.attributes["kind"] == "stated"):
            return _read("frequency", [course])
    others = [*hits.of("SUPPLY"), *([often] if often is not None else [])]
    length = next((hit for hit in hits.of("DURATION") if not overlaps(hit, others)), None)
    stated = [tag for tag in (often, length) if tag is not None]
    if not stated:
        return None
    value = FrozenMapping({name: part for tag in stated for name, part in tag.value.items()})
    return Tag("frequency", min(t.start for t in stated), max(t.end for t in stated), value, stated[0].rule)


def product(frequency: Mapping[str, Any]) -> int | None:
    """Times in all; `None` where a range or a missing factor leaves it open."""
    if not {"times", "per", "for", "unit"} <= frequency.keys():
        return None
    (low, high), (shortest, longest) = frequency["times"], frequency["for"]
    if low != high or shortest != longest:
        return None
    per, unit = frequency["per"], frequency["unit"]
    each = 1 if per == unit else _DAYS.get((per, unit))
    return int(low * shortest * each) if each else None


def read_refills(hits: Heading) -> Tag | None:
    """The number of refills; "no refills" is 0."""
    return _read("refills", hits.of("REFILLS"))


def read_quantity(hits: Heading, category: str, item: int) -> Tag | None:
    """The units of a supply; `None` where there are none or where several items have different ones.

    "#60" and "QTY: 60" count before pieces ("60 tablets", "2 boxes"), these before an amount ("240 grams"). The
    category tells what a bare number counts; one at `item`, where the item begins, counts that ("2 leg wraps").
    """
    hashes, labelled = hits.of_kind("QUANTITY", "hash"), hits.of_kind("QUANTITY", "labelled")
    if hashes or labelled:
        return _agreed("quantity", [*hashes, *labelled]) or _whole(hashes, labelled)
    if not category.startswith(_SUPPLIED):
        return None
    doses = hits.of("DOSE")
    counted = [hit for hit in hits.of_kind("QUANTITY", "pieces") if not overlaps(hit, doses)]
    counted = counted or hits.of_kind("QUANTITY", "containers", "filled")
    amounts = hits.of_kind("QUANTITY", "amount")
    if amounts and not counted and category == "pharmaceuticals":
        return _agreed("quantity", amounts)
    leading = [hit for hit in hits.of("LEADING") if hit.start == item]
    return _read("quantity", counted or leading or hits.of("FACTOR"))


def read_sessions(hits: Heading, frequencies: Sequence[Tag | None], *, implied: bool) -> Tag | None:
    """Sessions, visits or treatments, stated or the product of frequency and duration, of several schedules their sum.

    Where `implied` (a therapy), a bare count ("#6", "x 12", "QTY: 12") is one of sessions. `None` for a range, and
    where a schedule leaves open how many it has.
    """
    known = [one for one in frequencies if one is not None]
    often = [one for one in known if "times" in one.value]
    counted = [hit for hit in hits.of_kind("SESSIONS", "counted") if not overlaps(hit, often)]
    if counted:
        return _single(counted[0])
    totals = [total for one in known if (total := product(one.value)) is not None]
    if totals and len(totals) == len(frequencies):
        return Tag("sessions", known[0].start, known[-1].end, sum(totals), known[0].rule)
    is_open = len(frequencies) > 1 or any("for" in one.value for one in often)
    if not implied or is_open or hits.of_kind("SESSIONS", "hash"):
        return None
    if whole := hits.of_kind("SESSIONS", "total"):
        return _single(whole[0])
    if bare := hits.of_kind("QUANTITY", "hash", "labelled"):
        return _agreed("sessions", bare)
    return _read("sessions", [hit for hit in hits.of("FACTOR") if not overlaps(hit, often)])


def _read(label: str, found: Sequence[Tag]) -> Tag | None:
    """The first of several as a count."""
    return Tag(label, *found[0][1:5]) if found else None


def _agreed(label: str, found: Sequence[Tag]) -> Tag | None:
    """The count that all agree on."""
    return _read(label, found) if len({hit.value for hit in found}) == 1 else None


def _single(hit: Tag) -> Tag | None:
    low, high = hit.value
    return Tag("sessions", hit.start, hit.end, low, hit.rule) if low == high else None


def _whole(hashes: Sequence[Tag], labelled: Sequence[Tag]) -> Tag | None:
    """Of "#30 times 2, QTY: 60" the 60."""
    if len(hashes) != 1 or len(labelled) != 1:
        return None
    each, whole = hashes[0].value, labelled[0].value
    return _read("quantity", labelled) if each and whole > each and whole % each == 0 else None
