"""Reads California's Independent Medical Review letters and writes structured determinations.

>>> import pipeline
>>> nlp = pipeline.load()
>>> letter = nlp(text)._.letter
>>> for letter in pipeline.extract(["corpus/"]): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.components.pipeline import load
    from pipeline.running.extract import extract

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load"]


def __getattr__(name: str) -> Any:
    """spaCy is imported only when the pipeline is wanted."""
    if name == "load":
        from pipeline.components.pipeline import load

        return load
    if name == "extract":
        from pipeline.running.extract import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
