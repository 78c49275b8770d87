"""Check boxes: of the answers beside them only the ticked one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_BOX = re.compile(
    r"(?P<ticked>[\[(] ?[xX\u2713\u2714] ?[\])]|_+[xX]_+|[\u2611\u2612\u2713\u2714\u2717\u2718\u25a0])"
    r"|[\[(] ?_? ?[\])]|__+|[\u2610\u25a1\u25fb]"
)
_BESIDE = 6  # characters of a box with the space beside it
_MARKS = re.compile(r"[ ,;:/|&-]*")
_BEHIND = re.compile(rf"[ :]{{0,2}}(?:{_BOX.pattern})")


class Answers(NamedTuple):
    """Answers that stand side by side, with their boxes, in `[start, end)` of a text.

    Attributes:
        chosen: the one that counts; `None` where that is not certain.
    """

    start: int
    end: int
    chosen: tuple[int, int] | None


def answered(text: str, answers: Sequence[tuple[int, int]]) -> Iterator[Answers]:
    """Which of the answers at these places count, in text order: those side by side are judged together.

    A box belongs to the word behind it where one stands before the first word, and to the word before it where one
    stands behind each. Of answers without boxes only one that stands alone counts.
    """
    beside: list[tuple[int, int]] = []
    for answer in answers:
        if beside and _MARKS.fullmatch(_BOX.sub("", text[beside[-1][1] : answer[0]])) is None:
            yield _judged(text, beside)
            beside = []
        beside.append(answer)
    if beside:
        yield _judged(text, beside)


def _judged(text: str, answers: Sequence[tuple[int, int]]) -> Answers:
    start, end = answers[0][0], answers[-1][1]
    first = [b for b in _BOX.finditer(text, max(0, start - _BESIDE), start) if not text[b.end() : start].strip()][-1:]
    last = _BEHIND.match(text, end)
    if len(answers) == 1 and first and first[0][0].startswith("__"):
        first = []  # a blank, not a box, where there is no other
    gaps = [list(_BOX.finditer(text, left[1], right[0])) for left, right in pairwise(answers)]
    whole = first[0].start() if first else start, end if last is None or first else last.end()
    boxes = [first, *gaps] if first else [*gaps, [last] if last is not None else []]
    if not any(boxes):
        alone = len({text[slice(*answer)].casefold() for answer in answers}) == 1 and text[end : end + 1] != "?"
        return Answers(*whole, answers[0] if alone else None)
    marked = [n for n, beside in enumerate(boxes) if any(box["ticked"] for box in beside)]
    certain = len(marked) == 1 and all(len(beside) <= 1 for beside in boxes)
    # A single box belongs to one word alone only at an end: "Standard [X] Expedited" tells nothing.
    certain = certain and (all(boxes) or marked[0] == (0 if first else len(boxes) - 1))
    certain = certain and not (first and len(answers) == 1 and _is_behind_a_word(text, first[0].start()))
    return Answers(*whole, answers[marked[0]] if certain else None)


def _is_behind_a_word(text: str, box: int) -> bool:
    """Whether a box may belong to the word before it, which is none of the answers: "No [X] Expedited"."""
    return text[:box].rstrip(" ")[-1:].isalnum()


def ticked(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands behind the ticked box in `[start, end)`, up to the next box; all of it where there are no boxes.

    Returns:
        a half-open range of the text; `None` where no box is ticked, or several are.
    """
    boxes = list(_BOX.finditer(text, start, end))
    if not boxes:
        return start, end
    marked = [n for n, box in enumerate(boxes) if box["ticked"]]
    if len(marked) != 1:
        return None
    behind = boxes[marked[0] + 1 :]
    return boxes[marked[0]].end(), behind[0].start() if behind else end
