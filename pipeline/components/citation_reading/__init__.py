"""Grammar of guideline citations: pure functions from the reading text to tags."""

from pipeline.components.citation_reading.lines import line_facts
from pipeline.components.citation_reading.reader import read_citations

__all__ = ["line_facts", "read_citations"]
