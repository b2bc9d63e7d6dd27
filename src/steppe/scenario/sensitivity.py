"""What drives an answer: first-order shares, means at the ends of a parameter, what knowing it would be worth.

All come from the ordinary run by sorting draws into groups of one parameter (Plischke 2010 for the estimator).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
GROUPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A parameter's hold on an answer.

    `share` is the part of the variance over draws that goes with it alone (0 to 1); `low` and `high` are the mean
    answer where it is in its lowest and highest twentieth; `gain` is what knowing it would add to the expected log
    score in nats (probabilities only, else 0).
    """

    name: str
    share: float
    low: float
    high: float
    gain: float


def drivers(outcome: Array, values: Mapping[str, Array], names: frozenset[str], *, chance: bool) -> tuple[Driver, ...]:
    """The parameters `names` by their share of the variance of `outcome` (`[draw]`), the greatest first.

    `chance` tells that the outcome is a probability. Draws in which it is not finite are left out.

    >>> grid = np.linspace(0.0, 1.0, 1000)
    >>> drivers(grid, {"a": grid}, frozenset({"a"}), chance=False)[0].share > 0.99
    True
    """
    kept = np.isfinite(outcome)
    used = outcome[kept]
    if len(used) < 2 * GROUPS or np.ptp(used) == 0:
        return ()
    found = [
        _driver(name, used, values[name][kept], chance=chance) for name in sorted(names) if np.ptp(values[name]) > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.name)))


def _driver(name: str, outcome: Array, value: Array, *, chance: bool) -> Driver:
    parts = [outcome[part] for part in np.array_split(np.argsort(value, kind="stable"), GROUPS)]
    means = np.array([part.mean() for part in parts])
    sizes = np.array([len(part) for part in parts])
    whole = outcome.mean()
    between = float((sizes * (means - whole) ** 2).sum())
    within = float(sum(((part - mean) ** 2).sum() for part, mean in zip(parts, means, strict=True)))
    free = within / max(len(outcome) - GROUPS, 1)
    share = max(0.0, (between - (GROUPS - 1) * free) / (between + within)) if between + within else 0.0
    gain = float(_entropy(np.array([whole]))[0] - (sizes * _entropy(means)).sum() / sizes.sum()) if chance else 0.0
    return Driver(name=name, share=share, low=float(means[0]), high=float(means[-1]), gain=max(gain, 0.0))


def _entropy(chance: Array) -> Array:
    kept = np.clip(chance, 1e-12, 1 - 1e-12)
    return np.asarray(-(kept * np.log(kept) + (1 - kept) * np.log(1 - kept)))


def luck_of_event(by_draw: Array, weight: Array) -> float:
    """The part of whether an event happens that no parameter tells: 1 less Var(p) / p(1-p), 0 to 1.

    >>> luck_of_event(np.array([0.5, 0.5]), np.ones(2))
    1.0
    """
    if not weight.sum():
        return 1.0
    mean = float(np.average(by_draw, weights=weight))
    spread = float(np.average((by_draw - mean) ** 2, weights=weight))
    return float(np.clip(1.0 - spread / (mean * (1 - mean)), 0.0, 1.0)) if 0 < mean < 1 else 1.0


def luck_of_amount(one: Array, other: Array) -> float:
    """The part of the variance of an amount that is luck: 1 less the correlation of runs that share parameters only."""
    kept = np.isfinite(one) & np.isfinite(other)
    if kept.sum() < 3 or np.ptp(one[kept]) == 0 or np.ptp(other[kept]) == 0:
        return 0.0
    return float(np.clip(np.round(1.0 - np.corrcoef(one[kept], other[kept])[0, 1], 9), 0.0, 1.0))
