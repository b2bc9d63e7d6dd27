"""Logistic regression on logarithms of rates and ages, with an offset: the smooth half of the model."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from steppe.outlook.features import NAMES, Matrix
from steppe.outlook.panel import QUADS
from steppe.outlook.series import Numbers
from steppe.outlook.trees import Sample

PENALTY = 100.0
STEPS = 60
LEAST = 0.003  # added to a rate before its logarithm is taken: an event in a year
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


def columns(rows: Matrix) -> Numbers:
    """The columns that the regression weighs: logarithms, faded ages, a mark for each quad class.

    >>> columns(np.zeros((2, len(NAMES)), dtype=np.float32)).shape[1] > len(NAMES)
    True
    """
    found = []
    for at, name in enumerate(NAMES):
        value = rows[:, at].astype(np.float64)
        if name == "quad":
            found += [(value == quad).astype(np.float64) for quad in range(QUADS)]
        elif name == "horizon":
            found.append(value)
        elif name.endswith(":age"):
            found += [np.exp(-value / SHORT), np.exp(-value / LONG), np.log1p(value)]
        elif ":last:" in name:
            found.append(np.log1p(value))
        else:
            found.append(np.log(value + LEAST))
    return np.stack(found, axis=1)


def regress(sample: Sample) -> Logit:
    """The regression with the least loss and a penalty on large weights (ridge), from the same start each time."""
    table = columns(sample.rows)
    means = np.average(table, axis=0, weights=sample.weight)
    spread = np.sqrt(np.average((table - means) ** 2, axis=0, weights=sample.weight)) + 1e-6
    scaled = ((table - means) / spread).astype(np.float32)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        said = sample.offset + scaled @ weights[:-1].astype(np.float32) + weights[-1]
        missed = (sample.weight * (expit(said) - sample.happened)).astype(np.float32)
        total = float(sample.weight @ (np.logaddexp(0, said) - sample.happened * said))
        slope = np.append(missed @ scaled + PENALTY * weights[:-1], missed.sum())
        return total + PENALTY / 2 * float(weights[:-1] @ weights[:-1]), slope.astype(np.float64)

    start = np.zeros(table.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return Logit(means=means, weights=found[:-1] / spread, constant=float(found[-1]))
