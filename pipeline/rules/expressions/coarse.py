"""Regular expressions and texts as the literal prefilter sees them: in letters, blanks and digits that are all alike.

Every digit is the same, and whatever is neither letter nor digit is a blank; a blank stands before a section and behind
it. So the form of a number is a literal ("0 00 0000"), and so are the borders of a word: the "if" of " if " is in no
"specific". Of an expression those strings alone are left that its matches hold. RE2 would find such strings in all of
it as well; so it takes half the time, and finds more of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple, TypeAlias, Union

from pipeline.rules.expressions.kept import kept
from pipeline.rules.expressions.re_tree import ASSERTIONS, PASSED_ON, REPEATS, Node, body, branches, nodes, parse
from pipeline.rules.expressions.relaxed import OTHER_WORD, characters_of, in_ascii
from pipeline.text.folding import fold

OneOf: TypeAlias = Sequence[Union[str, "Demand"]]
"""Strings, of which a text holds one; or meets one of several demands."""
Demand: TypeAlias = Sequence[OneOf]
"""What a text holds: of each of these, one. It holds anything where there are none."""
BLANK, DIGIT = "  ", "000"
"""RE2 takes no literals of less than three characters: so long are a digit, and a letter beside a blank."""
_SHORTEST = 3
_BORDER = "|"
"""Stands in strings where a match begins or ends, or a border of words has to be."""
_AT_AN_END, _INSIDE_A_WORD = re.compile(r"^\|+(?=\w)|(?<=\w)\|+$"), re.compile(r"\w\|+\w")
_MOST, _MOST_TURNS = 16, 4
"""The strings that stand in a row are told apart up to so many; what is repeated is written out so often at most."""
_MOST_CHARACTERS = 10
"""Of a class."""


def _seen_as(char: str) -> str:
    """What stands for a character of a text in small letters and ASCII."""
    return DIGIT if char.isdigit() else char if char.isalpha() or char == OTHER_WORD else BLANK


_TABLE = bytes(ord(_seen_as(chr(code))[0]) for code in range(128)) * 2


def in_coarse(text: bytes) -> bytes:
    """A text in small letters and ASCII (`in_ascii`) as the prefilter sees it."""
    alike = b" %s " % text.translate(_TABLE)
    return alike.replace(b" ", BLANK.encode()).replace(b"0", DIGIT.encode())


def coarse(regex: str) -> Demand:
    """What every match of a rule's expression holds in the coarse text; nothing where nothing is known of it."""
    known: Demand | None = kept().get("coarse", regex)
    if not isinstance(known, list):
        known = list(_sequence(parse(regex), _BORDER, ends=True).demand)
        kept().add("coarse", regex, known)
    return known


def is_met(demand: Demand, text: str) -> bool:
    """Whether a coarse text holds what is demanded."""
    for one_of in demand:
        for each in one_of:
            if each in text if isinstance(each, str) else is_met(each, text):
                break
        else:
            return False
    return True


def as_expression(demand: Demand) -> str:
    """A demand as an expression in RE2's syntax, for its filter, which minds no order; empty where there is none."""
    return ".*".join(map(_alternatives, demand))


def _alternatives(one_of: OneOf) -> str:
    each = [one if isinstance(one, str) else as_expression(one) for one in one_of]
    return each[0] if len(each) == 1 else f"(?:{'|'.join(each)})"


def is_known(regex: str) -> bool:
    """Whether an expression was looked at before, and so is a valid one."""
    return kept().get("coarse", regex) is not None


class _Held(NamedTuple):
    """What the matches of a part of an expression hold.

    Attributes:
        strings: all that they can be; none where these are too many, or not known.
        needed: then, what each of them holds; nothing where that is not known either.
    """

    strings: frozenset[str] = frozenset()
    needed: tuple[OneOf, ...] = ()

    @property
    def demand(self) -> tuple[OneOf, ...]:
        """What each of them holds."""
        return _one_of(self.strings) if self.strings else self.needed


_ANYTHING, _NOTHING, _A_BORDER = _Held(), _Held(frozenset({""})), _Held(frozenset({_BORDER}))


class _Row:
    """What parts hold that follow one another, and a string before them."""

    def __init__(self, before: str = "") -> None:
        self._strings = frozenset({before})
        """All that the parts can be, or those of them behind the last one whose strings are not known."""
        self._needed: list[OneOf] = []
        self._is_whole = True

    def add(self, held: _Held) -> None:
        """Add a part."""
        count, more = len(self._strings), len(held.strings)
        if more and (1 in (count, more) or count * more <= _MOST):
            self._strings = frozenset(before + behind for before in self._strings for behind in held.strings)
        else:
            ends = _BORDER if more and all(string.startswith((BLANK, _BORDER)) for string in held.strings) else ""
            begins = _BORDER if all(string.endswith((BLANK, _BORDER)) for string in self._strings) else ""
            self._needed += [*_one_of(string + ends for string in self._strings), *held.needed]
            self._strings = frozenset(begins + string for string in held.strings) or _NOTHING.strings
            self._is_whole = False

    def add_group(self, node: Node, ends: bool) -> None:
        """Add a group, or alternatives: what stands before them all stands before each."""
        before = ""
        if len(self._strings) == 1:
            (before,), self._strings = self._strings, _NOTHING.strings
        inside = branches(node) if node[0] in ("BRANCH", "GROUPREF_EXISTS") else [body(node)]
        self.add(_either([_sequence(branch, before, ends) for branch in inside]))

    def held(self) -> _Held:
        """What all of them hold."""
        if self._is_whole:
            return _Held(self._strings)
        return _Held(needed=tuple(dict.fromkeys([*self._needed, *_one_of(self._strings)])))


def _sequence(tree: Sequence[Node], before: str = "", ends: bool = False) -> _Held:
    """Parts that follow one another.

    Args:
        tree: the parts.
        before: stands before them.
        ends: whether the match ends with them.
    """
    last = len(tree)
    while last and tree[last - 1][0] in ASSERTIONS:
        last -= 1
    looked_at = _looked_behind(tree) if before in ("", _BORDER) else _NOTHING
    row = _Row("" if looked_at.demand else before)
    if looked_at.demand:
        row.add(looked_at)
        row.add(_A_BORDER if before else _NOTHING)
    for place, node in enumerate(tree[:last], 1):
        if node[0] in PASSED_ON:
            row.add_group(node, ends and place == last)
        else:
            row.add(_part(node))
    behind = tree[last:]
    if any(map(_is_border, behind)) or (ends and not (last and tree[last - 1][0] in PASSED_ON)):
        row.add(_A_BORDER)
    ahead = [argument[1] for op, argument in behind if op == "ASSERT" and argument[0] > 0]
    if ends and ahead:  # of several, all begin at the same place
        row.add(_sequence(nodes(ahead[0])))
    return row.held()


def _looked_behind(tree: Sequence[Node]) -> _Held:
    """What an expression looks for directly before its beginning; of several, the first."""
    for op, argument in takewhile(lambda node: node[0] in ASSERTIONS, tree):
        if op == "ASSERT" and argument[0] < 0:
            return _sequence(nodes(argument[1]))
    return _NOTHING


def _part(node: Node) -> _Held:
    op, argument = node
    if op == "LITERAL":
        return _Held(frozenset({_seen_as(in_ascii(fold(chr(argument))))}))
    if op == "IN":
        return _class(tuple(nodes(argument)))
    if op in ASSERTIONS:
        return _A_BORDER if _is_border(node) else _NOTHING
    return _repeat(node) if op in REPEATS else _ANYTHING


def _is_border(node: Node) -> bool:
    """Whether no word goes on where an assertion holds."""
    return node[0] == "AT" and str(node[1]) in ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING")


@lru_cache(maxsize=1024)
def _class(items: tuple[Node, ...]) -> _Held:
    strings = frozenset(map(_seen_as, characters_of(items)))
    return _Held(strings) if len(strings) <= _MOST_CHARACTERS else _ANYTHING


def _either(each: Sequence[_Held]) -> _Held:
    if all(held.strings for held in each):
        return _Held(frozenset[str]().union(*(held.strings for held in each)))
    demands = tuple(dict.fromkeys(held.demand for held in each))
    return _Held(needed=(demands,)) if all(demands) else _ANYTHING


def _repeat(node: Node) -> _Held:
    low, high = int(node[1][0]), int(node[1][1])
    inside, row = _sequence(body(node)), _Row()
    turns = [row.held()]
    while turns[-1].strings and len(turns) <= min(high, _MOST_TURNS):
        row.add(inside)
        turns.append(row.held())
    strings = frozenset[str]().union(*(held.strings for held in turns[low:]))
    if high < len(turns) and turns[-1].strings and len(strings) <= _MOST:
        return _Held(strings)
    return _Held(needed=turns[min(low, len(turns) - 1)].demand) if low else _ANYTHING


def _one_of(strings: Iterable[str]) -> tuple[OneOf, ...]:
    """The demand of one of several strings; none where one of them is too short to be looked for."""
    found: list[str] = []
    for string in sorted(strings, key=len):
        if not _INSIDE_A_WORD.search(string):
            seen = _AT_AN_END.sub(BLANK, string).replace(_BORDER, "")
            if len(seen) < _SHORTEST:
                return ()
            if not any(shorter in seen for shorter in found):
                found.append(seen)
    return (tuple(sorted(found)),) if found else ()
