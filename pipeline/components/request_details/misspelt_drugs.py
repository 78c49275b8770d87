"""Names of drugs with a slip of the pen: "Cyclobenzaprnie 7.5mg".

Only a word that stands where a drug's name stands, directly before a strength or a count, and that no rule knows is
compared with the names of the DRUG rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.components.hinted import Hinted
from pipeline.components.request_details.spelling import letters_apart
from pipeline.components.tags import Tag
from pipeline.rules import Rule

SHORTEST = 7
"""Letters that a name has at least; shorter ones are too much alike."""

_FIGURE = re.compile(r"\d")
_NAMED = Hinted(
    r"\b(?P<name>[a-z]{7,})(?: ?-?(?:hcl|hydrochloride|sodium|sod|er|xr|sr|dr|cr|ec|tab(?:let)?s?|cap(?:sule)?s?))*"
    r",? ?(?=\d+(?:[.,/-]\d+)*\.?\d* ?(?:mg|mcg|%|/)|# ?\d)",
    r"\d\.? ?[m%/]|# ?\d",
)

Name = tuple[str, str, str]  # the name in lower case, its value, its rule


class DrugNames:
    """The single words among the phrases of the DRUG rules, by first letter."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._names: dict[str, list[tuple[frozenset[str], Name]]] = {}
        for rule in rules:
            for phrase in rule.phrases if rule.label == "DRUG" else ():
                word = phrase.lower()
                if len(word) >= SHORTEST and word.isalpha():
                    name = (word, rule.value, rule.id)
                    self._names.setdefault(word[0], []).append((frozenset(word), name))

    def nearest(self, word: str) -> Name | None:
        """The one drug whose name differs by a single letter (two in names of ten letters and more), if only one
        does."""
        word = word.lower()
        allowed = 2 if len(word) >= 10 else 1
        best: list[Name] = []
        letters = frozenset(word)
        for its_letters, name in self._names.get(word[:1], ()):
            # a slip takes one letter at most out of a word and brings in one
            if abs(len(name[0]) - len(word)) > allowed or len(letters ^ its_letters) > 2 * allowed:
                continue
            distance = letters_apart(word, name[0], allowed)
            if distance < allowed:
                allowed, best = distance, [name]
            elif distance == allowed:
                best.append(name)
        return best[0] if best and len({value for _, value, _ in best}) == 1 else None


def read_misspelt_drugs(text: str, start: int, end: int, hits: Sequence[Tag], names: DrugNames) -> list[Tag]:
    """DRUG hits for misspelt names in `text[start:end]`; `hits` are those that the rules found there."""
    found: list[Tag] = []
    if not _FIGURE.search(text, start, end):
        return found
    for match in _NAMED.finditer(text, start, end):
        first, last = match.span("name")
        if any(hit.start < last and first < hit.end for hit in hits):
            continue
        name = names.nearest(match["name"])
        if name is not None:
            found.append(Tag("DRUG", first, last, name[1], name[2]))
    return found
