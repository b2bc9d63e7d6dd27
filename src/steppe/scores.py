"""How good forecasts were: proper scores of probabilities and of draws, and whether a difference is more than luck."""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
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


def crps(draws: Sequence[float] | Draws, outcome: float) -> float:
    """How far a forecast given as draws lies from the outcome, in the unit of both, 0 best.

    The continuous ranked probability score of the draws' own distribution: the mean distance to the outcome less half
    the mean distance between draws, from the sorted draws (Gneiting and Raftery 2007, eq. 21). For a single number it
    is the absolute error, for draws of 0 and 1 the Brier score. Raises `ValueError` without draws.

    >>> crps([4.0], 1.0)
    3.0
    >>> crps([0.0, 0.0, 0.0, 1.0], 1.0) == brier(0.25, True)
    True
    """
    values = _sorted(draws)
    count = len(values)
    ranks = np.arange(1, count + 1)
    apart = float(((2 * ranks - count - 1) * values).sum()) / count**2
    return float(np.abs(values - outcome).mean()) - apart


def pit(draws: Sequence[float] | Draws, outcome: float) -> float:
    """The share of draws below the outcome, ties counted half: near 0 or 1 the forecast did not see it coming.

    >>> pit([1.0, 2.0, 3.0, 4.0], 3.0)
    0.625
    """
    values = _sorted(draws)
    below, upto = np.searchsorted(values, outcome, "left"), np.searchsorted(values, outcome, "right")
    return float(below + upto) / 2 / len(values)


def quantiles(draws: Sequence[float] | Draws) -> tuple[float, float, float]:
    """The 5, 50 and 95 % quantile.

    >>> quantiles([2.0])
    (2.0, 2.0, 2.0)
    """
    low, middle, high = np.quantile(_sorted(draws), (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)


def coverage(inside: Sequence[bool]) -> float:
    """The share of outcomes inside their 90 % interval; about 0.9 is right.

    >>> coverage([True, True, False, True])
    0.75
    """
    return sum(inside) / len(inside)


def _sorted(draws: Sequence[float] | Draws) -> Draws:
    values = np.sort(np.asarray(draws, dtype=np.float64))
    if not len(values):
        raise ValueError("no draws; expected one at least")
    return values
