"""The small words around dates, from `patterns/vocabularies/date-words.yml`, as expressions to look for around one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_APPROACH = r"[\s(:,]*$"
"""What may stand between a word and the date behind it."""


class DateWords:
    """Expressions for what stands before, behind and between dates; each is tried at one place of a reading text.

    Args:
        words: the lists of the vocabulary.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        any_of = {name: _any_of(listed) for name, listed in words.items()}
        opening = rf"\b{any_of['openings']}"
        self.opens_sentence = _compiled(rf"[\W_]*(?:{any_of['leads']}\b[\s,]*)*(?:{opening})?{_APPROACH}")
        self.opens_clause = _compiled(rf"(?:,|\b{any_of['clauses']})\s+{opening}{_APPROACH}")
        self.last_of_opening = tuple({phrase.rpartition(" ")[2].lower() for phrase in words["openings"]})
        self.determiner = _compiled(rf"\b{any_of['determiners']}\s(?:{any_of['qualifiers']}\s)?$|\($")
        self.no_noun = _compiled(rf"\b{any_of['no_nouns']}\b")
        self.done = _compiled(rf"\b{any_of['done']}(?: {any_of['openings']})?{_APPROACH}")
        self.dated = _compiled(rf" {any_of['dated']} (?:{any_of['determiners']} )?")
        self.turn = _compiled(rf",? {any_of['turns']} ")
        self.joined = _compiled(rf"[\s)]*(?:[,;&]|-)?\s*(?:{any_of['joins']}\b)?[\s(]*(?:{any_of['openings']} )?")
        # "underwent release of the right on 3-4-15 and that of the left hand on 5-4-15"
        word = rf"(?!{any_of['statements']}\b)[a-z-]+,? "
        behind = rf"(?:{any_of['openings']}|{any_of['dated']})"
        self.goes_on = _compiled(rf"[\s,]*and (?:{word}){{0,6}}?{behind} ")
        # "an MRI of 3-4-15 showed a tear and that of the ankle on 4-4-15", "and, a week later, on 4-4-15"
        other = rf"{any_of['others']}(?: of(?: \w+){{1,5}})?"
        later = rf"(?:\w+ {any_of['intervals']} {any_of['sequences']}|at \w+ {any_of['intervals']})"
        coordinated = rf"(?:[\s,)]|\([^()]{{1,30}}\))*and (?:(?:was|were) )?(?:{word}){{0,8}}?(?:{behind} |since |\()?"
        self.again = _compiled(rf"(?:.*\b(?:{other}|{later}),?(?: {behind})?|{coordinated})\s*")
        article = rf"(?:{any_of['determiners']} )?(?:\w+'s )?"
        self.subject = _compiled(
            rf"[\s,)]*(?:\([^()]{{1,60}}\)[\s,]*)?{article}{any_of['subjects']}\b(?! (?:\w+ )?{any_of['undergone']}\b)"
        )
        self.given = _compiled(rf"[\s,]*(?:\w+ \w+ )?{any_of['given']}\b[^.;]{{0,30}}")


def _any_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)
