"""Where a publication of another body begins in a guideline line: at the body's name, or at its authors."""

from __future__ import annotations

import re
from typing import NamedTuple

_BODY = (
    r"AAOS\b|American\s(?:Academy|Association|Board|College|Heart|Medical\sAssociation|Pain\sSociety|Society)\b|AMA\sGuides?\b"
    r"|Guides\sto\sthe\sEvaluation\sof\sPermanent|(?:U\.?S\.?\s)?(?:FDA\b|Food\s(?:and|&)\sDrug\sAdministration\b)|Medi-?Cal\b"
    r"|Medicare\b|Medicaid\b|Centers?\sfor\s(?:Medicare|Disease)\b|CMS\b|CDC\b|Aetna\b|Cigna\b|Anthem\b|Blue\s?Cross\b|Humana\b"
    r"|United\s?Health(?:care)?\b|Minnesota\sRules\b|Colorado\sDivision\b|Washington\sState\b|New\sYork\sState\b|Texas\sDepartment\b"
    r"|Physicians?['’]?s?['’]?\sDesk\sReference\b|PDR\b|Goodman\s(?:and|&)\sGilman|Cochrane\b|UpToDate\b|Up\sto\sDate\b"
    r"|Epocrates\b|Medscape\b|eMedicine\b|WebMD\b|MD\s?Consult\b|MDGuidelines\b|Drugs\.com\b|AHRQ\b|Agency\sfor\sHealthcare\b"
    r"|National\s(?:Guidelines?\sClearinghouse|Institutes?\sof|Library\sof)\b|ACR\sAppropriateness\b|Campbell['’]s\sOperative\b"
    r"|Green['’]s\sOperative\b|Wheeless['’]|PubMed\b"
)
_NAMED = re.compile(rf"(?P<gap>[;,]|(?<![A-Z\s])\.)\s(?:(?:and|see|also)\s)*(?={_BODY})")
_NAME = r"(?!(?:Vitamin|Hepatitis|Type|Level|Grade|Class|Schedule|Part|Phase)\b)[A-Z][a-z'’][\w'’-]*\s(?:[A-Z]\.?){1,3}"
_AUTHORS = re.compile(
    rf"(?P<gap>[;,]|(?<![A-Z\s])\.)\s(?=(?:{_NAME}[;,]\s(?:and\s|&\s)?){{1,20}}{_NAME}(?:\.|[;,]\s?et\sal)|{_NAME},?\set\sal\b"
    rf"|{_NAME}\.\s[A-Z][^;]{{0,300}}\b(?:19|20)\d\d\b)"
)
_AUTHOR_BEFORE = re.compile(rf"{_NAME}[;,]\s$")
_WEAK = re.compile(r"FDA|Medicare|AMA|CMS|PubMed|Cochrane|American")
"""Names that stand in the titles of ODG's topics too, so that a comma alone does not part them."""


class Beginning(NamedTuple):
    """Where a publication begins; `sure` is false where a comma alone stands before it."""

    start: int
    sure: bool


def beginnings(text: str, start: int, end: int) -> list[Beginning]:
    """Where in `text[start:end]` a publication of another body begins behind something else, in order."""
    found = []
    for pattern in (_NAMED, _AUTHORS):
        for match in pattern.finditer(text, start, end):
            if text.count("(", start, match.start()) > text.count(")", start, match.start()):
                continue
            if pattern is _AUTHORS and _AUTHOR_BEFORE.search(text, start, match.end()):
                continue
            sure = match["gap"] != ","
            if sure or not _WEAK.match(text, match.end()):
                found.append(Beginning(match.end(), sure))
    return sorted(found)
