"""Distributions as a case writes them (`beta(1.5, 2.5)`): read, bounded, drawn."""

import re
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError
from steppe.scenario.plain import LARGEST

Draws = NDArray[np.float64]
FORMS: dict[str, tuple[str, ...]] = {
    "fixed": ("value",),
    "uniform": ("low", "high"),
    "loguniform": ("low", "high"),
    "tri": ("low", "mode", "high"),
    "normal": ("mean", "deviation"),
    "lognormal": ("median", "spread"),
    "beta": ("yes", "no"),
    "gamma": ("shape", "scale"),
}
BEYOND = 10.0  # deviations from a normal's mean that no draw reaches
WIDEST = 10.0  # the largest spread of a lognormal, in logs: a factor of 20,000 and more either way
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?", re.IGNORECASE)
_TEXT = re.compile(r"([a-z]+)\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A distribution by its `form` and numbers: see `FORMS` for what each number means."""

    form: str
    numbers: tuple[float, ...]

    @property
    def text(self) -> str:
        """As a case writes it."""
        return f"{self.form}({', '.join(f'{one:g}' for one in self.numbers)})"


def read_prior(text: str) -> Prior:
    """The distribution `text` names. Raises `InputError` with what would have been right.

    >>> read_prior("beta(1.5, 2.5)").numbers
    (1.5, 2.5)
    >>> read_prior("beta(1.5)")
    Traceback (most recent call last):
    steppe.errors.InputError: 'beta(1.5)' has 1 numbers; expected beta(yes, no)
    """
    found = _TEXT.fullmatch(text.strip())
    if found is None or found[1] not in FORMS:
        raise InputError(f"{text!r} is no distribution; expected one of {', '.join(map(_shape, FORMS))}")
    form, parts = found[1], [part.strip() for part in found[2].split(",")]
    if len(parts) != len(FORMS[form]):
        raise InputError(f"{text!r} has {len(parts)} numbers; expected {_shape(form)}")
    if not all(map(_NUMBER.fullmatch, parts)):
        raise InputError(f"{text!r} holds what is no number; expected {_shape(form)}")
    numbers = tuple(float(part) for part in parts)
    if not all(one == 0 or 1 / LARGEST <= abs(one) <= LARGEST for one in numbers):
        raise InputError(f"{text!r} is out of all scale; expected numbers from {1 / LARGEST:g} to {LARGEST:g} in size")
    _check(text, form, numbers)
    return Prior(form=form, numbers=numbers)


def _shape(form: str) -> str:
    return f"{form}({', '.join(FORMS[form])})"


def _check(text: str, form: str, numbers: tuple[float, ...]) -> None:
    first, last = numbers[0], numbers[-1]
    wrong = {
        "uniform": first >= last,
        "loguniform": not 0 < first < last,
        "tri": not numbers[0] <= numbers[len(numbers) // 2] <= last or first >= last,
        "normal": last <= 0,
        "lognormal": first <= 0 or not 0 < last <= WIDEST,
        "beta": first <= 0 or last <= 0,
        "gamma": first <= 0 or last <= 0,
    }
    if wrong.get(form, False):
        right = {
            "uniform": "low below high",
            "tri": "low, mode and high in order",
            "loguniform": "numbers above 0, low below high",
            "normal": "a deviation above 0",
            "lognormal": f"a median above 0 and a spread from 0 to {WIDEST:g}",
        }.get(form, "numbers above 0")
        raise InputError(f"{text!r} cannot be drawn from; expected {_shape(form)} with {right}")


def support(prior: Prior) -> tuple[float, float]:
    """The least and the largest value a draw can take (a normal: with a chance under 1e-22 it takes another).

    >>> support(read_prior("tri(1, 2, 4)")), support(read_prior("gamma(2, 1)"))
    ((1.0, 4.0), (0.0, inf))
    """
    first, last = prior.numbers[0], prior.numbers[-1]
    match prior.form:
        case "fixed" | "uniform" | "loguniform" | "tri":
            return first, last
        case "beta":
            return 0.0, 1.0
        case "normal":
            return first - BEYOND * last, first + BEYOND * last
        case _:
            return 0.0, inf


def sample(prior: Prior, noise: np.random.Generator, count: int) -> Draws:
    """`count` draws; the first of them are the same whatever the count."""
    one = prior.numbers
    match prior.form:
        case "fixed":
            return np.full(count, one[0])
        case "uniform":
            return noise.uniform(one[0], one[1], count)
        case "loguniform":
            return np.exp(noise.uniform(np.log(one[0]), np.log(one[1]), count))
        case "tri":
            return noise.triangular(one[0], one[1], one[2], count)
        case "normal":
            return noise.normal(one[0], one[1], count)
        case "lognormal":
            return np.asarray(one[0] * np.exp(one[1] * noise.standard_normal(count)))
        case "beta":
            return noise.beta(one[0], one[1], count)
        case _:
            return noise.gamma(one[0], one[1], count)


def in_levels(values: Draws, levels: int) -> Draws:
    """`values` moved to the medians of `levels` groups, so that few different ones remain.

    Groups are narrower towards both ends (edges at Chebyshev's points), so that an interval keeps its breadth: of equal
    groups the outermost would lie well inside it.

    >>> in_levels(np.array([1.0, 2.0, 3.0, 10.0]), 2).tolist()
    [1.5, 1.5, 6.5, 6.5]
    """
    order = np.argsort(values, kind="stable")
    number = min(levels, len(values))
    edges = (1.0 - np.cos(np.pi * np.arange(1, number) / number)) / 2.0
    found = np.empty_like(values)
    for part in np.split(order, np.round(edges * len(values)).astype(np.intp)):
        if len(part):
            found[part] = np.median(values[part])
    return found
