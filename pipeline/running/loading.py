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
    own: dict[str, list[str | Path]] = {"layouts": [], "guidelines": []}
    for file in find_files(patterns, []):
        own.setdefault(file.kind, []).append(file.path)
    for component, setting, files in (
        ("imr_rules", "patterns", patterns),
        ("imr_sections", "patterns", patterns),
        ("imr_sections", "layouts", [*own["layouts"], *layouts]),
        ("imr_citations", "catalogue", [*own["guidelines"], *catalogue]),
    ):
        given = settings["components"][component]
        given[setting] = [*given.get(setting, []), *map(str, files)]
    nlp = load_model_from_config(settings, auto_fill=True)
    pipes: dict[str, Any] = dict(nlp.pipeline)
    problems: list[Problem] = []
    for name in _WITH_FILES:
        try:
            if name in pipes:
                pipes[name].prepare()
        except PatternError as error:
            problems += error.problems
    if problems:
        raise PatternError(problems)
    if "imr_sections" in pipes and isinstance(nlp.tokenizer, LetterTokenizer):
        shared = pipes["imr_rules"].rules.shared if "imr_rules" in pipes else shipped_shared()
        lines = tuple(dict.fromkeys(one for layout in pipes["imr_sections"].layouts for one in layout.running))
        nlp.tokenizer.leave_out(Furniture.of(shared, lines, shared.filled(r"\b{CASE_NUMBER}\b")))
    return nlp
