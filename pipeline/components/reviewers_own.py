"""Whether the words of a verdict are the reviewer's own: not reported, hypothetical, doubted or conceded."""

from __future__ import annotations

import re

from pipeline.components.hinted import Hinted
from pipeline.components.tags import Tag

_REASON = re.compile(
    r"\b(?:as|since|because|given|with|without|due|owing|in (?:view|light)|until|therefore|thus|hence|so|consequently"
    r"|accordingly|likewise|follows|depends?|rests?|hinges?)\b|\((?=see\b)",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"(?:Therefore|Thus|Hence|Consequently|Accordingly|As (?:such|it|that|this)|So|For (?:this|that) reason)\b"
)
SENTENCE_START = re.compile(r"[.!?][\"')\]]* (?=[\"'(\[]?[A-Z0-9])")
# What utilization review decided is not what the reviewer decided.
_REVIEWED_BEFORE = Hinted(
    r"\b(?:utilization review(?:er)?|UR|claims administrator|(?:prior|previous|original|initial|earlier) "
    r"(?:review(?:er)?|determination|decision|denial|utilization)|previously|insurance carrier|adjuster)\b[^;]*$",
    r"review|\bur\b|administrator|determination|decision|denial|utilization|previously|carrier|adjuster",
)
# … unless the reviewer takes it over, or has judged it and goes on.
_TAKEN_OVER = re.compile(
    r"\b(?:I|we|(?:this|the) (?:expert |physician )?reviewer)(?: (?!not\b|never\b|cannot\b)\w+){0,2} "
    r"(?:agree|concur)s?\b[^.;]*$"
    r"|\b(?:is|are|was|were) (?:hereby |therefore )?(?:overturned|reversed|upheld|affirmed|correct|right|sound|proper)"
    r",? and [^.;]*$",
    re.IGNORECASE,
)
# "While I find UR's modification generous, the sessions are …": what is conceded is no verdict, nor is who says it.
_CONCESSION = re.compile(
    r"\W*(?:(?:so|and|but|thus|hence|here),? )?(?:while|although|though|even though|whereas|albeit)\b[^,;]*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[^.;,]{0,80}, (?!and\b|or\b|but\b)")
# What a guideline or the provider says is not either; the main clause behind it is: "Given that the ODG states that …,
# the request is".
_OTHERS_SAY = Hinted(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|it|physician|provider|doctor|surgeon|psychologist|chiropractor|therapist"
    r"|applicant|patient|worker|attorney|he|she|they)(?: \w+){0,3} "
    r"(?:states?|stated|notes?|noted|indicates?|indicated|recommends?"
    r"|says?|said|argues?|argued|believes?|believed|feels?|felt|opines?|opined|reports?|reported|insists?) "
    r"that\b[^;]*$",
    " that",
)
_THE_REQUEST = re.compile(
    r", (?:and |so |but )?(?:then |therefore |thus )?(?:the|this|these|such) (?:[\w-]+ ){0,2}?request(?:ed|s)?\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:(?-i:[Ii]f)|whether|unless|when|to determine|(?<!reason )why|how|criteria for)\b[^,;.]*$", re.IGNORECASE
)
# "If the study shows a tear, surgery is medically necessary" decides nothing, whatever stands between.
_CONDITION = re.compile(r"^\W*(?:(?-i:[Ii]f)|unless|should)\b", re.IGNORECASE)
_UNSAID = Hinted(r"\b(?:cannot|can not|could not|do not|does not|would not) (?:say|state|agree|claim) that\b", " that")
# What is necessary after a refusal is to end the drug well, and not the item.
_TAPER = Hinted(r"\b(?:taper(?:ing)?|wean(?:ing)?)\b[^.;,]{0,40}$", "taper|wean")
_DOUBTED = re.compile(
    r"\b(?:not|no|cannot|unclear|insufficient|inadequate|fails?|failed|lack(?:s|ing)?|without|doubtful|neither)\b"
    r"[^,;.]*\b(?:that|whether|why|how|evidence|documentation|support|rationale|information|indication)\b[^,;.]*$",
    re.IGNORECASE,
)
# "Has not been shown, on this record, to be medically necessary": what is said of it is denied before.
_NOT_TO_BE = re.compile(
    r"(?:\b(?:not|never|nor|cannot|hardly|neither|unable|fails?|failed)\b|n't\b).* to (?:have )?$", re.IGNORECASE
)
_DENIED = (_DOUBTED, _TAPER, _NOT_TO_BE)
LOOK_BACK = 400
"""Characters; longer sentences are cut there."""


def is_reviewers_own(text: str, start: int, verdict: Tag) -> bool:
    """Whether a verdict's sentence is the reviewer's and not hypothetical, doubted or reported."""
    before = text[sentence_start(text, start, verdict) : verdict.start]
    conceded = _CONCESSION.match(before)
    if conceded is not None:
        if conceded.end() == len(before) and _GOES_ON.match(text, verdict.end):
            return False
        before = before[conceded.end() :]
    if (
        (_REVIEWED_BEFORE.search(before) and not _TAKEN_OVER.search(before))
        or _HYPOTHETICAL.search(before, _clause_start(before))
        or _CONDITION.match(before)
    ):
        return False
    if _OTHERS_SAY.search(before) and not _THE_REQUEST.search(before):
        return False
    if _UNSAID.search(before):
        return False
    return not (verdict.value == "medically_necessary" and any(denied.search(before) for denied in _DENIED))


def is_reason(text: str, start: int, end: int, words: Tag) -> bool:
    """Whether words that name another item, in a rationale at `[start, end)`, give it as a reason: their sentence says
    what is, and not what would be; where they are the item's number alone, it says "since" or "therefore", or the next
    sentence draws the conclusion."""
    begin = sentence_start(text, start, words)
    if _CONDITION.match(text[begin : words.start]):
        return False
    if words.value != "questions":
        return True
    behind = SENTENCE_START.search(text, words.end, end)
    stop = behind.end() if behind is not None else end
    return _REASON.search(text, begin, stop) is not None or _CONCLUDES.match(text, stop, end) is not None


def _clause_start(before: str) -> int:
    """Where the clause begins that `before` ends in."""
    return max(before.rfind(","), before.rfind(";"), before.rfind(".")) + 1


def sentence_start(text: str, start: int, verdict: Tag) -> int:
    """Where the verdict's sentence begins, not before `start` and not too far back."""
    low = max(start, verdict.start - LOOK_BACK)
    sentence = low
    for m in SENTENCE_START.finditer(text, low, verdict.start + 1):
        sentence = m.end()
    return sentence
