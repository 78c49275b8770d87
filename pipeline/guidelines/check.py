"""Checking one citation against the catalogue, aspect by aspect.

Nothing counts as wrong that the catalogue only believes: every fact behind a problem is supported by letters, by the
review organisation's table or by a published page (`pipeline.guidelines.model.Support`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.model import Edition, Guideline, PageFact, Support, confirms, proves
from pipeline.records.model import Chapter, Citation, CitationCheck, CitedSection, Severity

OK, MISMATCH, UNKNOWN = "ok", "mismatch", "unknown"
_NUMBER = re.compile(r"[\d.\s–-]+")


class Problem(NamedTuple):
    """What is wrong with a citation: `aspect` is a field of `CitationCheck`; `code` a finding's code."""

    aspect: str
    code: str
    severity: Severity
    message: str
    section: int | None = None  # index of the section that it is about


class Dating(NamedTuple):
    """When a decision was made: its ISO day, or the day after which it must have been made."""

    day: str | None = None
    not_before: str | None = None


class Judgement(NamedTuple):
    """A citation's check and what is wrong with it."""

    check: CitationCheck
    problems: tuple[Problem, ...]


def check_citation(
    citation: Citation, decision_date: str | None, catalogue: Catalogue, *, not_before: str | None = None
) -> CitationCheck:
    """How a citation agrees with the catalogue.

    Args:
        decision_date: ISO day of the decision that the citation is given for, where it is known.
        not_before: where the day is not known, a day before which the decision cannot have been made.

    Returns: for each aspect `ok` (a supported fact agrees), `mismatch` (a supported fact contradicts) or `unknown`.
    """
    return judge(citation, catalogue, Dating(decision_date, not_before)).check


def mismatches(check: CitationCheck) -> bool:
    """Whether a check finds anything wrong: only then the citation has problems."""
    return MISMATCH in (check.guideline, check.edition, check.sections, check.pages, check.chapter)


def judge(citation: Citation, catalogue: Catalogue, dating: Dating) -> Judgement:
    """Check and problems of a citation. Citations that say the same are judged once: letters repeat them."""
    sections = tuple([(section.text, section.entry) for section in citation.sections])
    says = (citation.source, citation.guideline, citation.edition, citation.chapter)
    return _judge(catalogue, dating, citation.entry, says, sections, citation.regulations, citation.pages)


@lru_cache(maxsize=4096)
def _judge(
    catalogue: Catalogue,
    dating: Dating,
    entry: str | None,
    says: tuple[str, str | None, str | None, Chapter | None],
    sections: tuple[tuple[str, str | None], ...],
    regulations: tuple[str, ...],
    pages: tuple[tuple[int, int], ...],
) -> Judgement:
    cited = tuple(CitedSection(text, 0, 0, section) for text, section in sections)
    citation = Citation("", 0, 0, *says, cited, regulations, pages, entry)
    found = tuple(problems(citation, catalogue, dating))
    return Judgement(_check(citation, catalogue, dating, {problem.aspect for problem in found}), found)


def _check(citation: Citation, catalogue: Catalogue, dating: Dating, wrong: set[str]) -> CitationCheck:
    work = catalogue.work(citation.entry)
    states = {
        "guideline": work is not None and proves(work.support),
        "edition": _edition(citation, catalogue) is not None,
        "sections": bool(citation.sections) and all(_section_known(s.entry, catalogue) for s in citation.sections),
        "pages": work is not None and _pages_known(citation, work, catalogue, dating.day),
        "chapter": work is not None and citation.chapter is not None and _chapter_known(citation, work),
    }
    return CitationCheck(**{a: MISMATCH if a in wrong else OK if ok else UNKNOWN for a, ok in states.items()})


def problems(citation: Citation, catalogue: Catalogue, dating: Dating) -> Iterator[Problem]:
    """What is wrong with a citation, each with the code of its finding (docs/findings.md)."""
    work = catalogue.work(citation.entry)
    if work is None:
        return
    yield from _wrong_regulation(citation, work, catalogue)
    yield from _wrong_edition(citation, catalogue, dating)
    yield from _wrong_chapter(citation, work, catalogue)
    yield from _wrong_sections(citation, work, catalogue)
    yield from _wrong_pages(citation, work, catalogue, dating.day)


def _edition(citation: Citation, catalogue: Catalogue) -> Edition | None:
    known = catalogue.editions.get(citation.entry or "")
    return known[1] if known and proves(known[1].support) else None


def _wrong_regulation(citation: Citation, work: Guideline, catalogue: Catalogue) -> Iterator[Problem]:
    for regulation in citation.regulations:
        other = catalogue.by_regulation.get(regulation)
        if other is None or work.regulation is None or regulation == work.regulation:
            continue
        if catalogue.guidelines[other].regulation != "9792.20" and citation.guideline:
            heading = catalogue.regulations.get(regulation, "")
            yield Problem(
                "guideline",
                "F107",
                "warning",
                f"{regulation} is the regulation of {heading}; {work.title} is {work.regulation}.",
            )


def _wrong_edition(citation: Citation, catalogue: Catalogue, dating: Dating) -> Iterator[Problem]:
    edition = _edition(citation, catalogue)
    if edition is None or citation.source != "MTUS":  # what is cited for itself needs no adoption
        return
    named = f"{edition.title} {edition.year}"
    if dating.day and edition.adopted and proves(edition.adopted_support) and dating.day < edition.adopted:
        message = f"{named} had not been adopted when the decision was made: it applies from {edition.adopted}."
        yield Problem("edition", "F104", "warning", message)
    known_day = dating.day or dating.not_before
    if known_day and edition.superseded and proves(edition.superseded_support) and known_day >= edition.superseded:
        message = f"{named} had been superseded when the decision was made: it applied before {edition.superseded}."
        yield Problem("edition", "F105", "warning", message)


def _wrong_chapter(citation: Citation, work: Guideline, catalogue: Catalogue) -> Iterator[Problem]:
    chapter = citation.chapter
    if chapter is None or chapter.title is None or work.chapter is None or not proves(work.chapter_support):
        return
    if chapter.number != work.chapter:
        other = catalogue.guidelines.get(catalogue.by_chapter.get(chapter.number, ""))
        rest = f"; chapter {chapter.number} is {other.title}" if other and proves(other.chapter_support) else ""
        message = f"{work.title} is chapter {work.chapter}, not chapter {chapter.number}{rest}."
        yield Problem("chapter", "F102", "warning", message)


def _chapter_known(citation: Citation, work: Guideline) -> bool:
    return citation.chapter is not None and work.chapter == citation.chapter.number and proves(work.chapter_support)


def _wrong_sections(citation: Citation, work: Guideline, catalogue: Catalogue) -> Iterator[Problem]:
    for index, section in enumerate(citation.sections):
        if section.entry is not None or _NUMBER.fullmatch(section.text):
            continue  # a bare number may be a page as well as a section: it proves nothing
        elsewhere = catalogue.elsewhere(work, section.text) if work.sections_known else None
        if elsewhere is not None:
            of = elsewhere[1].title if len(catalogue.owners[elsewhere[0].id]) == 1 else "the ACOEM chapters"
            message = f"{work.title} has no section “{section.text}”: it is one of {of}."
            yield Problem("sections", "F103", "warning", message, index)


def _section_known(entry: str | None, catalogue: Catalogue) -> bool:
    section = catalogue.sections.get(entry or "")
    return section is not None and proves(section.support)


def _applying(
    facts: tuple[PageFact, ...], years: frozenset[str | None], counts: Callable[[Support], bool] = proves
) -> list[PageFact]:
    return [f for f in facts if counts(f.support) and (f.edition is None or f.edition in years)]


def _year(citation: Citation, work: Guideline, day: str | None) -> str | None:
    """The edition that is meant: the one it names, the only one there is, or the one in force on that day."""
    named = next((edition.year for edition in work.editions if edition.id == citation.entry), citation.edition)
    if named is not None:
        return named
    if len(work.editions) == 1:
        return work.editions[0].year
    edition = work.in_force(day) if day else None
    return edition.year if edition else None


def _section_pages(
    citation: Citation, catalogue: Catalogue, years: frozenset[str | None], counts: Callable[[Support], bool] = proves
) -> list[PageFact] | None:
    """The pages of all cited sections; `None` where those of one are not known for certain."""
    found: list[PageFact] = []
    for section in citation.sections:
        known = catalogue.sections.get(section.entry or "")
        pages = _applying(known.pages, years, counts) if known else []
        if not pages:
            return None
        found += pages
    return found


def _pages_known(citation: Citation, work: Guideline, catalogue: Catalogue, day: str | None) -> bool:
    """Whether the pages are confirmed: each lies in the cited sections, or else in the guideline, as facts tell that
    prove it, or with which letters agree."""
    years = work.years(_year(citation, work, day))
    if citation.sections:
        facts = _section_pages(citation, catalogue, years, confirms)
    else:
        facts = _applying(work.pages, years, confirms)
    return bool(citation.pages) and bool(facts) and all(_touches(*pages, facts or []) for pages in citation.pages)


def _wrong_pages(citation: Citation, work: Guideline, catalogue: Catalogue, day: str | None) -> Iterator[Problem]:
    """Pages none of which lies in the cited section, or in the guideline at all."""
    year = _year(citation, work, day)
    if not citation.pages or year is None:
        return
    years = work.years(year)
    whole = _applying(work.pages, years)
    sections = _section_pages(citation, catalogue, years) if citation.sections else None
    for first, last in citation.pages:
        printed = f"page {first}" if first == last else f"pages {first}-{last}"
        if whole and not _touches(first, last, whole):
            yield Problem(
                "pages", "F109", "warning", f"{work.title} {year} has no {printed}: it fills {_printed(whole)}."
            )
        elif sections and not _touches(first, last, sections):
            titles = ", ".join(f"“{s.text}”" for s in citation.sections)
            yield Problem("pages", "F101", "warning", f"{titles} stands on {_printed(sections)}, not on {printed}.")


def _touches(first: int, last: int, facts: list[PageFact]) -> bool:
    return any(first <= fact.last and last >= fact.first for fact in facts)


def _printed(facts: list[PageFact]) -> str:
    ranges = [str(f.first) if f.first == f.last else f"{f.first}-{f.last}" for f in facts]
    return f"page {ranges[0]}" if len(facts) == 1 and "-" not in ranges[0] else f"pages {', '.join(ranges)}"
