"""Why an answer is what it is: orders of events with counts, and what is left of it when a cause is taken away.

A but-for run has the same parameters and the same luck, one group of mechanisms held off. Necessity is the part of the
answer that goes with it, sufficiency the probability of the answer given that link (Pearl 2000, in counts of draws).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from steppe.errors import InputError, UnknownName
from steppe.scenario.answer import form, path, watch
from steppe.scenario.model import Model, Question
from steppe.scenario.moves import Do, read_move, used_ties
from steppe.scenario.outcomes import amounts, informed, odds
from steppe.scenario.run import Result
from steppe.scenario.setting import Setting, moves_of, result
from steppe.scenario.state import NEVER

MOST = 8  # but-for runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Events in the order they first came, in `count` of the draws; longer orders that begin so are counted in."""

    steps: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ButFor:
    """What is left of an answer without a cause.

    `necessity` is the part of it that goes, 0 to 1 (below 0 where the cause holds it back); `sufficiency` the answer
    given that the cause comes, `None` where that is not carried along.
    """

    cause: str
    mechanisms: tuple[str, ...]
    without: float
    necessity: float
    sufficiency: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The causes of an answer: the answer itself (a probability or a mean), orders of events, but-for runs.

    `targets` are the mechanisms asked about; `bottlenecks` what a unit more of each way would have brought.
    """

    id: str
    ask: str
    answer: float
    unit: str
    draws: int
    targets: tuple[str, ...]
    orders: tuple[Order, ...]
    but_for: tuple[ButFor, ...]
    bottlenecks: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, str], ...]


def why(setting: Setting, name: str, more: Sequence[str] = ()) -> Why:
    """The causes of the answer to a question of the model.

    Raises `UnknownName`, or `InputError` for a question that no run answers.
    """
    if name not in setting.model.questions:
        raise UnknownName("question", name, setting.model.questions)
    question = setting.model.questions[name]
    if form(question.measure) not in {"any", "none", "first", "row", "total", "short"}:
        raise InputError(f"question {name} is no probability, amount or day; expected one that a run answers")
    moves = moves_of(setting, question.scenario, more)
    found = _run(setting, question, moves)
    whole = _mean(question, found, setting.model)
    asked = question.measure
    targets = (*asked.any, *asked.none, *filter(None, (asked.first,)))
    mechanisms, _ = path(setting, question)
    groups = _groups(setting.model, mechanisms)
    network = (asked.total or asked.row).partition(".")[0]
    worth = [pair for pair in found.worth.items() if pair[0].partition(".")[0] == network]
    return Why(
        id=name,
        ask=question.ask,
        answer=whole,
        unit=question.unit,
        draws=setting.draws,
        targets=targets,
        orders=_orders(setting.model, found, mechanisms),
        but_for=tuple(_but_for(setting, question, moves, (cause, group, whole)) for cause, group in groups.items()),
        bottlenecks=tuple((arc, one) for arc, one in sorted(worth, key=lambda pair: -pair[1]) if one > 0.01),
        words=tuple((one, setting.model.mechanisms[one].why) for one in setting.model.mechanisms if one in mechanisms),
    )


def _run(setting: Setting, question: Question, moves: Sequence[Do]) -> Result:
    return result(setting, moves, days=question.days, watch=watch(question.measure))


def _mean(question: Question, found: Result, model: Model) -> float:
    if question.measure.any or question.measure.none:
        return odds(question.measure, found, model).mean
    values = amounts(question.measure, found)
    kept = values[np.isfinite(values)]
    return float(kept.mean()) if len(kept) else 0.0


def _groups(model: Model, mechanisms: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Causes to take away: mechanisms on the path by their group, in the order of the model."""
    found: dict[str, tuple[str, ...]] = {}
    for name, one in model.mechanisms.items():
        if name in mechanisms and one.kind in {"hazard", "choice", "drift", "stock"}:
            group = one.group or name
            found[group] = (*found.get(group, ()), name)
    return dict(list(found.items())[:MOST])


def _but_for(
    setting: Setting, question: Question, moves: Sequence[Do], rest: tuple[str, tuple[str, ...], float]
) -> ButFor:
    cause, group, whole = rest
    model = setting.model
    off = tuple(read_move(f"{name}=off", model, used_ties(model), horizon=10 * model.horizon) for name in group)
    without = _mean(question, _run(setting, question, (*moves, *off)), model)
    return ButFor(
        cause=cause,
        mechanisms=group,
        without=without,
        necessity=1.0 - without / whole if whole else 0.0,
        sufficiency=_sufficiency(setting, question, moves, group),
    )


def _sufficiency(setting: Setting, question: Question, moves: Sequence[Do], group: tuple[str, ...]) -> float | None:
    asked, found = question.measure, _run(setting, question, moves)
    if not asked.any or len(group) > 1 or group[0] not in found.carried:
        return None
    if asked.given or not found.odds(group[0]).any():
        return None
    return min(sum(informed(one, group[0], found, setting.model)[0] for one in asked.any), 1.0)


def _orders(model: Model, found: Result, mechanisms: frozenset[str]) -> tuple[Order, ...]:
    """The tree of orders: every beginning of an order of first events, with the draws that begin so."""
    names = [
        name
        for name, one in model.mechanisms.items()
        if name in mechanisms and one.kind in {"hazard", "choice"} and not one.excited
    ]
    if not names:
        return ()
    first = np.array([found.first[name] for name in names])
    some = np.flatnonzero((first < NEVER).any(axis=0))
    counts: Counter[tuple[str, ...]] = Counter()
    for draw in some.tolist():
        days = first[:, draw]
        order = tuple(names[at] for at in np.argsort(days, kind="stable") if days[at] < NEVER)
        counts.update(order[: length + 1] for length in range(len(order)))
    ranked = sorted(counts.items(), key=lambda pair: pair[0])
    return tuple(Order(steps=steps, count=count) for steps, count in ranked)
