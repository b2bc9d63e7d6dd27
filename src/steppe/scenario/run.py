"""A model run day by day for all draws at once: one call without moves is the baseline, the same with moves a what-if.

Order within a day: declared moves; hazards; flow; stocks; drifts; choices; events are noted (a choice follows its
trigger on the same day, stocks and indices follow a choice on the next). Parameters are drawn once a draw; luck is
keyed by mechanism, so that twins share it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from steppe.errors import InputError
from steppe.scenario import kinds
from steppe.scenario.model import Model
from steppe.scenario.moves import Do
from steppe.scenario.noise import Noise
from steppe.scenario.program import Program, compiled
from steppe.scenario.state import NEVER, Array, Ints, State, begin, expire, hold_mode, move
from steppe.scenario.transport import Transport
from steppe.scenario.wiring import HIDDEN
from steppe.world.case import Case

ORDER = ("moves", "hazards", "flow", "stocks", "drifts", "choices", "events")
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run gave; every array is `[draw]`, days count from 1.

    `first` is the day each mechanism first fired (`NEVER`: not), `times` how often; `carried` the probability of each
    carried one given everything else in the draw. `ends` are rows after the last day, `totals` rows of networks summed
    over the days, `short` the first day a stock was below a parameter. `bands` holds 5, 50 and 95 % of rows by day
    `[day, 3]`, `worth` what a unit more of each arc would have brought, `book` what entered and left each stock.
    """

    days: int
    draws: int
    values: Mapping[str, Array]
    first: Mapping[str, Ints]
    times: Mapping[str, Ints]
    carried: Mapping[str, Array]
    ends: Mapping[str, Array]
    totals: Mapping[str, Array]
    short: Mapping[tuple[str, str], Ints]
    bands: Mapping[str, Array]
    worth: Mapping[str, float]
    book: Mapping[str, tuple[Array, Array]]
    solved: int

    def happened(self, name: str) -> Array:
        """1.0 in the draws where the mechanism fired, else 0.0."""
        return np.asarray(self.first[name] < NEVER, dtype=np.float64)

    def odds(self, name: str) -> Array:
        """Its probability in each draw: carried where the mechanism is, else whether it fired."""
        return self.carried[name] if name in self.carried else self.happened(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a run is to note besides events: rows whose bands are wanted, stocks against parameters."""

    bands: tuple[str, ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    every: int = 1


def run(
    model: Model,
    case: Case,
    values: Mapping[str, Array],
    *,
    moves: Sequence[Do] = (),
    watch: Watch | None = None,
    tick: Tick | None = None,
) -> Result:
    """Run `model` with the parameters `values` (`[draw]`, rates a day's) from the case's day on.

    The seed is the model's; the number of draws is that of `values`. `tick(day, days)` is told of every day.
    """
    return run_with(model, case, values, Noise(model.seed, len(next(iter(values.values())))), (moves, watch, tick))


def run_with(
    model: Model,
    case: Case,
    values: Mapping[str, Array],
    noise: Noise,
    rest: tuple[Sequence[Do], Watch | None, Tick | None] = ((), None, None),
) -> Result:
    """As `run`, with the luck given."""
    moves, watch, tick = rest
    course = prepared(compiled(model, case, values, noise, first_day=case.as_of, moves=moves))
    seen = _Seen(course.state, watch or Watch(), course.program)
    for day in range(1, model.horizon + 1):
        advance(course, day)
        seen.note(course.state, day)
        if tick:
            tick(day, model.horizon)
    return _result(course, seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A run on its way: what it goes by, where it stands, and its networks by name."""

    program: Program
    state: State
    nets: Mapping[str, Transport]


def prepared(program: Program) -> Course:
    """A run before its first day."""
    model = program.model
    used = [one.network for one in model.mechanisms.values() if one.network]
    nets = {name: Transport(name, model, program.values, program.draws) for name in used}
    state = begin(program.draws, _starts(program), model)
    for net in nets.values():
        state.rows |= net.rows()
    return Course(program=program, state=state, nets=nets)


def _starts(program: Program) -> dict[str, Array]:
    model, values, zero = program.model, program.values, np.zeros(program.draws)
    rows: dict[str, Array] = {}
    for name, stock in model.stocks.items():
        rows[name] = np.maximum(values[stock.start], 0.0)
        if stock.most:
            rows[f"{name}.most"] = np.maximum(values[stock.most], rows[name])
    rows |= {name: np.clip(values[one.start], one.least, one.most) for name, one in model.indices.items()}
    for name, one in model.mechanisms.items():
        if one.kind == "hazard":
            rows |= kinds.begun(name, one, program)
        if one.kind == "choice":
            rows[f"{name}.turns"] = zero
        if one.after:
            rows[f"{name}.due"] = zero
    return rows


def advance(course: Course, day: int) -> None:
    """Move a run on by a day, which is the one after the last."""
    program, state = course.program, course.state
    named = program.model.mechanisms.items()
    chosen = {name: state.fired[name] for name, one in named if one.kind == "choice" and name in state.fired}
    state.fired, state.flow, state.sums = {}, {}, {}
    state.held.clear()
    expire(state, day)
    _moves(program, state, day)
    for name, one in named:
        if one.kind == "hazard":
            kinds.hazard(name, one, program, state, day)
    for name, one in named:
        if one.excited:
            kinds.remember(name, one, program, state)
    _flows(course, day)
    today = state.fired
    for kind, step in (("stock", kinds.stock), ("drift", kinds.drift), ("choice", kinds.choice)):
        state.fired = today if kind == "choice" else {**today, **chosen}
        for name, one in named:
            if one.kind == kind:
                step(name, one, program, state, day)


def _flows(course: Course, day: int) -> None:
    for name, one in course.program.model.mechanisms.items():
        if one.kind == "flow" and course.program.forced.get(name, {}).get(day) is False:
            course.nets[one.network].rest(course.state, day)
        elif one.kind == "flow":
            course.nets[one.network].today(course.state, day)
    course.state.news = {}


def _moves(program: Program, state: State, day: int) -> None:
    for one in program.moves:
        if not one.first <= day <= one.last:
            continue
        if one.target == "mode":
            hold_mode(state, one.name, program.code(one.name, one.value), one.last)
        elif one.target == "stock":
            _stock(state, one)


def _stock(state: State, one: Do) -> None:
    now, by = state.rows[one.name], float(one.value)
    wanted = np.full_like(now, by) if one.sign == "=" else now + by if one.sign == "+=" else now * by
    if (wanted < 0).any():
        raise InputError(f"move {one.text!r} takes more than there is; expected no stock below 0")
    move(state, "outside", one.name, np.maximum(wanted - now, 0.0))
    move(state, one.name, "outside", np.maximum(now - wanted, 0.0))


class _Seen:
    """Bands and first days noted while a run goes on."""

    def __init__(self, state: State, watch: Watch, program: Program) -> None:
        self.watch, self.program = watch, program
        self.bands: dict[str, list[Array]] = {row: [] for row in watch.bands}
        self.short = {pair: np.full(state.draws, NEVER, dtype=np.int64) for pair in watch.short}

    def note(self, state: State, day: int) -> None:
        """Add the day to what is watched."""
        if self.bands and (day % self.watch.every == 0 or day == 1):
            for row, kept in self.bands.items():
                kept.append(np.array([day, *np.quantile(state.rows[row], (0.05, 0.5, 0.95))]))
        for (stock, need), first in self.short.items():
            below = state.rows[stock] < self.program.values[need]
            np.minimum(first, day, out=first, where=below)


def _result(course: Course, seen: _Seen) -> Result:
    program, state, nets = course.program, course.state, course.nets
    totals = {row: total for net in nets.values() for row, total in net.totals(program.days).items()}
    worth = {f"{net}.{arc}": value for net, one in nets.items() for arc, value in one.bottlenecks(program.days).items()}
    result = Result(
        days=program.days,
        draws=state.draws,
        values={name: one for name, one in program.values.items() if not name.endswith(".keep")},
        first={name: one.astype(np.int64) for name, one in state.first.items()},
        times=state.times,
        carried={name: np.minimum(one, 1.0) for name, one in state.carried.items()},
        ends={name: np.ascontiguousarray(row) for name, row in state.rows.items() if not name.endswith(HIDDEN)},
        totals=totals,
        short=seen.short,
        bands={row: np.array(one) for row, one in seen.bands.items()},
        worth=worth,
        book=state.book,
        solved=sum(len(net.solutions) for net in nets.values()),
    )
    _refuse_nan(result)
    return result


def _refuse_nan(result: Result) -> None:
    books = {f"{name} ({way})": row for name, book in result.book.items() for way, row in zip("+-", book, strict=True)}
    for part in (result.values, result.carried, result.ends, result.totals, result.bands, books):
        for name, row in part.items():
            if not np.isfinite(row).all():
                raise InputError(f"{name} is no finite number in some draws; expected parameters that keep it finite")


def lasting(model: Model, days: int) -> Model:
    """The model with another horizon."""
    return msgspec.structs.replace(model, horizon=days)
