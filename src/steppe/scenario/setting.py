"""A model set to a day: what was known then, parameters drawn, runs of its scenarios kept while they are needed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from steppe.errors import InputError, UnknownName
from steppe.scenario.load import load_model
from steppe.scenario.model import Model
from steppe.scenario.moves import Do, read_move, used_ties
from steppe.scenario.noise import Noise
from steppe.scenario.references import rests_on
from steppe.scenario.run import Result, Tick, Watch, lasting, run_with
from steppe.scenario.values import Draws, Value, draw, values_at
from steppe.world.build import as_known
from steppe.world.case import Case

FEWEST, MOST = 100, 1_000_000  # draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A case as known before `as_of`, its model, and `draws` of every parameter; the run starts on that day.

    `kept` holds the results of runs by moves, horizon and luck. `outlook` tells of each parameter that a
    forecast stands in for where its number comes from.
    """

    case: Case
    model: Model
    as_of: date
    seed: int
    values: dict[str, Value]
    drawn: Draws
    draws: int
    kept: dict[object, Result] = field(default_factory=dict)
    tick: Tick | None = None
    outlook: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Of case and model, and of the rates that a forecast brought."""
        rates = hashlib.sha256("\n".join(self.outlook.values()).encode()).hexdigest()[:16] if self.outlook else ""
        return f"{self.case.version}+{self.model.version}" + (f"+rates {rates}" if rates else "")


def opened(
    name: str, *, as_of: date | None = None, draws: int | None = None, seed: int | None = None, tick: Tick | None = None
) -> Setting:
    """The case called `name` with its model as of a day (its own by default).

    Raises `UnknownName`, or `InputError` where the model rests on what became known later.
    """
    case, model = load_model(name)
    when = as_of or case.as_of
    count = draws or model.draws
    if not FEWEST <= count <= MOST:
        raise InputError(f"draws is {count}; expected {FEWEST} to {MOST}")
    return set_to(case, model, when, (count, model.seed if seed is None else seed, tick))


def set_to(case: Case, model: Model, as_of: date, rest: tuple[int, int, Tick | None]) -> Setting:
    """A loaded case and model as of a day, with the number of draws, the seed and who is told of progress."""
    draws, seed, tick = rest
    known = replace(as_known(case, as_of), as_of=as_of)
    values = values_at(model, known, as_of, rests_on(known))
    return Setting(
        case=known,
        model=model,
        as_of=as_of,
        seed=seed,
        values=values,
        drawn=draw(values, seed, draws),
        draws=draws,
        tick=tick,
    )


def moves_of(setting: Setting, scenario: str, more: Sequence[str] = ()) -> tuple[Do, ...]:
    """The moves of a scenario of the model, and further ones in words. Raises `UnknownName` or `InputError`."""
    model = setting.model
    if scenario not in model.scenarios:
        raise UnknownName("scenario", scenario, model.scenarios)
    texts = (*model.scenarios[scenario].moves, *more)
    ties = used_ties(model)
    return tuple(read_move(text, model, ties, horizon=10 * model.horizon) for text in texts)


def result(
    setting: Setting, moves: Sequence[Do] = (), *, days: int = 0, luck: int = 0, watch: Watch | None = None
) -> Result:
    """The run with `moves` over `days` (the model's own if 0); another `luck` than 0 keeps only the parameters."""
    key = (tuple(one.text for one in moves), days, luck, watch)
    if key not in setting.kept:
        model = lasting(setting.model, days) if days else setting.model
        noise = Noise(setting.seed + luck * 7_919, setting.draws)
        rest = (moves, watch, setting.tick)
        setting.kept[key] = run_with(model, setting.case, setting.drawn, noise, rest)
    return setting.kept[key]


def last_day(setting: Setting, days: int) -> date:
    """The last day of a run of so many days."""
    return setting.as_of + timedelta(days=(days or setting.model.horizon) - 1)
