"""The guidelines that a letter cites, and the lines in which its parties name theirs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.grounded import Page


@dataclass(frozen=True, slots=True)
class Chapter:
    """An ACOEM chapter cited by number; `title` as printed, `None` where only the number is given."""

    number: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section or topic title as printed, with the catalogue's id where it is known for certain."""

    text: str
    start: int
    end: int
    entry: str | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """How a citation agrees with the catalogue: per aspect `ok`, `mismatch` or `unknown`."""

    guideline: str = "unknown"
    edition: str = "unknown"
    sections: str = "unknown"
    pages: str = "unknown"
    chapter: str = "unknown"


@dataclass(frozen=True, slots=True)
class Citation:
    """One guideline document that is named; see docs/record.md for the conventions of each field."""

    text: str
    start: int
    end: int
    source: str
    guideline: str | None = None
    edition: str | None = None
    chapter: Chapter | None = None
    sections: tuple[CitedSection, ...] = ()
    regulations: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    entry: str | None = None
    check: CitationCheck | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class GuidelineLine:
    """The line in which a party names the guidelines of its decision; `cited` is `None` where there is no
    line."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    cited: bool | None = None
    outside_mtus: bool = False
    citations: tuple[Citation, ...] = ()
    page: Page = None
