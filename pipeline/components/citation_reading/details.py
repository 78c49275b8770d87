"""What stands around a title: pages, editions, chapter numbers, regulations. One reader per detail.

Each `take_*` reads at a position of the reading text, fills the draft and returns the position behind what it read,
or `None` where the detail does not stand there.
"""

from __future__ import annotations

import re

from pipeline.components.citation_reading.draft import Draft
from pipeline.components.tags import Tag

_DASH = r"\s?(?:-|–|—|to|through|thru)\s?"
_PAGE = rf"\d{{1,4}}(?:{_DASH}\d{{1,4}})?(?!\d|\.\d|/)"
PAGES_LABEL = r"(?:[Pp]age\(s\)|[Pp]ages?|PAGES?|[Pp]gs?|[Pp]p|[Pp](?=[.\s\d]))\.?\s?:?\s?"
_PAGES = re.compile(
    rf"(?:(?:on|at|see)\s)?(?<![\w]){PAGES_LABEL}\(?(?:{PAGES_LABEL})?(?P<list>{_PAGE}(?:(?:,\s?(?:and\s|&\s?)?|\s?;\s?|\s?&\s?|\sand\s)"
    rf"(?:[Pp]ages?\s|pp?\.?\s?)?{_PAGE})*)(?:\s?of\s?\d{{1,4}}\b(?!\sthe))?"
)
_RANGE = re.compile(rf"(\d{{1,4}})(?:{_DASH}(\d{{1,4}}))?")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = rf"(?:\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{2,4}}|\d{{1,2}}/\d{{4}}|{_MONTH}\s(?:\d{{1,2}},?\s)?\d{{4}}|(?:19|20)\d\d)"
_UPDATED = re.compile(
    rf"\(?(?:(?:as of|last|most recently|recently)\s)?(?:updated?|revised|accessed|effective|version(?: date)?|dated?)"
    rf"\s?(?:on\s)?:?\s?(?P<date>{_DATE})\)?",
    re.I,
)
_DATED = re.compile(rf"\((?P<date>{_DATE})\)|(?P<bare>(?:19|20)\d\d)(?![\d-])")
_ORDINAL = re.compile(
    r"\(?(?:\d{1,2}(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth)"
    r"\s(?:[Aa]nnual\s)?[Ee]d(?:ition|n)?\b\.?\)?(?:\s?\((?:web|online)\))?|V\.\s?\d(?![\d.]\d)"
)
_CHAPTER = re.compile(
    r"\(?(?:[Cc]hapters?|CHAPTER|[Cc]hap\.?|[Cc]hp\.?|[Cc]h\.)\s?(?:no\.?\s|#\s?)?(?P<number>\d{1,2})\b(?!\.\d)"
)
_SECTION_NO = r"9792\.\d+(?:\.\d+)*(?:\.?[a-z](?![a-z]))?(?:\.\d+)?(?:\([a-z0-9]{1,2}\))*"
_REGULATION = re.compile(
    r"(?:(?:Title\s8,?\s|8\s)?(?:C\.?\s?C\.?\s?R\.?|California Code of Regulations|Cal\.? Code (?:of )?Regs?\.?),?\s?)?"
    rf"(?:§+\s?|[Ss]ections?\s)?\(?(?P<first>{_SECTION_NO})"
    rf"(?:\s?(?:-|–|to|through|et seq\.?)\s?(?P<last>{_SECTION_NO})?)?\)?"
    r"(?:\s(?:of\s)?(?:the\s)?California Code of Regulations(?:,?\s\(?Title\s8\)?)?)?"
)
_BRACKET = re.compile(r"[()]")
_LONGEST = 300
"""Letters of the longest list of names in parentheses behind a drug."""
_OF_MTUS = re.compile(r"9792\.2[0-7]")
_TABLE = re.compile(
    r"\(?(?:[Tt]ables?|[Ff]igures?|[Aa]lgorithms?)\s?(?:\d{1,2}(?:-\d{1,2})?[A-Za-z]?)(?:\s?(?:and|&)\s?\d{1,2}-\d{1,2})?\)?"
    r"(?:[,:]?\s[A-Z][^.,;()]{2,60}(?=,\s?(?:[Pp]ages?|[Pp]g\.?|pp?\.)\s?\d))?"
)

_ADOPTED = re.compile(
    rf"\(ACOEM(?:\sGuidelines?)?,?\s(?:(?:published|revised|updated|effective|dated|of)\s)?(?P<date>{_DATE})\)", re.I
)
# With what each may begin: most words that are looked at begin with something else.
_PAGES_BEGIN = "oasPp"
_REGULATION_BEGINS = "T8C§Ss(9"
_TABLE_BEGINS = "(TtFfAa"
_CHAPTER_BEGINS = "(Cc"
_UPDATED_BEGINS = "(AaLlMmRrUuVvEeDd"
_DATED_BEGINS = "(12"
_ORDINAL_BEGINS = "(FfSsTtV"  # or a figure


def year_of(date: str) -> str | None:
    """The year that a printed date gives: "11/23/16" and "July 28, 2016" give "2016"."""
    digits = re.findall(r"\d+", date)
    last = digits[-1] if digits else ""
    if len(last) == 4:
        return last if 1950 <= int(last) <= 2049 else None
    return f"20{last}" if len(last) == 2 and len(digits) == 3 else None


def take_pages(draft: Draft, text: str, at: int, end: int, *, ascending: bool = False) -> int | None:
    """Pages behind a page label; `ascending`: in prose a list ends where a number is no higher than the last."""
    match = _PAGES.match(text, at, end) if text[at : at + 1] in _PAGES_BEGIN else None
    if match is None:
        return None
    last, reached = 0, at
    for number in _RANGE.finditer(text, match.start("list"), match.end("list")):
        low = int(number[1])
        high = _completed(low, number[2]) if number[2] else low
        if high < low or (ascending and last and low <= last):
            break
        value = f"{low}-{high}" if number[2] else str(low)
        if all(page.value != value for page in draft.pages):  # "p25-26 Page(s): 25-26" are the same pages
            draft.pages.append(Tag("pages", number.start(), number.end(), value))
        last, reached = high, number.end()
    if not last:
        return None
    whole = reached == match.end("list")
    draft.take(reached)
    return draft.take(_closed(text, match.start(), match.end())) if whole else reached


def _closed(text: str, start: int, end: int) -> int:
    """Behind the parenthesis that stands open before `start` or behind it."""
    opened = text[start - 1 : start] == "(" or text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _completed(low: int, high: str) -> int:
    """ "288-9" means 288-289."""
    shorter = len(str(low)) - len(high)
    return int(str(low)[:shorter] + high) if shorter > 0 else int(high)


def take_edition(draft: Draft, text: str, at: int, end: int) -> int | None:
    """A year, a dated update or the words of an edition ("2nd Edition", which gives no year)."""
    if text[at - 1 : at] == "(":
        at -= 1
    begin = text[at : at + 1]
    for pattern, begins in ((_UPDATED, _UPDATED_BEGINS), (_DATED, _DATED_BEGINS)):
        match = pattern.match(text, at, end) if begin in begins else None
        if match is None:
            continue
        group = "date" if match["date"] else "bare"
        year = year_of(match[group])
        if year is None:
            return None
        if draft.edition is None:
            draft.edition = Tag("edition", match.start(group), match.end(group), year)
        return draft.take(_closed(text, match.start(), match.end()))
    match = _ORDINAL.match(text, at, end) if begin in _ORDINAL_BEGINS or begin.isdigit() else None
    return draft.take(match.end()) if match else None


def take_adopted_edition(draft: Draft, text: str, at: int, end: int) -> int | None:
    """ "(ACOEM March 7, 2019)" behind a title, or "ACOEM …" behind that parenthesis: the edition of an ACOEM guideline
    that the MTUS has adopted."""
    match = _ADOPTED.match(text, at - (text[at - 1 : at] == "("), end)
    if match is None:
        return None
    year = year_of(match["date"])
    if year is not None and draft.edition is None:
        draft.edition = Tag("edition", *match.span("date"), year)
    return draft.take(match.end())


def take_chapter_number(draft: Draft, text: str, at: int, end: int) -> int | None:
    """ "Chapter 12" of an ACOEM chapter; a second number is for the caller to begin a new citation with."""
    match = _CHAPTER.match(text, at, end) if text[at : at + 1] in _CHAPTER_BEGINS else None
    if match is None:
        return None
    if draft.chapter_number is not None:
        return draft.take(match.end()) if draft.chapter_number.value == str(int(match["number"])) else None
    draft.chapter_number = Tag("chapter_number", match.start("number"), match.end("number"), str(int(match["number"])))
    return draft.take(match.end())


def chapter_number_at(text: str, at: int, end: int) -> bool:
    """Whether a chapter number stands there."""
    return _CHAPTER.match(text, at, end) is not None


def take_regulation(draft: Draft, text: str, at: int, end: int) -> int | None:
    """A section of Title 8 CCR, or a range of them."""
    match = _REGULATION.match(text, at, end) if text[at : at + 1] in _REGULATION_BEGINS else None
    if match is None:
        return None
    stop = match.end("last") if match["last"] else match.end("first")
    value = f"{match['first']}-{match['last']}" if match["last"] else match["first"]
    draft.regulations.append(Tag("regulation", match.start("first"), stop, value))
    return draft.take(match.end())


def regulation_at(text: str, at: int, end: int) -> bool:
    """Whether a section of the MTUS in Title 8 CCR (9792.20 to 9792.27) stands there."""
    match = _REGULATION.match(text, at, end)
    return match is not None and _OF_MTUS.match(match["first"]) is not None


def skip_table(text: str, at: int, end: int) -> int | None:
    """Behind a table's or figure's number, which is no section."""
    match = _TABLE.match(text, at, end) if text[at : at + 1] in _TABLE_BEGINS else None
    return match.end() if match else None


def closed(text: str, start: int, end: int) -> int:
    """Behind the quotation mark or parenthesis that `text[start:end]` leaves open, where it closes there."""
    following = text[end : end + 1]
    quoted = (
        bool(following)
        and following in ('"', "”")
        and (text.count('"', start, end) + text.count("“", start, end)) % 2 == 1
    )
    bracketed = following == ")" and text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if quoted or bracketed else end


def balanced(text: str, start: int, end: int, limit: int) -> int:
    """Behind the parenthesis that `text[start:end]` leaves open, before `limit`; `end` where it leaves none."""
    depth = text.count("(", start, end) - text.count(")", start, end)
    if depth <= 0:
        return end
    for bracket in _BRACKET.finditer(text, end, min(limit, end + _LONGEST)):
        depth += 1 if bracket[0] == "(" else -1
        if depth == 0:
            return bracket.end()
    return end
