"""Check boxes: of the answers beside them only the ticked one counts."""

from __future__ import annotations

import re

_BOX = re.compile(
    r"(?P<ticked>[\[(] ?[xX\u2713\u2714] ?[\])]|_[xX]_+|[\u2611\u2612\u2713\u2714])|[\[(] ?_? ?[\])]|__+|\u2610"
)
_EMPTY = re.compile(r"(?:[\[(] ?_? ?[\])]|\u2610) ?$")
_WIDEST = 6  # characters of an empty box with the space behind it


def is_unticked(text: str, start: int) -> bool:
    """Whether an empty box stands directly before what begins at `start`."""
    return _EMPTY.search(text[max(0, start - _WIDEST) : start]) is not None


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
