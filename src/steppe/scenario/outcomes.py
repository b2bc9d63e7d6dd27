"""From a result to one number a draw: the odds of an event, a row at the end, a sum, a day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import Asked, Model
from steppe.scenario.run import Result
from steppe.scenario.state import NEVER
from steppe.scenario.wiring import upstream

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """The probability of an event: its mean over draws, by draw (`[draw]`), and where counted, how often it came.

    `weight` is the probability of the condition by draw (1 where there is none). `count` is `None` where the
    probability is carried along, not counted.
    """

    mean: float
    by_draw: Array
    weight: Array
    count: int | None
    of: int


def odds(asked: Asked, found: Result, model: Model) -> Odds:
    """How likely what is asked is: any of its mechanisms fires, or none does, perhaps given another one."""
    names = asked.any or asked.none
    carried = all(name in found.carried for name in names)
    if asked.given and not all(hangs(name, asked.given, model) for name in names):
        carried = False
    if carried:
        return _carried(asked, found, names)
    return _counted(asked, found, names)


def hangs(name: str, cause: str, model: Model) -> bool:
    """Whether a mechanism can come only after `cause` has, by all that it is given."""
    one = model.mechanisms[name]
    return name == cause or (one.kind == "choice" and all(hangs(given, cause, model) for given in one.given))


def informed(name: str, cause: str, found: Result, model: Model) -> tuple[float, float]:
    """The probability of a mechanism if `cause` is known to come, and if it is known not to.

    Where the cause only makes it likelier or less likely, both are counted over the draws.
    """
    seen = found.odds(name)
    mean, chance = float(seen.mean()), float(found.odds(cause).mean())
    if hangs(name, cause, model):
        return min(mean / chance, 1.0) if chance else 0.0, 0.0
    came = found.happened(cause) > 0
    if cause not in upstream(model, (name,))[0] or came.all() or not came.any():
        return mean, mean
    return float(seen[came].mean()), float(seen[~came].mean())


def _carried(asked: Asked, found: Result, names: tuple[str, ...]) -> Odds:
    either = 1.0 - np.prod([1.0 - found.odds(name) for name in names], axis=0)
    weight = found.odds(asked.given) if asked.given else np.ones(found.draws)
    whole = float(weight.mean())
    mean = float(either.mean()) / whole if whole else 0.0
    ratio = np.divide(either, weight, out=np.full(found.draws, mean), where=weight > 0)
    if asked.none:
        mean, ratio = 1.0 - mean, 1.0 - ratio
    return Odds(mean=min(max(mean, 0.0), 1.0), by_draw=np.clip(ratio, 0, 1), weight=weight, count=None, of=found.draws)


def _counted(asked: Asked, found: Result, names: tuple[str, ...]) -> Odds:
    happened = np.max([found.happened(name) for name in names], axis=0)
    if asked.none:
        happened = 1.0 - happened
    weight = found.happened(asked.given) if asked.given else np.ones(found.draws)
    kept = weight > 0
    of, count = int(kept.sum()), int((happened * weight).sum())
    mean = count / of if of else 0.0
    smooth = np.full(found.draws, mean)
    if of and 0 < count < of:
        smooth = _smoothed(happened, kept, found)
    return Odds(mean=mean, by_draw=smooth, weight=weight, count=count, of=of)


def _smoothed(happened: Array, kept: NDArray[np.bool_], found: Result) -> Array:
    """The probability in each draw as its parameters give it: a ridge logistic fit on their ranks."""
    columns = [_ranks(value) for value in found.values.values() if np.ptp(value) > 0]
    design = np.column_stack([np.ones(found.draws), *columns])
    weights = np.zeros(design.shape[1])
    some, what = design[kept], happened[kept]
    for _ in range(8):
        chance = 1.0 / (1.0 + np.exp(-np.clip(some @ weights, -30, 30)))
        slope = some.T @ (what - chance) - weights
        bend = (some * (chance * (1 - chance))[:, None]).T @ some + np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30))))


def _ranks(values: Array) -> Array:
    order = np.empty(len(values))
    order[np.argsort(values, kind="stable")] = np.linspace(-1.0, 1.0, len(values))
    return order


def amounts(asked: Asked, found: Result) -> Array:
    """What is asked in each draw: a row at the end, a sum over the run, or a day (`inf` where it does not come)."""
    if asked.row:
        return found.ends[asked.row]
    if asked.total or asked.rank:
        return found.totals[asked.total or asked.of]
    days = found.first[asked.first] if asked.first else found.short[asked.short, asked.of]
    return np.where(days < NEVER, days.astype(np.float64), np.inf)
