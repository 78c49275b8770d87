from __future__ import annotations

import pytest

from pipeline.views.wilson import wilson_interval


def test_known_interval() -> None:
    # The example of the first row of Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263.
    low, high = wilson_interval(81, 263) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_ends_at_the_extremes() -> None:
    assert wilson_interval(0, 20) == (0.0, pytest.approx(0.1611, abs=1e-4))
    assert wilson_interval(20, 20) == (pytest.approx(0.8389, abs=1e-4), 1.0)


def test_nothing_counted() -> None:
    assert wilson_interval(0, 0) is None
