"""What one side is expected to do to another: how many events of which class and type, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv
from scipy.stats import nbinom

from steppe.outlook.belief import TAIL, faded
from steppe.outlook.history import History, day_number
from steppe.outlook.match import between

HALF_LIFE = 120.0  # days after which an event counts half
STRENGTH = 20.0  # days of what is usual for a pair that are added to those of this one
PRIOR = 5.0  # events of the usual mix that are added to those of this pair
CONVENTION = 0.5 / 365  # events a day of a pair when nothing is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One class or type of act: the events to expect, between which numbers nine counts in ten lie, and its share.

    The interval of the share is what the evidence allows for it (90 %). `rows` are the last events of it, newest first.
    """

    name: str
    expected: float
    low: int
    high: int
    share: float
    share_low: float
    share_high: float
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """The expected acts of an actor towards a recipient in the days from `opens` on.

    `quads` and `types` each add up to all acts; `other` holds acts that PLOVER drops. `events` is how many are known.
    """

    actor: str
    recipient: str
    opens: date
    days: int
    events: int
    total: Part
    quads: tuple[Part, ...]
    types: tuple[Part, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """A Gamma posterior of events a day: so many events in so many days."""

    events: float
    days: float


def mix(actor: str, recipient: str, days: int, history: History, *, opens: date) -> Mix:
    """The acts to expect of an actor towards a recipient, from what was known before `opens`.

    The number comes from a rate that fades (an event counts half after 120 days), drawn towards the pairs of the
    history by 20 days; how it is made up comes from the pair's own events, fading too, and five of the usual mix. An
    empty name is any other actor. The intervals of numbers are those of a count (negative binomial), so they hold the
    luck of the draw; bursts are not in them.

    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, day)) for day in range(1, 21)])
    >>> found = mix("KAZ", "RUS", 10, past, opens=date(2022, 1, 21))
    >>> round(found.total.expected, 1), found.types[0].name, found.types[0].share
    (5.1, 'AID', 1.0)
    """
    known = history.before(opens)
    rows = between((actor,) if actor else (), (recipient,) if recipient else (), known)
    span = day_number(opens) - int(known.known[0]) if len(known) else 0
    ages = day_number(opens) - known.day
    weights: NDArray[np.float64] = np.exp(-np.maximum(ages, 0) / HALF_LIFE * log(2)) * ((ages > 0) & (ages <= span))
    seen = (1 - faded(span, HALF_LIFE)) / (1 - faded(1, HALF_LIFE))
    usual = _usual_rate(known, actor=actor, recipient=recipient, span=span)
    rate = _Rate(events=float(weights[rows].sum()) + STRENGTH * usual, days=seen + STRENGTH)
    quad_of, type_of = [_quad(kind.quad) for kind in known.kinds], [kind.type or "other" for kind in known.kinds]
    return Mix(
        actor=actor,
        recipient=recipient,
        opens=opens,
        days=days,
        events=len(rows),
        total=_part("all", rate, days, (1.0, 1.0, 1.0), rows),
        quads=_parts(quad_of, rate, days, rows, known, weights),
        types=_parts(type_of, rate, days, rows, known, weights),
        note=_note(len(rows)),
    )


def _parts(
    names: Sequence[str],
    rate: _Rate,
    days: int,
    rows: NDArray[np.intp],
    known: History,
    weights: NDArray[np.float64],
) -> tuple[Part, ...]:
    titles = sorted(set(names))
    place = np.array([titles.index(name) for name in names], dtype=np.intp)[known.kind] if names else np.arange(0)
    usual = np.bincount(place, minlength=len(titles)) + 1 / max(1, len(titles))
    own = np.bincount(place[rows], weights=weights[rows], minlength=len(titles))
    share_of = own + PRIOR * usual / usual.sum()
    parts = [
        _part(title, rate, days, _share(share_of[at], share_of.sum()), rows[place[rows] == at])
        for at, title in enumerate(titles)
    ]
    return tuple(sorted(parts, key=lambda part: (-part.expected, part.name)))


def _share(mine: float, every: float) -> tuple[float, float, float]:
    if every - mine <= 0:
        return 1.0, 1.0, 1.0
    low, high = (float(betaincinv(mine, every - mine, tail)) for tail in (TAIL, 1 - TAIL))
    share = float(mine / every)
    return share, min(share, low), max(share, high)


def _part(name: str, rate: _Rate, days: int, share: tuple[float, float, float], rows: NDArray[np.intp]) -> Part:
    """A share of a Gamma rate is taken to be Gamma too, with that share of its events."""
    events = max(rate.events * share[0], 1e-9)
    low, high = nbinom.ppf((TAIL, 1 - TAIL), events, rate.days / (rate.days + days))
    return Part(
        name=name,
        expected=events * days / rate.days,
        low=int(low),
        high=int(high),
        share=share[0],
        share_low=share[1],
        share_high=share[2],
        rows=tuple(int(one) for one in rows[::-1][:5]),
    )


def _usual_rate(known: History, *, actor: str, recipient: str, span: int) -> float:
    """Events a day of those that did anything: pairs, or actors, or recipients, as the two names ask."""
    if not span:
        return CONVENTION
    source, target = known.source.astype(np.int64), known.target.astype(np.int64)
    keys = source * len(known.actors) + target if actor and recipient else source if actor else target
    units = 1 + int(np.count_nonzero(np.diff(np.sort(keys)))) if actor or recipient else 1
    return (len(known) + 0.5) / (units * span + 365)


def _quad(quad: int) -> str:
    return f"quad-{quad}" if quad else "other"


def _note(events: int) -> str:
    if not events:
        return "No event of this pair is known: the mix is that of all pairs."
    return f"Only {events} of this pair {'is' if events == 1 else 'are'} known." if events < PRIOR else ""
