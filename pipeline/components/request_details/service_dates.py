"""Whether a request is retrospective, and its dates of service."""

from __future__ import annotations

import re
from datetime import date

from pipeline.components.tags import Tag

_RETROSPECTIVE = re.compile(r"\bretro(?:\b|spective(?:ly)?|active(?:ly)?)", re.IGNORECASE)
_SERVICE = re.compile(r"\b(?:D\.?O\.?S\.?|DOS|dates? of (?:service|treatment|surgery))(?=\W|$)", re.IGNORECASE)
_OTHER_ROLE = re.compile(
    r"(?:\bDOI|date of injury|\bRFA|request for authorization|dated|report|authorization)\W*(?:of |on )?\W*$",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DATE = re.compile(
    r"(?<![\d/.])(?<!(?<!/\d\d)(?<!/\d{4})-)(?P<month>\d{1,2})(?P<mark>[/.-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d|/\d|-\d(?!\d?/\d))"
    r"|(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    rf"|\b(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.? (?P<nday>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<nyear>\d{{4}})\b",
    re.IGNORECASE,
)
"""A calendar date in one of the letters' spellings."""


def read_service_dates(text: str, start: int, end: int) -> list[Tag]:
    """Tags `retrospective` and `date_of_service` (ISO) of the request `text[start:end]`.

    A date counts where the request is said to be retrospective or names a date of service.
    """
    said = _RETROSPECTIVE.search(text, start, end)
    service = _SERVICE.search(text, start, end)
    if said is None and service is None:
        return []
    dates = []
    for match in DATE.finditer(text, start, end):
        day = _iso(match)
        if day is not None and not _OTHER_ROLE.search(text, start, match.start()):
            dates.append(Tag("date_of_service", match.start(), match.end(), day))
    if said is not None:
        return [Tag("retrospective", said.start(), said.end(), "true"), *dates]
    if service is not None and dates:
        return [Tag("retrospective", service.start(), service.end(), "true"), *dates]
    return dates


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
