"""Telling words are found wherever they stand, and facts of a line do not depend on how it was asked for."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.components.citation_reading import anchors as module
from pipeline.components.citation_reading import lines
from pipeline.components.citation_reading.anchors import Anchor, anchors

WORDS = [(word, kind, pattern) for word, kind, pattern in module._WORDS] + [
    (word, "other", pattern) for word, _, pattern in module._GUIDES
]
NAMES = (
    "AMA Guides|MDGuidelines|Medicare guidelines|CDC Guideline|NCCN guidelines|AAOS Guidelines|American|National"
    "|Guideline Clearinghouse|Guidelines clearinghouse|MTUS|Chronic Pain Medical Treatment Guidelines|guide|ama|http://x"
    "|www.x|CPMTG|9792.24.2|Section|Official Disability Guıdelines|İ|UpToDate"
).split("|")
TEXTS = st.lists(st.sampled_from([*NAMES, ", ", "x"]), max_size=8).map(" ".join)


def one_by_one(text: str, start: int, end: int) -> list[Anchor]:
    """The telling words but titles, each looked for on its own."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = []
    for word, kind, pattern in WORDS:
        at = lower.find(word, start, end)
        while at >= 0:
            match = pattern.match(text, at, end)
            if match is not None:
                found.append(Anchor(module._reach_back(text, start, at, kind), match.end(), kind))
            at = lower.find(word, at + len(word), end)
    return sorted(found, key=lambda anchor: (anchor.start, -anchor.end))


@settings(max_examples=300)
@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_words_looked_for_together_are_those_found_one_by_one(text: str, ahead: int, behind: int) -> None:
    start, end = min(ahead, len(text)), max(min(ahead, len(text)), len(text) - behind)
    found = anchors(text, start, end)
    every = one_by_one(text, start, end)
    assert {one for one in found if one.kind != "title"} <= set(every)
    assert all(any(one.start <= e.start < one.end for one in found) for e in every)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.from_regex(re.compile(module._TITLE.pattern, re.ASCII | re.IGNORECASE)))
def test_a_title_in_ascii_has_one_of_its_words_before_guideline(text: str) -> None:
    match = module._TITLE.search(text)
    if text.isascii() and match is not None:
        assert module._TITLE_WORD.search(match[0].lower(), 0, match[0].lower().index("guide"))


PARTS = st.lists(
    st.sampled_from(
        [
            "Decision based on MTUS", "did not cite any", "based their decision on recommendations outside of the MTUS",
            "not part of the MTUS", "MTUS are not applicable", "no section of the MTUS was applicable", "x", ".", "The",
        ]
    ),
    max_size=4,
)  # fmt: skip


@given(PARTS.map(" ".join) | PARTS.map("".join), st.integers(0, 9), st.integers(0, 9))
def test_facts_of_a_line_are_those_of_the_place_it_stands_in(text: str, ahead: int, behind: int) -> None:
    start, end = min(ahead, len(text)), max(min(ahead, len(text)), len(text) - behind)
    cited = lines._CLAUSE.search(text, start, end) is not None or lines._NOT_CITED.search(text, start, end) is None
    outside = lines._OUTSIDE.search(text, start, end) is not None
    assert lines.line_facts(text, start, end) == (cited, outside)
