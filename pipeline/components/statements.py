"""Statements: the sentences in which a lead says something of the worker ("Treatment to date has included …").

Rules whose section is `statement` count in these sentences alone. So the hundreds of words for conditions, treatments
and drugs, and the words that deny them, cost nothing in the rest of a letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from pipeline.components.tags import Tag
from pipeline.rules.matching.regexes import Stretch
from pipeline.text.sentences import SentenceSplitter

STATEMENT = "statement"
_OPENING = ("CLINICAL_LEAD", "WORK_STATUS")
_DENIAL = "denial_reasons"  # what is behind its lead is taken as it stands
_BESIDE = "beside"  # a lead that only adds to what another has found
_FIRST, _NEXT = re.compile(r"[\s:]*\(?1[.)]\s"), re.compile(r"\(?\d{1,2}[.)]\s")
"""The numbers of a list whose entries are sentences: "Diagnoses: 1. Lumbar strain. 2. Insomnia."."""


def statements_in(
    text: str, sections: Iterable[Stretch], tags: Iterable[Tag], splitter: SentenceSplitter
) -> list[Stretch]:
    """The sentences with a lead or a work status among `tags`, in text order; a section's end is a sentence's too."""
    opening = (tag for tag in tags if tag.label in _OPENING and tag.attributes.get("stands") != _BESIDE)
    leads = sorted((lead.start, lead.end) for lead in opening if lead.value != _DENIAL)
    found: list[Stretch] = []
    borders = sorted((section.start, section.end) for section in sections)
    for start, end in leads:
        if found and end <= found[-1].end:
            continue
        place = bisect_right(borders, (start, len(text))) - 1
        low, high = borders[place] if place >= 0 and start < borders[place][1] else (0, len(text))
        first, last = splitter.sentence_at(text, start, low, high)
        if end > last:
            last = splitter.sentence_at(text, end - 1, low, high)[1]
        if _FIRST.match(text, end) is not None:
            while last < high and _NEXT.match(text, last, high) is not None:
                last = splitter.sentence_at(text, last, low, high)[1]
        if found and first < found[-1].end:
            first = found.pop().start
        found.append(Stretch(STATEMENT, first, last))
    return found
