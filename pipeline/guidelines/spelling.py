"""Small misspellings: bounded edit distance, a swap of neighbours counting as one."""

from __future__ import annotations


def distance_within(a: str, b: str, limit: int) -> int | None:
    """Edits (insert, delete, replace, swap neighbours) from `a` to `b`, or `None` where more than `limit`."""
    if abs(len(a) - len(b)) > limit:
        return None
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
        before, last = last, row
    return last[-1] if last[-1] <= limit else None


def edits_allowed(length: int) -> int:
    """How many edits a title of `length` letters may carry and still be the same title beyond doubt."""
    if length < 6:
        return 0
    return 1 if length < 16 else 2
