"""Four of the five kinds of mechanism as a day's step over all draws: hazard, choice, stock, drift.

A hazard fires on the day its accumulated rate passes a unit exponential, which is the same as firing with probability
`1 - exp(-rate)` each day (random time change; Gibson and Bruck 2000), but needs a number an event, not a day. Where
nothing changes its rate that day is known at once, and is its row `due`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from steppe.scenario.model import Lasting, Mechanism
from steppe.scenario.program import LEASH, Pace, Program, chance_of, whole_days
from steppe.scenario.state import EVERY, Array, Ints, State, fire, in_states, move, set_mode, where

ALWAYS: Array = np.ones(1)


def hazard(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of a hazard: its rate, whether it fires, what that sets."""
    known = steady(name, one, program)
    draws = where(state.rows[f"{name}.due"] == day) if known else _pass(name, one, program, state, day)
    if not len(draws):
        return
    times = fire(state, name, draws, day)
    limit = program.noise.at(name, times, draws, "exponential")
    if known:
        state.rows[f"{name}.due"][draws] = day + days_until(limit, program.values[one.rate][draws])
    else:
        state.rows[f"{name}.clock"][draws] = 0.0
        state.rows[f"{name}.limit"][draws] = limit
    _set(name, one, program, state, day, (draws, times - 1))


def begun(name: str, one: Mechanism, program: Program) -> dict[str, Array]:
    """The rows of a hazard before day 1."""
    limit, zero = program.noise.whole(name, 0, "exponential"), np.zeros(program.draws)
    if steady(name, one, program):
        return {f"{name}.due": days_until(limit, program.values[one.rate])}
    memory = {f"{name}.memory": zero} if one.excited else {}
    return {f"{name}.clock": zero, f"{name}.limit": limit, **memory}


def steady(name: str, one: Mechanism, program: Program) -> bool:
    """Whether nothing ever changes the rate of a hazard, so that its clock need not be moved day by day."""
    return not (one.times or one.excited or one.when or one.needs or one.carry or name in program.forced)


def days_until(limit: Array, rate: Array) -> Array:
    """After how many days a steady rate passes a limit; without end where there is no rate.

    >>> days_until(np.array([1.0, 1.0]), np.array([0.4, 0.0])).tolist()
    [3.0, inf]
    """
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(np.where(rate > 0.0, np.maximum(np.ceil(limit / rate), 1.0), np.inf))


def _pass(name: str, one: Mechanism, program: Program, state: State, day: int) -> Ints:
    """Move a hazard's clock, and what is carried of it; gives the draws in which it fires."""
    forced = program.forced.get(name, {}).get(day)
    clock, chance = state.rows[f"{name}.clock"], ALWAYS
    if forced is not False and may(name, program, day):
        rate, chance = _rate(name, one, program, state)
        clock += rate
    elif not forced:
        return np.zeros(0, dtype=np.int64)
    if one.carry:
        _carry(state, name, ALWAYS if forced else chance)
    return np.arange(state.draws) if forced else where(clock >= state.rows[f"{name}.limit"])


def may(name: str, program: Program, day: int) -> bool:
    """Whether the ties a mechanism needs hold on the day."""
    return name not in program.may or bool(program.may[name][day])


def allowed(name: str, program: Program, state: State, day: int, value: Array) -> Array:
    """`value` where the mechanism may act today, 0 elsewhere."""
    if not may(name, program, day):
        return np.zeros(state.draws)
    mask = in_states(state, program.codes[name])
    return value if mask is None else np.where(mask, value, 0.0)


def _rate(name: str, one: Mechanism, program: Program, state: State) -> tuple[Array, Array]:
    """A hazard's rate today, and for a carried one the chance that goes with it."""
    times = program.times[name]
    mask = in_states(state, program.codes[name])
    if name in program.paces and mask is None:
        return _paced(program.paces[name], tuple(times), state)
    rate = program.values[one.rate]
    for mode, factors in times.items():
        rate = _multiplied(rate, state, mode, factors)
    if one.excited:
        rate = _excited(name, program, state, rate)
    rate = rate if mask is None else np.where(mask, rate, 0.0)
    return rate, chance_of(rate) if one.carry else ALWAYS


def _paced(pace: Pace, modes: Sequence[str], state: State) -> tuple[Array, Array]:
    """Rate and chance by the states that the modes are in."""
    if isinstance(pace, tuple):
        return pace
    mode, *rest = modes
    rate, chance = _paced(pace[0], rest, state)
    if mode in state.touched:
        for code in range(1, len(pace)):
            here, (other, odds) = state.rows[mode] == code, _paced(pace[code], rest, state)
            rate, chance = np.where(here, other, rate), np.where(here, odds, chance)
    return rate, chance


def _excited(name: str, program: Program, state: State, rate: Array) -> Array:
    """A rate with what memories add to it; the part that several hazards share is kept for the day."""
    bred, alone = program.bred[name], bool(program.times[name])
    found = None if alone else state.sums.get(bred.key)
    if found is None:
        found = rate + bred.most * _sum(state, bred.rows)
        if not alone:
            state.sums[bred.key] = found
    for number, rows in bred.more:
        more = number * _sum(state, rows)
        more += found
        found = more
    return found


def _multiplied(rate: Array, state: State, mode: str, factors: Mapping[int, Array]) -> Array:
    factor = factors[0]
    if mode in state.touched:
        row = state.rows[mode]
        for code in range(1, len(factors)):
            factor = np.where(row == code, factors[code], factor)
    return rate * factor


def _sum(state: State, rows: tuple[str, ...]) -> Array:
    """The sum of some rows; they are not changed before all hazards have had their day."""
    if len(rows) == 1:
        return state.rows[rows[0]]
    total = state.rows[rows[0]] + state.rows[rows[1]]
    for row in rows[2:]:
        total += state.rows[row]
    return total


def remember(name: str, one: Mechanism, program: Program, state: State) -> None:
    """Let the memory of a self-exciting hazard fade, and today's event enter it."""
    if one.excited is None:
        return
    keep, memory = program.values[f"{one.excited.memory}.keep"], state.rows[f"{name}.memory"]
    memory *= keep
    if name in state.fired:
        draws = state.fired[name]
        memory[draws] += 1.0 - keep[draws]


def _set(name: str, one: Mechanism, program: Program, state: State, day: int, fired: tuple[Ints, Ints]) -> None:
    """What firing sets, in these draws, each at its own turn."""
    draws, turns = fired
    if one.realised:
        luck = program.noise.at(f"{name}/realised", turns, draws, "uniform")
        real = luck < program.values[one.realised][draws]
        draws, turns = draws[real], turns[real]
    if not len(draws) or not one.sets:
        return
    last = day + _days(name, one.lasts, program, draws, turns)
    for mode, code in one.sets.items():
        set_mode(state, mode, program.code(mode, code), draws, last)


def _days(name: str, one: Lasting | None, program: Program, draws: Ints, turns: Ints) -> Array:
    if one is None or not one.spread:
        return program.lasts(name, draws)
    luck = program.noise.at(f"{name}/lasts", turns, draws, "normal")
    spread = np.exp(np.minimum(program.values[one.spread][draws] * luck, 20.0))
    return whole_days(program.values[one.median][draws] * spread)


def choice(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of a choice: who has to decide, with what probability, and what a yes sets."""
    asked = _asked(one, state, name, program, day)
    flow = _flow(one, state) if one.carry else None
    if asked is None and flow is None:
        return
    chance = allowed(name, program, state, day, _chance(one, program, state))
    forced = program.forced.get(name, {}).get(day)
    if forced is not None:
        chance = np.full(state.draws, float(forced))
    if flow is not None:
        _carry(state, name, flow * chance)
    if asked is not None:
        _decide(name, one, program, state, day, (asked, chance))


def _asked(one: Mechanism, state: State, name: str, program: Program, day: int) -> Ints | None:
    """The draws in which a choice has to be made today: a trigger fired, or did so long enough ago."""
    fired = [state.fired[given] for given in one.given if given in state.fired]
    found = None if not fired else fired[0] if len(fired) == 1 else np.unique(np.concatenate(fired))
    if not one.after:
        return found
    due = state.rows[f"{name}.due"]
    if found is not None:
        waits = found[due[found] < day]
        due[waits] = day + np.ceil(program.values[one.after][waits])
    now = where(due == day)
    return now if len(now) else None


def _flow(one: Mechanism, state: State) -> Array | None:
    """What is carried today to a choice from all that can lead to it."""
    found: Array | None = None
    for given in one.given:
        flow = state.flow.get(given)
        if flow is not None:
            found = flow if found is None else found + flow - found * flow
    return found


def _chance(one: Mechanism, program: Program, state: State) -> Array:
    chance = program.values[one.chance]
    if not one.leans:
        return chance
    shift: Array = np.zeros(1)
    for lean in one.leans:
        shift = shift + program.values[lean.per] * (state.rows[lean.on] - program.values[lean.mean])
    return shifted(chance, np.clip(shift, -LEASH, LEASH))


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
        odds = shifted(odds, np.clip(program.values[one.spread][draws] * shock, -500.0, 500.0))
    yes = draws[program.noise.at(name, turn, draws, "uniform") < odds]
    if len(yes):
        times = fire(state, name, yes, day)
        _set(name, one, program, state, day, (yes, times - 1))


def _carry(state: State, name: str, flow: Array) -> None:
    """Note the chance that a mechanism fires today, and by it the chance that it has fired so far."""
    state.flow[name] = flow
    state.carried[name] += (1.0 - state.carried[name]) * flow


def stock(name: str, one: Mechanism, program: Program, state: State, day: int) -> None:
    """One day of moves between stocks; nothing is moved that is not there or has no room."""
    if program.forced.get(name, {}).get(day) is False or not may(name, program, day):
        return
    here = in_states(state, program.codes[name])
    for step, codes in zip(one.moves, program.steps[name], strict=True):
        draws = state.fired.get(step.after) if step.after else EVERY
        if draws is None:
            continue
        amount = program.values[step.amount or step.share][draws]
        if step.share:
            amount = amount * state.rows[step.source][draws]
        for mask in (here, in_states(state, codes)):
            amount = amount if mask is None else np.where(mask[draws], amount, 0.0)
        move(state, step.source, step.to, amount, draws)


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
        draws = state.fired.get(by)
        if draws is not None:
            row[draws] += program.values[parameter][draws]
    np.clip(row, index.least, index.most, out=row)
