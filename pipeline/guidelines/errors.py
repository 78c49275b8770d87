"""What can be wrong with a catalogue file."""

from __future__ import annotations


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; the message names file and line and says what to do.

    `code`: `E801` not readable or no YAML, `E802` not of the right shape, `E803` a list of sections that no file has.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[CatalogueError], tuple[str, str]]:
        return CatalogueError, (self.code, str(self))
