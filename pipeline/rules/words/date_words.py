"""The small words around dates, `patterns/fragments/date-words.yml`, as expressions to look for around one."""

from __future__ import annotations

import re

from pipeline.rules.shared import Shared


class DateWords:
    """Expressions for what stands before, behind and between dates; each is tried at one place of a reading text.

    Args:
        shared: has the fragments.
    """

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.opens_sentence = self._compiled("OPENS_SENTENCE")
        self.opens_clause = self._compiled("OPENS_CLAUSE")
        self.last_of_opening = tuple({one.rpartition(" ")[2].lower() for one in shared.fragments["DATE_OPENINGS"]})
        self.determiner = self._compiled("DETERMINED")
        self.no_noun = self._compiled("NO_NOUN")
        self.done = self._compiled("DONE_ON")
        self.dated = self._compiled("OF_THE_DATE")
        self.turn = self._compiled("TURN")
        self.joined = self._compiled("JOINED")
        self.goes_on = self._compiled("GOES_ON")
        self.again = self._compiled("AGAIN")
        self.subject = self._compiled("SUBJECT")
        self.own_clause = self._compiled("OWN_CLAUSE")
        self.given = self._compiled("GIVEN_ON")

    def _compiled(self, name: str) -> re.Pattern[str]:
        return re.compile(self._shared.filled(f"{{DATE_{name}}}"), re.IGNORECASE)
