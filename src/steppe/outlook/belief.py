"""What evidence allows for a probability: its value and the 90 % interval, from a Beta or a Gamma posterior."""

from math import exp, expm1, log, log1p
from typing import NamedTuple

from scipy.special import betaincinv, gammaincinv

LEAST = 1e-6  # no forecast is nearer to 0 or 1
TAIL = 0.05


class Belief(NamedTuple):
    """A probability with the 5 % and the 95 % point of what the evidence allows for it."""

    probability: float
    low: float
    high: float


def log_odds(probability: float) -> float:
    """The log-odds of a probability.

    >>> log_odds(0.5)
    0.0
    """
    return log(probability) - log1p(-probability)


def of_shares(yes: float, no: float) -> Belief:
    """The belief after so many cases with and without an event, prior cases among them (Beta).

    >>> [round(one, 3) for one in of_shares(2.0, 8.0)]
    [0.2, 0.041, 0.429]
    """
    return bounded(yes / (yes + no), float(betaincinv(yes, no, TAIL)), float(betaincinv(yes, no, 1 - TAIL)))


def of_rate(events: float, days: float, ahead: float) -> Belief:
    """The belief in at least one event in the days ahead, after so many events in so many days (Gamma and Poisson).

    >>> [round(one, 3) for one in of_rate(1.0, 30.0, 30.0)]
    [0.5, 0.05, 0.95]
    """
    low, high = (float(gammaincinv(events, tail)) * ahead / days for tail in (TAIL, 1 - TAIL))
    return bounded(at_least_one(events * log1p(ahead / days)), at_least_one(low), at_least_one(high))


def stretched(belief: Belief, times: float) -> Belief:
    """The belief for a window `times` as long, were its parts independent.

    >>> stretched(Belief(0.5, 0.5, 0.5), 2.0).probability
    0.75
    """
    return bounded(*(either(one, times) for one in belief))


def either(rate: float, members: float) -> float:
    """How likely one of several has an event when each does with the same chance, were they independent.

    >>> either(0.5, 2)
    0.75
    """
    return at_least_one(-members * log1p(-min(rate, 1 - 1e-12)))


def bounded(probability: float, low: float, high: float) -> Belief:
    """A belief off 0 and 1, its interval widened to hold the probability where the posterior is very skew.

    >>> bounded(0.0, 0.0, 0.1)
    Belief(probability=1e-06, low=0.0, high=0.1)
    """
    kept = min(max(probability, LEAST), 1 - LEAST)
    return Belief(kept, min(kept, max(low, 0.0)), max(kept, min(high, 1.0)))


def at_least_one(expected: float) -> float:
    """How likely at least one event is where so many are expected, coming one by one (Poisson).

    >>> round(at_least_one(1.0), 3)
    0.632
    """
    return -expm1(-expected)


def faded(age: float, half_life: float) -> float:
    """What evidence of an age still counts.

    >>> faded(60, 30)
    0.25
    """
    return exp(-age / half_life * log(2))
