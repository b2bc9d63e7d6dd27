"""How good forecasts were: proper scores of probabilities and of draws, and whether a difference is more than luck."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
LEAST = 1e-6  # a forecast of exactly 0 or 1 is scored as this near to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Forecasts between two probabilities: how many, their mean, how often it happened, with the bar of that share."""

    since: float
    until: float
    count: int
    forecast: float
    observed: float
    low: float
    high: float


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


def skill(one: Sequence[float] | Draws, other: Sequence[float] | Draws) -> float:
    """The share of the other's score that `one` saves: 1 perfect, 0 no better, below 0 worse (Brier skill score).

    Not a number where the other has nothing to save.

    >>> skill([0.1, 0.1], [0.2, 0.2])
    0.5
    """
    mine, theirs = float(np.sum(one)), float(np.sum(other))
    return 1 - mine / theirs if theirs else float("nan")


def skill_interval(
    one: Sequence[float] | Draws,
    other: Sequence[float] | Draws,
    *,
    groups: Sequence[int] | NDArray[np.int64] | None = None,
    draws: int = 2000,
    seed: int = 7,
) -> tuple[float, float]:
    """The 5th and 95th percentile of the skill over resamples of the scores, which are drawn in pairs.

    Scores with the same number in `groups` (of one pair of actors, of one day) are drawn together, as they go together.
    Raises `ValueError` where the lengths differ or there is none.

    >>> skill_interval([0.1, 0.1], [0.2, 0.2])
    (0.5, 0.5)
    """
    if len(one) != len(other) or not len(one):
        raise ValueError(f"{len(one)} and {len(other)} scores; expected as many of each, and one at least")
    _, group = np.unique(np.arange(len(one)) if groups is None else np.asarray(groups), return_inverse=True)
    sums = np.stack([np.bincount(group, weights=np.asarray(scores, dtype=np.float64)) for scores in (one, other)])
    noise = np.random.Generator(np.random.Philox(key=seed))
    count = sums.shape[1]
    drawn = np.stack([sums[:, noise.integers(0, count, size=count)].sum(axis=1) for _ in range(draws)])
    kept = drawn[drawn[:, 1] > 0]
    if not len(kept):
        return float("nan"), float("nan")
    low, high = np.quantile(1 - kept[:, 0] / kept[:, 1], (0.05, 0.95))
    return float(low), float(high)


def wilson(hits: int, count: int, *, sigmas: float = 1.0) -> tuple[float, float]:
    """The interval of a share of `hits` in `count` that lies within so many standard errors (Wilson 1927).

    >>> [round(one, 3) for one in wilson(0, 10)]
    [0.0, 0.091]
    """
    if not count:
        return 0.0, 1.0
    share, square = hits / count, sigmas**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    reach = sigmas * sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def reliability(probabilities: Sequence[float] | Draws, happened: Sequence[bool], *, bins: int = 10) -> tuple[Bin, ...]:
    """How often it happened when so much was said: bins of equal width, those without a forecast left out.

    The bars hold one standard error (Wilson).

    >>> [(one.count, one.observed) for one in reliability([0.05, 0.05, 0.95], [False, True, True])]
    [(2, 0.5), (1, 1.0)]
    """
    said, came = np.asarray(probabilities, dtype=np.float64), np.asarray(happened, dtype=np.bool_)
    return _binned(said, came, np.linspace(0.0, 1.0, bins + 1))


def calibration_error(probabilities: Sequence[float] | Draws, happened: Sequence[bool], *, bins: int = 20) -> float:
    """The mean distance between what was said and how often it happened (expected calibration error), 0 best.

    Over bins that hold about as many forecasts each; the same probabilities are never parted.

    >>> round(calibration_error([0.2, 0.2, 0.9, 0.9], [False, True, True, True]), 3)
    0.2
    """
    said, came = np.asarray(probabilities, dtype=np.float64), np.asarray(happened, dtype=np.bool_)
    if not len(said):
        raise ValueError("no forecasts; expected one at least")
    edges = np.unique(np.quantile(said, np.linspace(0.0, 1.0, bins + 1), method="inverted_cdf"))
    found = _binned(said, came, edges if len(edges) > 1 else np.array([0.0, 1.0]))
    return sum(one.count * abs(one.forecast - one.observed) for one in found) / len(said)


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


def _binned(said: Draws, came: NDArray[np.bool_], edges: Draws) -> tuple[Bin, ...]:
    """Bins from each edge to before the next, the last edge included."""
    place = np.searchsorted(edges[1:-1], said, "right")
    found = []
    for at in np.unique(place):
        inside = place == at
        count, hits = int(inside.sum()), int(came[inside].sum())
        low, high = wilson(hits, count)
        found.append(
            Bin(
                since=float(edges[at]),
                until=float(edges[at + 1]),
                count=count,
                forecast=float(said[inside].mean()),
                observed=hits / count,
                low=low,
                high=high,
            )
        )
    return tuple(found)


def _sorted(draws: Sequence[float] | Draws) -> Draws:
    values = np.sort(np.asarray(draws, dtype=np.float64))
    if not len(values):
        raise ValueError("no draws; expected one at least")
    return values
