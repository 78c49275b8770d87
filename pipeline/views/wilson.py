"""Wilson's score interval for a share."""

from __future__ import annotations

from math import sqrt

# The 97.5th percentile of the standard normal distribution: a two-sided 95 % interval.
_Z = 1.959963984540054


def wilson_interval(successes: int, trials: int) -> tuple[float, float] | None:
    """The 95 % interval of `successes` in `trials` as two shares in [0, 1]; `None` without trials.

    Wilson, E. B. (1927), Journal of the American Statistical Association 22(158), 209-212. Unlike the usual
    formula it is right for few trials and for shares near 0 and 1.
    """
    if trials == 0:
        return None
    share, z2 = successes / trials, _Z * _Z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z / (1 + z2 / trials) * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == trials else min(1.0, centre + half)
    return low, high
