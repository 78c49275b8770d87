"""Python's own parse of a regular expression, as a small tree that other modules can reason over.

`re` parses a pattern into opcodes; the module that does it is private and was renamed in Python 3.11, so it
is touched here only.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

if sys.version_info >= (3, 11):
    from re import _parser as sre_parse  # type: ignore[attr-defined]
else:
    import sre_parse

Node = tuple[str, Any]
"""An opcode's name (`LITERAL`, `IN`, `BRANCH`, …) and its argument; sub-patterns are lists of nodes."""

REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
ASSERTIONS = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
PASSED_ON = frozenset({"BRANCH", "SUBPATTERN", "ATOMIC_GROUP", "GROUPREF_EXISTS"})
"""What they hold begins and ends where they do."""
UNBOUNDED = int(sre_parse.MAXREPEAT)
DEEPEST = 50
"""Groups inside each other; what takes expressions apart goes down as many levels."""
_FLAGS_FOR_ALL = re.compile(r"(?<!\\)\(\?[a-zA-Z]+\)")
_GROUP_ENDS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)


@lru_cache(maxsize=1024)
def parse(regex: str, flags: int = re.IGNORECASE) -> list[Node]:
    """The nodes of `regex`, not to be changed. Raises `re.error` where it is not valid."""
    return nodes(sre_parse.parse(regex, flags))


def refusal(regex: str, *, compiled: bool = True) -> str:
    """Why `regex` is no expression, or none that can be a part of another one; empty where it is. What is not
    `compiled` is parsed alone, which takes less time and finds nearly all."""
    if _FLAGS_FOR_ALL.search(regex):
        return "its flags count for all of it; write them for a part, as in (?i:…)"
    if _depth(regex) > DEEPEST:
        return f"groups stand more than {DEEPEST} deep in each other"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a set in a set, which a later Python may read in another way
            re.compile(regex) if compiled else parse(regex)
    except re.error as error:
        return error.msg
    except (OverflowError, RecursionError, Warning) as error:  # a repeat of billions; Python's own limit
        return " ".join(str(error).split()).lower()
    return ""


def _depth(regex: str) -> int:
    """How many groups stand in each other at most; brackets in classes and escaped ones are none."""
    deepest = level = 0
    for end in _GROUP_ENDS.finditer(regex):
        level += {"(": 1, ")": -1}.get(end[0], 0)
        deepest = max(deepest, level)
    return deepest


def nodes(pattern: Iterable[tuple[Any, Any]]) -> list[Node]:
    """The nodes of a sub-pattern, with opcodes as strings."""
    return [(str(op), argument) for op, argument in pattern]


def body(node: Node) -> list[Node]:
    """What a group, a repeat or an atomic group holds."""
    op, argument = node
    if op == "SUBPATTERN" or op in REPEATS:
        return nodes(argument[-1])
    if op == "ATOMIC_GROUP":
        return nodes(argument)
    return []


def branches(node: Node) -> list[list[Node]]:
    """The alternatives of a `BRANCH`, or of a group that depends on another one."""
    op, argument = node
    if op == "BRANCH":
        return [nodes(branch) for branch in argument[1]]
    _, yes, no = argument
    return [nodes(yes), nodes(no or [])]


def can_be_empty(tree: Iterable[Node]) -> bool:
    """Whether a match of `tree` may hold no character."""
    return all(map(_can_be_empty, tree))


def _can_be_empty(node: Node) -> bool:
    op, argument = node
    if op in ASSERTIONS or op == "GROUPREF":
        return True
    if op in REPEATS:
        return argument[0] == 0 or can_be_empty(body(node))
    if op in ("BRANCH", "GROUPREF_EXISTS"):
        return any(map(can_be_empty, branches(node)))
    return op in ("SUBPATTERN", "ATOMIC_GROUP") and can_be_empty(body(node))
