"""Whether a request is retrospective, and its dates of service."""

from __future__ import annotations

import re
from datetime import date

from pipeline.components.hinted import Hinted
from pipeline.components.tags import Tag
from pipeline.text.folding import fold

_RETROSPECTIVE = re.compile(r"\bretro(?:\b|spective(?:ly)?|active(?:ly)?)", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"\bretro(?:spective(?:ly)?|active(?:ly)?)? (?:requests?|review)(?: (?:for|of))?(?: the)?\W*$", re.IGNORECASE
)
_WIDTH = 40  # characters before a request in which "the retrospective request for" stands
_SERVICE = re.compile(r"\b(?:D\.?O\.?S\.?|DOS|dates? of (?:service|treatment|surgery))(?=\W|$)", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:performed|dispensed|provided|rendered|administered|furnished)\W+(?:on|from|between)\W+(?:the )?$",
    re.IGNORECASE,
)
"""What was done on a date before it was asked for."""
_MAYBE_DATED = re.compile(r"\b(?:on|from|between)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\W+$", re.IGNORECASE)
_OTHER_ROLE = re.compile(
    r"(?:\bDOI|date of injury|\bRFA|request for authorization|dated|report|authorization)\W*(?:of |on )?\W*$",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DATE = Hinted(
    r"(?<![\d/.])(?<!(?<!/\d\d)(?<!/\d{4})-)(?P<month>\d{1,2})(?P<mark>[/.-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d|/\d|-\d(?!\d?/\d))"
    r"|(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    rf"|\b(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.? (?P<nday>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<nyear>\d{{4}})\b",
    r"\d(?:\d{3}|[/.-]\d\d?[/.-]\d)",
)
"""A calendar date in one of the letters' spellings."""


def read_service_dates(text: str, start: int, end: int) -> list[Tag]:
    """Tags `retrospective` and `date_of_service` (ISO) of the request `text[start:end]`.

    A date counts where the request is said to be retrospective, in it or directly before it ("The retrospective
    request for"; the tag then covers the request), where it names a date of service, says what was done on a day
    ("dispensed on"), or gives the time in which it is to be done ("between"), which may lie ahead.
    """
    found = list(DATE.finditer(text, start, end))
    place = _retrospective(text, start, end)
    if place is None and not found:
        return []
    service = _SERVICE.search(text, start, end)
    if place is None and service is None and not _MAYBE_DATED.search(text, start, end):
        return []
    matches = [m for m in found if not _OTHER_ROLE.search(text, start, m.start())]
    done = [m for m in (_DONE.search(text, start, match.start()) for match in matches) if m is not None]
    planned = any(_BETWEEN.search(text, start, match.start()) for match in matches)
    if place is None and service is None and not done and not planned:
        return []
    dates = [
        Tag("date_of_service", match.start(), match.end(), day)
        for match in matches
        for day in [_iso(match)]
        if day is not None
    ]
    if place is None and dates and (service is not None or done):
        place = service.span() if service is not None else done[0].span()
    return [Tag("retrospective", *place, "true"), *dates] if place is not None else dates


def _retrospective(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where it says so; the whole request where that stands before it."""
    before = max(0, start - _WIDTH)
    if "retro" not in fold(text[before:end]):
        return None
    said = _RETROSPECTIVE.search(text, start, end)
    if said is not None:
        return said.span()
    return (start, end) if _SAID_BEFORE.search(text, before, start) else None


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"]).isoformat()
        if found["name"]:
            month = _MONTHS.index(found["name"].lower()) + 1
            return date(int(found["nyear"]), month, int(found["nday"])).isoformat()
        year = int(found["year"])
        return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return None
