"""The nouns of the room: a question, a forecast with its reasons, and what a forecaster is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from steppe.outlook.history import History


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether any of the actors does any of the kinds to any of the recipients between two days, both included.

    Names are as the history has them, or country codes and names where actors are attributed to their countries.
    A kind is a PLOVER type (`SANCTION`), a type and mode (`ASSAULT.aerial`), or a quad class (`quad-4`). An empty
    `recipients` means any other actor, and so does an empty `actors`. Only what is known before `opens` may be used.

    >>> Question(actors=("KAZ",), kinds=("REJECT",), recipients=("RUS",), opens=date(2022, 11, 24),
    ...          closes=date(2022, 12, 23)).days
    30
    """

    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    recipients: tuple[str, ...]
    opens: date
    closes: date
    text: str = ""

    @property
    def days(self) -> int:
        """The number of days the window has."""
        return (self.closes - self.opens).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What moved a forecast from its base rate: a part in log-odds, in words, and the past events it rests on.

    `rows` are rows of the history, newest first. Parts add up: log-odds of the base rate plus all parts are the
    log-odds of the probability.
    """

    feature: str
    text: str
    part: float
    value: float = 0.0
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The probability of at least one event that answers the question, and why.

    `low` and `high` hold 90 % of what the evidence allows for the probability itself; `base_rate` is the forecast of
    climatology, from which the reasons lead to `probability`. `note` says what a reader must know (history is thin).
    `changes` says what would move it: (what, the probability then).
    """

    question: Question
    probability: float
    low: float
    high: float
    base_rate: float
    reasons: tuple[Reason, ...] = ()
    changes: tuple[tuple[str, float], ...] = ()
    forecaster: str
    as_of: date
    note: str = ""


Learned = Callable[[Sequence[Question]], tuple[Forecast, ...]]


class Forecaster(NamedTuple):
    """A way to forecast, by name and version: `learn` takes what was known and gives what answers questions."""

    name: str
    version: str
    learn: Callable[[History], Learned]
