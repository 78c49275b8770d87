"""Check boxes: of the answers beside them only the ticked one counts."""

from __future__ import annotations

import re

_BOX = re.compile(
    r"(?P<ticked>[\[(] ?[xX\u2713\u2714] ?[\])]|_[xX]_+|[\u2611\u2612\u2713\u2714])|[\[(] ?_? ?[\])]|__+|\u2610"
)
_BESIDE = 6  # characters of a box with the space beside it


def is_unticked(text: str, start: int, end: int) -> bool:
    """Whether an empty box stands directly before `[start, end)`, or directly behind it where none stands before."""
    before = [box for box in _BOX.finditer(text, max(0, start - _BESIDE), start) if not text[box.end() : start].strip()]
    behind = _BOX.match(text, end + text[end : end + 1].isspace())
    box = before[0] if before else behind
    return box is not None and not box["ticked"] and not box[0].startswith("__")


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
