"""How far a cue reaches: the sentence around a place, its clause, and parts of that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from pipeline.text.sentences import Range, SentenceSplitter


class Scopes:
    """The scopes around an offset, which never cross a section's border; each is split once.

    `sentence` and `clause` are the splitter's. `predicate` is what belongs to the verb before the place: the clause
    from its last finite verb on ("is | not, on this record, necessary"). `subject` reaches back to the verb before
    that: "the denial of the scan | was not supported". A clause without a subject of its own ("and is upheld") has
    that of the clause before.

    Args:
        text: the reading text.
        sections: the half-open ranges that hold the scopes; what stands between them is a section, too.
        splitter: splits sentences.
    """

    def __init__(self, text: str, sections: Iterable[Range], splitter: SentenceSplitter) -> None:
        self._text = text
        self._sections: list[Range] = []
        for start, end in sorted(sections, key=lambda section: (section[0], -section[1])):
            if not self._sections or end > self._sections[-1][1]:  # one inside another is part of it
                self._sections.append((start, end))
        self._splitter = splitter
        self._seen: dict[tuple[str, int], Range] = {}
        self._clauses: dict[Range, list[Range]] = {}  # by their sentence

    def __call__(self, kind: str, place: int) -> Range:
        """The scope of a kind around a place."""
        found = self._seen.get((kind, place))
        if found is None:
            found = self._seen[kind, place] = self._read(kind, place)
        return found

    def _read(self, kind: str, place: int) -> Range:
        if kind == "sentence":
            return self._sentence(place)
        start, end = self._clause(place) if kind == "clause" else self("clause", place)
        if kind == "clause":
            return start, end
        verbs = self._splitter.verbs_before(self._text, start, place, end)
        back = 1 if kind == "predicate" else 2
        if len(verbs) >= back:
            return verbs[-back], end
        return (start if kind == "predicate" else self._with_subject(start)), end

    def _sentence(self, place: int) -> Range:
        index = bisect_right(self._sections, (place, len(self._text))) - 1
        start, end = self._sections[index] if index >= 0 else (0, len(self._text))
        if not start <= place < end:  # between sections
            start = end if index >= 0 else 0
            end = self._sections[index + 1][0] if index + 1 < len(self._sections) else len(self._text)
        return self._splitter.sentence_at(self._text, place, start, end)

    def _clause(self, place: int) -> Range:
        sentence = self("sentence", place)
        clauses = self._clauses_of(sentence)
        index = bisect_right(clauses, (place, len(self._text))) - 1
        return clauses[index] if index >= 0 and place < clauses[index][1] else sentence

    def _clauses_of(self, sentence: Range) -> list[Range]:
        found = self._clauses.get(sentence)
        if found is None:
            found = self._clauses[sentence] = self._splitter.clauses(self._text, *sentence)
        return found

    def _with_subject(self, start: int) -> int:
        """Where the clause begins from which one that begins with its verb takes its subject."""
        left, right = self("sentence", start)
        if left < start and self._splitter.takes_up(self._text, start, right):
            for before, clause in pairwise(self._clauses_of((left, right))):
                if clause[0] == start:
                    return before[0]
        return start
