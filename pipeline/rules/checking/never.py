"""Rules that can never match, found without any text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.rules.expressions.re_tree import REPEATS, Node, body, parse
from pipeline.rules.matching.engines import Tokenize
from pipeline.rules.matching.lemmas import lemma_of, words_of
from pipeline.rules.model import Rule

NOT_READ = re.compile(r"[^\S ]|  ")
BORDER = "|"
"""Stands between the fixed parts of an expression."""
LENGTHS = {"PREFIX": 1, "SUFFIX": 3}


@dataclass(frozen=True, slots=True)
class Never:
    """Why a rule, or a word in its list, can never match; `path` leads from the rule to the place."""

    code: str
    message: str
    advice: str
    path: tuple[str | int, ...]


def never_matching(rule: Rule, tokenize: Tokenize) -> Iterator[Never]:
    """What can never match in a rule: E350 by its wording, E351 by how text is cut into tokens, E352 the
    empty text."""
    for index, spec in enumerate(rule.tokens):
        for key, test in spec.items():
            yield from _in_test(key, test, ("pattern", index, key), tokenize)
    if rule.regex:
        yield from _in_regex(rule.regex)


def _in_regex(regex: str) -> Iterator[Never]:
    if re.compile(regex).match("") is not None:
        message = "the regular expression also matches empty text, and that is no hit."
        yield Never("E352", message, "Make at least one of its parts obligatory.", ("regex",))
    if NOT_READ.search(_fixed(parse(regex))):
        message = "it asks for a line break, tab or double space, and the reading text has single spaces only."
        yield Never("E350", message, "Write one space.", ("regex",))


def _fixed(tree: Iterable[Node]) -> str:
    """The characters that stand in every match, with a border mark for each gap between them."""
    text = ""
    for node in tree:
        op, argument = node
        if op == "LITERAL":
            text += chr(argument)
        elif op == "SUBPATTERN":
            text += _fixed(body(node))
        elif op in REPEATS and argument[0]:
            text += BORDER + _fixed(body(node)) * min(2, int(argument[0])) + BORDER
        else:
            text += BORDER
    return text


def _in_test(key: str, test: Any, path: tuple[str | int, ...], tokenize: Tokenize) -> Iterator[Never]:
    for word, where in _words(test, path):
        if key == "LOWER" and word != word.lower():
            yield Never(
                "E350",
                f"LOWER is compared with small letters, and {word!r} has capitals.",
                f"Write {word.lower()!r}.",
                where,
            )
        elif key == "LEMMA" and not words_of(word):
            yield Never("E350", f"no word has the lemma {word!r}.", f"Write {lemma_of(word)!r}.", where)
        elif key in LENGTHS and len(word) > LENGTHS[key]:
            message = f"{key} is {LENGTHS[key]} characters long at most, and {word!r} is longer."
            yield Never("E350", message, "Use REGEX, or a shorter one.", where)
        elif key in ("LOWER", "ORTH", "TEXT", "NORM"):
            yield from _in_word(word, where, tokenize)


def _in_word(word: str, where: tuple[str | int, ...], tokenize: Tokenize) -> Iterator[Never]:
    tokens = [token.text for token in tokenize(word)]
    if len(tokens) != 1:
        cut = " + ".join(repr(token) for token in tokens) or "nothing"
        message = f"no token is {word!r}: the tokenizer cuts it into {cut}."
        yield Never("E351", message, "Describe each of these tokens on its own, or write a phrase.", where)


def _words(test: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if isinstance(test, str):
        yield test, path
    elif isinstance(test, Mapping):
        words = test.get("IN")
        for index, word in enumerate(words if isinstance(words, (list, tuple)) else ()):
            yield word, (*path, "IN", index)
