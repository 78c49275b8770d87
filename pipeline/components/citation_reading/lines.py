"""Guideline lines: the sentences they are made of, and the citations in them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.components.citation_reading.details import regulation_at, take_pages
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.mtus_lines import read_documents
from pipeline.components.citation_reading.names import ACOEM, MTUS, ODG, ODG_WORDS, URL
from pipeline.components.citation_reading.odg_lines import read_odg
from pipeline.components.citation_reading.once import listed_once
from pipeline.components.citation_reading.other_bodies import beginnings
from pipeline.components.citation_reading.prose import read_prose
from pipeline.components.citation_reading.publications import read_address, read_publication
from pipeline.components.citation_reading.references import only_a_publisher
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue

_NOT_CITED = re.compile(
    r"(?:did\snot|does\snot|didn['’]t|failed\sto)\s(?:cite|provide|reference|use|list)\s(?:any|an|a)\b|\bcite[sd]\s(?:no|none)\b"
    r"|\bno\s(?:[\w-]+\s)?(?:evidence|guidelines?|criteria|authority|citations?|sources?|references?)(?:\s\w+){0,2}?\s"
    r"(?:(?:was|were|is|are)\s)?(?:cited|given|stated|provided|referenced|listed|named)\b",
    re.I,
)
_NONE = re.compile(
    r"\W*(?:none|nothing|not)(?:\s(?:was|were|is))?(?:\s(?:cited|given|stated|provided|referenced|listed|named))?\W*$",
    re.I,
)
"""All that some lines say."""
_OUTSIDE = re.compile(
    r"based\s(?:their|its|his|her|his/her|the)\sdecision\son\srecommendations?(?:\(s\))?"
    r"\soutside\s(?:of\s)?(?:the\s)?(?:MTUS|Medical\sTreatment)"
    r"|\bnot\s(?:a\s)?part\sof\s(?:the\s)?(?:California\s)?(?:MTUS|Medical\sTreatment\sUtil)"
    r"|\bMTUS\s(?:guidelines?\s)?(?:is|are|was|were)\snot\sapplicable"
    r"|\bno\s(?:sections?\sof\s(?:the\s)?MTUS\s(?:(?:was|were|is|are|to\sbe)\s)?applicable|applicable\ssections?\sof\s(?:the\s)?MTUS)",
    re.I,
)
_OUTSIDE_WORDS = ("outside", "part", "applicable")  # one of them stands in each of these sentences
_PART_OF_MTUS = re.compile(
    r",?\s(?:(?:which|that)\s(?:is|are)\s|(?<=,\s))(?P<no>not\s)?(?:a\s)?part\sof\s(?:the\s)?(?:California\s)?(?:MTUS|Medical\sTreatment\sUtili[sz]ation\sSchedule(?:\s\(MTUS\))?)(?!\w)",
    re.I,
)
_NON_MTUS = re.compile(
    r"[,;.]?\s(?:and\s|which\sis\s)*(?:on\s)?(?:an?\s|the\s|other\s)?Non-?\s?MTUS(?:\s(?:Citations?|guidelines?|sources?|evidence|criteria)\b)?:?",
    re.I,
)
"""Words that name no guideline, between those that are named."""
_STATE = re.compile(r"(?:the\s)?(?:State\sof\s)?(?:California(?:['’]s)?|CA)[\s/-]{1,3}", re.I)
_NOT_APPLICABLE = re.compile(
    r"(?:The\s)?(?:California\s|CA\s)?MTUS\s(?:guidelines?\s)?(?:is|are|was|were)\snot\sapplicable\b[^.]*(?:\.\s*|$)",
    re.I,
)
_TITLE_OF = re.compile(r"\s?\(|\s(?:of\sthe\s)?")
_CHAPTER_WORD = re.compile(r"\sChapter(?:\sof\sthe)?$|\sof\sthe$")
_AND_ALSO = re.compile(r"[\s,;.]*(?:(?:and|as\swell\sas)\s)?(?:on\s)?(?:the\s)?", re.I)
_SENTENCES = re.compile(r"(?<![\s.][A-Z])\.\s(?=(?:The|This|These|Both|Neither|They|It|In|As|No|Claims|Expert)\b)")
_NAMED_FIRST = re.compile(
    r"(?:the\s)?(?:(?:California|CA)\s)?(?:MTUS|ACOEM|ODG|Official\sDisability|American\sCollege\sof\sOcc"
    r"|Medical\sTreatment\sUtil|Chronic\sPain|Acupuncture|Post-?surgical)",
    re.I,
)
_CLAUSE = re.compile(
    r"[Dd]ecision\s(?:was\s|is\s)?based\son\s(?:the\s)?(?:(?P<non>Non-?\s?MTUS(?:\sCitations?)?)|(?P<mtus>(?=MTUS))|(?P<bare>(?=\S)))"
    r"|based\s(?:its|his|her|his/her|their|the)\sdecision\son\s(?:the\s)?(?!recommendation|no\b)(?P<sentence>(?=\S))"
    r"|(?:Administrator|Reviewer)\s(?:also\s)?(?:cited|used|referenced|relied\s(?:up)?on|applied)\s(?:the\s)?(?!No\b)(?P<used>(?=[A-Z]))"
    r"|\.?,?\s(?:and\s)?(?P<more>Other\sMedical\sTreatment\sGuidelines?(?:\sor\sMedical\sEvidence)?\s?:?"
    r"|Other(?:\s(?:[Ee]vidence|[Ss]ources?|[Gg]uidelines?|[Cc]itations?))?\s?:)",
)
_WORD = re.compile(r"\w")
_LETTERS = re.compile(r"\w{3}")
_GUIDELINES = re.compile(r"\sGuidelines?$")
_FIRST_PIECE = re.compile(r"[^,;:.(]+")
_ARTICLE = re.compile(r"the\s", re.I)
_CHRONIC_PAIN = "mtus.chronic_pain"
_CITE_WORDS = re.compile(r"(?:[\s:.,;]|Non-MTUS(?:\sCitations?)?)*")
_KNOWN_TITLE = re.compile(r"(?:\w+\s){0,4}(?:Medical\s)?Treatment\sGuidelines?|\w+(?:\s\w+){0,3}\sComplaints\b", re.I)


def line_facts(text: str, start: int, end: int) -> tuple[bool, bool]:
    """(`cited`, `outside_mtus`) of the guideline line `text[start:end]`.

    `cited` is false where the line says that no evidence was cited; `outside_mtus` is true where it has the sentence
    that the decision rests on recommendations outside of the MTUS.
    """
    before = min(start, 1)  # what stands before the line may make its first word none
    return _facts(text[start - before : end], before)


@lru_cache(maxsize=2048)
def _facts(stretch: str, start: int) -> tuple[bool, bool]:
    """Of the line behind the first `start` letters; lines repeat from letter to letter."""
    uncited = _NOT_CITED.search(stretch, start) or _NONE.match(stretch, start)
    cited = _CLAUSE.search(stretch, start) is not None or uncited is None
    lowered = stretch[start:].lower()
    maybe_outside = any(word in lowered for word in _OUTSIDE_WORDS)
    return cited, maybe_outside and _OUTSIDE.search(stretch, start) is not None


def read_line(text: str, start: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """The citations of a guideline line, in order."""
    clauses = list(_CLAUSE.finditer(text, start, end))
    if not clauses:
        return _read_sentences(text, start, end, catalogue) if line_facts(text, start, end)[0] else []
    drafts: list[Draft] = []
    if clauses[0]["more"] is not None:  # "MTUS Knee Disorders 2019. Other: …"
        drafts += _read_sentences(text, start, clauses[0].start(), catalogue)
    for i, clause in enumerate(clauses):
        stop = clauses[i + 1].start() if i + 1 < len(clauses) else end
        if clause["mtus"] is not None:
            stop = _sentence_end(text, clause.end(), stop)
            aside = _NON_MTUS.search(text, clause.end(), stop)
            if aside is not None:
                drafts += read_documents(text, clause.end(), aside.start(), "MTUS", catalogue)
                drafts += _read_mixed(text, aside.end(), stop, catalogue)
                continue
            own = _end_of_own(text, clause.end(), stop)
            drafts += read_documents(text, clause.end(), own, "MTUS", catalogue)
            drafts += _read_mixed(text, own, stop, catalogue) if own < stop else []
        elif clause["sentence"] is not None or clause["used"] is not None:
            drafts += _read_sentence(text, clause.end(), stop, catalogue)
        else:
            drafts += _read_mixed(text, clause.end(), stop, catalogue)
    return drafts


def _read_sentence(text: str, start: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """ "based its decision on the …": one sentence, perhaps with "which is part of the MTUS" behind its citation."""
    sentence = _SENTENCES.search(text, start, end)
    end = sentence.start() if sentence else end
    drafts: list[Draft] = []
    at = start
    while _LETTERS.search(text, at, end):
        part_of = _PART_OF_MTUS.search(text, at, end)
        stop = part_of.start() if part_of else end
        bare = _bare_sections(text, at, stop, catalogue) if part_of and not part_of["no"] else None
        found = [bare] if bare else _read_mixed(text, at, stop, catalogue)
        for draft in found:
            if part_of and not part_of["no"] and draft.source == "ACOEM":
                draft.source = "MTUS"
        drafts += _with_titles_ahead(text, found)
        if part_of is None:
            break
        also = _AND_ALSO.match(text, part_of.end(), end)
        at = also.end() if also else end
    return drafts


def _bare_sections(text: str, start: int, end: int, catalogue: Catalogue) -> Draft | None:
    """Sections of the MTUS without the name of their guideline, and their pages: "Opioids, page 78, which is part of
    the MTUS"; `None` where anything else stands there."""
    article = _ARTICLE.match(text, start, end)
    at = article.end() if article else start
    draft, topics = Draft("MTUS", at, at), catalogue.topics_of(_CHRONIC_PAIN)
    while at < end:
        pages = take_pages(draft, text, at, end) if draft.sections else None
        known = topics.match(text, at, end) if pages is None else None
        if known is not None:
            entry = catalogue.resolve_section(_CHRONIC_PAIN, text[at : known[0]]) or ""
            draft.sections.append(Tag("section", at, known[0], entry))
        elif pages is None:
            return None
        at = draft.take(pages if pages is not None else known[0] if known else at)
        gap = _AND_ALSO.match(text, at, end)
        at = gap.end() if gap else at
    return draft if draft.sections else None


def _with_titles_ahead(text: str, drafts: list[Draft]) -> list[Draft]:
    """ "Low Back Complaints Chapter (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)": one citation."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _is_title_of(text, kept[-1], draft):
            ahead = kept.pop()
            title = _CHAPTER_WORD.sub("", text[ahead.start : ahead.end])
            draft.start = ahead.start
            named = Tag("guideline", ahead.start, ahead.start + len(title), "")
            draft.guideline = draft.guideline or named
            if draft.chapter_number and draft.chapter_title is None:
                draft.chapter_title = named._replace(label="chapter_title")
        kept.append(draft)
    return kept


def _is_title_of(text: str, ahead: Draft, draft: Draft) -> bool:
    """Whether a title stands directly before the parenthesis that names its book."""
    if not ahead.guideline or ahead.pages or ahead.sections:
        return False
    between = _TITLE_OF.fullmatch(text, ahead.end, draft.start)
    return between is not None and ACOEM.match(text, draft.start) is not None


def _read_sentences(text: str, start: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """A line without "based on": a bare citation and what is said about it, or sentences that name guidelines."""
    inapplicable = _NOT_APPLICABLE.match(text, start, end)
    start = inapplicable.end() if inapplicable else start
    if _NAMED_FIRST.match(text, start, end) is None:
        return read_prose(text, start, end, catalogue, once=True)
    drafts = _read_sentence(text, start, end, catalogue)
    more = _SENTENCES.search(text, start, end)
    behind = read_prose(text, more.end(), end, catalogue) if more else []
    return listed_once([*drafts, *(d for d in behind if d.guideline or d.chapter_number)], text)


def _end_of_own(text: str, start: int, end: int) -> int:
    """Where behind "based on MTUS" the first document stands that is none of the MTUS."""
    odg = ODG.search(text, start, end)
    other = next((b.start for b in beginnings(text, start, end) if b.sure), end)
    return min(odg.start() if odg else end, other)


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where the clause ends: before the blank and full stop in front of the next one."""
    return start + len(text[start:end].rstrip())


def _read_mixed(text: str, start: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """A stretch in which any body may be named: cut at names and addresses, each piece read by its own reader."""
    aside = _NON_MTUS.search(text, start, end)
    if aside is not None and aside.start() > start:
        return [
            *_read_mixed(text, start, aside.start(), catalogue),
            *_read_mixed(text, aside.end(), end, catalogue),
        ]
    start = _CITE_WORDS.match(text, start, end).end()  # type: ignore[union-attr]
    cuts: list[tuple[int, int, str]] = []
    for url in URL.finditer(text, start, end):
        cuts.append((url.start(), url.end(), "url"))
    covered = [(a, b) for a, b, _ in cuts]
    for pattern, kind in ((ODG, "odg"), (MTUS, "mtus"), (ACOEM, "mtus")):
        for match in pattern.finditer(text, start, end):
            if not any(a <= match.start() < b for a, b in covered):
                cuts.append((match.start(), match.end(), kind))
    cuts.sort()
    cuts = _with_others(text, start, end, _joined(text, cuts))
    drafts: list[Draft] = []
    first = cuts[0][0] if cuts else end
    if cuts and cuts[0][2] == "mtus" and _STATE.fullmatch(text, start, first):
        cuts[0] = (start, cuts[0][1], "mtus")
    else:
        drafts += _unnamed(text, start, first, catalogue)
    for i, (at, behind, kind) in enumerate(cuts):
        stop = cuts[i + 1][0] if i + 1 < len(cuts) else end
        if kind == "url":
            in_parentheses = drafts and text[max(start, at - 2) : at].rstrip().endswith("(")
            if in_parentheses:
                drafts[-1].take(read_address(text, at, behind).end)
            else:
                drafts.append(read_address(text, at, behind))
            drafts += read_publication(text, behind, stop, catalogue) if _LETTERS.search(text, behind, stop) else []
        elif kind == "other":
            drafts += read_publication(text, at, stop, catalogue)
        elif kind == "odg":
            drafts += read_odg(text, at, stop, catalogue)
        else:
            drafts += read_documents(text, at, stop, "other", catalogue)
    return drafts


def _joined(text: str, cuts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Neighbouring names of one body ("ODG (Official Disability Guidelines)", "MTUS/ACOEM") begin one piece."""
    kept: list[tuple[int, int, str]] = []
    for cut in cuts:
        if kept and cut[2] == "mtus" == kept[-1][2]:
            continue  # the reader of documents tells them apart
        if kept and cut[2] == kept[-1][2] == "odg" and _is_of_odg_words(text[kept[-1][1] : cut[0]]):
            continue
        kept.append(cut)
    return kept


def _is_of_odg_words(text: str) -> bool:
    """Whether nothing stands there but words beside the name of ODG."""
    return _WORD.search(ODG_WORDS.sub(" ", text)) is None


def _with_others(text: str, start: int, end: int, cuts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """`cuts` with the beginnings of other bodies' publications; a comma parts those from ODG alone."""
    for begin in beginnings(text, start, end):
        before = [cut for cut in cuts if cut[0] < begin.start]
        kind = before[-1][2] if before else "other"
        if before and begin.start < before[-1][1]:
            continue  # inside a name or an address
        if kind == "other" and only_a_publisher(text, before[-1][0] if before else start, begin.start):
            continue  # "American College of Radiology. ACR Appropriateness Criteria"
        if kind == "other" and only_a_publisher(text, begin.start, end):
            continue  # "…. American College of Radiology; 2013"
        if begin.sure or kind == "odg":
            cuts = sorted([*cuts, (begin.start, begin.start, "other")])
    return cuts


def _unnamed(text: str, start: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """What stands before the first body's name: a chapter or an MTUS title by itself, or another publication."""
    if _LETTERS.search(text, start, end) is None:
        return []
    if regulation_at(text, start, end):
        return read_documents(text, start, end, "MTUS", catalogue)
    first = _FIRST_PIECE.match(text, start, end)
    if first is not None:
        state = _STATE.match(text, start, end)
        title = first[0][state.end() - start :].strip() if state else first[0].strip()
        if catalogue.resolve_title(title, ("ODG",)):
            return read_odg(text, start, end, catalogue, "other")
        if _KNOWN_TITLE.match(title) and catalogue.resolve_title(_GUIDELINES.sub("", title)):
            return read_documents(text, start, end, "MTUS", catalogue)
    return read_publication(text, start, end, catalogue)
