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
    said = [tag._replace(start=hits.start, end=hits.end) for tag in before if _follows(hits, tag, hits.start)]
    said = hits.of("RETROSPECTIVE") or said
    others, named = hits.of("OTHER_DATE"), hits.of("SERVICE")
    dates = [date for date in hits.of("DATE") if not any(_follows(hits, cue, date.start) for cue in others)]
    telling = [hit for hit in named if hit.value == "label" or any(_follows(hits, hit, date.start) for date in dates)]
    if not said and not telling:
        return []
    done = said or [hit for hit in telling if hit.value != "planned" and dates]
    tags = [Tag("retrospective", place.start, place.end, "true", place.rule) for place in done[:1]]
    return [*tags, *(Tag("date_of_service", *date[1:5]) for date in dates)]


def _follows(hits: Heading, cue: Tag, place: int) -> bool:
    """Whether a place lies directly behind a cue."""
    return cue.end <= place and hits.is_blank(cue.end, place)


def dates_behind(text: str, request: Tag, dates: Sequence[Tag], shared: Shared) -> list[Tag]:
    """The dates of service of a request that stand behind it ("reimbursement for a scan performed on March 3, 2014"):
    tags `date_of_service`, and `retrospective` over the request where it is said to have been given; their attribute
    `item` is the request's number. `dates` are the DATE tags behind it, in text order; `shared` has the words before
    the first of them, and between two."""
    item = FrozenMapping(item=request.value)
    found: list[Tag] = []
    (around, joint), end = shared.made(_around), request.end
    for date in dates:
        gap = around.fullmatch(text, end, date.start)
        if gap is None:
            break
        if gap.groupdict().get("done"):
            found.append(Tag("retrospective", request.start, request.end, "true", date.rule, item))
        found.append(Tag("date_of_service", *date[1:5], item))
        around, end = joint, date.end
    return found


def _around(shared: Shared) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lead, joint = map(shared.filled, ("{SERVICE_BEHIND}", "{DAY_JOINT}"))
    return re.compile(lead, re.IGNORECASE), re.compile(joint, re.IGNORECASE)
