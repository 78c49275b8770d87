"""Productions of names: bodies and works, the words that belong to their names, and words about what was cited."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.details import dated
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.reading import BODIES, Reading
from pipeline.components.tags import Tag

_PARENTHESES = re.compile(r"\s?\([^()]*\)")


def aside(r: Reading, at: int) -> int | None:
    """ "a Non-MTUS guideline", "which is part of the MTUS": words behind which a citation begins."""
    tag = r.tag("aside", at)
    if tag is None:
        return None
    if tag.value == "part_of_mtus":
        for draft in r.drafts[-1:] if r.kind.strict else r.drafts:
            draft.source = "MTUS" if draft.source in ("ACOEM", "other") and not draft.chapters else draft.source
    r.source, r.fresh = "other", True
    return tag.end


def owner(r: Reading, at: int) -> int | None:
    """A body's name that belongs to the citation before it: nothing of that is named yet, or its title stands directly
    before ("Chronic Pain Guidelines MTUS", "Low Back Complaints (ACOEM, Chapter 12)"); or the name of its publisher
    ("Knee Disorders 2019 (Reed Group)")."""
    draft, body = r.draft, r.tag("body", at)
    if draft is None or body is None:
        return None
    kind = cited_as(body)
    if kind == "imprint":
        return draft.take(body.end) if draft.source in ("MTUS", "ACOEM") else None
    if kind not in BODIES or not _joins(r, draft, kind, at):
        return None
    if kind != "ACOEM" or not _names_mtus(r, draft):
        draft.source = kind
    return draft.take(body.end)


def _joins(r: Reading, draft: Draft, kind: str, at: int) -> bool:
    if draft.chapters != (kind == "ODG"):
        return False
    if kind == "ODG":  # "the Low Back Chapter of the Official Disability Guidelines"
        of = r.cited.ending("join", at - 1)
        joined = of is not None and of.value != "and" and draft.source == "other"
        return not draft.named() or (joined and not draft.sections)
    if not draft.named():
        return not (r.kind.strict or apart(r, draft, at))
    between = r.between(draft, at).strip()
    if r.kind.strict and draft.regulations:
        return kind == "MTUS"
    return between in ("", "(", "-", "/") and not (draft.sections or draft.pages)


def _names_mtus(r: Reading, draft: Draft) -> bool:
    """Whether the MTUS is named before, or the line is about it."""
    bodies = r.cited.of("body", start=draft.start, end=draft.end)
    return r.source == "MTUS" or any(cited_as(body) == "MTUS" for body in bodies)


def apart(r: Reading, draft: Draft, at: int) -> bool:
    """Whether a comma and an "and" part what follows from a citation: "MTUS ACOEM, and Chronic Pain Treatment
    Guidelines" are two."""
    joins = r.cited.of("join", start=draft.end, end=at)
    return r.text.startswith(", ", draft.end) and any(join.value == "and" for join in joins)


def word(r: Reading, at: int) -> int | None:
    """ "Practice Guidelines", "California", "(Online Version)": they belong to the name before or behind them."""
    draft, tag = r.draft, r.tag("word", at)
    if tag is None:
        return None
    if draft is None:
        leads = tag.value == "state" and r.cited.at("body", tag.end + 1) is not None
        return r.new(at, r.source).take(tag.end) if leads else None
    if r.kind.strict and (tag.value not in ("name", "acute") or r.between(draft, at).strip(' "(-,')):
        return None
    if draft.sections and tag.value == "name":
        return None if r.kind.strict else tag.end
    return draft.take(tag.end)


def label(r: Reading, at: int) -> int | None:
    """ "Section(s):" before a list of sections; "Chapter" directly behind a title belongs to the citation."""
    draft, tag = r.drafts[-1], r.tag("label", at)
    if tag is None:
        return None
    draft.sections_labelled |= tag.value == "sections"
    directly = draft.guideline is not None and draft.end == draft.guideline.end
    if directly and not r.between(draft, at).strip('" )' if r.kind.strict else " "):
        return draft.take(tag.end)
    return None if r.kind.strict else tag.end


def join(r: Reading, at: int) -> int | None:
    """A word that joins the parts of a list."""
    return r.behind("join", at)


def address(r: Reading, tag: Tag) -> int:
    """An address is its own title; in parentheses behind a publication it belongs to that."""
    if r.drafts and r.text[tag.start - 1] == "(" and r.drafts[-1].source == "other":
        return r.drafts[-1].take(tag.end)
    draft = r.new(tag.start, "other")
    draft.guideline = Tag("guideline", tag.start, tag.end, "", tag.rule)
    r.fresh = True
    return draft.take(tag.end)


def work(r: Reading, draft: Draft, body: Tag) -> int:
    """A work whose name is its title, without "Guidelines" at its end; a year in it is the edition."""
    last = r.cited.ending("word", body.end)
    named = known_work(r, body.start, body.end)
    end = last.start - 1 if not named and last is not None and last.start > body.start else body.end
    for tag in r.cited.of("edition", start=body.start, end=end)[:1]:
        dated(r, draft, tag)
    draft.guideline = Tag("guideline", body.start, end, "", body.rule)
    draft.work = named or known_work(r, body.start, end, body)
    return draft.take(body.end)


def known_work(r: Reading, start: int, end: int, body: Tag | None = None) -> str | None:
    """The catalogue's work of that name, with or without parentheses, or else the one that the body's rule names."""
    found = r.catalogue.others.exact(_PARENTHESES.sub("", r.text[start:end]))
    value = body.value if body is not None and body.value in r.catalogue.guidelines else None
    return found[0] if found else value
