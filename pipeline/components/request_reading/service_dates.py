"""Whether a request is retrospective, and its dates of service."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.shared import Shared
from pipeline.rules.tags import FrozenMapping


def read_service_dates(hits: Heading, before: Sequence[Tag] = ()) -> list[Tag]:
    """Tags `retrospective` and `date_of_service` (ISO) of the whole heading.

    A date counts where the request is said to be retrospective, in it or directly before it ("The retrospective
    request for"; the tag then covers the request), where it names a date of service, says what was done on a day
    ("dispensed on"), or gives the time in which it is to be done ("between"), which may lie ahead.

    Args:
        before: the RETROSPECTIVE_BEFORE tags in front of the heading.
    """
    place = _retrospective(hits, before)
    found = hits.of("DATE")
    if place is None and not found:
        return []
    dates = [hit for hit in found if not any(_follows(hits, cue, hit) for cue in hits.of("OTHER_DATE"))]
    service = hits.of("SERVICE")
    labels = [hit for hit in service if hit.value == "label"]
    telling = [hit for hit in service if hit.value != "label" and any(_follows(hits, hit, date) for date in dates)]
    if place is None and not (labels or telling):
        return []
    if place is None and dates:
        place = next((hit for hit in (*labels, *telling) if hit.value != "planned"), None)
    tags = [Tag("date_of_service", date.start, date.end, date.value, date.rule) for date in dates]
    return [Tag("retrospective", place.start, place.end, "true", place.rule), *tags] if place is not None else tags


def _retrospective(hits: Heading, before: Sequence[Tag]) -> Tag | None:
    """Where it says so; the whole request where that stands before it."""
    said = hits.of("RETROSPECTIVE")
    if said:
        return said[0]
    for tag in before:
        if tag.end <= hits.start and hits.is_blank(tag.end, hits.start):
            return tag._replace(start=hits.start, end=hits.end)
    return None


def _follows(hits: Heading, cue: Tag, date: Tag) -> bool:
    """Whether a date stands directly behind a cue."""
    return cue.end <= date.start and hits.is_blank(cue.end, date.start)


class DatesBehind:
    """The dates of service of a request that stand behind it: "reimbursement for a scan performed on March 3, 2014".

    Args:
        shared: has the words before the first such date, and between two.
    """

    def __init__(self, shared: Shared) -> None:
        self._lead = re.compile(shared.filled("{SERVICE_BEHIND}"), re.IGNORECASE)
        self._joint = re.compile(shared.filled("{DAY_JOINT}"), re.IGNORECASE)

    def read(self, text: str, request: Tag, dates: Sequence[Tag]) -> list[Tag]:
        """Tags `date_of_service`, and `retrospective` over the request where it is said to have been given; their
        attribute `item` is the request's number.

        Args:
            text: the reading text.
            request: the section.
            dates: the DATE tags behind it, in text order.
        """
        item = FrozenMapping(item=request.value)
        found: list[Tag] = []
        end = request.end
        for date in dates:
            gap = (self._joint if found else self._lead).fullmatch(text, end, date.start)
            if gap is None:
                break
            if not found and gap["done"]:
                found.append(Tag("retrospective", request.start, request.end, "true", date.rule, item))
            found.append(Tag("date_of_service", date.start, date.end, date.value, date.rule, item))
            end = date.end
        return found
