"""What a user said would happen, what came of it, and how forecasters did: the nouns of kept forecasts.

A forecast is a row as it was made. What came of its question is a judgement beside it, never a change of the row: of
all resolutions of a question the last one stands, and `open` takes an earlier one back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from steppe.errors import InputError, UnknownName
from steppe.record.border import check_comes_back, utc

Outcome = Literal["yes", "no", "void", "open"]
OUTCOMES = ("yes", "no", "void", "open")
"""What may be said of a question: `void` is never scored, `open` takes back what was said before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A reason of a forecast: its part in log-odds, its words, and the past events it rests on, as cited."""

    text: str
    part: float
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForecast:
    """A forecast that somebody chose to keep, as it was made.

    `question` is its text form, which stands for itself; the sides, kinds and days are what it was read as. `as_of` is
    the day before which things had to be known to be used, `made` the time of keeping. `forecaster` is name@version,
    and `history` the SHA-256 of what was known.
    """

    id: str
    question: str
    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    recipients: tuple[str, ...]
    opens: date
    closes: date
    as_of: date
    forecaster: str
    probability: float
    low: float
    high: float
    base_rate: float
    reasons: tuple[Because, ...]
    note: str
    history: str
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What somebody says came of a question, on what grounds; `evidence` are the rows cited, `author` a person or us.

    It holds for every forecast of the question, until somebody says otherwise later.
    """

    id: str
    question: str
    outcome: Outcome
    why: str
    evidence: tuple[str, ...]
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBacktest:
    """The result of a back-test: what was asked and of whom, on which history (SHA-256), and the scores as JSON.

    `asked` are the questions, `origins` how many times they were asked from `since` on, every so many days.
    `forecasters` are name@version, and `steppe` is the version that ran it.
    """

    id: str
    asked: tuple[str, ...]
    since: date
    every: int
    origins: int
    forecasters: tuple[str, ...]
    history: str
    steppe: str
    scores: str
    made: datetime


def check_forecast(one: KeptForecast) -> None:
    """Raise `InputError` for a probability that cannot be scored, a window without days, or a time without a zone.

    >>> from datetime import UTC
    >>> day = date(2022, 1, 1)
    >>> check_forecast(KeptForecast(id="1", question="q", actors=(), kinds=(), recipients=(), opens=day, closes=day,
    ...     as_of=day, forecaster="own@1", probability=1.0, low=0.5, high=1.0, base_rate=0.5, reasons=(), note="",
    ...     history="", made=datetime(2022, 1, 1, tzinfo=UTC)))
    Traceback (most recent call last):
    steppe.errors.InputError: forecast 1: probability 1.0; expected more than 0 and less than 1
    """
    where = f"forecast {one.id}"
    for name, value in (("probability", one.probability), ("base rate", one.base_rate)):
        if not 0 < value < 1:
            raise InputError(f"{where}: {name} {value}; expected more than 0 and less than 1")
    if one.closes < one.opens:
        raise InputError(f"{where}: closes on {one.closes}, before it opens on {one.opens}; expected a later day")
    utc(one.made, what=where)
    check_comes_back(KeptForecast, one, where)


def check_resolution(one: Resolution) -> None:
    """Raise `UnknownName` for an outcome there is not, `InputError` without an author or a zone of time."""
    if one.outcome not in OUTCOMES:
        raise UnknownName("outcome", one.outcome, OUTCOMES)
    where = f"resolution of {one.question!r}"
    if not one.author.strip():
        raise InputError(f"{where}: nobody said so; expected the name of an author")
    utc(one.at, what=where)
    check_comes_back(Resolution, one, where)


def check_backtest(one: KeptBacktest) -> None:
    """Raise `InputError` where it does not come back from JSON as it was, or its time has no zone."""
    utc(one.made, what=f"back-test {one.id}")
    check_comes_back(KeptBacktest, one, f"back-test {one.id}")
