"""Logistic regression on logarithms of rates and ages, with an offset: the smooth half of the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from steppe.outlook.features import NAMES, Matrix, Sample
from steppe.outlook.panel import QUADS
from steppe.outlook.series import NEVER, Numbers

PENALTY = 100.0
STEPS = 60
LEAST = 0.003  # added to a rate before its logarithm is taken: an event in a year
TINY = 0.0001  # added to a share of others
PLAIN = frozenset(
    name for name in NAMES if ":odds:" in name or ":share:" in name or ":surge_" in name or name == "horizon"
)
SHORT, LONG = 7.0, 40.0  # days after which the weight of an age has fallen to a third


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logit:
    """A weight for each column of `columns(rows)`, measured from its mean, and one for all."""

    means: Numbers
    weights: Numbers
    constant: float

    def log_odds(self, rows: Matrix) -> Numbers:
        """What is added to the offset for each row."""
        return (columns(rows) - self.means) @ self.weights + self.constant

    def parts(self, rows: Matrix) -> Numbers:
        """What each feature adds for each row, and last what all rows have alike; their sum is the whole."""
        terms = (columns(rows) - self.means) * self.weights
        found = np.zeros((len(rows), len(NAMES) + 1))
        for at, feature in enumerate(_FEATURE_OF):
            found[:, feature] += terms[:, at]
        found[:, -1] = self.constant
        return found


def columns(rows: Matrix) -> Numbers:
    """The columns that the regression weighs: logarithms, faded ages, marks for each quad class and for what never was.

    >>> columns(np.zeros((2, len(NAMES)), dtype=np.float32)).shape[1] > len(NAMES)
    True
    """
    found: list[Numbers] = []
    quads = rows[:, NAMES.index("quad")]
    marks = [(quads == quad).astype(np.float64) for quad in range(QUADS)]
    for at, name in enumerate(NAMES):
        found += _of(name, rows[:, at].astype(np.float64), marks)
    return np.stack(found, axis=1)


def _of(name: str, value: Numbers, marks: Sequence[Numbers]) -> list[Numbers]:
    """The columns of one feature; `marks` are those of the quad classes."""
    if name == "quad":
        return [*marks]
    if name.endswith(":age"):
        never = (value >= NEVER).astype(np.float64)
        split = [never * mark for mark in marks] if name == "own:age" else [never]
        return [np.exp(-value / SHORT), np.exp(-value / LONG), np.log1p(value), *split]
    if name in PLAIN:
        return [value]
    return [np.log1p(value) if ":last:" in name else np.log(value + (TINY if ":wide_" in name else LEAST))]


def _width(name: str) -> int:
    return len(_of(name, np.zeros(1), [np.zeros(1)] * QUADS))


_FEATURE_OF = np.repeat(np.arange(len(NAMES)), [_width(name) for name in NAMES])
_STEADY = {name for name in NAMES if name in PLAIN or ":wide_" in name or name == "quad"}
_FIRST = [3 if name.endswith(":age") else 0 if name in _STEADY else 1 for name in NAMES]
_SHARE = np.array([float(":share:" in NAMES[at]) for at in _FEATURE_OF])
# Marks the columns that trees start from: log-odds, others of late, surges, quad classes, what never was.
STARTS = np.concatenate([np.arange(_width(name)) >= first for name, first in zip(NAMES, _FIRST, strict=True)])


def regress(sample: Sample, only: NDArray[np.bool_] | None = None) -> Logit:
    """The regression with the least loss and a penalty on large weights (ridge), from the same start each time.

    First it weighs the columns of `STARTS`, then all, on top of that; or just those that `only` marks.
    """
    whole = columns(sample.rows)
    means = np.average(whole, axis=0, weights=sample.weight)
    # Climatology falls for what never was as the past grows longer: weights are drawn towards none of it.
    found = Logit(means=means, weights=-_SHARE, constant=-float(means @ _SHARE))
    for kept in (STARTS, np.ones_like(STARTS)) if only is None else (only,):
        more = _fitted(whole, sample, found, kept)
        found = Logit(means=means, weights=found.weights + more.weights, constant=found.constant + more.constant)
    return found


def _fitted(whole: Numbers, sample: Sample, so_far: Logit, kept: NDArray[np.bool_]) -> Logit:
    """What some columns add to a regression."""
    table, means = whole[:, kept], so_far.means[kept]
    offset = sample.offset + (whole - so_far.means) @ so_far.weights + so_far.constant
    spread = np.sqrt(np.average((table - means) ** 2, axis=0, weights=sample.weight)) + 1e-6
    scaled = ((table - means) / spread).astype(np.float32)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        said = offset + scaled @ weights[:-1].astype(np.float32) + weights[-1]
        missed = (sample.weight * (expit(said) - sample.happened)).astype(np.float32)
        total = float(sample.weight @ (np.logaddexp(0, said) - sample.happened * said))
        slope = np.append(missed @ scaled + PENALTY * weights[:-1], missed.sum())
        return total + PENALTY / 2 * float(weights[:-1] @ weights[:-1]), slope.astype(np.float64)

    start = np.zeros(table.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights = np.zeros(len(kept))
    weights[kept] = found[:-1] / spread
    return Logit(means=so_far.means, weights=weights, constant=float(found[-1]))
