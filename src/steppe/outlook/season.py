"""The working year of the world's governments: how busy a day is between states, beside the mean day.

Few acts are reported at the turn of the year and in August, more while the General Assembly of the United Nations sits
in September and before the summits of November. Recalled, and compared with event data of 2014.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
# From this day of the year on: (day of the year, factor).
YEAR = (
    (1, 0.70),
    (8, 0.95),
    (32, 1.00),
    (60, 1.03),
    (121, 0.97),
    (152, 1.02),
    (197, 0.95),
    (213, 0.85),
    (244, 1.00),
    (258, 1.07),
    (275, 1.04),
    (305, 1.06),
    (350, 0.95),
    (358, 0.70),
)
_STARTS, _FACTORS = (np.array(column) for column in zip(*YEAR, strict=True))


def busy(days: NDArray[np.int64]) -> Numbers:
    """How busy each day is, 1 for the mean day; days count from 1970-01-01.

    >>> from steppe.outlook.history import date, day_number
    >>> busy(np.array([day_number(date(2021, 1, 1)), day_number(date(2021, 3, 1))])).tolist()
    [0.7, 1.03]
    """
    day = days.astype("datetime64[D]")
    of_year = (day - day.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) + 1
    found: Numbers = _FACTORS[np.searchsorted(_STARTS, of_year, "right") - 1]
    return found


def window(first: int, days: int) -> float:
    """How busy the mean day of a window is."""
    return float(busy(np.arange(first, first + days)).mean())
