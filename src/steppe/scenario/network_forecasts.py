"""Forecasts by the engine itself: a year of a pipeline, what other ways take up, how fast a stop reaches the fields.

The case's model is cut down to the network and what hangs before it, set to the day of the trial, and run; nothing
known on that day or later enters. What is asked is told by the `quantity` of the trial.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from steppe.scenario.forecasts import Asked, Draws, Forecast
from steppe.scenario.load import load_model
from steppe.scenario.model import Licence, Model, Parameter
from steppe.scenario.moves import read_move, used_ties
from steppe.scenario.noise import Noise
from steppe.scenario.register import classes, register
from steppe.scenario.response import WORTH
from steppe.scenario.run import Result, lasting, run_with
from steppe.scenario.values import draw, values_at
from steppe.scenario.wiring import roles, upstream
from steppe.world.build import as_known
from steppe.world.case import Case
from steppe.world.facts import Figure

RUNS = 2_000  # draws of a back-test
SETTLING = 120.0  # days of last year's rate that this year's own days are weighed against
LINE, NET, SOURCE = "route-cpc", "oil", "west_output"
SCOPES: Mapping[str, str] = {"year-kazakh": "KAZ", "year-all": "all origins"}


def year(asked: Asked) -> Draws:
    """Million tonnes loaded in the year of the trial: what is known of it, and a run over the days that are left.

    Without a part of the year on record the run goes over all of it at last year's rate; with one, the rate is last
    year's weighed with this year's by the days on record.
    """
    as_of, scope = asked.trial.as_of, SCOPES[asked.trial.quantity]
    known = as_known(asked.case, as_of)
    part = _part(known, scope, as_of.year)
    days = (date(as_of.year, 12, 31) - (part.until if part and part.until else date(as_of.year - 1, 12, 31))).days
    model = _of_network(_model(asked.case.id), scope)
    found, drawn = _run(model, known, as_of, days=days)
    loaded = found.totals[f"{NET}.loading"] / 1000.0
    if part is None:
        return loaded
    amount, so_far = part.value, ((part.until or as_of) - date(as_of.year - 1, 12, 31)).days
    weight = so_far / (so_far + SETTLING)
    recent = amount * 1000.0 / so_far / drawn[SOURCE].mean()
    return np.asarray(amount + loaded * (1.0 - weight + weight * recent))


def _part(case: Case, scope: str, when: int) -> Figure | None:
    """The longest part of the year on record that began with it."""
    told = [
        one
        for one in case.figures
        if (one.subject, one.measure, one.of) == (LINE, "flow", scope)
        and one.since == date(when, 1, 1)
        and one.until
        and one.until < date(when, 12, 31)
    ]
    return max(told, key=lambda one: one.until or date.min, default=None)


def other_ways(asked: Asked) -> Draws:
    """The share of a lasting shortfall of the line that other ways take up within two months, from 0 to 1."""
    found, _ = _run(
        _of_network(_model(asked.case.id), "KAZ"),
        as_known(asked.case, asked.trial.as_of),
        asked.trial.as_of,
        days=60,
        moves=("cpc_pipe=limited from 1 until 60",),
    )
    return _share(found.totals[f"{NET}.link"], found)


def _share(taken: NDArray[np.float64], found: Result) -> Draws:
    short = taken + found.totals[f"{NET}.unmet"]
    return np.divide(taken, short, out=np.zeros_like(taken), where=short > 0)


def stop(asked: Asked) -> Draws:
    """The share by which the fields' output is down on the fifth day of a stop of all loading, from 0 to 1."""
    model = _of_network(_model(asked.case.id), "KAZ")
    known = as_known(asked.case, asked.trial.as_of)
    found = [
        _run(model, known, asked.trial.as_of, days=days, moves=(f"weather=shut from 1 until {days}",))[0]
        for days in (4, 5)
    ]
    unmet = found[1].totals[f"{NET}.unmet"] - found[0].totals[f"{NET}.unmet"]
    planned = (found[1].totals[f"{NET}.planned"] - found[0].totals[f"{NET}.planned"]) * _west(found[1])
    return np.asarray(np.clip(unmet / planned, 0.0, 1.0))


def _west(found: Result) -> NDArray[np.float64]:
    west, other = found.values["west_output"], found.values["other_output"]
    return np.asarray(west / (west + other))


def chain(asked: Asked) -> Draws:
    """Draws of 0 and 1 with the engine's probability that the link named by the trial comes within 90 days."""
    model, as_of = _model(asked.case.id), asked.trial.as_of
    found, _ = _run(model, as_known(asked.case, as_of), as_of, days=90)
    chance = found.odds(asked.trial.quantity.removeprefix("chain-"))
    return np.asarray(asked.luck.random(20 * RUNS) < float(chance.mean()), dtype=np.float64)


@cache
def _model(name: str) -> Model:
    return load_model(name)[1]


def _of_network(model: Model, scope: str) -> Model:
    """The model with only what the network hangs on; its oil is of `scope`."""
    owner = next(name for name, one in model.mechanisms.items() if one.network == NET)
    kept, _ = upstream(model, (owner,))
    mechanisms = {name: one for name, one in model.mechanisms.items() if name in kept}
    cut = msgspec.structs.replace(
        model, mechanisms=mechanisms, stocks={}, indices={}, questions={}, chain=(), statements={}
    )
    used = {role.name for role in roles(cut) if role.kind == "parameters"}
    parameters = {name: one for name, one in model.parameters.items() if name in used}
    source = [msgspec.structs.replace(one, figure=f"{LINE} flow {scope}") for one in parameters[SOURCE]]
    parameters[SOURCE] = tuple(source)
    if scope != "KAZ":  # the whole line, Russian oil and all
        pipe = [msgspec.structs.replace(one, draw="fixed(1)") for one in parameters["pipe_capacity"]]
        parameters["pipe_capacity"] = tuple(pipe)
    fine = {name: tuple(_finer(one) for one in editions) for name, editions in parameters.items()}
    return msgspec.structs.replace(cut, parameters=fine)


def _finer(one: Parameter) -> Parameter:
    """A parameter with enough levels for an interval; one level stands for a number that does not matter."""
    return msgspec.structs.replace(one, levels=25) if one.levels > 1 else one


def _run(
    model: Model, known: Case, as_of: date, *, days: int, moves: tuple[str, ...] = ()
) -> tuple[Result, Mapping[str, NDArray[np.float64]]]:
    here = replace(known, as_of=as_of)
    drawn = draw(values_at(model, here, as_of, _fixed), model.seed, RUNS)
    long = lasting(model, days)
    done = tuple(read_move(text, model, used_ties(model), horizon=days) for text in moves)
    return run_with(long, here, drawn, Noise(model.seed, RUNS), (done, None, None)), drawn


def _fixed(name: str, _: date) -> tuple[str, Licence, str]:
    """The fixed rate of the class that a back-test of requests is to beat: no back-test leans on another one."""
    rate = classes()[register()[name].baseline].rate
    return f"beta({WORTH * rate:.4f}, {WORTH * (1 - rate):.4f})", "base-rate", f"the fixed rate {rate:g}"


FORECASTS: Mapping[str, Forecast] = {
    "network-year": year,
    "other-ways": other_ways,
    "stop": stop,
    "chain": chain,
}
