"""Damage to decisions: words around them, boxes beside them, strokes over them."""

from __future__ import annotations

import re
from random import Random

from tests.damage.kinds.base import Damaged, decisions, opposite, replaced

_WORDS = (
    "No longer", "Cannot be", "NOT:", "Non-", "never", "rather than", "Conditionally", "50%", "Previously", "Un-",
    "UR decision should not be", "Appeal", "Not to be", "Would have been", "Pending, formerly", "Hardly", "Half",
    "Neither affirmed nor", "Until appeal", "Provisionally;", "No (formerly", "Dismissed; was", "Once", "N/A -",
    "Awaiting", "Moot:", "Ex", "Anything but", "Far from", "Sought to be", "Disputed whether", "To be reheard, was",
    "Vote 1 to 1;", "See page 4:", "Zero", "Hopefully", "Sample:", "Example:", "e.g.", "Type X if", "Tick if",
    "Delete:", "Illegible", "[sic]", "(?)", "??", "Not known:", "TBD", "On remand:", "By default", "Hung:",
    "Carrier says", "UR:", "Claims Administrator:", "Initial review:", "First level:", "Last year", "In 2015:",
)  # fmt: skip
_BEHIND = (
    " (reversed on appeal)", "? No", " / {other}", " or {other}", " only if approved", "\n{other}", " - vacated",
    ", see erratum", "; later {other}", " (struck out)", " in error", " [sic]", " - moot", " until 3/1/2017",
    " for now", ", pending appeal", " -> {other}", " => {other}", " (should read {other})", "; corrected to {other}",
    " by the claims administrator", " per UR physician", " (by utilization review)", " (UR)",
    " according to the carrier", " - claims administrator", "\nby UR", " per the prior reviewer", ", says the insurer",
    ". By UR",
    " no longer", " NOT", " (?)", "??", " by UR", " {other}", " & {other}", ", {other}", " and {other}", " not {other}",
)  # fmt: skip
_STROKES = ("\u2588" * 6, "[REDACTED]", "______", "XXXXXX", "xxxxxxxx", "[illegible]", "***", "", "-", "?", "...")


def word_before_decision(text: str, other: str, rng: Random) -> Damaged | None:
    """A remark, a draft's words or a hand's correction stands between the colon and the decision."""
    if not (found := decisions(text)):
        return None
    number = rng.randrange(len(found))
    place, words = found[number].start(2), rng.choice(_WORDS)
    gap = "" if words.endswith("-") and " " not in words else rng.choice((" ", " ", "\n"))
    return Damaged(text[:place] + words + gap + text[place:], frozenset({number}))


def words_behind_decision(text: str, other: str, rng: Random) -> Damaged | None:
    """A remark stands behind the decision, or the other one does."""
    if not (found := decisions(text)):
        return None
    number = rng.randrange(len(found))
    words = rng.choice(_BEHIND).format(other=opposite(found[number][2]))
    return Damaged(replaced(text, found[number].end(2), found[number].end(2), words), frozenset({number}))


def decision_struck(text: str, other: str, rng: Random) -> Damaged | None:
    """The decision is blacked out, illegible or left blank."""
    if not (found := decisions(text)):
        return None
    number = rng.randrange(len(found))
    return Damaged(replaced(text, *found[number].span(2), rng.choice(_STROKES)), frozenset({number}))


def decision_boxes(text: str, other: str, rng: Random) -> Damaged | None:
    """Both answers stand there, with a box before each: none or both are ticked."""
    if not (found := decisions(text)):
        return None
    number = rng.randrange(len(found))
    box = rng.choice(("[ ]", "[X]", "( )", "(x)", "\u2610", "\u2612", "__", "_X_"))
    gap = rng.choice((" ", "  ", "\n"))
    words = f"{box} Upheld{gap}{box} Overturned"
    return Damaged(replaced(text, *found[number].span(2), words), frozenset({number}))


def decision_misread(text: str, other: str, rng: Random) -> Damaged | None:
    """Characters of the decision's own word are confused, lost or doubled."""
    if not (found := decisions(text)):
        return None
    m = rng.choice(found)
    word = list(m[2])
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(word))
        word[at] = rng.choice(("", word[at] * 2, " " + word[at], word[at].swapcase(), *"1l|rnoec0dvhb.,"))
    return Damaged(replaced(text, *m.span(2), "".join(word)))


def broken_word(text: str, other: str, rng: Random) -> Damaged | None:
    """A hyphen at a line's end inside a decision's word."""
    if not (found := decisions(text)):
        return None
    m = rng.choice(found)
    at = m.start(2) + (2 if m[2] == "Upheld" else 4)
    return Damaged(f"{text[:at]}-\n{text[at:]}")


def decision_elsewhere(text: str, other: str, rng: Random) -> Damaged | None:
    """The decision stands on the next line or page, or the colon before it is another mark or is lost."""
    if not (found := decisions(text)):
        return None
    m = rng.choice(found)
    gap = rng.choice((":\n", ":\n\n", ":\f", "\n", " ", ".", " -", ";", ",", ": -", " :", ":\nPage 3 of 7\n\f", "  "))
    return Damaged(text[: m.start() - 1] + gap + (" " if gap[-1] in ":.-;," else "") + text[m.start(2) :])


_TURNED = (
    "is no longer", "may be", "is possibly", "is hardly", "was formerly", "was once", "is arguably", "could be",
    "is neither proven nor", "is said to be", "is allegedly", "is or is not", "should have been", "is never",
    "would be", "is only partly", "is, if approved,", "is 50%", "is un", "is non-", "is anything but", "will be",
    "is perhaps", "cannot be", "is not yet shown to be", "is half", "remains to be shown", "is claimed to be",
)  # fmt: skip
_VERDICT = re.compile(r"(\d{1,2})[.)] ([^.]{10,400}? )(is|are|was|were)(?: not)?(?= medically necessary)")


def verdict_turned(text: str, other: str, rng: Random) -> Damaged | None:
    """In letters that state their decisions in sentences, other words stand before "medically necessary"."""
    if not (found := list(_VERDICT.finditer(text))):
        return None
    number, words = rng.choice(found)[1], rng.choice(_TURNED)
    for m in reversed([m for m in found if m[1] == number]):
        text = replaced(text, m.start(3), m.end(), words)
    return Damaged(text, frozenset({int(number) - 1}))
