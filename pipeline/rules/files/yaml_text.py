"""YAML text to plain data, with the line of every value and without ever executing anything.

PyYAML (its C parser where there is one) makes the tree of nodes and no more; plain data is built from it here. So no
tag can construct an object, no alias can multiply text, and every value keeps its line. Scalars are read as YAML 1.2
has them: `no` and `on` are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.rules.problems import PatternError, Problem

if TYPE_CHECKING:
    from yaml import SafeLoader as Parser
else:
    Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

STANDARD = "tag:yaml.org,2002:"
_TEXT = f"{STANDARD}str"
IMPLICIT = {
    "null": (r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    "bool": (r"(?:true|True|TRUE|false|False|FALSE)\Z", [*"tTfF"]),
    "int": (r"[-+]?[0-9]+\Z|0[xo][0-9a-fA-F]+\Z", [*"-+0123456789"]),
    "float": (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z", [*"-+.0123456789"]),
    "timestamp": (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9:.Zz +-]*)?\Z", [*"0123456789"]),
}
"""What a scalar without quotes stands for, tried in this order, with the characters that it can begin with."""
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+\Z")
LONGEST_NUMBER = 18
"""Characters; a longer one is no number that anybody counts with, and stands for its text."""
LONGEST_ALIAS = 1000
"""Characters of text that may be used again by an alias, so that a small file does not stand for a large one."""
DEEPEST = 100
"""Levels of nesting; a rule file needs a dozen."""
_MOST_LEVELS = 10 * DEEPEST  # that are looked at at all

Path = Sequence[str | int]
"""Keys and indices that lead from the top to a value."""


class _Composer(Parser):
    """Makes nodes; which tag a plain scalar gets is said by `IMPLICIT` alone."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's)
    level = 0

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        """The tag of a node that has none. PyYAML's own also looks for rules by the nodes' places, of which there are
        none."""
        if kind is not ScalarNode:
            return STANDARD + ("seq" if kind is SequenceNode else "map")
        if implicit[0]:
            for tag, regex in self.yaml_implicit_resolvers.get(value[:1], ()):
                if regex.match(value):
                    return tag
        return _TEXT

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        """Counts levels, which some versions of Python let the parser go down until the stack is full."""
        self.level += 1
        if self.level > _MOST_LEVELS:
            raise RecursionError

    def ascend_resolver(self) -> None:
        """Counts levels, as above."""
        self.level -= 1


for _name, (_regex, _first) in IMPLICIT.items():
    _Composer.add_implicit_resolver(STANDARD + _name, re.compile(_regex), _first)


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A plain scalar that YAML takes for something else than text: `kind` is `number` or `date`."""

    text: str
    kind: str


@dataclass(frozen=True)
class YamlText:
    """A YAML file's text with the data it holds; `file` is its name in messages, `sha256` the digest of its bytes."""

    text: str
    file: str
    sha256: str = ""

    @cached_property
    def root(self) -> Node | None:
        """The top node. Raises `PatternError` (E301) where the text is no YAML."""
        loader = _Composer(self.text)
        try:
            return loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark is not None else 0
            what = " ".join(str(error.problem or error.context).split())
            raise PatternError([not_yaml(self.file, line, what)]) from None
        except yaml.reader.ReaderError as error:
            line = self.text.count("\n", 0, error.position) + 1
            raise PatternError([not_yaml(self.file, line, "it holds a control character")]) from None
        except RecursionError:
            raise PatternError([not_yaml(self.file, 1, "exceeded maximum nesting depth")]) from None
        finally:
            loader.dispose()

    @cached_property
    def data(self) -> Any:
        """The content as dicts, lists, strings, whole numbers, booleans, None and `Unquoted`.

        Raises `PatternError` (E302, E303) for what plain data does not need.
        """
        return self._built[0]

    @cached_property
    def _built(self) -> tuple[Any, bool]:
        """The content, and whether anything in it has nothing behind it."""
        if self.root is None:
            return None, False
        builder = _Builder(self.file)
        return builder.build(self.root), builder.has_empty

    def empty(self) -> Iterator[list[str | int]]:
        """The paths of keys and entries with nothing behind them (not even `null`), in the file's order."""
        data, has_empty = self._built
        return (path for path in (_empty(data, []) if has_empty else ()) if not self.raw(path))

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
        self.has_empty = False

    def build(self, node: Node, depth: int = 0) -> Any:
        if isinstance(node, ScalarNode):
            if len(node.value) > LONGEST_ALIAS:
                self._once(node)
            return self._scalar(node)
        if depth > DEEPEST:
            raise self._wrong(node, "E301", "it is nested too deeply.", "A few levels are all that is needed.")
        self._once(node)
        if isinstance(node, SequenceNode):
            self._plain_tag(node, "seq")
            return [self.build(item, depth + 1) for item in node.value]
        self._plain_tag(node, "map")
        return self._mapping(node, depth)

    def _once(self, node: Node) -> None:
        if id(node) in self.seen:
            message = "this is used again by an alias (`*name`), and aliases are not read."
            raise self._wrong(node, "E303", message, "Write it out each time.")
        self.seen.add(id(node))

    def _mapping(self, node: Node, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self._wrong(key_node, "E301", "a key has to be a single word.", "")
            key = str(key_node.value)
            if key in built:
                raise self._wrong(key_node, "E302", f"the key `{key}` stands here twice.", "Keep one of the two.")
            built[key] = self.build(value_node, depth + 1)
        return built

    def _scalar(self, node: ScalarNode) -> Any:
        tag, text = str(node.tag), str(node.value)
        kind = tag.removeprefix(STANDARD)
        if kind == "str":
            return text
        if kind == "int" and WHOLE_NUMBER.match(text) and len(text) <= LONGEST_NUMBER:
            return int(text)
        if kind in ("int", "float"):
            return Unquoted(text, "number")
        if kind == "timestamp":
            return Unquoted(text, "date")
        if kind == "bool":
            return text.lower() == "true"
        if kind == "null":
            self.has_empty = self.has_empty or not text
            return None
        raise self._tagged(node)

    def _plain_tag(self, node: Node, kind: str) -> None:
        if node.tag != STANDARD + kind:
            raise self._tagged(node)

    def _tagged(self, node: Node) -> PatternError:
        message = f"the tag `{node.tag}` is not allowed; nothing was executed."
        return self._wrong(node, "E303", message, "Rule files hold plain text, lists and mappings only.")

    def _wrong(self, node: Node, code: str, message: str, advice: str) -> PatternError:
        return PatternError([Problem(code, message, self.file, node.start_mark.line + 1, advice=advice)])
