"""From a file to a model of its content: one way for rule packs, layouts, the catalogue and whatever else is data."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.rules.files.layering import Layered
from pipeline.rules.files.schema_errors import empty_problems, schema_problems
from pipeline.rules.files.yaml_text import YamlText
from pipeline.rules.problems import PatternError, Problem

LARGEST_FILE = 20_000_000
"""Bytes of a rule file."""
Model = TypeVar("Model", bound=BaseModel)


def read_text(file: Path, shown: str = "") -> YamlText:
    """A file's text. `shown` is its name in messages. Raises `PatternError` (E304, E305)."""
    shown = shown or file.as_posix()
    try:
        if file.stat().st_size > LARGEST_FILE:
            message = f"the file is larger than {LARGEST_FILE // 1_000_000} MB."
            raise PatternError([Problem("E328", message, shown, advice="Make several of it.")])
        content = file.read_bytes()
    except FileNotFoundError:
        missing = Problem("E304", "there is no such file or folder.", shown, advice="Check its path.")
        raise PatternError([missing]) from None
    except OSError as error:
        raise PatternError([Problem("E304", f"the file cannot be read: {error.strerror}.", shown)]) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        advice = "Save it as UTF-8 in your editor."
        raise PatternError([Problem("E305", "the file is not UTF-8.", shown, line, advice=advice)]) from None
    return YamlText(text, shown, hashlib.sha256(content).hexdigest())


def read_data(text: YamlText, beginning: str) -> Layered:
    """The mapping that a file holds. Raises `PatternError`: no YAML, nothing in it, a key without content, no mapping.

    `beginning` says how such a file starts, for the advice.
    """
    if text.data is None:
        advice = f"Start it with {beginning}."
        raise PatternError([Problem("E306", "the file holds nothing.", text.file, 1, advice=advice)])
    if not isinstance(text.data, dict):
        message = "the file has to hold keys and values."
        raise PatternError([Problem("E314", message, text.file, 1, advice=f"It starts with {beginning}.")])
    if problems := empty_problems(text):
        raise PatternError(problems)
    return Layered.of(text)


def read_model(model: type[Model], source: Layered, context: Any = None) -> Model:
    """The data as a model. Raises `PatternError` with all that does not fit, each with its line.

    `context` is for the model's validators.
    """
    try:
        return model.model_validate(source.data, context=context)
    except ValidationError as error:
        raise PatternError(schema_problems(error, model, source)) from None
