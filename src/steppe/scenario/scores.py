"""How good forecasts were: proper scores of probabilities, and whether a difference is more than luck."""

from collections.abc import Sequence
from math import log

import numpy as np

LEAST = 1e-6  # a forecast of exactly 0 or 1 is scored as this near to it


def brier(probability: float, happened: bool) -> float:
    """The squared error of a probability, 0 (best) to 1 (Brier 1950, the half form for two outcomes).

    >>> round(brier(0.22, False), 4)
    0.0484
    """
    return (probability - happened) ** 2


def log_score(probability: float, happened: bool) -> float:
    """Minus the natural log of the probability given to what happened, 0 best (Good 1952).

    >>> round(log_score(0.5, True), 3)
    0.693
    """
    kept = min(max(probability, LEAST), 1 - LEAST)
    return -log(kept if happened else 1 - kept)


def paired_interval(one: Sequence[float], other: Sequence[float], *, seed: int = 7) -> tuple[float, float]:
    """The 5th and 95th percentile of the mean of `one - other` over 10,000 resamples of their pairs (Efron 1979).

    Scores of the same questions in the same order; below 0 means `one` is the better. Raises `ValueError` where the
    lengths differ or there is none.

    >>> paired_interval([0.1, 0.1], [0.3, 0.3]) == (0.1 - 0.3, 0.1 - 0.3)
    True
    """
    if len(one) != len(other) or not one:
        raise ValueError(f"{len(one)} and {len(other)} scores; expected as many of each, and one at least")
    gaps = np.asarray(one) - np.asarray(other)
    noise = np.random.Generator(np.random.Philox(key=seed))
    means = gaps[noise.integers(0, len(gaps), size=(10_000, len(gaps)))].mean(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    return float(low), float(high)
