"""How often and for how long: "2 times a week for 6 weeks", "2x6", "BID", "30 day rental"."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.components.hinted import Hinted
from pipeline.components.request_details.numbers import RANGE, number_range
from pipeline.text.folding import fold

Limits = tuple[int, int]


class Frequency(NamedTuple):
    """`times` per `per`, for `length` of `unit`; what is not stated is `None`. Offsets into the reading text."""

    times: Limits | None
    per: str | None
    length: Limits | None
    unit: str | None
    start: int
    end: int

    @property
    def value(self) -> str:
        """As docs/architecture.md writes it: `times=2-2;per=week;for=6-6;unit=week`."""
        parts = []
        if self.times is not None:
            parts.append(f"times={self.times[0]}-{self.times[1]}")
        if self.per is not None:
            parts.append(f"per={self.per}")
        if self.length is not None:
            parts.append(f"for={self.length[0]}-{self.length[1]}")
        if self.unit is not None:
            parts.append(f"unit={self.unit}")
        return ";".join(parts)

    @property
    def product(self) -> int | None:
        """Times in all; `None` where a range or a missing factor leaves it open."""
        if self.times is None or self.length is None or self.per is None or self.unit is None:
            return None
        if self.times[0] != self.times[1] or self.length[0] != self.length[1]:
            return None
        if self.per == self.unit:
            return self.times[0] * self.length[0]
        days = {("day", "week"): 7}.get((self.per, self.unit))
        return self.times[0] * self.length[0] * days if days else None


class _Often(NamedTuple):
    times: Limits
    per: str
    start: int
    end: int


_PER = r"(?P<per>days?|weeks?|wks?|months?|mos?|mths?|years?|yrs?)\b\.?"
_LY = r"(?P<ly>daily|weekly|monthly|yearly|annually|nightly)\b"
_TIMED = re.compile("day|daily|week|wk|mo|mth|year|yr|annual|night|evening|bedtime")
"""What a frequency or a duration has, in lower case; doses in Latin or by hours may do without."""
_COUNTED = r"(?:x|×|times?|sessions?|visits?|treatments?|days?|sets?)"
_EACH = r"(?: ?(?:per|a|an|each|every|/|in a) ?| ?)"

_TIMES_PER = re.compile(
    rf"(?P<times>{RANGE}) ?(?:additional |more )?{_COUNTED}\.?(?:{_EACH}{_PER}|[ /]*{_LY})", re.IGNORECASE
)
_BARE_PER = re.compile(rf"(?P<times>{RANGE}) ?(?:/|\bper\b|\ba\b|\beach\b) ?{_PER}", re.IGNORECASE)
_HOURS_PER = re.compile(rf"(?P<times>{RANGE}) ?(?:hours?|hrs?)\b\.?{_EACH}(?P<per>weeks?|wks?)\b", re.IGNORECASE)
_WORD_PER = Hinted(
    rf"\b(?P<word>once|one time|twice|thrice)[ -]?(?:(?:per |a |an |every |each |/ ?)?{_PER}|{_LY})",
    "once|one time|twice|thrice",
)
_LATIN = Hinted(
    r"(?<![\w.])(?P<latin>b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?d|(?:q\.? ?)?h\.?s|q\.? ?p\.?m|q\.? ?a\.?m|q ?day)\b",
    r"q|i\.?d|h\.?s",
)
_DOSES_A_DAY = Hinted(
    rf"(?P<times>{RANGE}) ?(?:tab(?:let)?s?|cap(?:sule)?s?|pills?|puffs?|drops?|sprays?)\b\.? ?(?:per|a|each|/) ?day\b",
    "day",
)
_EVERY_HOURS = Hinted(rf"\b(?:every|q\.?) ?(?P<hours>{RANGE}) ?-?(?:hours?|hrs?|h)\b", "every|q")
_EVERY = re.compile(r"\b(?:every|each) (?P<every>day|night|week|month|morning|evening)\b", re.IGNORECASE)
_PLAIN_LY = Hinted(
    r"(?<!bi)(?<!bi-)(?<!semi)(?<!semi-)(?<!hours )(?<!hour )(?<!hrs )\b"
    r"(?:(?:once )?(?P<ly>daily|weekly|monthly|nightly)|at (?P<night>night|bedtime))\b"
    r"(?! (?:living|activit|dose|disposable))(?! ?-?\d)",
    "daily|weekly|monthly|night|bedtime",
)
_UNIT = r"(?:days?|weeks?|wks?|months?|mos?|mths?|years?|yrs?)"
_LENGTH = re.compile(
    r"(?:\b(?:for|over|x|×|times|of|during) ?(?:a (?:period|total|course) of |the next |up to |another )?)?"
    rf"(?P<length>{RANGE})(?:[ -]|(?<=\d))(?:additional |more |consecutive |total )?(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_A_LENGTH = re.compile(r"\bfor (?P<length>a|one) (?P<unit>week|month|year)\b", re.IGNORECASE)
_NO_LENGTH_BEFORE = re.compile(
    r"\b(?:in|within|after|every|each|q|past|last|than|supply|supply of|supply:|aged?|at|ago|first|by|fu|f/u"
    r"|status post) ?$",
    re.IGNORECASE,
)
_BEFORE_WIDTH = 12
"""Letters of the longest of these: "status post "."""
_NO_LENGTH_BEHIND = re.compile(
    r"(?:'s?)?[ -]*(?:follow|f/u|post|after|before|prior|ago|old|of age|apart|status|out\b|recheck|re-?eval"
    r"|later|from)",
    re.IGNORECASE,
)
# "For 6 weeks following surgery" says how long, "6 weeks after surgery" when.
_LONG_ALL_THE_SAME = re.compile(r"(?:'s?)?[ -]*(?:following\b|after\b|post[ -]?op)", re.IGNORECASE)
_SUPPLY = re.compile(r"(?:'s?)?[ -]*supply", re.IGNORECASE)
_FIGURE = r"\d{1,2}(?: ?(?:-|to) ?\d{1,2})?"
_TIMES_TIMES = Hinted(
    rf"(?<![\w.#$/%])(?P<times>{_FIGURE}) ?(?:x|×|times|\*) ?(?P<length>{_FIGURE})\b"
    r"(?! ?(?:mg|ml|cm|mm|in|inch|inches|feet|ft|visits?|sessions?|treatments?|%))"
    r"(?: ?-?(?P<unit>days?|weeks?|wks?|months?)\b)?",
    r"x|×|times|\*",
)
_REST = re.compile(
    rf" ?[,;]? ?(?:x|×|times|for) ?(?P<length>{RANGE})(?! ?-? ?(?:\w+ )?(?:visits?|sessions?|treatments?|total))"
    rf"(?! ?(?:{_UNIT}|hours?|hrs?))(?![\w/.%])",
    re.IGNORECASE,
)
_LATIN_TIMES = {"b": 2, "t": 3}


def read_frequency(text: str, start: int, end: int, *, therapy: bool = False, drug: bool = False) -> Frequency | None:
    """The frequency and duration that stand in `text[start:end]`.

    Where `therapy`, "2x6" and "2 times 6" are twice a week for six weeks. Where `drug`, doses count ("BID", "every 6
    hours"), and a "30 day supply" is no duration.
    """
    timed = _TIMED.search(fold(text[start:end])) is not None
    often = (_often(text, start, end) if timed else None) or _dosing(text, start, end, timed, drug)
    if often is None and therapy:
        crossed = _crossed(text, start, end)
        if crossed is not None:
            return crossed
    length = _length(text, start, end, often, drug) if timed else None
    if often is None and length is None:
        return None
    if length is None and often is not None and therapy:
        rest = _REST.match(text, often.end, end)
        if rest is not None:
            limits = number_range(rest["length"])
            return Frequency(often.times, often.per, limits, often.per, often.start, rest.end())
    begins = min(part.start if isinstance(part, _Often) else part[2] for part in (often, length) if part)
    ends = max(part.end if isinstance(part, _Often) else part[3] for part in (often, length) if part)
    return Frequency(
        often.times if often else None,
        often.per if often else None,
        length[0] if length else None,
        length[1] if length else None,
        begins,
        ends,
    )


def _often(text: str, start: int, end: int) -> _Often | None:
    """The first statement of how often, the most explicit kind first."""
    for expression in (_TIMES_PER, _WORD_PER, _BARE_PER, _HOURS_PER):
        for match in expression.finditer(text, start, end):
            found = match.groupdict()
            per = _unit(found.get("ly") or found["per"])
            times = number_range(found["times"]) if found.get("times") else _once(match["word"])
            if expression is _BARE_PER and ((per == "day" and times != (1, 1)) or text[match.start() - 1] == "#"):
                continue
            return _Often(times, per, *match.span())
    return None


def _dosing(text: str, start: int, end: int, timed: bool, drug: bool) -> _Often | None:
    doses = _DOSES_A_DAY.search(text, start, end) if drug and timed else None
    if doses is not None:
        return _Often(number_range(doses["times"]), "day", *doses.span())
    latin = _LATIN.search(text, start, end) if drug else None
    if latin is not None:
        times = _latin_times(latin["latin"])
        return _Often((times, times), "day", *latin.span())
    hours = _EVERY_HOURS.search(text, start, end) if drug else None
    if hours is not None:
        low, high = number_range(hours["hours"])
        if low and high <= 24 and 24 % low == 0 and 24 % high == 0:
            return _Often((24 // high, 24 // low), "day", *hours.span())
        return None
    if not timed:
        return None
    every = _EVERY.search(text, start, end)
    if every is not None:
        return _Often((1, 1), _unit(every["every"]), *every.span())
    plain = _PLAIN_LY.search(text, start, end)
    return _Often((1, 1), _unit(plain["ly"] or "night"), *plain.span()) if plain is not None else None


def _length(text: str, start: int, end: int, often: _Often | None, drug: bool) -> tuple[Limits, str, int, int] | None:
    for expression in (_LENGTH, _A_LENGTH):
        for match in expression.finditer(text, start, end):
            if often is not None and match.start() < often.end and match.end() > often.start:
                continue
            at = match.start("length")
            if _NO_LENGTH_BEFORE.search(text, max(start, at - _BEFORE_WIDTH), at):
                continue
            behind = match.end()
            lasting = text[match.start() : at].lower() == "for " and _LONG_ALL_THE_SAME.match(text, behind, end)
            if not lasting and _NO_LENGTH_BEHIND.match(text, behind, end):
                continue
            if drug and _SUPPLY.match(text, behind, end):
                continue
            limits = (1, 1) if match["length"].lower() == "a" else number_range(match["length"])
            return limits, _unit(match["unit"]), *match.span()
    return None


def _crossed(text: str, start: int, end: int) -> Frequency | None:
    match = _TIMES_TIMES.search(text, start, end)
    if match is None:
        return None
    times, length = number_range(match["times"]), number_range(match["length"])
    unit = _unit(match["unit"] or "week")
    return Frequency(times, unit, length, unit, *match.span())


def _unit(word: str) -> str:
    word = word.lower()
    if word[0] == "w":
        return "week"
    if word[0] == "m" and word != "morning":
        return "month"
    if word[0] == "y" or word == "annually":
        return "year"
    return "day"


def _once(word: str) -> Limits:
    times = {"twice": 2, "thrice": 3}.get(word.lower(), 1)
    return times, times


def _latin_times(word: str) -> int:
    letters = word.lower().replace(".", "").replace(" ", "")
    if letters == "qid":
        return 4
    return _LATIN_TIMES.get(letters[0], 1)
