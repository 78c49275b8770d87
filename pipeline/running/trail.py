"""Which items a run has behind it: their number, and a digest that says whether they are still the same."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator

from pipeline.reading.locations import Location
from pipeline.running.work import Item
from pipeline.text.document import Document


class ChangedInputsError(Exception):
    """The inputs are no longer those of the run that is to be taken up."""


class Trail:
    """The items that are left to do, and where the run stands.

    Args:
        items: all of them, in the run's order.
        done: how many are done already; they are passed over.
        digest: of those, as it was then.
    """

    def __init__(self, items: Iterable[Item], done: int = 0, digest: str = "") -> None:
        self._items = iter(items)
        self._skip = done
        self._expected = digest
        self._ahead: deque[str] = deque()
        self.done = done
        self.digest = digest

    def __iter__(self) -> Iterator[Item]:
        """The items that are left, as they are asked for.

        Raises:
            ChangedInputsError: those that are done are not the ones that were done.
        """
        digest = ""
        for _ in range(self._skip):
            item = next(self._items, None)
            if item is None:
                raise ChangedInputsError
            digest = _next(digest, item)
        if digest != self._expected:
            raise ChangedInputsError
        for item in self._items:
            digest = _next(digest, item)
            self._ahead.append(digest)
            yield item

    def advance(self) -> None:
        """One more item is done."""
        self.digest = self._ahead.popleft()
        self.done += 1


def _next(digest: str, item: Item) -> str:
    if isinstance(item, Location):
        what = f"{item.path}\0{item.size}\0{item.modified}"
    elif isinstance(item, Document):
        what = f"{item.path}\0{item.sha256}"
    else:
        what = f"{item.path}\0{item.code}"
    return hashlib.blake2b(f"{digest}\0{what}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
