"""Calibration on held-back time: what a model says is bent so that it happens as often as said.

Beta calibration (Kull, Silva Filho and Flach 2017): log-odds become `rise` times the log of the probability less `fall`
times the log of its complement plus a shift, drawn towards no change at all.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from steppe.outlook.series import Numbers

PENALTY = 600.0  # how strongly `rise` and `fall` are drawn towards 1
STILL = 6000.0  # and the shift towards 0: how busy a month was says little about the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """A calibration; the plain one changes nothing.

    >>> Bend()(np.array([0.5, -2.0])).round(9).tolist()
    [0.5, -2.0]
    """

    rise: float = 1.0
    fall: float = 1.0
    shift: float = 0.0

    def __call__(self, log_odds: Numbers) -> Numbers:
        """The calibrated log-odds."""
        return cast(Numbers, self.rise * log_expit(log_odds) - self.fall * log_expit(-log_odds) + self.shift)


def bend(log_odds: Numbers, happened: Numbers, weight: Numbers | None = None) -> Bend:
    """The calibration under which what happened is likeliest, with `rise` and `fall` of 0.3 at least.

    >>> said = np.repeat([-2.0, 2.0], 4000)
    >>> halves = np.argsort(np.arange(8000) % 8 // 4, kind="stable")
    >>> seen = np.tile([1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0], 1000)[halves]
    >>> bend(said, seen).rise < 0.8
    True
    """
    up, down = log_expit(log_odds), -log_expit(-log_odds)
    many = np.ones(len(happened)) if weight is None else weight

    def loss(bent: Numbers) -> tuple[float, Numbers]:
        rise, fall, shift = bent
        said = rise * up + fall * down + shift
        missed = many * (expit(said) - happened)
        drawn = PENALTY * ((rise - 1) ** 2 + (fall - 1) ** 2) + STILL * shift**2
        slope = np.array([missed @ up, missed @ down, missed.sum()])
        slope += 2 * np.array([PENALTY * (rise - 1), PENALTY * (fall - 1), STILL * shift])
        return float(many @ (np.logaddexp(0, said) - happened * said)) + drawn, slope

    found = minimize(
        loss, np.array([1.0, 1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0.3, None), (0.3, None), (None, None)]
    ).x
    return Bend(rise=float(found[0]), fall=float(found[1]), shift=float(found[2]))
