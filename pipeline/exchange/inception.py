"""INCEpTION's format: UIMA CAS JSON, one file for each letter, written by the library `cassis`.

A value is a span of the layer `webanno.custom.ImrValue` with the features `label`, `value` and `path` (its path in the
record); the layer's name is one that INCEpTION makes a custom layer of. Tokens and lines are there too, since it asks
for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.exchange.problems import NEEDS_PACKAGE, ExchangeError
from pipeline.exchange.tokens import token_places

LAYER = "webanno.custom.ImrValue"
_FEATURES = ("label", "value", "path")
_SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_LINE = re.compile(r"\S(?:[^\r\n\f]*\S)?")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def write_inception(letters: Iterable[AnnotatedLetter], folder: Path) -> None:
    """Write a folder of files to be imported as *UIMA CAS JSON 0.4*.

    Raises:
        ExchangeError: cassis is not installed (E619).
    """
    types = _types()
    folder.mkdir(parents=True, exist_ok=True)
    taken: dict[str, int] = {}
    for letter in letters:
        base = _NOT_IN_NAMES.sub("_", letter.letter_id).strip("._") or "letter"
        taken[base] = number = taken.get(base, 0) + 1
        name = base if number == 1 else f"{base}-{number}"
        cas_of(letter, types).to_json(folder / f"{name}.json", pretty_print=False)


def cas_of(letter: AnnotatedLetter, types: Any) -> Any:
    """A letter as a CAS of cassis."""
    from cassis import Cas

    cas = Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = letter.text, "text/plain"
    sentence, token, value = (types.get_type(name) for name in (_SEGMENTS + "Sentence", _SEGMENTS + "Token", LAYER))
    for line in _LINE.finditer(letter.text):
        cas.add(sentence(begin=line.start(), end=line.end()))
    for place in token_places(letter.text, [(a.start, a.end) for a in letter.annotations]):
        if not letter.text[place.start : place.end].isspace():
            cas.add(token(begin=place.start, end=place.end))
    for a in letter.annotations:
        cas.add(value(begin=a.start, end=a.end, label=a.label, value=a.value or None, path=a.path or None))
    return cas


def _types() -> Any:
    try:
        from cassis import load_dkpro_core_typesystem
    except ImportError:
        message = "the format inception needs dkpro-cassis: pip install 'imr-pipeline[inception]'"
        raise ExchangeError(NEEDS_PACKAGE, message) from None
    types = load_dkpro_core_typesystem()
    layer = types.create_type(name=LAYER, supertypeName="uima.tcas.Annotation")
    for feature in _FEATURES:
        types.create_feature(domainType=layer, name=feature, rangeType="uima.cas.String")
    return types
