"""Shares of an answer's variance by parameter, alone and with all they do together, luck being one of them.

Saltelli's design (Saltelli and others 2010; Jansen's estimators): two sets of draws, and for each parameter a set that
takes that parameter from the other one. Luck is swapped in the same way, so that what is luck and what is ignorance
stand side by side: with luck held fixed a single parameter would seem to explain nearly everything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError, UnknownName
from steppe.scenario.answer import form, path, watch
from steppe.scenario.model import Question
from steppe.scenario.noise import Noise
from steppe.scenario.outcomes import amounts, odds
from steppe.scenario.run import Result, lasting, run_with
from steppe.scenario.sensitivity import drivers
from steppe.scenario.setting import Setting, moves_of, result
from steppe.scenario.values import draw

Array = NDArray[np.float64]
LUCK = "luck"
MOST = 12  # parameters looked at: those with the greatest first-order share in the ordinary run


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of the variance of an answer: what goes with an input `alone`, and with all it does `together` with others."""

    name: str
    alone: float
    together: float


def shares(setting: Setting, name: str, *, size: int = 512, more: Sequence[str] = ()) -> tuple[Share, ...]:
    """Sobol shares of a question that a run answers, the greatest total first; `size` draws a set.

    Raises `UnknownName`, or `InputError` for another question or a size below 64.
    """
    if name not in setting.model.questions:
        raise UnknownName("question", name, setting.model.questions)
    question = setting.model.questions[name]
    if form(question.measure) not in {"any", "none", "row", "total"}:
        raise InputError(f"question {name} is no probability or amount; expected one that a run answers")
    if size < 64:
        raise InputError(f"size is {size}; expected 64 draws or more")
    names = _greatest(setting, question, more)
    one = draw(setting.values, setting.seed, size)
    other = draw(setting.values, setting.seed + 1, size)
    found = _run(setting, question, more, _design(one, other, names), size)
    sets = _outcome(question, found, setting).reshape(len(names) + 3, size)
    return tuple(sorted(_shares(sets, (*names, LUCK)), key=lambda share: -share.together))


def _greatest(setting: Setting, question: Question, more: Sequence[str]) -> tuple[str, ...]:
    moves = moves_of(setting, question.scenario, more)
    found = result(setting, moves, days=question.days, watch=watch(question.measure))
    chance = bool(question.measure.any or question.measure.none)
    _, parameters = path(setting, question)
    ranked = drivers(_outcome(question, found, setting), found.values, parameters, chance=chance)
    return tuple(driver.name for driver in ranked[:MOST])


def _outcome(question: Question, found: Result, setting: Setting) -> Array:
    if question.measure.any or question.measure.none:
        return odds(question.measure, found, setting.model).by_draw
    return amounts(question.measure, found)


def _design(one: Mapping[str, Array], other: Mapping[str, Array], names: Sequence[str]) -> dict[str, Array]:
    """The sets one after another: the first, the second, the first with each name from the second, the first again."""
    return {
        key: np.concatenate(
            [one[key], other[key], *(other[key] if key == name else one[key] for name in names), one[key]]
        )
        for key in one
    }


def _run(setting: Setting, question: Question, more: Sequence[str], design: Mapping[str, Array], size: int) -> Result:
    own, swapped = np.arange(size), np.arange(size, 2 * size)
    sets = len(next(iter(design.values()))) // size
    luck = np.concatenate([own, swapped, *([own] * (sets - 3)), swapped])
    model = lasting(setting.model, question.days) if question.days else setting.model
    noise = Noise(setting.seed, len(luck), luck=luck)
    return run_with(
        model, setting.case, design, noise, (moves_of(setting, question.scenario, more), None, setting.tick)
    )


def _shares(sets: Array, names: Sequence[str]) -> list[Share]:
    first, second = sets[0], sets[1]
    whole = float(np.concatenate([first, second]).var())
    if whole == 0:
        return [Share(name=name, alone=0.0, together=0.0) for name in names]
    return [
        Share(
            name=name,
            alone=float(np.clip(1.0 - ((second - mixed) ** 2).mean() / (2 * whole), 0.0, 1.0)),
            together=float(np.clip(((first - mixed) ** 2).mean() / (2 * whole), 0.0, 1.0)),
        )
        for name, mixed in zip(names, sets[2:], strict=True)
    ]
