"""Mechanisms and baselines of quantities: each turns a case and what was settled before it into draws of the outcome.

They were written down before they were scored, and there are few: a share of what was announced, a factor on
the days announced, a class of past cases, and trade that is diverted. A probability is draws of 0 and 1: their CRPS is
the Brier score.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from steppe.scenario.trials import Trial, numbers
from steppe.world.case import Case

Draws = NDArray[np.float64]
DRAWS = 10_000
NINE_IN_TEN = 1.6448536269514722  # standard deviations around the centre that hold nine in ten normal values


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a forecast may see: the case at hand with its outcome blotted out, those settled before it, world, luck."""

    trial: Trial
    settled: Sequence[Trial]
    case: Case
    luck: np.random.Generator


Forecast = Callable[[Asked], Draws]


def realised_fraction(asked: Asked) -> Draws:
    """The announced loss times a share from 0 to 1: a flat prior worth two cases, beside the shares of past events.

    The predictive of a Dirichlet process with a flat base (Ferguson 1973). Two, because a flat prior on a share is
    Beta(1, 1), and its two numbers count as two cases. Shares pile up at nothing and at all, which a Beta fitted to a
    handful of them would smooth away. An event counts once, however many figures were announced for it.
    """
    flat = asked.luck.random(DRAWS)
    events = by_event(asked.settled)
    old, pick, within = (asked.luck.random(DRAWS) for _ in range(3))
    if not events:
        return flat * asked.trial.base
    worth = numbers()["prior-worth"]
    ends = [[(one.outcome / one.base, one.high / one.base) for one in event] for event in events]
    cells = [(low, high, 1 / len(event)) for event in ends for low, high in event]
    weights = np.array([cell[2] for cell in cells]) / len(events)
    at = np.minimum(np.searchsorted(np.cumsum(weights), pick), len(cells) - 1)
    low, high = np.array([cell[0] for cell in cells])[at], np.array([cell[1] for cell in cells])[at]
    seen = low + within * (high - low)
    return np.where(old < len(events) / (worth + len(events)), seen, flat) * asked.trial.base


def overrun(asked: Asked) -> Draws:
    """The announced days times a lognormal factor around the factor of past events, which starts at 1.

    Single cases spread by a registered factor. The centre has a prior at 1 worth two cases; its own doubt is added.
    """
    events = by_event(asked.settled)
    worth = numbers()["prior-worth"] + len(events)
    centre = sum(fmean(log(one.middle / one.base) for one in event) for event in events) / worth
    wide = spread() * (1 + 1 / worth) ** 0.5
    return np.asarray(asked.trial.base * np.exp(centre + wide * asked.luck.standard_normal(DRAWS)))


def class_spread(asked: Asked) -> Draws:
    """One of the past cases of the class, widened by the registered factor either way."""
    past = np.array([one.middle for one in asked.settled])
    picked = past[asked.luck.integers(0, len(past), DRAWS)]
    return np.asarray(picked * np.exp(spread() * asked.luck.standard_normal(DRAWS)))


def diverted_share(asked: Asked) -> Draws:
    """Growth on trend, and on top an even part of the lost trade of which a share from 0 to the most comes this way."""
    told = numbers()
    share = told["diverted-most"] * asked.luck.random(DRAWS)
    return trend(asked) + share * told["lost-half-year"] / told["states-sharing"] / asked.trial.base


def trend(asked: Asked) -> Draws:
    """Growth as in the years before, with its spread."""
    told = numbers()
    return np.exp(told["trend-growth"] + told["trend-spread"] * asked.luck.standard_normal(DRAWS))


def persistence(asked: Asked) -> Draws:
    """As last year, with the registered spread from year to year."""
    return np.asarray(asked.trial.base * (1 + numbers()["yearly-spread"] * asked.luck.standard_normal(DRAWS)))


def base_rate(asked: Asked) -> Draws:
    """Draws of 0 and 1 at the rate given."""
    return np.asarray(asked.luck.random(4 * DRAWS) < asked.trial.base, dtype=np.float64)


def by_event(settled: Sequence[Trial]) -> list[list[Trial]]:
    """The cases in groups of what happened together, in order of their first day."""
    groups: dict[str, list[Trial]] = {}
    for one in settled:
        groups.setdefault(one.event, []).append(one)
    return list(groups.values())


def spread() -> float:
    """The standard deviation of logarithms that the registered factor for nine in ten cases stands for.

    >>> round(spread(), 3)
    0.668
    """
    return log(numbers()["factor-nine-in-ten"]) / NINE_IN_TEN


def _point(value: Callable[[Asked], float]) -> Forecast:
    return lambda asked: np.full(1, value(asked))


MECHANISMS: Mapping[str, Forecast] = {
    "realised-fraction": realised_fraction,
    "overrun": overrun,
    "class-spread": class_spread,
    "diverted-share": diverted_share,
}
NETWORKED = ("network-year", "other-ways", "stop", "chain")  # run by the engine: `network_forecasts`
BASELINES: Mapping[str, Forecast] = {
    "announced": _point(lambda asked: asked.trial.base),
    "nothing": _point(lambda asked: 0.0),
    "one-third": _point(lambda asked: asked.trial.base * numbers()["one-third-share"]),
    "flat-share": lambda asked: asked.luck.random(DRAWS) * asked.trial.base,
    "class-median": _point(lambda asked: median(one.middle for one in asked.settled)),
    "trend": trend,
    "persistence": persistence,
    "pace": _point(lambda asked: asked.trial.base),
    "base-rate": base_rate,
}
