"""Counts of a request: units of a supply, refills, sessions.

All readers take a text in which dates, levels and names of drugs are blanked out, so that their figures do not count.
"""

from __future__ import annotations

import re

from pipeline.components.hinted import Hinted
from pipeline.components.request_details.frequency import Frequency
from pipeline.components.request_details.numbers import NUMBER, RANGE, number, number_range
from pipeline.components.tags import Tag
from pipeline.text.folding import fold

_REFILL = r"\b(?:refills?|rf)\b"
_REFILLS = (
    re.compile(rf"{_REFILL} ?(?:[:=x×]|times) ?#?(?P<count>{NUMBER}|\b(?:none|zero)\b|0\b)", re.IGNORECASE),
    re.compile(rf"(?<!#)(?<!# )(?P<count>{NUMBER}|\b(?:no|zero|0)\b) (?:\w+ )?{_REFILL}(?! ?[#(]? ?\d)", re.IGNORECASE),
    re.compile(rf"{_REFILL} ?[#(]? ?(?P<count>{NUMBER}|\bnone\b|0\b)(?! ?(?:mg|tab|cap))", re.IGNORECASE),
)
_REFILL_HINT = re.compile("refill|rf")
"""What each of them has, in lower case."""
_NONE = frozenset({"no", "none", "zero", "0"})

_HASH = Hinted(
    r"(?<!tooth )(?<!teeth )# ?:? ?(?P<count>\d{1,3}(?:,\d{3})+|\d{1,4})(?![\d.,]*\d)(?![OoIl])(?!\w*-\w)", "#"
)
_LABELLED = Hinted(
    r"\b(?:qty|quantity|quantities|qt|disp|dispensed?|count|number of units)\b\.? ?(?:of |is |[:#=.-] ?)*"
    rf"\(?(?P<count>{NUMBER}|\d{{1,4}}(?=\.0+(?!\d)))",
    "qt|quant|disp|count|number of units",
)
_PIECE = (
    r"count|ct|tablets?|tabs?|capsules?|caps?|caplets?|pills?|patch(?:es)?|tubes?|bottles?|box(?:es)?|packs?|packets?"
    r"|vials?|kits?|pairs?|pieces?|sets?|syringes?|pens?|bags?|sheets?|suppositor(?:y|ies)|lozenges|films?|packages?"
    r"|jars?|canisters?|inhalers?"
)
_PIECES = Hinted(
    rf"(?P<count>{NUMBER})[ -]?(?:{_PIECE})\b",
    r"count|ct|tab|cap|pill|patch|tube|bottle|box|pack|vial|kit|pair|piece|set|syringe|pen|bag|sheet|suppos|lozenge|film"
    r"|jar|canister|inhaler",
)
_PERIOD = r"(?:days?|weeks?|wks?|months?|mos?|years?|hours?|hrs?)"
_CONTAINERS = Hinted(
    rf"\b(?:tubes?|bottles?|box(?:es)?|packs?|packages?|jars?|kits?|vials?|syringes?|canisters?|inhalers?)"
    rf" ?(?:x|×|times) ?(?P<count>{NUMBER})(?! ?-?{_PERIOD}\b)(?!\w)",
    "tube|bottle|box|pack|jar|kit|vial|syringe|canister|inhaler",
)
_AMOUNT = Hinted(
    r"(?<![\d.,/(-])(?P<count>\d{2,4}|[5-9]) ?(?:grams?|gms?|grm|gr|g|ml|milliliters?|cc)\b(?!/)(?! ?(?:/|per ))",
    r"\d ?(?:g|ml|mill|cc)",
)
_BEFORE_REFILLS = Hinted(rf"(?P<count>{NUMBER}) (?:with|plus|and) {NUMBER} refills?\b", " refill")
_FACTOR = Hinted(rf"(?:\bx|×|\btimes) ?(?P<count>{NUMBER})(?! ?-?(?:{_PERIOD}|refills?|rf)\b)(?!\w)", "x|×|times")
_BEFORE_LEADING = (
    r"retrospective(?:ly)?:? |(?:purchase|rental) of |associated surgical (?:service|item)s?: |post-?op(?:erative)? "
    r"|durable medical equipment:? |dme:? "
)
_NO_COUNT_BEFORE = (
    r"in|to|or|-|x|times|day|week|month|year|hour|mg|ml|mcg|lead|wheel|wheeled|point|way|piece|channel|prong|panel|view"
    r"|step|inch|pound|lb|stage|prescription|script|rx|request|trial|supply"
)
_LEADING = re.compile(
    rf"^(?:{_BEFORE_LEADING})*(?P<count>{NUMBER}) (?!(?:{_NO_COUNT_BEFORE})s?\b)(?=[a-z_])", re.IGNORECASE
)
_DOSE_BEFORE = re.compile(
    r"\b(?:takes?|taking|apply|sig:?|use|using|inject|dose|up to|mg,|one) ?(?:\d+ ?(?:-|to) ?)?$", re.IGNORECASE
)
_DOSE_BEHIND = re.compile(
    r"^ ?(?:by mouth|po\b|p\.o|orally|oral|every|each|daily|twice|once|one time|two times|three times|\d times"
    r"|bid|tid|qid|b\.i\.d|t\.i\.d|q\.?\w{0,2}\b|q ?\d|per day|a day|at bed|at night|nightly|as needed|prn"
    r"|prior|before|to affected|x \d|a week)",
    re.IGNORECASE,
)

_SESSION = r"(?:sessions?|visits?|treatments?|appointments?|tx)"
_COUNT_SESSIONS = re.compile(
    rf"(?<!\bon )(?P<count>{RANGE})(?P<between>(?:[ -]+(?:(?<!\s)|(?!(?:{_PERIOD}|minutes?|times?|x|per|a|units?)\b))"
    rf"[a-z/&.'()]+,?){{0,12}}?)[ -]*\b{_SESSION}\b",
    re.IGNORECASE,
)
_SESSIONS_COUNT = re.compile(
    rf"\b{_SESSION}\b ?[,:;]? ?(?:\(|#|x|×|times|qty:?|quantity:?|[-–] )? ?#?(?P<count>{RANGE})"
    rf"(?! ?(?:x|×|times|per|/|{_PERIOD}|a week|minutes?)\b)(?![\w.%])",
    re.IGNORECASE,
)
_SESSION_HINT = re.compile("session|visit|treatment|appointment|tx")
"""What both have, in lower case."""
_TOTAL = Hinted(
    rf"\btotal(?:ing|s)?:? (?:of )?(?P<count>{NUMBER})(?! ?(?:days?|weeks?|hours?|mg))"
    rf"|(?P<count2>{NUMBER}) ?(?:in )?total\b",
    "total",
)
_HASH_RANGE = re.compile(r"# ?\d+ ?(?:-|to) ?\d+")


def read_refills(text: str, start: int, end: int) -> Tag | None:
    """The number of refills; "no refills" is 0."""
    if _REFILL_HINT.search(fold(text[start:end])) is None:
        return None
    for expression in _REFILLS:
        match = expression.search(text, start, end)
        if match is not None:
            word = match["count"].lower()
            count = 0 if word in _NONE else number(word)
            return Tag("refills", match.start(), match.end(), str(count))
    return None


def read_quantity(text: str, start: int, end: int, *, category: str) -> Tag | None:
    """The units of a supply; `None` where there are none or where several items have different ones.

    "#60" and "QTY: 60" count before pieces ("60 tablets", "2 boxes"), these before an amount ("240 grams").
    """
    labelled = list(_LABELLED.finditer(text, start, end))
    # "injection #1" is the first of a series
    hashes = [] if category.startswith("injection") else list(_HASH.finditer(text, start, end))
    if hashes or labelled:
        return _only("quantity", [*hashes, *labelled]) or _whole(hashes, labelled)
    if not category.startswith(("pharmaceuticals", "dmepos", "other")):
        return None
    pieces = [match for match in _PIECES.finditer(text, start, end) if not _is_dose(text, match, end)]
    if pieces:
        return _only("quantity", pieces[:1])
    containers = _CONTAINERS.search(text, start, end)
    if containers is not None:
        return _only("quantity", [containers])
    filled = _BEFORE_REFILLS.search(text, start, end)
    if filled is not None:
        return _only("quantity", [filled])
    amounts = list(_AMOUNT.finditer(text, start, end))
    if amounts and category == "pharmaceuticals":
        return _only("quantity", amounts)
    leading = _LEADING.match(text[start:end])
    if leading is not None:
        count = number(leading["count"])
        return Tag("quantity", start + leading.start("count"), start + leading.end("count"), str(count))
    factor = _FACTOR.search(text, start, end)
    if factor is not None:
        return Tag("quantity", *factor.span(), str(number(factor["count"])))
    return None


def read_sessions(text: str, start: int, end: int, frequency: Frequency | None, *, implied: bool) -> Tag | None:
    """Sessions, visits or treatments, stated or the product of frequency and duration.

    Where `implied` (a therapy), a bare count ("#6", "x 12", "QTY: 12") is one of sessions. `None` for a range.
    """
    blocked = [(frequency.start, frequency.end)] if frequency is not None and frequency.times else []
    for match in _counted_sessions(text, start, end):
        if any(begin < match.end("count") and match.start("count") < stop for begin, stop in blocked):
            continue
        low, high = number_range(match["count"])
        return Tag("sessions", *match.span(), str(low)) if low == high else None
    if frequency is not None and frequency.product is not None:
        return Tag("sessions", frequency.start, frequency.end, str(frequency.product))
    if not implied or _HASH_RANGE.search(text, start, end):
        return None
    if frequency is not None and frequency.times is not None and frequency.length is not None:
        return None
    total = _TOTAL.search(text, start, end)
    if total is not None:
        return Tag("sessions", *total.span(), str(number(total["count"] or total["count2"])))
    bare = [*_HASH.finditer(text, start, end), *_LABELLED.finditer(text, start, end)]
    if bare:
        return _only("sessions", bare)
    factor = _FACTOR.search(text, start, end)
    if factor is not None and not any(begin < factor.end() and factor.start() < stop for begin, stop in blocked):
        return Tag("sessions", *factor.span(), str(number(factor["count"])))
    return None


def _counted_sessions(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Counts that stand before or behind "sessions", "visits" and the like."""
    if _SESSION_HINT.search(fold(text[start:end])) is None:
        return []
    return [*_COUNT_SESSIONS.finditer(text, start, end), *_SESSIONS_COUNT.finditer(text, start, end)]


def _only(label: str, matches: list[re.Match[str]]) -> Tag | None:
    """The count that all matches agree on."""
    counts = {number(match["count"].replace(",", "")) for match in matches}
    return Tag(label, *matches[0].span(), str(counts.pop())) if len(counts) == 1 else None


def _whole(hashes: list[re.Match[str]], labelled: list[re.Match[str]]) -> Tag | None:
    """Of "#30 times 2, QTY: 60" the 60."""
    if len(hashes) != 1 or len(labelled) != 1:
        return None
    each, whole = number(hashes[0]["count"].replace(",", "")), number(labelled[0]["count"])
    return _only("quantity", labelled) if each and whole > each and whole % each == 0 else None


def _is_dose(text: str, match: re.Match[str], end: int) -> bool:
    """Whether "1 tablet" is what the worker takes at a time."""
    before = text[max(0, match.start() - 20) : match.start()]
    behind = text[match.end() : min(end, match.end() + 20)]
    return bool(_DOSE_BEFORE.search(before) or _DOSE_BEHIND.search(behind))
