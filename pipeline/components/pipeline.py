"""The whole pipeline, built from `configs/imr.cfg`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_config, load_model_from_config

from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules.files.found import find_files
from pipeline.rules.load import shipped_shared
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.where import configs_folder
from pipeline.rules.words.furniture import Furniture

# These read the user's files, which a saved pipeline does without.
_WITH_FILES = ("imr_sections", "imr_rules", "imr_citations")


@contextmanager
def _without_collection() -> Iterator[None]:
    """Nothing that is made meanwhile is looked through for what may go: large files come to a million objects that
    stay, and to look through them again and again takes longer than to make them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collection()
def load(
    *,
    patterns: Sequence[str | Path] = (),
    layouts: Sequence[str | Path] = (),
    catalogue: Sequence[str | Path] = (),
    config: str | Path | None = None,
) -> Language:
    """Build the pipeline.

    Args:
        patterns: rule files or folders that add to, replace or switch off the shipped rules. The files in a folder's
            `layouts/` and `guidelines/` are layouts and catalogue files, as in the shipped `patterns/`.
        layouts: further layout files.
        catalogue: further files for the catalogue of guidelines.
        config: another config than the shipped `imr.cfg`.

    Returns:
        a spaCy pipeline; `nlp(text)._.letter` is the record's model.

    Raises:
        PatternError: files cannot be used; the message names file, line and what to do for each problem of all rule
            packs, layouts and catalogue files.
    """
    settings = load_config(Path(config) if config else configs_folder() / "imr.cfg")
    components = settings["components"]
    own: dict[str, list[str]] = {"layouts": [], "guidelines": []}
    for file in find_files(patterns, []):
        own.setdefault(file.kind, []).append(str(file.path))
    for name in ("imr_rules", "imr_sections"):
        components[name]["patterns"] = [*components[name].get("patterns", []), *map(str, patterns)]
    components["imr_sections"]["layouts"] = [
        *components["imr_sections"].get("layouts", []),
        *own["layouts"],
        *map(str, layouts),
    ]
    components["imr_citations"]["catalogue"] = [
        *components["imr_citations"].get("catalogue", []),
        *own["guidelines"],
        *map(str, catalogue),
    ]
    nlp = load_model_from_config(settings, auto_fill=True)
    problems: list[Problem] = []
    for name in _WITH_FILES:
        try:
            if nlp.has_pipe(name):
                nlp.get_pipe(name).prepare()  # type: ignore[attr-defined]
        except PatternError as error:
            problems += error.problems
    if problems:
        raise PatternError(problems)
    if nlp.has_pipe("imr_sections") and isinstance(nlp.tokenizer, LetterTokenizer):
        found = nlp.get_pipe("imr_sections").layouts  # type: ignore[attr-defined]
        rules: Any = nlp.get_pipe("imr_rules") if nlp.has_pipe("imr_rules") else None
        shared = rules.rules.shared if rules is not None else shipped_shared()
        lines = tuple(dict.fromkeys(one for layout in found for one in layout.running))
        nlp.tokenizer.leave_out(Furniture.of(shared, lines, shared.filled(r"\b{CASE_NUMBER}\b")))
    return nlp
