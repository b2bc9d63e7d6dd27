"""Checks of a model's parameters: what they rest on, since when, and that no draw of them is beyond sense."""

import re
from collections.abc import Iterator
from datetime import date

from steppe.errors import InputError
from steppe.scenario.model import Model, Parameter
from steppe.scenario.priors import read_prior, support
from steppe.scenario.register import register
from steppe.scenario.units import RATES, SIGNED, dimension
from steppe.scenario.values import in_unit
from steppe.world.case import Case
from steppe.world.facts import Figure
from steppe.world.vocabulary import load_vocabulary

RECALLED = "recalled"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = {"1": "share", "d": "duration", "index": "index", "times": "factor"}  # units of a figure that fit


def parameters(model: Model, case: Case) -> Iterator[str]:
    """Every fault of the model's parameters, with key and remedy."""
    for name, editions in model.parameters.items():
        here = f"parameters.{name}"
        if not editions:
            yield f"{here}: no edition; expected one at least"
        for one in editions:
            yield from _parameter(one, here, case)
        days, units = [one.known for one in editions], {one.unit for one in editions}
        if days != sorted(set(days)):
            yield f"{here}.known: editions of {', '.join(days)}; expected them in order of `known`, each day once"
        if len(units) > 1:
            yield f"{here}.unit: editions in {', '.join(sorted(units))}; expected one unit for all"


def _parameter(one: Parameter, here: str, case: Case) -> Iterator[str]:
    yield from _day(one.known, f"{here}.known")
    if dimension(one.unit) is None:
        yield f"{here}.unit: {one.unit!r} is no unit; expected 1, d, {', '.join(RATES)} or a unit of the case's figures"
    if bool(one.draw) == bool(one.reference):
        yield f"{here}.draw: {one.draw!r} and reference {one.reference!r}; expected exactly one of draw and reference"
    if one.licence == "back-tested" and not one.reference:
        yield f"{here}.licence: back-tested without a back-test; expected `reference` to name one, or another licence"
    unknown = [source for source in one.source if source != RECALLED and source not in case.sources]
    if unknown or not one.source:
        yield f"{here}.source: {unknown or 'none'}; expected ids of sources.tsv, or {RECALLED!r}"
    if not 0 <= one.levels <= 50:
        yield f"{here}.levels: {one.levels}; expected 1 to 50, or nothing"
    if one.reference:
        yield from _reference(one, here)
    yield from _draw(one, here, case)


def _day(known: str, here: str) -> Iterator[str]:
    try:
        day = date.fromisoformat(known) if _DAY.fullmatch(known) else None
    except ValueError:
        day = None
    if day is None:
        yield f"{here}: {known!r} is no day; expected YYYY-MM-DD"
    elif not date(1800, 1, 1) <= day <= date(2100, 1, 1):
        yield f"{here}: {known} lies outside 1800 to 2100; expected the day the public could know it"


def _reference(one: Parameter, here: str) -> Iterator[str]:
    known = [name for name, test in register().items() if test.metric == "brier"]
    if one.reference not in known:
        yield f"{here}.reference: no back-test {one.reference!r} of a probability; expected of {', '.join(known)}"
    if one.unit != "1" or one.figure:
        yield f"{here}.reference: in {one.unit!r} with figure {one.figure!r}; expected a probability alone"


def _draw(one: Parameter, here: str, case: Case) -> Iterator[str]:
    try:
        low, high = support(read_prior(one.draw)) if one.draw else (0.0, 1.0)
    except InputError as error:
        yield f"{here}.draw: {error}"
        return
    scales = [1.0]
    if one.figure:
        found, fault = _figures(one, case)
        if fault:
            yield f"{here}.figure: {one.figure!r} {fault}"
            return
        scales = [in_unit(figure, one.unit) for figure in found]
    low, high = min(low * scale for scale in scales), max(high * scale for scale in scales)
    if one.unit == "1" and not (low >= 0 and high <= 1):
        yield f"{here}.draw: {one.draw} runs from {low:g} to {high:g}; expected a probability or share from 0 to 1"
    if one.unit not in SIGNED | {"1"} and low < 0:
        yield f"{here}.draw: {one.draw} can be negative; expected 0 or more {one.unit}"


def _figures(one: Parameter, case: Case) -> tuple[list[Figure], str]:
    """The figures a parameter may multiply, of any day, and what is wrong with its key."""
    words = one.figure.split()
    if len(words) < 2:
        return [], "is no figure; expected subject, measure and perhaps 'of', such as route-cpc flow KAZ"
    subject, measure, of = words[0], words[1], " ".join(words[2:])
    found = [figure for figure in case.figures if (figure.subject, figure.measure, figure.of) == (subject, measure, of)]
    if not found:
        return [], "is in no row of figures.tsv; expected subject, measure and 'of' as one of its rows has them"
    units, amount = load_vocabulary().units, one.unit.removesuffix("/d")
    kind = _PLAIN.get(one.unit) or (units[amount].dimension if amount in units else "")
    right = {kind, f"{kind}-rate"} if amount != one.unit else {kind}
    odd = [figure.unit for figure in found if units[figure.unit].dimension not in right]
    if not kind or odd:
        return [], f"is told in {', '.join(odd) or 'units of its own'}; expected one that can be turned into {one.unit}"
    return found, ""
