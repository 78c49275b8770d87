"""What may go wrong without a word, as nothing in the letter tells of it: each narrow, and with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BY_WORDS = frozenset(
    {"professional-review", "notice-2013", "decisions-2013", "health-plan", "health-insurer", "external-appeal"}
)

PANELS = frozenset({"insurer-proton-panel"})


class Excuse(NamedTuple):
    """Faults of some kinds of damage, in some letters (folders of the corpus, or names in them), and why none could
    notice."""

    kinds: frozenset[str]
    letters: frozenset[str]
    faults: frozenset[str]
    reason: str


EXCUSES: Sequence[Excuse] = (
    Excuse(
        frozenset({"words_blacked_out", "spaces", "confused_characters", "confused_in_places", "hyphenated"}),
        BY_WORDS,
        frozenset({"lost", "invented", "overrun", "shortened"}),
        "letters without labels, whose items are known by the words of a sentence alone: where words of it are blacked "
        "out, spaced, parted by a hyphen or badly confused, the item is lost, or they stay in its request",
    ),
    Excuse(
        frozenset({"foot_lost", "cut", "page_dropped", "middle_cut"}),
        PANELS,
        frozenset({"flipped"}),
        "the last reviewers of a panel who write one after another, where those who are left do not say how many they "
        "are: a single reviewer writes under a number too, so that nothing tells of the others' votes",
    ),
)


def excuse(kind: str, path: str, fault: str) -> str | None:
    """The reason for which a silent fault counts as none; `None` where it counts."""
    names = {Path(path).parent.name, Path(path).stem}
    return next((e.reason for e in EXCUSES if kind in e.kinds and names & e.letters and fault in e.faults), None)
