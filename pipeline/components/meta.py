"""The pipeline's name, version and licence, as `nlp.meta` and a package made by `spacy package` have them."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.util import registry

from pipeline import __version__

_MAJOR, _MINOR, *_ = __version__.split(".")
META = {
    "name": "imr",
    "version": __version__,
    "description": "Reads Independent Medical Review letters and writes structured determinations.",
    "author": "The IMR pipeline's authors",
    "license": "MIT",
    "requirements": [f"imr-pipeline>={__version__},<{_MAJOR}.{int(_MINOR) + 1}.0"],
}
_UNNAMED = "pipeline"  # spaCy's own default


def create_meta() -> Callable[[Language], Language]:
    """What a config names as `imr.meta.v1` under `[nlp.after_creation]`: a pipeline without a name of its own gets the
    program's."""

    def set_meta(nlp: Language) -> Language:
        if nlp.meta["name"] == _UNNAMED:
            nlp.meta = {**nlp.meta, **META}
        return nlp

    return set_meta


registry.callbacks("imr.meta.v1")(create_meta)
