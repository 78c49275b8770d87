"""Regular expressions that match whole words, as phrases and token patterns do.

A match never begins or ends between two letters or digits of one word: `age \\d+` finds nothing in "page
45". So the three engines agree, and a match is never cut out of a token's middle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.rules.expressions.kept import kept
from pipeline.rules.expressions.re_automaton import reads
from pipeline.rules.expressions.re_tree import ASSERTIONS, REPEATS, Node, body, branches, nodes, parse

ANY_BORDER = r"(?:(?<!\w)|(?!\w))"
ANY_END = r"(?:(?!\w)|(?<!\w))"
WORD_BORDER = r"\b"
_ESCAPED_OR_CAPITAL = re.compile(r"\\.|[A-Z]", re.DOTALL)
_NAMED = re.compile(r"(?<!\\)\(\?P<\w+>")
_NUMBERED = re.compile(r"\\[xuUN\d]")
CHARACTERS = tuple(map(chr, range(32, 127)))


class Edge(NamedTuple):
    """What stands at one end of a match: always a letter, digit or underscore? Can it be empty?"""

    wordy: bool
    empty: bool


SURELY = Edge(wordy=True, empty=False)


def compile_regex(regex: str, case_sensitive: bool = False) -> re.Pattern[str]:
    """A rule's regular expression as it is searched: whole words, any case unless it says otherwise.

    Raises `re.error` where it is not valid.
    """
    return re.compile(_bordered(regex), 0 if case_sensitive else re.IGNORECASE)


def compile_folded(regex: str) -> re.Pattern[str] | None:
    """The same for ASCII text in lower case, in which it finds what it finds in any case in the text itself; `None`
    where it may not: it sets flags of its own, names characters, refers to named groups, or has ranges of mixed
    characters."""
    small = _known("folded", regex, _in_small_letters)
    return re.compile(_bordered(small)) if small else None


def _in_small_letters(regex: str) -> str:
    """The expression for text in small letters; empty where there is none."""
    regex = _NAMED.sub("(", regex)
    if "(?P" in regex or _NUMBERED.search(regex) or not all(map(_is_case_blind, parse(regex, 0))):
        return ""
    return _ESCAPED_OR_CAPITAL.sub(lambda m: m[0].lower() if len(m[0]) == 1 else m[0], regex)


def _bordered(regex: str) -> str:
    return _known("bordered", regex, _with_borders)


def _known(kind: str, regex: str, find_out: Callable[[str], str]) -> str:
    """What `find_out` says of an expression, or said in an earlier run."""
    known = kept().get(kind, regex)
    if not isinstance(known, str):
        known = find_out(regex)
        kept().add(kind, regex, known)
    return known


def _with_borders(regex: str) -> str:
    tree = parse(regex)
    start = WORD_BORDER if edge(tree) == SURELY else ANY_BORDER
    end = WORD_BORDER if edge(tree, last=True) == SURELY else ANY_END
    return f"{start}(?:{regex}){end}"


def _is_case_blind(node: Node) -> bool:
    """Whether a node reads any case when its capitals are written small and the text is in lower case."""
    op, argument = node
    if op == "RANGE":
        first, last = map(chr, argument)
        return any(test(first) and test(last) for test in (str.isdigit, str.islower, str.isupper))
    if op == "IN":
        return all(map(_is_case_blind, nodes(argument)))
    if op in ("ASSERT", "ASSERT_NOT"):
        return all(map(_is_case_blind, nodes(argument[1])))
    if op in ("BRANCH", "GROUPREF_EXISTS"):
        return all(_is_case_blind(inner) for branch in branches(node) for inner in branch)
    if op == "SUBPATTERN" and (argument[1] or argument[2]):
        return False
    return all(map(_is_case_blind, body(node)))


def edge(tree: Iterable[Node], last: bool = False) -> Edge:
    """The first or last character of a sequence."""
    parts = list(tree)
    for node in reversed(parts) if last else parts:
        one = _node_edge(node, last)
        if not one.wordy:
            return Edge(False, one.empty)
        if not one.empty:
            return Edge(True, False)
    return Edge(True, True)


def _node_edge(node: Node, last: bool) -> Edge:
    op, argument = node
    if op in ASSERTIONS:
        return Edge(True, True)
    if op in REPEATS:
        return Edge(edge(body(node), last).wordy, argument[0] == 0)
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return edge(body(node), last)
    if op in ("BRANCH", "GROUPREF_EXISTS"):
        each = [edge(branch, last) for branch in branches(node)]
        return Edge(all(one.wordy for one in each), any(one.empty for one in each))
    if op == "IN":
        return Edge(_is_wordy_class(tuple(nodes(argument))), False)
    return Edge(op == "LITERAL" and _is_word(chr(argument)), False)


@lru_cache(maxsize=1024)
def _is_wordy_class(inside: tuple[Node, ...]) -> bool:
    if inside[0][0] == "NEGATE" or any(name == "CATEGORY" and "NOT" in str(which) for name, which in inside):
        return False
    return all(_is_word(char) for char in CHARACTERS if reads("IN", inside, char))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
