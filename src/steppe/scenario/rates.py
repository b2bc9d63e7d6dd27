"""Rates that a forecast brings: let in where forecast and hazard are the same act, with where they come from.

A forecast says how likely at least one event is in a window. At a steady rate that chance is `1 - exp(-rate x days)`,
so the rate is `-ln(1 - p) / days`, and the ends of the interval likewise. What is not known of the rate is drawn from a
Gamma that gives the forecast's own probability over its window and has the lower end of its interval at 5 %.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import exp, expm1, lgamma, log, log1p

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError, UnknownName
from steppe.scenario.model import Act, Mechanism, Model
from steppe.scenario.priors import Prior
from steppe.scenario.setting import Setting
from steppe.scenario.values import Value, draw

LEAST_SHAPE, MOST_SHAPE = 0.15, 1000.0  # of the Gamma; below, nearly all draws would be nothing and a few huge
FAINT = 1e-9  # rates a day and probabilities that are told as below it
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FORECASTER = re.compile(r"[^\s@]+@[^\s@]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A forecast as a rate for a mechanism: its question in words and parts, its numbers over `days`, who made it.

    `who` and `whom` are members of the case. `forecaster` is `name@version`, `history` the SHA-256 of the events it
    learned from, `as_of` the day before which they were known.
    """

    mechanism: str
    question: str
    who: tuple[str, ...]
    kinds: tuple[str, ...]
    whom: tuple[str, ...]
    days: int
    probability: float
    low: float
    high: float
    base_rate: float
    forecaster: str
    history: str
    as_of: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """A mechanism whose rate no forecast can give, and why."""

    mechanism: str
    why: str


def per_day(probability: float, days: int) -> float:
    """The steady rate a day that gives at least one event in `days` with a probability.

    >>> round(per_day(0.5, 30), 4)
    0.0231
    """
    return -log1p(-probability) / days


def prior_of(rate: Rate) -> Prior:
    """The Gamma of the rate a day: the mean chance over the window is the forecast's, 5 % lie below its low end."""
    low, high = LEAST_SHAPE, MOST_SHAPE
    end = per_day(rate.low, rate.days)
    for _ in range(60):
        shape = (low * high) ** 0.5
        if _below(shape, end / _scale(rate, shape)) < 0.05:
            high = shape
        else:
            low = shape
    shape = (low * high) ** 0.5
    return Prior(form="gamma", numbers=(shape, _scale(rate, shape)))


def _scale(rate: Rate, shape: float) -> float:
    """The scale at which the mean of `1 - exp(-rate x days)` over a Gamma of this shape is the forecast."""
    return expm1(-log1p(-rate.probability) / shape) / rate.days


def _below(shape: float, x: float) -> float:
    """The chance of less than `x` under a Gamma of scale 1 (the series of the incomplete Gamma function)."""
    if x <= 0:
        return 0.0
    if x > shape + 12 * shape**0.5 + 40:
        return 1.0
    term = whole = 1.0
    for step in range(1, 5000):
        term *= x / (shape + step)
        whole += term
        if term < 1e-12 * whole:
            break
    return exp(shape * log(x) - x - lgamma(shape + 1) + log(whole))


def with_rates(setting: Setting, rates: Iterable[Rate]) -> Setting:
    """The setting with forecasts in place of its own rates, each told on the cards that rest on it.

    A forecast is of things as they stand, so the factors of the states a run starts in are taken out of it: they come
    back while the run is in them. Raises `InputError` where a rate is no such thing, or is not comparable.
    """
    values, drawn, told = dict(setting.values), dict(setting.drawn), dict(setting.outlook)
    for rate in rates:
        mechanism = licensed(rate, setting.model, setting.as_of)
        name = mechanism.rate
        if name in told:
            raise InputError(f"rate of {rate.mechanism}: a second one; expected one a mechanism")
        start = _factors(mechanism, setting.model)
        told[name] = _words(rate, setting.values[name], start)
        values[name] = _value(rate, setting.values[name], told[name])
        drawn[name] = draw({name: values[name]}, setting.seed, setting.draws)[name] / _product(start, setting.drawn)
    return replace(setting, values=values, drawn=drawn, outlook=told, kept={})


def licensed(rate: Rate, model: Model, as_of: date) -> Mechanism:
    """The mechanism a rate is for, where it is the same act of the same actors. Raises `UnknownName`, `InputError`."""
    if rate.mechanism not in model.mechanisms:
        raise UnknownName("mechanism", rate.mechanism, model.mechanisms)
    mechanism, here = model.mechanisms[rate.mechanism], f"rate of {rate.mechanism}"
    _check_numbers(rate, here)
    if rate.as_of > as_of:
        raise InputError(f"{here}: known until {rate.as_of}; expected a forecast as of {as_of} or earlier")
    refused = unlike(mechanism) or _other_act(rate, mechanism.act)
    if refused:
        raise InputError(f"{here}: not comparable: {refused}; expected a forecast of the very act")
    shared = [name for name, one in model.mechanisms.items() if one.rate == mechanism.rate and name != rate.mechanism]
    if shared:
        raise InputError(f"{here}: {mechanism.rate} is that of {', '.join(shared)} too; expected a rate of its own")
    return mechanism


def unlike(mechanism: Mechanism) -> str:
    """Why no history of events can tell a mechanism's rate, empty where one can."""
    if mechanism.act is None:
        return "it names no act of one side towards another that events would be coded as"
    return "" if mechanism.act.counts == "same" else f"such events count more than the mechanism ({mechanism.act.why})"


def _other_act(rate: Rate, act: Act | None) -> str:
    if act is None:
        return "no act"
    asked = tuple(map(frozenset, (rate.who, rate.kinds, rate.whom)))
    if asked == tuple(map(frozenset, (act.who, act.kinds, act.whom))):
        return ""
    names = ("|".join(act.who), "|".join(act.whom), "|".join(act.kinds))
    return f"it asks {rate.question}, the mechanism is {names[0]} -> {names[1]}: {names[2]}"


def _check_numbers(rate: Rate, here: str) -> None:
    if not (0 <= rate.low <= rate.probability <= rate.high < 1 and rate.probability > 0):
        found = f"{rate.low:g}, {rate.probability:g}, {rate.high:g}"
        raise InputError(f"{here}: low, probability, high are {found}; expected numbers between 0 and 1 in that order")
    if not 1 <= rate.days <= 3660:
        raise InputError(f"{here}: a window of {rate.days} days; expected 1 to 3660")
    if not _DIGEST.fullmatch(rate.history):
        raise InputError(f"{here}: history is {rate.history[:80]!r}; expected the SHA-256 of its events")
    if not _FORECASTER.fullmatch(rate.forecaster):
        raise InputError(f"{here}: forecaster is {rate.forecaster[:80]!r}; expected name@version")


def _factors(mechanism: Mechanism, model: Model) -> Mapping[str, str]:
    """The parameters that multiply the rate in the states a run starts in, by `mode=state`."""
    return {
        f"{one.mode}={one.state}": one.by for one in mechanism.times if one.state == model.modes[one.mode].states[0]
    }


def _product(start: Mapping[str, str], drawn: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64] | float:
    found: NDArray[np.float64] | float = 1.0
    for name in start.values():
        if not (drawn[name] > 0).all():
            raise InputError(f"rate: factor {name} can be 0, so it cannot be taken out; expected one above 0")
        found = found * drawn[name]
    return found


def _words(rate: Rate, own: Value, start: Mapping[str, str]) -> str:
    ends = (rate.probability, rate.low, rate.high)
    middle, low, high = (_small(per_day(one, rate.days)) for one in ends)
    chance, least, most = map(_small, ends)
    out = f", with {' and '.join(start)} (the factor is taken out)" if start else ""
    return (
        f"{own.name} is {middle} a day ({low} to {high}){out}, drawn from {prior_of(rate).text}: {chance} ({least} to "
        f"{most}) for {rate.question}, by {rate.forecaster} from history {rate.history[:16]} as known before "
        f"{rate.as_of}. {rate.note}{' ' if rate.note else ''}It stands in for {own.prior.text} {own.unit}: {own.why}"
    )


def _small(value: float) -> str:
    return f"{value:.3g}" if value >= FAINT else f"below {FAINT:g}"


def _value(rate: Rate, own: Value, words: str) -> Value:
    return Value(
        name=own.name,
        prior=prior_of(rate),
        scale=1.0,
        unit="1/d",
        licence="base-rate",
        source=(f"outlook: {rate.forecaster}", f"history {rate.history}"),
        known=rate.as_of,
        fact="",
        why=f"from the outlook: {words}",
        levels=0,
    )
