"""The answer card: what an honest answer holds, and the words for how likely and how sure.

Likelihood words are those of ICD 203 (2015); confidence comes from the weakest licence on the answer's path and never
stands in one sentence with the likelihood.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from steppe.scenario.model import LICENCES, Licence
from steppe.scenario.sensitivity import Driver

Kind = Literal["probability", "amount", "days", "ranking", "statements", "chain", "drivers"]
WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (0.99, "almost certain"),
)
CONFIDENCE: dict[Licence, str] = {
    "back-tested": "moderate",
    "base-rate": "low",
    "expert": "low",
    "article": "very low",
}
FEW = 20  # events counted in the draws under which no decimal is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A number the answer rests on: a parameter with its licence, source and day, or a mechanism's licence."""

    name: str
    licence: Licence
    text: str
    why: str
    source: tuple[str, ...]
    known: date | None
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of an answer that is a list: a link, a statement, a scenario. Numbers are in the card's unit.

    `fact` is the id of the fact of the case that the line was held against, `source` what that is from, with `recalled`
    where it rests on memory.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    fact: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What a scenario changes, draw by draw under the same luck: mean, 5 to 95 %, and how much noise that saved.

    `saved` is how many times smaller the variance of the mean difference is than with independent luck.
    """

    mean: float
    low: float
    high: float
    error: float
    saved: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer as of a day. Probabilities are from 0 to 1; `low` and `high` are the 5 and 95 % of what is not known.

    `points` are the 5, 25, 50, 75, 95 % of an amount over draws. `luck` is the share no parameter explains. `never` is
    the share of draws in which a day does not come. `licence` is the weakest on the path, `weakest` who has it.
    `outlook` tells of each rate on the path that a forecast stands in for. `tests` say what back-tests showed, and
    `backtests` are the ids of these, in the same order.
    """

    id: str
    ask: str
    kind: Kind
    case: str
    as_of: date
    until: date
    scenario: str
    against: str
    moves: tuple[str, ...]
    unit: str
    licence: Licence
    confidence: str
    weakest: tuple[str, ...]
    grounds: tuple[Ground, ...]
    resolver: str
    draws: int
    seed: int
    version: str
    reference_class: str = ""
    article: str = ""
    probability: float | None = None
    word: str = ""
    low: float | None = None
    high: float | None = None
    points: tuple[float, ...] = ()
    never: float = 0.0
    count: int | None = None
    fewer_than: str = ""
    luck: float | None = None
    gap: Gap | None = None
    drivers: tuple[Driver, ...] = ()
    lines: tuple[Line, ...] = ()
    tests: tuple[str, ...] = ()
    backtests: tuple[str, ...] = ()
    outlook: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def word(probability: float) -> str:
    """The word for a probability (ICD 203).

    >>> word(0.002), word(0.31), word(0.97)
    ('almost no chance', 'unlikely', 'almost certain')
    """
    for top, text in WORDS:
        if probability <= top:
            return text
    return "almost certain"


def one_in(probability: float) -> str:
    """A small probability as people say it.

    >>> one_in(0.0019), one_in(0.31)
    ('about 1 in 530', '31 %')
    """
    if probability <= 0:
        return "0 %"
    if probability >= 0.1:
        return f"{100 * probability:.0f} %"
    number = 1 / probability
    size = 10 ** max(0, len(str(int(number))) - 2)
    return f"about 1 in {round(number / size) * size:,}"


def weakest(licences: tuple[Licence, ...]) -> Licence:
    """The weakest of some licences.

    >>> weakest(("base-rate", "expert"))
    'expert'
    """
    return max(licences, key=LICENCES.index, default="article")
