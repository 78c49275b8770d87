"""Damage to pages: lost, moved, doubled, mixed, scanned; headers and footers; cuts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.damage.kinds.base import Damaged, decisions, pages_of


def _of_pages(pages: Sequence[str], before: Sequence[str], rng: Random) -> Damaged | None:
    return None if list(pages) == list(before) else Damaged(rng.choice(("\f", "\f", "\n")).join(pages))


def page_dropped(text: str, other: str, rng: Random) -> Damaged | None:
    """A page is missing."""
    pages = pages_of(text, rng)
    if len(pages) < 2:
        return None
    before = list(pages)
    del pages[rng.randrange(len(pages))]
    return _of_pages(pages, before, rng)


def pages_swapped(text: str, other: str, rng: Random) -> Damaged | None:
    """Two pages stand in each other's place."""
    pages = pages_of(text, rng)
    if len(pages) < 2:
        return None
    a, b = rng.sample(range(len(pages)), 2)
    before = list(pages)
    pages[a], pages[b] = pages[b], pages[a]
    return _of_pages(pages, before, rng)


def pages_shuffled(text: str, other: str, rng: Random) -> Damaged | None:
    """The pages stand in any order, or the last one first."""
    pages = pages_of(text, rng)
    before = list(pages)
    if rng.random() < 0.5:
        pages.reverse()
    else:
        rng.shuffle(pages)
    return _of_pages(pages, before, rng)


def page_doubled(text: str, other: str, rng: Random) -> Damaged | None:
    """A page was copied twice, one behind the other or at the end."""
    pages = pages_of(text, rng)
    before, at = list(pages), rng.randrange(len(pages))
    pages.insert(rng.choice((at, len(pages))), pages[at])
    return _of_pages(pages, before, rng)


def foot_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """The last or the first lines of a page are cut off."""
    pages = pages_of(text, rng)
    before, at, lost = list(pages), rng.randrange(len(pages)), rng.randint(1, 6)
    lines = pages[at].rstrip("\n").split("\n")
    pages[at] = "\n".join(lines[:-lost] if rng.random() < 0.7 else lines[lost:]) + "\n"
    return _of_pages(pages, before, rng)


def page_scanned(text: str, other: str, rng: Random) -> Damaged | None:
    """One page among pages of text is an image. (That the reader of PDFs knows it is shown by its own tests.)"""
    pages = pages_of(text, rng)
    if len(pages) < 2:
        return None
    at = rng.randrange(len(pages))
    pages[at] = ""
    return Damaged("\f".join(pages), scanned=(at + 1,))


_FOOTERS = (
    "IMR Case Number: {number}    Page {n} of {all}", "{number} - Page {n} of {all}", "Case Number: {number}",
    "Final Determination Letter for IMR Case Number {number}   {n}", "Case {number}, page {n}", "{number}",
)  # fmt: skip


def letters_mixed(text: str, other: str, rng: Random) -> Damaged | None:
    """Pages of two letters are mixed; each page has its case number at the foot or the top."""
    numbers = [re.search(r"C[M]\d\d-\d{6,7}", t) for t in (text, other)]
    if numbers[0] is None or numbers[1] is None or numbers[0][0] == numbers[1][0]:
        return None
    footer, top = rng.choice(_FOOTERS), rng.random() < 0.3
    first, second = (_marked(t, rng, footer, m[0], top) for t, m in zip((text, other), numbers, strict=True) if m)
    if rng.random() < 0.4:  # one page alone strays
        mixed = list(first)
        mixed.insert(rng.randint(1, len(mixed)), rng.choice(second))
    else:
        mixed = [page for n in range(max(len(first), len(second))) for page in (*first[n : n + 1], *second[n : n + 1])]
    return Damaged("\f".join(mixed), others=True)


def _marked(text: str, rng: Random, footer: str, number: str, top: bool) -> list[str]:
    pages = pages_of(text, rng)
    made = []
    for n, page in enumerate(pages, 1):
        words = footer.format(number=number, n=n, all=len(pages))
        made.append("\n".join((words, page.strip("\n")) if top else (page.rstrip(), words)) + "\n")
    return made


_COMPANIES = (
    ("ACME REVIEW CORPORATION\n12 Main Street, Some Town, CA 90000", "CONFIDENTIAL"),
    ("State of Somewhere, Division of Reviews", "Fax (555) 010-0000   page {n} of {all}"),
    ("", "{n}"),
    ("File 778-{n}", "Prepared by the Reviews Desk"),
    ("Page {n} of {all}", ""),
)
_TOPS = (
    "", "", "Northside Review Group", "NORTHSIDE REVIEW GROUP\nTel. 555-0100 | Fax 555-0101", "Our file: 44-981/B",
    "2/17/2017 9:41 AM   From: 5550100   To: 5550199   Page: {n}/{all}", "Re: claim 00412-{n:03d}", "STRICTLY PRIVATE",
    "Printed on recycled paper", "12 Elm Road, Suite {n}00, Anytown, CA 90001", "Fax Server  2/17/2017  P.{n:02d}",
)  # fmt: skip
_FEET = (
    "", "", "{n} | P a g e", "- {n} -", "Page {n}", "{n}/{all}", "Pg. {n} of {all}", "Initials ____",
    "Form R-12 (rev. 3/14)", "This page holds protected health information.", "NRG000{n:03d}",
    "Copyright 2017 Northside", "www.example.org  {n}",
    "Continued on next page", "Page {n} of {all}   CONFIDENTIAL   Northside",
)  # fmt: skip


def headers_and_footers(text: str, other: str, rng: Random) -> Damaged | None:
    """Each page has a company's header and footer, with or without page breaks."""
    pages = pages_of(text, rng)
    if len(pages) < 3:
        return None
    top, foot = rng.choice(_COMPANIES) if rng.random() < 0.3 else (rng.choice(_TOPS), rng.choice(_FEET))
    made = []
    for n, page in enumerate(pages, 1):
        words = [top.format(n=n, all=len(pages)), page.strip("\n"), foot.format(n=n, all=len(pages))]
        made.append("\n".join(w for w in words if w))
    return Damaged(rng.choice(("\f", "\n", "\n\n")).join(made))


def cut(text: str, other: str, rng: Random) -> Damaged | None:
    """The letter breaks off: anywhere, or behind a decision."""
    if rng.random() < 0.5:
        return Damaged(text[: rng.randrange(len(text))])
    places = [m.end() for m in decisions(text)]
    return Damaged(text[: rng.choice(places) + rng.randrange(40)]) if places else None


def beginning_cut(text: str, other: str, rng: Random) -> Damaged | None:
    """The letter's beginning is missing."""
    return Damaged(text[rng.randrange(len(text)) :])


def middle_cut(text: str, other: str, rng: Random) -> Damaged | None:
    """A stretch is missing: two pieces of paper are stuck together."""
    start = rng.randrange(len(text))
    return Damaged(text[:start] + text[start + rng.choice((20, 60, 200, 800, 2500)) :])
