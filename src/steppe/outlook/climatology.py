"""Climatology: how often windows like this one held an event in the past, drawn towards what is usual for the kind."""

from steppe.outlook.belief import Belief, bounded, either, of_shares, stretched
from steppe.outlook.forecast import Reason
from steppe.outlook.past import Past
from steppe.outlook.spells import Spells, window_share

STRENGTH = 40.0  # days of own past that weigh as much as what is usual for the kind (best on a development year)
YEAR = 365.0  # the convention when nothing is known: half an event in a year of one unit
HALF = 0.5


def rate(peers: Spells) -> float:
    """Events days a day and unit among peers, with half an event in a year of one unit added: never 0.

    >>> from steppe.outlook.spells import of_days
    >>> import numpy as np
    >>> round(rate(of_days(np.arange(0), 0)) * YEAR, 3)
    0.5
    """
    return (len(peers.day) + HALF) / (peers.units * peers.span + YEAR)


def length(span: int, days: int) -> int:
    """The windows to count: as long as asked, but at most half of the span.

    >>> length(100, 30), length(40, 30)
    (30, 20)
    """
    return max(1, min(days, span // 2))


def typical(peers: Spells, days: int) -> tuple[float, ...]:
    """The share of windows with an event that is usual for the kind, over units that have done or met anything.

    A year of one unit with half an event is added, so that it is never 0.
    """
    long, weight = length(peers.span, days), float(peers.units * peers.span)
    plain = either(HALF / YEAR, long)
    return ((weight * window_share(peers, long) + YEAR * plain) / (weight + YEAR),)


def belief(past: Past, usual: tuple[float, ...]) -> Belief:
    """The share of past windows with an event, with `STRENGTH` days of what is usual, as a Beta posterior.

    Windows longer than half of the past are stretched from those that are not. Evidence counts as many separate
    windows as fit side by side into past and strength.
    """
    long = length(past.span, past.question.days)
    drawn = STRENGTH * either(usual[0], past.members) + past.span * window_share(past.own, long)
    share, windows = drawn / (STRENGTH + past.span), (STRENGTH + past.span) / long
    kept = bounded(share, 0.0, 1.0).probability
    return stretched(of_shares(kept * windows, (1 - kept) * windows), past.question.days / long)


def reasons(past: Past, usual: tuple[float, ...], gap: float) -> tuple[Reason, ...]:
    """The one reason, which moves nothing: climatology is where every forecast starts."""
    long = length(past.span, past.question.days)
    share = window_share(past.own, long)
    text = (
        f"{share:.0%} of past windows of {long} days held an event; "
        f"{either(usual[0], past.members):.2%} is usual for the kind"
    )
    return (Reason(feature="past windows", text=text, part=gap, value=share, rows=past.newest()),)
