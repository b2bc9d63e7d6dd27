"""Parameters as of a day: the edition known then, its licence, and its draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError
from steppe.scenario.model import Licence, Model, Parameter
from steppe.scenario.noise import generator
from steppe.scenario.priors import Prior, in_levels, read_prior, sample
from steppe.scenario.units import per_day
from steppe.world.case import Case
from steppe.world.facts import Figure
from steppe.world.vocabulary import load_vocabulary

Draws: TypeAlias = Mapping[str, NDArray[np.float64]]
Rests = Callable[[str, date], tuple[str, Licence, str]]  # back-test, day: a distribution, its licence, why


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A parameter as of a day: its distribution, the figure it multiplies (1 where none), where both come from."""

    name: str
    prior: Prior
    scale: float
    unit: str
    licence: Licence
    source: tuple[str, ...]
    known: date
    fact: str
    why: str
    levels: int


def values_at(model: Model, case: Case, as_of: date, rests: Rests) -> dict[str, Value]:
    """Every parameter as known before `as_of`. Raises `InputError` where none of its editions was.

    `rests` says what answers may rest on where a parameter names a back-test.
    """
    return {name: _value(name, editions, case, as_of, rests) for name, editions in model.parameters.items()}


def _value(name: str, editions: tuple[Parameter, ...], case: Case, as_of: date, rests: Rests) -> Value:
    told = [one for one in editions if date.fromisoformat(one.known) < as_of]
    if not told:
        first = editions[0].known
        raise InputError(
            f"parameter {name} rests on what became known on {first}; as of {as_of} that is evidence of later: "
            f"expected an earlier edition of it, or a day after {first}"
        )
    one = told[-1]
    text, licence, why = (one.draw, one.licence, one.why) if one.draw else rests(one.reference, as_of)
    figure = _figure(one.figure.split(), case, as_of, name) if one.figure else None
    return Value(
        name=name,
        prior=read_prior(text),
        scale=in_unit(figure, one.unit) if figure else 1.0,
        unit=one.unit,
        licence=licence,
        source=one.source if figure is None else tuple(dict.fromkeys((*one.source, *figure.provenance.sources))),
        known=max(date.fromisoformat(one.known), figure.provenance.known if figure else date.min),
        fact=figure.id if figure else "",
        why=why if one.draw else f"{one.why}; {why}",
        levels=one.levels,
    )


def _figure(words: list[str], case: Case, as_of: date, name: str) -> Figure:
    subject, measure, *rest = words
    of = " ".join(rest)
    known = [
        one
        for one in case.figures
        if (one.subject, one.measure, one.of) == (subject, measure, of) and one.provenance.known < as_of and _whole(one)
    ]
    if not known:
        wanted = " ".join(words)
        raise InputError(f"parameter {name} needs the figure {wanted} known before {as_of}; expected one over a year")
    return max(known, key=lambda one: (one.since or date.min, one.provenance.known))


def _whole(one: Figure) -> bool:
    return one.since is None or one.until is None or (one.until - one.since).days >= 364 or one.since == one.until


def in_unit(figure: Figure, unit: str) -> float:
    """The figure in `unit`; an amount over a period is spread over its days where `unit` is one a day."""
    words = load_vocabulary()
    plain = words.plain(figure.value, figure.unit)
    amount = unit.removesuffix("/d")
    if amount == unit:
        return plain / words.unit(unit).factor if unit in words.units else plain
    source = words.unit(figure.unit).dimension
    days = 365.0 if source.endswith("-rate") else _days(figure)
    return plain / days / words.unit(amount).factor


def _days(figure: Figure) -> float:
    if figure.since is None or figure.until is None:
        return 365.0
    return float((figure.until - figure.since).days + 1)


def draw(values: Mapping[str, Value], seed: int, draws: int) -> dict[str, NDArray[np.float64]]:
    """`draws` values of every parameter, each from a stream of its own; rates are a day's."""
    return {name: _drawn(one, seed, draws) for name, one in values.items()}


def _drawn(one: Value, seed: int, draws: int) -> NDArray[np.float64]:
    found = sample(one.prior, generator(seed, f"parameter/{one.name}"), draws) * one.scale * per_day(one.unit)
    return in_levels(found, one.levels) if one.levels else found
