"""The forecasters to beat: climatology, a rate that fades, the time since the last event, and the same as last week."""

from collections.abc import Callable, Sequence
from functools import partial
from math import log
from typing import NamedTuple

import numpy as np

from steppe.outlook import climatology
from steppe.outlook.belief import (
    LEAST,
    Belief,
    at_least_one,
    bounded,
    either,
    faded,
    log_odds,
    of_rate,
    of_shares,
    stretched,
)
from steppe.outlook.forecast import Forecast, Forecaster, Learned, Question, Reason
from steppe.outlook.history import History
from steppe.outlook.past import Past, note, reader
from steppe.outlook.spells import AGES, WEEK, Spells, by_age, days_at, weeks

VERSION = "1"
HALF_LIFE = 120.0  # days after which an event counts half in the rate that fades
FADING = 20.0  # days of what is usual for the kind that are added to the rate that fades
AGED = 40.0  # and to the days of each age since the last event
WEEKS = 4.0  # and weeks to those after weeks like the last (all three the best on a development year)
Usual = tuple[float, ...]
NEXT = "an event on the day before the window opens"


class Way(NamedTuple):
    """A baseline in parts: what is usual among peers, what to believe of one past, and why it leaves climatology.

    `reasons` shares out `gap`, the log-odds from climatology's probability to its own.
    """

    usual: Callable[[Spells, int], Usual]
    belief: Callable[[Past, Usual], Belief]
    reasons: Callable[[Past, Usual, float], tuple[Reason, ...]]


def answering(name: str, way: Way, history: History) -> Learned:
    """What a baseline has learned from a history: it answers questions, each with climatology as its base rate."""
    read = reader(history)
    kept: dict[tuple[object, ...], Usual] = {}

    def usual(of: Way, past: Past) -> Usual:
        key = (of.usual, past.key, past.question.days)
        if key not in kept:
            kept[key] = of.usual(past.peers, past.question.days)
        return kept[key]

    def answer(question: Question) -> Forecast:
        past = read(question)
        own = usual(way, past)
        found = way.belief(past, own)
        start = found.probability if way is CLIMATE else climatology.belief(past, usual(CLIMATE, past)).probability
        return Forecast(
            question=question,
            probability=found.probability,
            low=found.low,
            high=found.high,
            base_rate=start,
            reasons=way.reasons(past, own, log_odds(found.probability) - log_odds(start)),
            changes=((NEXT, way.belief(past.with_event(), own).probability),),
            forecaster=name,
            as_of=question.opens,
            note=note(past),
        )

    def answers(questions: Sequence[Question]) -> tuple[Forecast, ...]:
        return tuple(answer(question) for question in questions)

    return answers


def rate_belief(past: Past, usual: Usual, half_life: float = HALF_LIFE) -> Belief:
    """At least one event at a steady rate: event days a day, old ones fading, with `FADING` days of what is usual."""
    ages = past.span - past.own.day
    events = float(np.exp(-ages / half_life * log(2)).sum())
    days = (1 - faded(past.span, half_life)) / (1 - faded(1, half_life))
    return of_rate(events + FADING * usual[0] * past.members, days + FADING, past.question.days)


def rate_reasons(past: Past, usual: Usual, gap: float) -> tuple[Reason, ...]:
    """Two steps from climatology: events at a steady rate instead of in windows, then the newest counting most."""
    steady, fading = (log_odds(rate_belief(past, usual, half).probability) for half in (1e9, HALF_LIFE))
    recent = int((past.own.day >= past.span - HALF_LIFE).sum())
    days = len(past.own.day)
    return (
        Reason(
            feature="steady rate",
            text=f"{days} days with an event in {past.span} days, taken as a steady rate",
            part=gap - (fading - steady),
            value=days / max(1, past.span),
            rows=past.newest(),
        ),
        Reason(
            feature="fading",
            text=f"{recent} of these days lie in the last {HALF_LIFE:.0f} days, and newer ones count more",
            part=fading - steady,
            value=float(recent),
            rows=past.newest(since=past.span - int(HALF_LIFE)),
        ),
    )


def usual_hazards(peers: Spells, days: int) -> Usual:
    """The chance of an event day by the time since the last one among peers, thin ages drawn to the plain rate."""
    events, counted = by_age(peers)
    return tuple(float(one) for one in (events + climatology.rate(peers) * AGED) / (counted + AGED))


def recency_belief(past: Past, usual: Usual) -> Belief:
    """At least one event when each coming day has the chance of its age, own days with `AGED` of usual ones added.

    Ages are counted as if none came on the way, so it is the chance of the first one. Rates of the ages are Gamma
    posteriors; the interval takes their sum as one Gamma of the same mean and spread.
    """
    hazards = np.array(usual) + (past.members - 1) * usual[-1]
    events, counted = by_age(past.own)
    shape, scale = events + AGED * hazards, counted + AGED
    ahead = np.zeros(len(AGES) + 1)
    if past.age:
        ahead[:-1] = days_at(past.age, np.array([past.question.days]))[0]
    else:
        ahead[-1] = past.question.days
    missed = float((shape * np.log1p(ahead / scale)).sum())
    mean, spread = float((ahead * shape / scale).sum()), float((ahead**2 * shape / scale**2).sum())
    wide = of_rate(mean**2 / spread, mean / spread, 1.0)
    return bounded(at_least_one(missed), wide.low, wide.high)


def recency_reasons(past: Past, usual: Usual, gap: float) -> tuple[Reason, ...]:
    """The one reason: how long ago the last event was."""
    text = f"the last event was {past.age} days before the window opens" if past.age else "no event so far"
    return (Reason(feature="days since", text=text, part=gap, value=float(past.age), rows=past.newest(1)),)


def usual_weeks(peers: Spells, days: int) -> Usual:
    """The chance of a week with an event after a quiet week and after a busy one, two plain weeks added to each."""
    seen, plain = weeks(peers), at_least_one(climatology.rate(peers) * WEEK)
    pairs = ((seen.quiet_hits, seen.quiet), (seen.busy_hits, seen.busy))
    return tuple((hits / WEEK + 2 * plain) / (count / WEEK + 2) for hits, count in pairs)


def week_belief(past: Past, usual: Usual) -> Belief:
    """The share of weeks with an event after weeks like the last, with `WEEKS` usual ones, stretched to the window."""
    busy, seen = 0 < past.age <= WEEK, weeks(past.own)
    hits, count = (seen.busy_hits, seen.busy) if busy else (seen.quiet_hits, seen.quiet)
    others = 1 - either(usual[0], past.members - 1)
    prior = 1 - (1 - usual[busy]) * others
    yes = hits / WEEK + WEEKS * min(prior, 1 - LEAST)
    return stretched(of_shares(yes, count / WEEK + WEEKS - yes), past.question.days / WEEK)


def week_reasons(past: Past, usual: Usual, gap: float) -> tuple[Reason, ...]:
    """The one reason: whether the last seven days held an event."""
    count = int((past.own.day >= past.span - WEEK).sum())
    text = f"{count} of the last {WEEK} days had an event" if count else f"the last {WEEK} days had no event"
    rows = past.newest(since=past.span - WEEK)
    return (Reason(feature="last week", text=text, part=gap, value=float(count), rows=rows),)


def _plain_rate(peers: Spells, days: int) -> Usual:
    return (climatology.rate(peers),)


CLIMATE = Way(climatology.typical, climatology.belief, climatology.reasons)
WAYS = {
    "climatology": CLIMATE,
    "recency": Way(usual_hazards, recency_belief, recency_reasons),
    "ew-rate": Way(_plain_rate, rate_belief, rate_reasons),
    "last-week": Way(usual_weeks, week_belief, week_reasons),
}
BASELINES = tuple(Forecaster(name, VERSION, partial(answering, name, way)) for name, way in WAYS.items())
