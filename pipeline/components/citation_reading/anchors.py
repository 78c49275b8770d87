"""Where a rationale may name a guideline: places of telling words, found without scanning for patterns."""

from __future__ import annotations

import re
from typing import NamedTuple


class Anchor(NamedTuple):
    """A telling word: `kind` is `mtus`, `acoem`, `odg`, `title`, `regulation`, `url` or `other`."""

    start: int
    end: int
    kind: str

    def text(self, reading: str) -> str:
        """Its words."""
        return reading[self.start : self.end]


_WORDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("mtus", "mtus", re.compile(r"\bMTUS\b", re.I)),
    ("medical treatment util", "mtus", re.compile(r"\bMedical\sTreatment\sUtilization\sSchedule\b", re.I)),
    ("acoem", "acoem", re.compile(r"\bACOEM\b", re.I)),
    ("american college of occ", "acoem", re.compile(r"\bAmerican\sCollege\sof\sOccupational\b", re.I)),
    ("odg", "odg", re.compile(r"\bODG\b", re.I)),
    ("official dis", "odg", re.compile(r"\bOfficial\sDis[ai]bility\sGuid", re.I)),
    ("cpmtg", "title", re.compile(r"\bCPMTG\b")),
    ("amtg", "title", re.compile(r"\bAMTG\b")),
    ("9792.2", "regulation", re.compile(r"9792\.2[0-7]\b")),
    ("http", "url", re.compile(r"\bhttps?://", re.I)),
    ("www.", "url", re.compile(r"(?<!/)\bwww\.", re.I)),
    (
        "medical association",
        "other",
        re.compile(r"\bMedical\sAssociation(?:['’]s)?(?:\s\(AMA\))?\sGuides\b", re.I),
    ),
    ("uptodate", "other", re.compile(r"\bUpToDate\b", re.I)),
    ("desk reference", "other", re.compile(r"\bDesk\sReference\b", re.I)),
    (
        "clinical policy bull",
        "other",
        re.compile(r"\bClinical\sPolicy\sBulletins?(?:,?\s(?:(?:No\.|Number|#)\s?:?\s?)?\d{3,4}\b)?", re.I),
    ),
    (
        "medical coverage pol",
        "other",
        re.compile(r"\bMedical\sCoverage\sPolicy(?:,?\s(?:(?:No\.|Number|#)\s?:?\s?)?\d{3,4}\b)?", re.I),
    ),
    (
        "pharmacological basis",
        "other",
        re.compile(r"\bPharmacological\sBasis\sof\sTherapeutics\b", re.I),
    ),
    (
        "joint ",
        "other",
        re.compile(r"\bJoint\s[A-Z]{2,6}(?:[-/][A-Z]{2,6}){1,3}\s[Gg]uidelines?\b"),
    ),
    (
        "national comprehensive cancer",
        "other",
        re.compile(r"\bNational\sComprehensive\sCancer\sNetwork(?:\s\(NCCN\))?(?:\s[Gg]uidelines?\b)?", re.I),
    ),
)
_GUIDES: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (word, word.index("guide"), pattern)
    for word, pattern in (
        ("ama guides", re.compile(r"\bAMA\sGuides\b", re.I)),
        ("mdguidelines", re.compile(r"\bMDGuidelines\b", re.I)),
        ("medicare guideline", re.compile(r"\bMedicare\sGuidelines?\b", re.I)),
        ("cdc guideline", re.compile(r"\bCDC\sGuidelines?\b", re.I)),
        ("nccn guideline", re.compile(r"\bNCCN\sGuidelines?\b", re.I)),
        ("aaos guideline", re.compile(r"\bAAOS\sGuidelines?\b", re.I)),
        ("guideline clearinghouse", re.compile(r"\bGuidelines?\sClearinghouse\b", re.I)),
    )
)
"""Names of other bodies' guides, with the place of that word in each: it is looked for anyway."""
_BEFORE = re.compile(
    r"(?:American\s|National\s|Physicians?['’]?s?['’]?\s|Aetna(?:['’]s)?\s|Cigna(?:['’]s)?\s(?:Healthcare\s)?"
    r"|Goodman\s(?:and|&)\sGilman['’]s:?\sThe\s)$",
    re.I,
)
_REGULATION = re.compile(
    r"(?:(?:Title\s8,?\s|8\s)?(?:of\sthe\s)?(?:C\.?\s?C\.?\s?R\.?|California\sCode\sof\sRegulations),?\s)?"
    r"(?:§+\s?|sections?\s)?\(?$",
    re.I,
)
_REACH = {"other": (_BEFORE, 26), "regulation": (_REGULATION, 60)}
"""What may stand before such a word and belongs to the name, and in how many characters."""
_TITLE = re.compile(
    r"\b(?:chronic\s(?:medical\s)?pain(?:\smedical)?(?:\streatment)?|acupuncture(?:\smedical)?(?:\streatment)?"
    r"|post-?\s?surgical(?:\sphysical\smedicine)?(?:\smedical)?(?:\streatment)?|opioids?(?:\smedical)?\streatment)"
    r"\sguide-?\s?lines?\b",
    re.I,
)
_TITLE_WIDTH = 60
_TITLE_WORD = re.compile("chronic|acupuncture|surgical|opioid")
"""One of these is in each title, in lower case."""


def anchors(text: str, start: int, end: int) -> list[Anchor]:
    """The telling words of `text[start:end]`, in order; those that lie inside another are left out."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is longer would shift every offset
        lower = "".join(c.lower() if c.isascii() else c for c in text)
    ascii_only = text.isascii()
    found: list[Anchor] = []
    words = [one for one in _WORDS if one[0] in lower]  # the quickest way to find that most are not there
    for word, kind, pattern in words:
        at = lower.find(word, start, end)
        while at >= 0:
            match = pattern.match(text, at, end)
            if match is not None:
                found.append(Anchor(_reach_back(text, start, at, kind), match.end(), kind))
            at = lower.find(word, at + len(word), end)
    at = lower.find("guide", start, end)
    while at >= 0:
        low = max(start, at - _TITLE_WIDTH)
        title = None
        if _TITLE_WORD.search(lower, low, at) or not ascii_only:
            title = _TITLE.search(text, low, min(end, at + 12))
        if title is not None and title.end() > at:
            found.append(Anchor(title.start(), title.end(), "title"))
        for word, ahead, pattern in _GUIDES:
            first = at - ahead
            if first >= start and lower.startswith(word, first):
                match = pattern.match(text, first, end)
                if match is not None:
                    found.append(Anchor(_reach_back(text, start, first, "other"), match.end(), "other"))
        at = lower.find("guide", at + 5, end)
    found.sort(key=lambda anchor: (anchor.start, -anchor.end))
    return [a for i, a in enumerate(found) if i == 0 or a.start >= found[i - 1].end]


def _reach_back(text: str, start: int, at: int, kind: str) -> int:
    if kind not in _REACH:
        return at
    pattern, width = _REACH[kind]
    before = pattern.search(text, max(start, at - width), at)
    return before.start() if before else at
