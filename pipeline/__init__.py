"""Reads California's Independent Medical Review letters and writes structured determinations.

>>> import pipeline
>>> nlp = pipeline.load()
>>> letter = nlp(text)._.letter
>>> for letter in pipeline.extract(["corpus/"]): ...
>>> for doc in pipeline.docs(["letter.pdf"]): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.running.extract import docs, extract
    from pipeline.running.loading import load

__version__ = "0.1.0"
__all__ = ["__version__", "docs", "extract", "load"]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """spaCy is imported only when the pipeline is wanted."""
    if name == "load":
        from pipeline.running.loading import load

        return load
    if name in ("docs", "extract"):
        from pipeline.running import extract as running

        return getattr(running, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
