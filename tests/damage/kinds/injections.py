"""What is put into a letter's prose: headings, labels, marks of other layouts, items of other letters, stray lines."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from pipeline.layouts.loading import load_layouts
from tests.damage.kinds.base import LABEL, RATIONALE, Damaged, decisions, line_end, sentence_end

_THINGS = (
    "a hospital bed", "a cane", "Norco 10/325mg #60", "an MRI of the left knee", "12 sessions of acupuncture",
    "a functional capacity evaluation", "Home health aide", "TENS unit, purchase", "right carpal tunnel release",
)  # fmt: skip
_SENTENCES = (
    "A prior IMR determination: Upheld (03/02/2016).",
    "See ODG, APPENDIX D.",
    "The form has a part YOUR RIGHT TO APPEAL that says more.",
    "The EFFECT OF THE DECISION is another matter.",
    "An earlier decision on {thing} was Overturned.",
    "The decision is therefore: Overturned.",
    "Norco #90 was the original request. The remaining IMR eligible portion of the original request is weaning.",
    'The letter said "the request for {thing} is medically necessary".',
    "He may use tramadol 50 mg.",
    "It is taken for 30 min.",
    "This was the rule.[3]",
    "The request for {thing} was upheld in 2014.",
    "On 3/4/2016 {thing}: Upheld, says the file.",
    "Date of Injury: 3/4/2011.",
    "Case Number: CM15-9912345 was about {thing}.",
    "UR Denial Date: 2/2/2015; Application Received: 2/9/2015.",
    'Its part "Decision rationale:" said little.',
    "UR wrote in its Claims Administrator guideline: none.",
    "MAXIMUS guideline: see above.",
    "1. The request for {thing} is medically necessary and appropriate.",
    "2) MAXIMUS Federal Services, Inc. has determined the request for {thing} is not medically necessary.",
    "Final Result: The plan's denial should be overturned.",
    "Findings: the reviewer found nothing.",
    "The appeal is granted. The health plan's denial is overturned.",
    "Decision: Upheld.",
    "FINAL DETERMINATION: OVERTURN.",
    "Sincerely, the reviewer.",
    "DECISION: the request is NOT MEDICALLY NECESSARY",
    "cc: the parties.",
)
_HEADINGS = (
    "APPENDIX", "APPENDIX A", "EFFECT OF THE DECISION", "YOUR RIGHT TO APPEAL", "NOTICE OF APPEAL RIGHTS", "PLAN",
    "DOCUMENTS REVIEWED", "CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES", "ASSESSMENT",
    "HOW THE IMR FINAL DETERMINATION WAS MADE", "REFERENCES", "Case Summary:", "CREDENTIALS OF THE EXPERT REVIEWER",
    "DISCUSSION", "Rationale", "Conclusion:", "GUIDELINES", "IMR DECISION(S) AND RATIONALE(S)", "MEDICATIONS:",
)  # fmt: skip
_ENDS = (
    "She may use tramadol 50 mg.", "It lasts 30 min.", "He was seen by Dr.", "Take 1 tab.", "It is dear.1",
    "It is so.[2]", "It is so.*", "This is so (see above)", "It is for the L4-5", "The pain is 8/10", "Not certified",
    "as in Smith et al.", "Use Norco 10 mg", "See pg. 12", "It is so \u2026", 'It is "so."', "It is so;", "(ODG, 2016)",
    "http://www.odg-twc.com/index.html", "It is not needed", "It is so.\n\u2022 and this", "- no more", "1. Rest.",
    "The following applies:", "Is it so?", "Done!", "It is given q.i.d.", "Thank you.\nThe reviewer", "Ref: 12, 14-16",
)  # fmt: skip


@cache
def _marks() -> tuple[str, ...]:
    """The printed words by which the shipped layouts are recognised."""
    return tuple(sorted({words for layout in load_layouts() for mark in layout.recognised_by for words in mark.text}))


def _put(text: str, rng: Random, words: str) -> Damaged | None:
    place = sentence_end(text, rng)
    return None if place is None else Damaged(f"{text[:place]}{words}{text[place:]}")


def sentence_in_rationale(text: str, other: str, rng: Random) -> Damaged | None:
    """A rationale quotes or mentions what letters print elsewhere."""
    return _put(text, rng, " " + rng.choice(_SENTENCES).format(thing=rng.choice(_THINGS)))


def marks_in_rationale(text: str, other: str, rng: Random) -> Damaged | None:
    """A rationale quotes phrases by which other forms of letter are known, one or several."""
    words = rng.sample(_marks(), rng.randint(1, 3))
    return _put(text, rng, "".join(rng.choice((' It has "{}" in it.', " See {}", "\n{}\n")).format(w) for w in words))


def heading_in_rationale(text: str, other: str, rng: Random) -> Damaged | None:
    """A rationale is parted by headings of its own, on lines of their own or in its sentences."""
    form = rng.choice(("\n{}\n", "\n\n{}\n\n", " See {}.", " {} ", "\n{}: it says more.\n"))
    return _put(text, rng, form.format(rng.choice(_HEADINGS)))


def rationale_ends_oddly(text: str, other: str, rng: Random) -> Damaged | None:
    """A rationale ends in an abbreviation, a unit, a footnote's mark, a list or without a full stop."""
    labels = [m.start() for m in LABEL.finditer(text)]
    before = {m: max((label for label in labels if label < m.start()), default=-1) for m in decisions(text)}
    # A heading that says what the original request was has sentences of its own.
    found = [m for m, at in before.items() if at >= 0 and "original request" not in text[at : m.start()]]
    if not found:
        return None
    start = text.rfind("\n", 0, rng.choice(found).start())
    # A heading of several lines begins behind an empty line; where none is near, nothing tells where.
    empty = text.rfind("\n\n", 0, start)
    if 0 <= empty < start < empty + 300:
        start = empty
    return Damaged(
        f"{text[:start].rstrip()} {rng.choice(_ENDS)}" + rng.choice(("\n\n", "\n\n\n")) + text[start:].lstrip("\n")
    )


_QUOTED = (
    'The letter said: "{item}"', "The letter said: {item} That is all.", "The UR letter reads:\n{lines}",
    "For example:\n{lines}", "\u201c{item}\u201d was written.", "It is old. {item}", "> {lines}", "({item})",
    'An IMR of 2014 had "{item}" in it.', "\n\nQuote:\n{lines}\nEnd of quote.\n", "- {item}", "\u2022 {item}",
)  # fmt: skip


def _item(rng: Random) -> tuple[str, ...]:
    thing, decision = rng.choice(_THINGS), rng.choice(("Upheld", "Overturned"))
    return (
        f"{thing[0].upper()}{thing[1:]}: {decision}",
        "Claims Administrator guideline: The Claims Administrator cited a book.",
        "MAXIMUS guideline: The reviewer cited another.",
        f"Decision rationale: The request for {thing} is {rng.choice(('', 'not '))}medically necessary.",
    )


def item_in_rationale(text: str, other: str, rng: Random) -> Damaged | None:
    """A rationale quotes an item of another letter with its labels."""
    if not decisions(text):
        return None
    item = _item(rng)
    return _put(text, rng, " " + rng.choice(_QUOTED).format(item=" ".join(item), lines="\n".join(item)))


def item_before_the_items(text: str, other: str, rng: Random) -> Damaged | None:
    """The summary, the list of documents or the part on the reviewer holds an item of another letter."""
    first = RATIONALE.search(text)
    if first is None or not decisions(text):
        return None
    places = [m.end() for m in re.finditer(r"\.[^\S\n]*(?=\n)", text[: decisions(text)[0].start()])]
    if not places:
        return None
    at, item = rng.choice(places), _item(rng)
    return Damaged(text[:at] + "\n" + rng.choice((" ", "\n")).join(item) + "\n" + text[at:])


_LEADS = (
    "APPENDIX", "SAMPLE", "ATTACHMENT 1", "EFFECT OF THE DECISION", "Example of an item:", "Sample item:",
    "For example:", "Specimen of a decision:", "Another letter:", "Sample:", "An item from an earlier review:",
)  # fmt: skip


def item_behind_the_end(text: str, other: str, rng: Random) -> Damaged | None:
    """A sample, or a page of an attachment, stands behind the letter."""
    if not decisions(text):
        return None
    lead = rng.choice(_LEADS)
    return Damaged(f"{text.rstrip()}\n\n{lead}\n" + rng.choice((" ", "\n")).join(_item(rng)) + "\n")


def stray_decision(text: str, other: str, rng: Random) -> Damaged | None:
    """A decision stands on a line of its own, as where a stamp or a column of the page does."""
    word = rng.choice(("Upheld", "Overturned"))
    form = rng.choice(("\n{}\n", "\n{}.\n", "\n\n{}\n\n", "\nDecision: {}\n", "\n: {}\n", "\n{}\n\f", "\nResult {}\n"))
    return _put(text, rng, form.format(rng.choice((word, word, word.upper(), word.lower()))))


def stray_label(text: str, other: str, rng: Random) -> Damaged | None:
    """An item's label stands once more in its parts, on a line of its own or in the text."""
    found = list(LABEL.finditer(text))
    if not found:
        return None
    return _put(text, rng, rng.choice(("\n{}\n", " {} ", "\n{} as above.\n")).format(rng.choice(found)[0].strip()))


_STAMPS = (
    "RECEIVED MAR 03 2017", "RECEIVED 3/3/2017", "COPY", "Faxed 2/2/2017 10:14 AM", "SCANNED", "FILED", "03/03/17",
    "page 4", "JAN 17 2017", "Received:", "Upheld", "Date:", "Initials: __", "VOID", "DRAFT", "CONFIDENTIAL", "x", "12",
)  # fmt: skip


def stamp(text: str, other: str, rng: Random) -> Damaged | None:
    """A stamp or a note of the margin is read as a line somewhere in the letter."""
    at = line_end(text, rng.randrange(len(text) if rng.random() < 0.6 else min(len(text), 1500)))
    return Damaged(f"{text[:at]}\n{rng.choice(_STAMPS)}{text[at:]}")
