"""Two scenarios under the same luck: the difference draw by draw, never two separate numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from steppe.scenario.card import Gap
from steppe.scenario.model import Model
from steppe.scenario.moves import Do
from steppe.scenario.run import Result, Watch
from steppe.scenario.sensitivity import Array
from steppe.scenario.setting import Setting, last_day, moves_of, result

BANDS = 60  # days shown of a course, at most
ROUNDED = 1e-9  # a smaller part of the numbers that a difference is between comes from adding them up in another order


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One output in both scenarios: means and 5 to 95 % over draws, and the paired difference (second less first)."""

    name: str
    about: str
    unit: str
    one: tuple[float, float, float]
    other: tuple[float, float, float]
    gap: Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two scenarios of one case under the same parameters and luck.

    `routes` are what each route of the case carried, as shares of what was planned, in the first and the second.
    `courses` hold `[day, 5 %, 50 %, 95 %]` of a row by day, in the first scenario and the second; `spread` the counts
    of draws in twenty bins between the two numbers that go before them, in the first and the second. `outlook` tells of
    each rate that a forecast stands in for, in both.
    """

    case: str
    as_of: str
    until: str
    one: str
    other: str
    moves: tuple[str, ...]
    other_moves: tuple[str, ...]
    draws: int
    seed: int
    version: str
    sides: tuple[Side, ...]
    routes: dict[str, tuple[float, float]]
    courses: dict[str, tuple[tuple[tuple[float, ...], ...], tuple[tuple[float, ...], ...]]]
    spread: dict[str, tuple[float, float, tuple[int, ...], tuple[int, ...]]]
    outlook: tuple[str, ...] = ()


def compare(setting: Setting, one: str, other: str, *, more: Sequence[str] = (), days: int = 0) -> Compared:
    """Scenario `other`, with further moves in words if any, beside `one`. Raises `UnknownName` or `InputError`."""
    moves, others = moves_of(setting, one), moves_of(setting, other, more)
    length = days or setting.model.horizon
    rows = tuple(f"{net}.delivered" for net in setting.model.networks)
    watch = Watch(bands=rows, every=max(1, length // BANDS))
    first = result(setting, moves, days=days, watch=watch)
    second = result(setting, others, days=days, watch=watch)
    return Compared(
        case=setting.case.title,
        as_of=setting.as_of.isoformat(),
        until=last_day(setting, days).isoformat(),
        one=one,
        other=other if other != one else "what is declared",
        moves=_texts(moves),
        other_moves=_texts(others),
        draws=setting.draws,
        seed=setting.seed,
        version=setting.version,
        outlook=tuple(setting.outlook.values()),
        sides=tuple(_side(*parts) for parts in _outputs(setting.model, first, second)),
        routes=_routes(setting.model, first, second),
        courses={row: (_course(first, row), _course(second, row)) for row in rows},
        spread={f"{net}.lost": _spread(first, second, f"{net}.lost") for net in setting.model.networks},
    )


def _texts(moves: Sequence[Do]) -> tuple[str, ...]:
    return tuple(one.text for one in moves)


_Output = tuple[str, str, str, Array, Array]


def _outputs(model: Model, first: Result, second: Result) -> Iterator[_Output]:
    for name in first.carried:
        yield name, model.mechanisms[name].why, "1", first.carried[name], second.carried[name]
    for net, network in model.networks.items():
        for part in ("delivered", "lost", *network.arcs):
            row = f"{net}.{part}"
            yield row, _about(part), network.unit, first.totals[row], second.totals[row]
    for name, stock in model.stocks.items():
        yield name, stock.why, stock.unit, first.ends[name], second.ends[name]
    for name, index in model.indices.items():
        yield name, index.why, "index", first.ends[name], second.ends[name]


def _routes(model: Model, first: Result, second: Result) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for net, network in model.networks.items():
        plans = [float(one.totals[f"{net}.planned"].mean()) or 1.0 for one in (first, second)]
        for arc, way in network.arcs.items():
            if way.route:
                before = found.get(way.route, (0.0, 0.0))
                sent = [float(one.totals[f"{net}.{arc}"].mean()) for one in (first, second)]
                found[way.route] = (before[0] + sent[0] / plans[0], before[1] + sent[1] / plans[1])
    return found


def _about(part: str) -> str:
    return {"delivered": "arrives at the market over the run", "lost": "neither sent nor sent later"}.get(
        part, f"carried by {part} over the run"
    )


def _side(name: str, about: str, unit: str, one: Array, other: Array) -> Side:
    return Side(name=name, about=about, unit=unit, one=_three(one), other=_three(other), gap=gap(other, one))


def _three(values: Array) -> tuple[float, float, float]:
    low, high = np.quantile(values, (0.05, 0.95))
    return float(values.mean()), float(low), float(high)


def _course(found: Result, row: str) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, day)) for day in found.bands[row])


def _spread(first: Result, second: Result, row: str) -> tuple[float, float, tuple[int, ...], tuple[int, ...]]:
    one, other = first.totals[row], second.totals[row]
    low, high = float(min(one.min(), other.min())), float(max(one.max(), other.max()))
    ends = (low, high if high > low else low + 1.0)
    bins = [np.histogram(values, bins=20, range=ends)[0] for values in (one, other)]
    return *ends, tuple(map(int, bins[0])), tuple(map(int, bins[1]))


def gap(one: Array, other: Array) -> Gap:
    """`one - other` by draw (`[draw]`, both from the same parameters and luck); draws without both are left out.

    >>> gap(np.array([2.0, 3.0]), np.array([1.0, 2.0])).mean
    1.0
    """
    kept = np.isfinite(one) & np.isfinite(other)
    difference = one[kept] - other[kept]
    difference[np.abs(difference) <= ROUNDED * np.maximum(np.abs(one[kept]), np.abs(other[kept]))] = 0.0
    if not len(difference):
        return Gap(mean=0.0, low=0.0, high=0.0, error=0.0, saved=1.0)
    low, high = np.quantile(difference, (0.05, 0.95))
    spread = float(difference.var())
    apart = float(one[kept].var() + other[kept].var())
    return Gap(
        mean=float(difference.mean()),
        low=float(low),
        high=float(high),
        error=float(np.sqrt(spread / len(difference))),
        saved=apart / spread if spread > 0 else 1.0,
    )
