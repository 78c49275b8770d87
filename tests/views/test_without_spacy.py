"""Pages over results need no pipeline, and do not wait for spaCy."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import pipeline.views.explorer.server, pipeline.views.explorer.index_file
import pipeline.views.report.making, pipeline.views.report.html
from pipeline.views.guideline_names import name_of_entry
assert name_of_entry("mtus.low_back.2004") == "MTUS Low Back Complaints"
assert name_of_entry("no.such") is None
assert not {"spacy", "numpy", "matplotlib", "pyarrow"} & set(sys.modules)
"""


def test_explorer_and_report_import_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
