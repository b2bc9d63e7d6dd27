"""Four of the five kinds of mechanism as a day's step over all draws: hazard, choice, stock, drift.

A hazard fires on the day its accumulated rate passes a unit exponential, which is the same as firing with probability
`1 - exp(-rate)` each day (random time change; Gibson and Bruck 2000), but needs a number an event, not a day.
"""

import numpy as np

from steppe.scenario.model import Lasting, Mechanism
from steppe.scenario.program import LEASH, Program, codes_of
from steppe.scenario.state import FOR_GOOD, Array, Ints, Mask, State, fire, in_states, move, set_mode


def hazard(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of a hazard: its rate, whether it fires, what that sets."""
    if steady(name, one, program):
        fired = state.rows[f"{name}.limit"] <= program.values[one.rate] * (day - state.rows[f"{name}.clock"])
    else:
        fired = _pass(name, one, program, state, day)
    draws = np.flatnonzero(fired)
    if len(draws):
        fire(state, name, fired, draws, day)
        state.rows[f"{name}.clock"][draws] = day if steady(name, one, program) else 0.0
        limit = program.noise.at(name, state.times[name][draws], draws, "exponential")
        state.rows[f"{name}.limit"][draws] = limit
        _set(name, one, program, state, day, draws)


def steady(name: str, one: Mechanism, program: Program) -> bool:
    """Whether nothing ever changes the rate of a hazard, so that its clock need not be moved day by day."""
    return not (one.times or one.excited or one.when or one.needs or one.carry or name in program.forced)


def _pass(name: str, one: Mechanism, program: Program, state: State, day: int) -> Mask:
    forced = program.forced.get(name, {}).get(day)
    none = np.zeros(state.draws)
    rate = none if forced is False else allowed(name, program, state, day, _rate(name, one, program, state))
    clock = state.rows[f"{name}.clock"]
    clock += rate
    if one.carry:
        _carry(state, name, (1.0 - state.carried[name]) * (1.0 if forced else _chance_of(rate)))
    return np.ones(state.draws, dtype=bool) if forced else np.asarray(clock >= state.rows[f"{name}.limit"])


def _chance_of(rate: Array) -> Array:
    """`1 - exp(-rate)`; for small rates by its first terms, which are exact to 1e-11 there and far quicker."""
    if rate.max(initial=0.0) > 0.004:
        return np.asarray(-np.expm1(-rate))
    return np.asarray(rate * (1.0 - rate * (0.5 - rate / 6.0)))


def allowed(name: str, program: Program, state: State, day: int, value: Array) -> Array:
    """`value` where the mechanism may act today, 0 elsewhere."""
    if name in program.may and not program.may[name][day]:
        return np.zeros(state.draws)
    mask = in_states(state, program.codes[name])
    return value if mask is None else np.where(mask, value, 0.0)


def _rate(name: str, one: Mechanism, program: Program, state: State) -> Array:
    rate = program.values[one.rate]
    for times in one.times:
        if times.mode in state.touched:
            here = state.rows[times.mode] == program.code(times.mode, times.state)
            rate = np.where(here, rate * program.values[times.by], rate)
        elif program.code(times.mode, times.state) == 0:
            rate = rate * program.values[times.by]
    if one.excited:
        rate = rate.copy()
        for parameter, rows in program.bred[name].items():
            total = state.rows[rows[0]].copy()
            for row in rows[1:]:
                total += state.rows[row]
            total *= program.values[parameter]
            rate += total
    return rate


def remember(name: str, one: Mechanism, program: Program, state: State) -> None:
    """Let the memory of a self-exciting hazard fade, and today's event enter it."""
    keep = program.values[f"{name}.keep"]
    memory = state.rows[f"{name}.memory"]
    memory *= keep
    fired = state.fired.get(name)
    if fired is not None:
        memory += np.where(fired, 1.0 - keep, 0.0)


def _set(name: str, one: Mechanism, program: Program, state: State, day: int, draws: Ints) -> None:
    if one.realised:
        luck = program.noise.at(f"{name}/realised", state.times[name][draws] - 1, draws, "uniform")
        draws = draws[luck < program.values[one.realised][draws]]
    if not len(draws) or not one.sets:
        return
    last = day + _days(name, one.lasts, program, state, draws)
    for mode, code in one.sets.items():
        set_mode(state, mode, program.code(mode, code), draws, last)


def _days(name: str, one: Lasting | None, program: Program, state: State, draws: Ints) -> Array:
    if one is None:
        return np.full(len(draws), FOR_GOOD)
    days = program.values[one.median][draws]
    if one.spread:
        luck = program.noise.at(f"{name}/lasts", state.times[name][draws] - 1, draws, "normal")
        days = days * np.exp(np.minimum(program.values[one.spread][draws] * luck, 20.0))
    return np.maximum(np.ceil(days), 1.0)


def choice(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of a choice: who has to decide, with what probability, and what a yes sets."""
    asked = _asked(one, state, name, program, day)
    flow = (
        sum((state.flow[given] for given in one.given if given in state.flow), start=np.zeros(1)) if one.carry else None
    )
    if asked is None and (flow is None or not flow.any()):
        return
    chance = allowed(name, program, state, day, _chance(one, program, state))
    forced = program.forced.get(name, {}).get(day)
    if forced is not None:
        chance = np.full(state.draws, float(forced))
    if one.carry and flow is not None and flow.any():
        _carry(state, name, np.minimum(flow * chance, 1.0 - state.carried[name]))
    if asked is not None:
        _decide(name, one, program, state, day, (np.flatnonzero(asked), chance))


def _asked(one: Mechanism, state: State, name: str, program: Program, day: int) -> Mask | None:
    found: Mask | None = None
    for given in one.given:
        fired = state.fired.get(given)
        if fired is not None:
            found = fired if found is None else found | fired
    if not one.after:
        return found
    due = state.rows[f"{name}.due"]
    if found is not None:
        waits = found & (due < day)
        due[waits] = day + np.ceil(program.values[one.after][waits])
    now = due == day
    return now if now.any() else None


def _chance(one: Mechanism, program: Program, state: State) -> Array:
    chance = program.values[one.chance]
    if not one.leans:
        return chance
    shift: Array = np.zeros(state.draws)
    for lean in one.leans:
        shift += program.values[lean.per] * (state.rows[lean.on] - program.values[lean.mean])
    return shifted(chance, np.minimum(np.maximum(shift, -LEASH), LEASH))


def shifted(chance: Array, logits: Array) -> Array:
    """A probability moved by so many logits.

    >>> round(float(shifted(np.array([0.5]), np.array([1.0]))[0]), 3)
    0.731
    """
    odds = chance * np.exp(logits)
    return np.asarray(odds / (1.0 - chance + odds))


def _decide(name: str, one: Mechanism, program: Program, state: State, day: int, asked: tuple[Ints, Array]) -> None:
    draws, chance = asked
    turns = state.rows[f"{name}.turns"]
    turn = turns[draws].astype(np.int64)
    turns[draws] += 1
    odds = chance[draws]
    if one.shared and one.spread:
        shock = program.noise.at(f"shared/{one.shared}", turn, draws, "normal")
        odds = shifted(odds, program.values[one.spread][draws] * shock)
    yes = draws[program.noise.at(name, turn, draws, "uniform") < odds]
    if len(yes):
        fired = np.zeros(state.draws, dtype=bool)
        fired[yes] = True
        fire(state, name, fired, yes, day)
        _set(name, one, program, state, day, yes)


def _carry(state: State, name: str, flow: Array) -> None:
    state.flow[name] = flow
    state.carried[name] += flow


def stock(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of moves between stocks; nothing is moved that is not there or has no room."""
    if program.forced.get(name, {}).get(day) is False:
        return
    ready = allowed(name, program, state, day, np.ones(state.draws))
    for step in one.moves:
        there = state.rows.get(step.source, np.zeros(1))
        amount = program.values[step.amount] if step.amount else program.values[step.share] * there
        if step.after:
            fired = state.fired.get(step.after)
            if fired is None:
                continue
            amount = np.where(fired, amount, 0.0)
        mask = in_states(state, codes_of(step.when, program.model))
        move(state, step.source, step.to, (amount if mask is None else np.where(mask, amount, 0.0)) * ready)


def drift(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of an index: back towards its mean, with noise and pushes, kept within its ends."""
    if program.forced.get(name, {}).get(day) is False:
        return
    index = program.model.indices[one.index]
    row = state.rows[one.index]
    row += program.values[one.speed] * (program.values[one.mean] - row)
    if one.noise:
        row += program.values[one.noise] * program.noise.whole(name, day, "normal")
    for by, parameter in one.pushes.items():
        fired = state.fired.get(by)
        if fired is not None:
            row += np.where(fired, program.values[parameter], 0.0)
    np.clip(row, index.least, index.most, out=row)
