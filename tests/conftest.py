"""Shared by all tests: the pipeline, built once, and how hypothesis runs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

import pipeline

os.environ.setdefault(
    "IMR_CACHE", str(Path(tempfile.gettempdir()) / "imr-pipeline-tests")
)  # and not in the home folder
# The same examples at every run; `--hypothesis-profile explore` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("steady")


BESIDE = str(Path(__file__).resolve().parents[2] / "shared")
"""Where letters and reviews stand that are not part of the project."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail where a test is skipped for something not installed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto` one process more than there are processors: many tests wait for a browser, a child or a signal."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With `--no-skips`, a run in which a test was skipped has failed; `-rs` says which and why. Tests that read the
    published letters beside the checkout may be skipped: nothing installs these."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not session.config.getoption("--no-skips") or reporter is None:
        return
    if any(BESIDE not in str(report.longrepr) for report in reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline."""
    return pipeline.load()
