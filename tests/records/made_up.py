"""Made-up records: any that the model's types allow."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from pipeline.records.model import Grounded, Source

TEXTS = st.text(st.sampled_from('aZ 0"\\/\n\r\t\0\x1f\x7f\x85\u2028\u2029é\u2019\ud800\U0001f600,='), max_size=6)
METADATA = st.dictionaries(
    TEXTS,
    TEXTS | st.integers() | st.sampled_from([0.5, -2.25]) | st.none() | st.lists(st.booleans()),
    max_size=2,
)
# A normaliser names the parts of a value: no such name has half a surrogate pair, which no key of an `Any` may have.
NAMES = st.text(st.sampled_from('aZ 0"\\/\u2028\u00e9'), max_size=6)
NAMED = st.dictionaries(NAMES, TEXTS | st.integers() | st.none() | st.lists(st.booleans()), max_size=2)
ATTRIBUTES = st.dictionaries(TEXTS, TEXTS, max_size=2)
PLAIN = {
    Any: NAMED | TEXTS | st.integers() | st.none(),
    Mapping[str, str]: ATTRIBUTES,
    str: TEXTS,
    int: st.integers(),
    bool: st.booleans(),
    type(None): st.none(),
}


@cache
def values(kind: Any, of: Any = str) -> st.SearchStrategy[Any]:
    """Values of a field's type; `of` is what a generic class is of."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, TypeVar):
        return values(of)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([values(one, of) for one in arguments])
    if origin is tuple and arguments[-1:] == (...,):
        return st.lists(values(arguments[0], of), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values(one, of) for one in arguments))
    if origin is Grounded:
        return values(Grounded, arguments[0])
    hints = get_type_hints(kind)
    if kind is Source:
        return st.builds(Source, **{**{n: values(h) for n, h in hints.items()}, "row": METADATA | st.none()})
    return st.builds(kind, **{name: values(hint, of) for name, hint in hints.items()})


PLAIN[get_type_hints(Source)["row"]] = st.none()
