"""YAML text to plain data, with the line of every value and without ever executing anything.

Only the tree of nodes is made, by srsly's YAML; plain data is built from it here. So no tag can construct an
object, and every value keeps its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from warnings import catch_warnings, simplefilter

from srsly.ruamel_yaml import YAML
from srsly.ruamel_yaml.error import MarkedYAMLError, YAMLError
from srsly.ruamel_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.rules.plain_yaml import NotPlain, read_plain
from pipeline.rules.problems import PatternError, Problem

STANDARD = "tag:yaml.org,2002:"
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+\Z")

Path = Sequence[str | int]
"""Keys and indices that lead from the top to a value."""


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A plain scalar that YAML takes for something else than text: `kind` is `number` or `date`."""

    text: str
    kind: str


@dataclass(frozen=True)
class YamlText:
    """A YAML file's text with the data it holds; lines are looked up when they are needed."""

    text: str
    file: str

    @cached_property
    def root(self) -> Node | None:
        """The top node. Raises `PatternError` (E301) where the text is no YAML."""
        yaml = YAML(typ="safe", pure=True)
        try:
            with catch_warnings():  # of anchors, which are refused later
                simplefilter("ignore")
                constructor, _ = yaml.get_constructor_parser(self.text)
                node: Node | None = constructor.composer.get_single_node()
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark is not None else 0
            what = " ".join(str(error.problem or error.context).split())
            raise PatternError([not_yaml(self.file, line, what)]) from None
        except YAMLError as error:
            raise PatternError([not_yaml(self.file, 0, " ".join(str(error).split())[:200])]) from None
        return node

    @cached_property
    def _plain(self) -> tuple[Any, list[int]] | None:
        try:
            return read_plain(self.text)
        except NotPlain:
            return None

    @cached_property
    def data(self) -> Any:
        """The content as dicts, lists, strings, whole numbers, booleans, None and `Unquoted`."""
        if self._plain is not None:
            return self._plain[0]
        return build_fully(self)

    def rule_line(self, index: int) -> int:
        """The 1-based line on which a pack's rule begins."""
        if self._plain is not None and self._plain[1]:
            return self._plain[1][index]
        return self.line(["rules", index])

    def empty(self) -> Iterator[list[str | int]]:
        """The paths of keys and entries without content, in the file's order."""
        if self._plain is None:
            yield from _empty(self.data, [])

    def line(self, path: Path) -> int:
        """The 1-based line of the value at `path`, or of the nearest value above it that exists."""
        node, key_line = self._find(path)
        return key_line if key_line else (node.start_mark.line + 1 if node is not None else 1)

    def raw(self, path: Path) -> str:
        """A scalar as it is written in the file, without its quotes; empty for anything else."""
        node, _ = self._find(path)
        return str(node.value) if isinstance(node, ScalarNode) else ""

    def _find(self, path: Path) -> tuple[Node | None, int]:
        """The deepest node along `path` that exists, and the line of its key."""
        node, line = self.root, 0
        for step in path:
            if isinstance(node, MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == step), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return node, line


def not_yaml(file: str, line: int, what: str) -> Problem:
    """The problem of a text that is not YAML; `what` is the parser's word for it."""
    advice = "Check the indentation; quote text with `: `, ` #` or quotes in it, or `[`, `{`, `*`, `&` before it."
    return Problem("E301", f"this is not YAML: {what}.", file, line, advice=advice)


def build_fully(yaml: YamlText) -> Any:
    """The data as the full reader has it. Raises `PatternError` (E302, E303) for what plain data does not
    need."""
    return None if yaml.root is None else _Builder(yaml.file).build(yaml.root)


def _empty(data: Any, path: list[str | int]) -> Iterator[list[str | int]]:
    if data is None:
        yield path
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _empty(value, [*path, key])
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _empty(value, [*path, index])


class _Builder:
    """Builds plain data from a tree of nodes, refusing what plain data does not need."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[int] = set()

    def build(self, node: Node) -> Any:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self.seen:
            raise PatternError(
                [
                    self._problem(
                        node,
                        "E303",
                        "this is used again by an alias (`*name`), and aliases are not read.",
                        "Write it out each time.",
                    )
                ]
            )
        self.seen.add(id(node))
        if isinstance(node, SequenceNode):
            self._plain_tag(node, "seq")
            return [self.build(item) for item in node.value]
        self._plain_tag(node, "map")
        return self._mapping(node)

    def _mapping(self, node: Node) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise PatternError([self._problem(key_node, "E301", "a key has to be a single word.", "")])
            key = str(key_node.value)
            if key in built:
                advice = "Keep one of the two."
                raise PatternError([self._problem(key_node, "E302", f"the key `{key}` stands here twice.", advice)])
            built[key] = self.build(value_node)
        return built

    def _scalar(self, node: ScalarNode) -> Any:
        tag, text = str(node.tag), str(node.value)
        kind = tag.removeprefix(STANDARD)
        if kind == "str":
            return text
        if kind == "int" and WHOLE_NUMBER.match(text):
            return int(text)
        if kind in ("int", "float"):
            return Unquoted(text, "number")
        if kind == "timestamp":
            return Unquoted(text, "date")
        if kind == "bool":
            return text.lower() in ("true", "yes", "on")
        if kind == "null":
            return None
        raise self._tagged(node)

    def _plain_tag(self, node: Node, kind: str) -> None:
        if node.tag != STANDARD + kind:
            raise self._tagged(node)

    def _tagged(self, node: Node) -> PatternError:
        message = f"the tag `{node.tag}` is not allowed; nothing was executed."
        return PatternError(
            [self._problem(node, "E303", message, "Rule files hold plain text, lists and mappings only.")]
        )

    def _problem(self, node: Node, code: str, message: str, advice: str) -> Problem:
        return Problem(code, message, self.file, node.start_mark.line + 1, advice=advice)
