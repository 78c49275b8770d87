"""Shared by all tests: the pipeline, built once, and how hypothesis runs."""

from __future__ import annotations

import pytest
from hypothesis import settings
from spacy.language import Language

import pipeline

# The same examples at every run; `--hypothesis-profile explore` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline."""
    return pipeline.load()
