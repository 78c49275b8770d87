"""Ways in which a letter is damaged, each named: what the damage harness tries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.properties.letters import REWRAPPINGS
from tests.properties.letters import damaged as confused

DECISION = re.compile(r"(?<=:)(\s+)(Upheld|Overturned)\b")
LABEL = re.compile(
    r"^[^\S\n]*(?:(?:Claims Administrator|MAXIMUS|UR|IMR|Expert Reviewer|Reviewer) guideline|Decision rationale):",
    re.MULTILINE,
)
HEADER_LABELS = (
    "Case Number:", "Date Assigned:", "Date of Injury:", "Decision Date:", "UR Denial Date:", "Priority:", "Received:",
    "Application",
)  # fmt: skip
WORDS = (
    "No longer ", "Cannot be ", "NOT: ", "Non-", "never ", "rather than ", "Conditionally ", "50% ", "Previously ",
    "UR decision should not be ", "Appeal ", "Not to be ", "Would have been ", "Pending, formerly ", "Hardly ", "Un-",
    "Neither affirmed nor ", "Until appeal ", "Provisionally; ", "Half ", "No (formerly ", "Dismissed; was ", "Once ",
)  # fmt: skip
BEHIND = (" (reversed on appeal)", "? No", " / {other}", " or {other}", " only if approved", "\n{other}")
SENTENCES = (
    "A prior IMR determination: Upheld (03/02/2016).",
    "See ODG, APPENDIX D.",
    "The form has a part YOUR RIGHT TO APPEAL that says more.",
    "The EFFECT OF THE DECISION is another matter.",
    "An earlier decision on a cane was Overturned.",
    "The decision is therefore: Overturned.",
    "Norco #90 was the original request. The remaining IMR eligible portion of the original request is weaning.",
    'The letter said "the request for a bed is medically necessary".',
    "He may use tramadol 50 mg.",
    "It is taken for 30 min.",
    "This was the rule.[3]",
)
ITEM = (
    "Hospital bed: Overturned Claims Administrator guideline: The Claims Administrator cited a book. MAXIMUS "
    "guideline: The reviewer cited another. Decision rationale: The request is medically necessary."
)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text.

    Attributes:
        text: what is read.
        undecided: the numbers (from 0) of items whose decision was made unreadable.
        others: whether items of another letter stand in it.
        whole: whether what it says of its items and its header is all there, if in another place.
    """

    text: str
    undecided: frozenset[int] = frozenset()
    others: bool = False


Kind = Callable[[str, str, Random], Damaged | None]


def _paragraph_end(text: str, rng: Random) -> int | None:
    """A place behind a sentence in an item's rationale."""
    start = text.find("Decision rationale:")
    ends = [m.end() for m in re.finditer(r"[a-z]\.(?=\s)", text) if m.start() > start >= 0]
    return rng.choice(ends) if ends else None


def word_before_decision(text: str, other: str, rng: Random) -> Damaged | None:
    found = list(DECISION.finditer(text))
    if not found:
        return None
    number = rng.randrange(len(found))
    place = found[number].start(2)
    return Damaged(text[:place] + rng.choice(WORDS) + text[place:], frozenset({number}))


def words_behind_decision(text: str, other: str, rng: Random) -> Damaged | None:
    found = list(DECISION.finditer(text))
    if not found:
        return None
    number = rng.randrange(len(found))
    place = found[number].end(2)
    words = rng.choice(BEHIND).format(other="Upheld" if found[number][2] == "Overturned" else "Overturned")
    return Damaged(text[:place] + words + text[place:], frozenset({number}))


def sentence_in_rationale(text: str, other: str, rng: Random) -> Damaged | None:
    place = _paragraph_end(text, rng)
    return None if place is None else Damaged(f"{text[:place]} {rng.choice(SENTENCES)}{text[place:]}")


def item_in_rationale(text: str, other: str, rng: Random) -> Damaged | None:
    place = _paragraph_end(text, rng)
    if place is None:
        return None
    item = rng.choice((f'The letter said: "{ITEM}"', f"The letter said: {ITEM} That is all."))
    return Damaged(f"{text[:place]} {item}{text[place:]}")


def stray_decision(text: str, other: str, rng: Random) -> Damaged | None:
    place = _paragraph_end(text, rng)
    word = rng.choice(("Upheld", "Overturned"))
    return None if place is None else Damaged(f"{text[:place]}\n{word}\n{text[place:].lstrip()}")


def confused_characters(text: str, other: str, rng: Random) -> Damaged | None:
    return Damaged(confused(text, rng, rng.choice((0.001, 0.003, 0.01, 0.03, 0.06))))


def _pages(text: str, rng: Random) -> list[str]:
    """The text's pages, as they are or made at lines."""
    if text.count("\f") > 1:
        return text.split("\f")
    lines = text.split("\n")
    size = rng.randint(25, 45)
    return ["\n".join(lines[at : at + size]) + "\n" for at in range(0, len(lines), size)]


def page_dropped(text: str, other: str, rng: Random) -> Damaged | None:
    pages = _pages(text, rng)
    if len(pages) < 2:
        return None
    del pages[rng.randrange(len(pages))]
    return Damaged("\f".join(pages))


def pages_swapped(text: str, other: str, rng: Random) -> Damaged | None:
    pages = _pages(text, rng)
    if len(pages) < 2:
        return None
    a, b = rng.sample(range(len(pages)), 2)
    pages[a], pages[b] = pages[b], pages[a]
    return Damaged("\f".join(pages))


def _footed(text: str, rng: Random, number: str) -> list[str]:
    pages = _pages(text, rng)
    return [f"{p.rstrip()}\nIMR Case Number: {number}    Page {n} of {len(pages)}\n" for n, p in enumerate(pages, 1)]


def letters_mixed(text: str, other: str, rng: Random) -> Damaged | None:
    """Pages of two letters in turn; each page has its case number at the foot."""
    numbers = [re.search(r"C[M]\d\d-\d{6,7}", t) for t in (text, other)]
    if numbers[0] is None or numbers[1] is None or numbers[0][0] == numbers[1][0]:
        return None
    first, second = (_footed(t, rng, m[0]) for t, m in zip((text, other), numbers, strict=True) if m)
    mixed = [page for n in range(max(len(first), len(second))) for page in (*first[n : n + 1], *second[n : n + 1])]
    return Damaged("\f".join(mixed), others=True)


COMPANIES = (
    ("ACME REVIEW CORPORATION\n12 Main Street, Some Town, CA 90000", "CONFIDENTIAL"),
    ("State of Somewhere, Division of Reviews", "Fax (555) 010-0000   page {n} of {all}"),
    ("", "{n}"),
    ("File 778-{n}", "Prepared by the Reviews Desk"),
    ("Page {n} of {all}", ""),
)


def headers_and_footers(text: str, other: str, rng: Random) -> Damaged | None:
    pages = _pages(text, rng)
    header, footer = rng.choice(COMPANIES)
    joint = rng.choice(("\f", "\n"))
    made = []
    for n, page in enumerate(pages, 1):
        words = [header.format(n=n, all=len(pages)), page.strip("\n"), footer.format(n=n, all=len(pages))]
        made.append("\n".join(w for w in words if w))
    return Damaged(joint.join(made)) if len(pages) > 2 else None


def cut(text: str, other: str, rng: Random) -> Damaged | None:
    if rng.random() < 0.5:
        return Damaged(text[: rng.randrange(len(text))])
    places = [m.end() for m in DECISION.finditer(text)]
    return Damaged(text[: rng.choice(places) + rng.randrange(40)]) if places else None


def label_line_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """A line of the header with a label is lost or stands elsewhere."""
    found = [label for label in HEADER_LABELS if label in text[:1500]]
    if not found:
        return None
    label = rng.choice(found)
    at = text.index(label)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start:end]
    rest = text[:start] + text[end + 1 :]
    if rng.random() < 0.6:
        return Damaged(rest)
    lines = rest.split("\n")
    lines.insert(rng.randrange(min(24, len(lines))), line)
    return Damaged("\n".join(lines))


def item_label_lost(text: str, other: str, rng: Random) -> Damaged | None:
    found = list(LABEL.finditer(text))
    if not found:
        return None
    m = rng.choice(found)
    return Damaged(text[: m.start()] + text[m.end() :])


def heading_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """The line on which an item's decision stands, or a section's heading, is lost."""
    places = [m.start(2) for m in DECISION.finditer(text)]
    places += [m.start() for m in re.finditer(r"^(?:IMR ISSUES|CLINICAL CASE|HOW THE IMR)", text, re.MULTILINE)]
    if not places:
        return None
    at = rng.choice(places)
    return Damaged(text[: text.rfind("\n", 0, at) + 1] + text[text.find("\n", at) + 1 :])


def line_breaks(text: str, other: str, rng: Random) -> Damaged | None:
    kind = rng.randrange(6)
    if kind < 3:
        return Damaged(REWRAPPINGS[kind](text, rng.randint(30, 140)))
    return Damaged((text.replace("\n", "\n\n"), text.replace("\n", " \r\n"), re.sub(r"\n\s*\n", "\n", text))[kind - 3])


ODD = {"fi": "\ufffd", "ff": "\x00", "-": "\u00ad", "/": "\u2044", "e": "e\u200b", ":": "\u200e:", "\u00e9": "e\u0301"}


def odd_characters(text: str, other: str, rng: Random) -> Damaged | None:
    printed = rng.choice(list(ODD))
    places = [m.start() for m in re.finditer(re.escape(printed), text)]
    for place in sorted(rng.sample(places, min(len(places), 12)), reverse=True):
        text = text[:place] + ODD[printed] + text[place + len(printed) :]
    return Damaged(text)


def broken_word(text: str, other: str, rng: Random) -> Damaged | None:
    """A hyphen at a line's end inside a decision's word."""
    found = list(DECISION.finditer(text))
    if not found:
        return None
    m = rng.choice(found)
    at = m.start(2) + (2 if m[2] == "Upheld" else 4)
    return Damaged(f"{text[:at]}-\n{text[at:]}")


KINDS: Mapping[str, Kind] = {
    kind.__name__: kind
    for kind in (
        word_before_decision, words_behind_decision, sentence_in_rationale, item_in_rationale, stray_decision,
        confused_characters, page_dropped, pages_swapped, letters_mixed, headers_and_footers, cut, label_line_lost,
        item_label_lost, heading_lost, line_breaks, odd_characters, broken_word,
    )
}  # fmt: skip
