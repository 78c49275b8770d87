"""What stands before the title of a reference: its authors, its journal, or the body that publishes it."""

from __future__ import annotations

import re

_INITIALS = r"(?:[A-Z]\.?-?){1,3}"
_SURNAME = r"(?!Vitamin\b)[A-Z][\w'’-]+"
_AUTHORS = re.compile(
    rf"(?:{_SURNAME},?\s{_INITIALS}(?:[;,]|,?\sand|\s&)\s)*{_SURNAME},?\s{_INITIALS}(?:,?\set\sal)?(?:,?\sed(?:itor)?s?)?\.\s(?=[A-Z])"
    rf"|{_SURNAME}\s[A-Z]{{1,2}},\s(?=[A-Z][a-z]+\s[A-Za-z]+\s)"
)
_JOURNAL = re.compile(
    r"[A-Z][A-Za-z&\s]{2,60}?(?:[.,;]\s(?:19|20)\d\d\b[^.:]{0,24};\s?\d[^:;]{0,24}:\s?[\w-]+\.\s|[.,]\s[Vv]ol(?:ume)?\.?\s?\d+,(?:\s[\d-]+,)?\s)(?=[A-Z])"
)
_BODY = re.compile(
    r"(?:(?:U\.?S\.?\s)?FDA|Medi-?Cal|AAOS|CMS|CDC|AHRQ|NIH)(?:\s?:|,)\s(?=[A-Z])"
    r"|(?:FDA\s[Pp]rescribing\s[Ii]nformation|UpToDate|Up\sto\sDate|Medscape|eMedicine|WebMD|Epocrates)\s?:\s(?=[A-Z])"
    r"|AAOS\s(?=[A-Z])(?!(?:Clinical|Practice|Position|Appropriate|Evidence|Guidelines?|Recommend\w*)\b)"
)
_PUBLISHER = re.compile(
    r"(?:American|National|U\.?S\.?|United\sStates|Centers?\sfor|Agency\sfor|Department|University|World)\b[\w\s&'’-]*"
    r"(?:\([A-Z]+\))?(?:[;,.]?\s(?:19|20)\d\d)?[.;,\s]*"
)


def behind_its_source(text: str, start: int, end: int) -> int:
    """Where the title may begin in `text[start:end]`, behind authors, a journal with its volume, or a body's name."""
    for pattern in (_AUTHORS, _JOURNAL, _BODY):
        match = pattern.match(text, start, end)
        if match:
            return match.end()
    return start


def only_a_publisher(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is no more than the name of a publishing body, perhaps with a year."""
    return _PUBLISHER.fullmatch(text, start, end) is not None
