"""The line of a record that pydantic writes is that of its plain data."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, given, settings

from pipeline.records import clinical, model
from pipeline.records.convert import to_data
from pipeline.records.model import Letter
from pipeline.writing.json_text import json_line, record_line
from tests.records.made_up import values


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(values(Letter))
def test_the_line_is_that_of_the_plain_data(letter: Letter) -> None:
    assert record_line(letter) == json_line(to_data(letter))


def test_every_class_of_the_record_is_in_a_whole_letter() -> None:
    """The property above would say nothing of a class that no letter holds."""
    seen: set[type] = set()

    def visit(kind: Any) -> None:
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind not in seen:
            seen.update(one for one in kind.__mro__ if dataclasses.is_dataclass(one))
            for hint in get_type_hints(kind).values():
                visit(hint)
        for argument in (get_origin(kind), *get_args(kind)):
            if argument is not None:
                visit(argument)

    visit(Letter)
    known = (*vars(model).values(), *vars(clinical).values())
    assert seen == {one for one in known if dataclasses.is_dataclass(one)}
