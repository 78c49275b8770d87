"""In how many ways one text can be read through the optional parts and the repeats of an expression.

A backtracking matcher tries all of them before it gives up. Loops count as one way through them here: what they
add depends on the length of the text, and `backtracking` looks at it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.rules.expressions.re_automaton import Automaton

LOOK_AHEAD = 6
"""So many characters further, alternatives that begin alike (`was`, `were`) are told apart."""


def forks(automaton: Automaton, components: Iterable[list[int]]) -> int:
    """At most how many ways there are, of any text.

    Args:
        components: the strongly connected components of the states, those that follow before those that they
            follow.
    """
    counting = _Counting(automaton)
    for component in components:
        counting.add(frozenset(component))
    return max(counting.most(automaton.first), *counting.ways, 1)


class _Counting:
    """Per state the most ways that a text has behind it; known for all that follow a state before its own."""

    def __init__(self, automaton: Automaton) -> None:
        self._masks = automaton.masks
        self._follow = automaton.follow
        self.ways = [1] * len(automaton.masks)
        self._in_loop = [False] * len(automaton.masks)
        self._known: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}

    def add(self, component: frozenset[int]) -> None:
        state = next(iter(component))
        looping = len(component) > 1 or state in self._follow[state]
        behind = (
            self.most({one: number for one, number in self._follow[state].items() if one not in component})
            for state in component
        )
        most = max(behind) + looping
        for state in component:
            self.ways[state] = most
            self._in_loop[state] = looping

    def most(self, following: dict[int, int] | Counter[int], ahead: int = LOOK_AHEAD) -> int:
        """The most ways of a text that goes on in one of the states `following`, each open in a number of ways."""
        return max((self._open(cell, ahead) for cell in self._cells(following)), default=1)

    def _open(self, states: Counter[int], ahead: int) -> int:
        """The same where one character has led to all of `states`."""
        if len(states) == 1 or not ahead:
            return sum(number * self.ways[state] for state, number in states.items())
        key = (ahead, frozenset(states.items()))
        if key not in self._known:  # of these states all ways are known by now
            self._known[key] = self._open_in_several(states, ahead)
        return self._known[key]

    def _open_in_several(self, states: Counter[int], ahead: int) -> int:
        looping = sum(number * self.ways[state] for state, number in states.items() if self._in_loop[state])
        following: Counter[int] = Counter()
        here = 0
        for state, number in states.items():
            if not self._in_loop[state]:
                here += number
                for one, ways in self._follow[state].items():
                    following[one] += number * ways
        return looping + max(here, self.most(following, ahead - 1) if following else 0)

    def _cells(self, following: dict[int, int] | Counter[int]) -> Iterable[Counter[int]]:
        """The states that one character can lead to, for each kind of character."""
        by_mask: dict[int, Counter[int]] = {}
        for state, number in following.items():
            by_mask.setdefault(self._masks[state], Counter())[state] = number
        cells: dict[int, Counter[int]] = {}
        for mask, states in by_mask.items():
            rest = mask
            for cell, others in list(cells.items()):
                if shared := cell & mask:
                    del cells[cell]
                    cells[shared] = others | states
                    if cell != shared:
                        cells[cell & ~mask] = others
                    rest &= ~shared
            if rest:
                cells[rest] = states
        return cells.values()
