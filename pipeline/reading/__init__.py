"""From paths to documents: text files, PDFs, JSONL, folders, archives, standard input.

`read(inputs)` is the way in. It knows nothing of letters and nothing of spaCy, and never stops at a bad
source: what cannot be read comes as a `ReadingProblem` in its place.
"""

from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import ReadingProblem
from pipeline.reading.read import doubts, read
from pipeline.text.document import Document

__all__ = ["Document", "ReadingOptions", "ReadingProblem", "doubts", "read"]
