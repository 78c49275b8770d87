"""A fast reader for the plain part of YAML, in which rule packs are mostly written.

The full reader takes half a second for a thousand rules; this one a tenth of that. It reads block and flow
lists and mappings, text on one line (quoted or not), whole numbers, true and false. At anything else
(anchors, tags, text over several lines, numbers with a point, dates, whatever is unusual or wrong) it gives
up, and the full reader takes the whole text, which also says what is wrong and where.
"""

from __future__ import annotations

import json
import re
from typing import Any

KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):(?: +|$)")
DOUBLE = re.compile(r'"(?:[^"\\\n]|\\[\\"/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"')
SINGLE = re.compile(r"'(?:[^'\n]|'')*'")
FLOW_PLAIN = re.compile(r"[A-Za-z0-9(/.$](?:[^\n:#,\[\]{}\"'`]|(?<=\w)'(?=\w)|\n *(?=[A-Za-z0-9(/.$]))*")
FOLDED = re.compile(r" *\n *")
FLOW_NUMBER = re.compile(r"-[1-9][0-9]*(?=[ \n,\]}])")
FLOW_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*|\"[<>=!]=?\"):(?=[ \n])")
SPACE = re.compile(r"(?:[ \n]|(?<=[ \n])#[^\n]*)*")
BLANK = re.compile(r" *(?:(?:(?<= )|^)#.*)?\Z")
BLOCK_PLAIN = re.compile(r"[A-Za-z0-9(/.$][^\n]*")
NUMBER = re.compile(r"(?:0|-?[1-9][0-9]*)\Z")
NUMBER_LIKE = re.compile(r"[0-9.+-][0-9.+_:/ a-fA-FxXoOtTzZ-]*\Z")
KEYWORD = re.compile(r"(?i)(?:null|yes|no|on|off|y|n)\Z")
NOT_READ = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


ROWS = (1, 8, 64, 512, 4096)
"""How many lines are tried, one number after the other, for a list in brackets."""


class NotPlain(Exception):  # noqa: N818 (it is no error: the full reader takes over)
    """The text holds something that only the full reader reads."""


def read_plain(text: str) -> tuple[Any, list[int]]:
    """The data of a pack, and the 1-based lines on which its `rules` begin. Raises `NotPlain`."""
    return _Reader(text).read()


class _Reader:
    """Reads blocks by their column; `row` and `column` are where the next value begins."""

    def __init__(self, text: str) -> None:
        if NOT_READ.search(text):
            raise NotPlain
        self.lines = text.split("\n")
        self.row = -1
        self.column = 0
        self.rule_lines: list[int] = []

    def read(self) -> tuple[Any, list[int]]:
        self._next_row()
        data = self._mapping(0, top=True)
        if self.row < len(self.lines):
            raise NotPlain
        return data, self.rule_lines

    def _next_row(self) -> None:
        """Goes to the next line with content; its column is -1 behind the last."""
        self.row += 1
        while self.row < len(self.lines):
            line = self.lines[self.row]
            content = line.lstrip(" ")
            if content and content[0] != "#":
                self.column = len(line) - len(content)
                return
            self.row += 1
        self.column = -1

    def _at_item(self, column: int) -> bool:
        return self.row < len(self.lines) and self.lines[self.row].startswith("- ", column)

    def _block(self) -> Any:
        """The value that begins on the current line, at its column."""
        if self.lines[self.row].startswith(("[", "{"), self.column):
            return self._inline(self.column)
        if self.lines[self.row].startswith("- ", self.column):
            return self._sequence(self.column)
        return self._mapping(self.column)

    def _mapping(self, column: int, top: bool = False) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while self.column == column:
            line = self.lines[self.row]
            key = KEY.match(line, column)
            if key is None or key.group(1) in built:
                raise NotPlain
            name = key.group(1)
            if BLANK.match(line, key.end()):
                self._next_row()
                if self.column < column or (self.column == column and not self._at_item(column)):
                    raise NotPlain
                is_rules = top and name == "rules"
                built[name] = self._sequence(self.column, is_rules) if is_rules else self._block()
            else:
                built[name] = self._inline(key.end())
        if self.column > column or not built:
            raise NotPlain
        return built

    def _sequence(self, column: int, rules: bool = False) -> list[Any]:
        built: list[Any] = []
        while self.column == column and self._at_item(column):
            line = self.lines[self.row]
            inner = column + 1
            while inner < len(line) and line[inner] == " ":
                inner += 1
            if inner == len(line):
                raise NotPlain
            if rules:
                self.rule_lines.append(self.row + 1)
            if line.startswith("- ", inner) or KEY.match(line, inner):
                self.column = inner
                built.append(self._block())
            else:
                built.append(self._inline(inner))
        if self.column > column or not built:
            raise NotPlain
        return built

    def _inline(self, column: int) -> Any:
        """The value that begins at `column` of the current line; goes on to the line behind it."""
        line = self.lines[self.row]
        first = line[column]
        if first in "[{":
            return self._flow(column)
        quoted = DOUBLE.match(line, column) or SINGLE.match(line, column)
        if quoted is not None:
            if not BLANK.match(line, quoted.end()):
                raise NotPlain
            value: Any = unquote(quoted.group())
        else:
            plain = BLOCK_PLAIN.match(line, column)
            if plain is None and not NUMBER.match(line, column):
                raise NotPlain
            text = line[column:].split(" #", 1)[0].rstrip(" ")
            if ": " in text or text.endswith(":"):
                raise NotPlain
            value = plain_value(text)
        self._next_row()
        return value

    def _flow(self, column: int) -> Any:
        """A list in brackets or a mapping in braces, which may run over several lines."""
        for rows in ROWS:
            text = "\n".join(self.lines[self.row : self.row + rows])
            try:
                value, end = flow_value(text, column)
                break
            except NotPlain:
                if self.row + rows >= len(self.lines):
                    raise
        else:
            raise NotPlain
        line_end = text.find("\n", end)
        if not BLANK.match(text, end, len(text) if line_end < 0 else line_end):
            raise NotPlain
        self.row += text.count("\n", 0, end)
        self._next_row()
        return value


def unquote(text: str) -> str:
    """A quoted text on one line without its quotes and escapes."""
    return str(json.loads(text)) if text[0] == '"' else text[1:-1].replace("''", "'")


def plain_value(text: str) -> Any:
    """What text without quotes stands for. Raises `NotPlain` where that takes a closer look."""
    if text in BOOLEANS:
        return BOOLEANS[text]
    if NUMBER.match(text):
        return int(text)
    if not text or KEYWORD.match(text) or NUMBER_LIKE.match(text) or not BLOCK_PLAIN.match(text):
        raise NotPlain
    return text


def flow_value(text: str, at: int) -> tuple[Any, int]:
    """The value at `at` inside brackets or braces, and the offset behind it."""
    first = text[at : at + 1]
    if first == "[":
        return _flow_list(text, at + 1)
    if first == "{":
        return _flow_mapping(text, at + 1)
    quoted = DOUBLE.match(text, at) or SINGLE.match(text, at)
    if quoted is not None:
        return unquote(quoted.group()), quoted.end()
    number = FLOW_NUMBER.match(text, at)
    if number is not None:
        return int(number.group()), number.end()
    plain = FLOW_PLAIN.match(text, at)
    if plain is None:
        raise NotPlain
    return plain_value(FOLDED.sub(" ", plain.group().rstrip(" "))), plain.end()


def _flow_list(text: str, at: int) -> tuple[list[Any], int]:
    built: list[Any] = []
    while True:
        at = _spaces(text, at)
        if text[at : at + 1] == "]":
            return built, at + 1
        value, at = flow_value(text, at)
        built.append(value)
        at = _separator(text, at, "]")


def _flow_mapping(text: str, at: int) -> tuple[dict[str, Any], int]:
    built: dict[str, Any] = {}
    while True:
        at = _spaces(text, at)
        if text[at : at + 1] == "}":
            return built, at + 1
        key = FLOW_KEY.match(text, at)
        if key is None:
            raise NotPlain
        name = key.group(1).strip('"')
        value, at = flow_value(text, _spaces(text, key.end()))
        if name in built:
            raise NotPlain
        built[name] = value
        at = _separator(text, at, "}")


def _separator(text: str, at: int, closing: str) -> int:
    """Behind the comma at `at`, or at the closing bracket."""
    at = _spaces(text, at)
    if text[at : at + 1] == ",":
        return at + 1
    if text[at : at + 1] == closing:
        return at
    raise NotPlain


def _spaces(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found is not None else at
