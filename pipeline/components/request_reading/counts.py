"""Counts of a request, chosen among the tags of a heading: units of a supply, refills, sessions."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.components.request_reading.frequency import product
from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import overlaps

_SUPPLIED = ("pharmaceuticals", "dmepos", "other")


def read_refills(hits: Heading) -> Tag | None:
    """The number of refills; "no refills" is 0."""
    return next((_counted("refills", hit) for hit in hits.of("REFILLS")), None)


def read_quantity(hits: Heading, category: str, item: int) -> Tag | None:
    """The units of a supply; `None` where there are none or where several items have different ones.

    "#60" and "QTY: 60" count before pieces ("60 tablets", "2 boxes"), these before an amount ("240 grams").

    Args:
        category: the request's category, which tells what a bare number counts.
        item: where the item begins; a number there counts it ("2 leg wraps").
    """
    kinds = _by_kind(hits)
    hashes, labelled = kinds.get("hash", []), kinds.get("labelled", [])
    if hashes or labelled:
        return _only("quantity", [*hashes, *labelled]) or _whole(hashes, labelled)
    if not category.startswith(_SUPPLIED):
        return None
    doses = hits.of("DOSE")
    pieces = [hit for hit in kinds.get("pieces", []) if not overlaps(hit, doses)]
    for found in (pieces, kinds.get("containers"), kinds.get("filled")):
        if found:
            return _counted("quantity", found[0])
    amounts = kinds.get("amount")
    if amounts and category == "pharmaceuticals":
        return _only("quantity", amounts)
    leading = [hit for hit in hits.of("LEADING") if hit.start == item]
    found = leading or hits.of("FACTOR")
    return _counted("quantity", found[0]) if found else None


def read_sessions(hits: Heading, frequency: Tag | None, *, implied: bool) -> Tag | None:
    """Sessions, visits or treatments, stated or the product of frequency and duration.

    Where `implied` (a therapy), a bare count ("#6", "x 12", "QTY: 12") is one of sessions. `None` for a range.
    """
    often = [frequency] if frequency is not None and "times" in frequency.value else []
    stated = hits.of("SESSIONS")
    for hit in stated:
        if hit.attributes["kind"] == "counted" and not overlaps(hit, often):
            return _single(hit)
    total = product(frequency.value) if frequency is not None else None
    if frequency is not None and total is not None:
        return Tag("sessions", frequency.start, frequency.end, total, frequency.rule)
    if not implied or any(hit.attributes["kind"] == "hash" for hit in stated):
        return None
    if often and "for" in often[0].value:
        return None
    for hit in stated:
        if hit.attributes["kind"] == "total":
            return _single(hit)
    kinds = _by_kind(hits)
    bare = [*kinds.get("hash", ()), *kinds.get("labelled", ())]
    if bare:
        return _only("sessions", bare)
    return next((_counted("sessions", hit) for hit in hits.of("FACTOR") if not overlaps(hit, often)), None)


def _single(hit: Tag) -> Tag | None:
    low, high = hit.value
    return Tag("sessions", hit.start, hit.end, low, hit.rule) if low == high else None


def _by_kind(hits: Heading) -> dict[str, list[Tag]]:
    kinds: dict[str, list[Tag]] = {}
    for hit in hits.of("QUANTITY"):
        kinds.setdefault(hit.attributes["kind"], []).append(hit)
    return kinds


def _counted(label: str, hit: Tag) -> Tag:
    return Tag(label, hit.start, hit.end, hit.value, hit.rule)


def _only(label: str, found: Sequence[Tag]) -> Tag | None:
    """The count that all agree on."""
    return _counted(label, found[0]) if len({hit.value for hit in found}) == 1 else None


def _whole(hashes: Sequence[Tag], labelled: Sequence[Tag]) -> Tag | None:
    """Of "#30 times 2, QTY: 60" the 60."""
    if len(hashes) != 1 or len(labelled) != 1:
        return None
    each, whole = hashes[0].value, labelled[0].value
    return _counted("quantity", labelled[0]) if each and whole > each and whole % each == 0 else None
