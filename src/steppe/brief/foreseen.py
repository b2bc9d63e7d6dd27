"""The outlook of an article's pairs as a value: forecasts in rows, each with the dated past events it rests on.

References: `O1` a forecast, `H1` a past event of the history, beside those of the brief (`E1` its own events).
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """A row of the history: who did what to whom on a day, where it stands, and its words where the record has them.

    `own` is the reference of the same event in this brief, empty where it is another's.
    """

    ref: str
    day: date
    who: str
    whom: str
    kind: str
    source: str
    quote: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A reason: what moved the forecast, in log-odds, to which probability, and the past events it rests on by ref."""

    text: str
    part: float
    until: float
    events: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """How likely at least one such act is in the window: probability, 90 % interval, base rate, and the way there.

    `steps` are the weightiest first; `rest` counts those left out. `note` says what a reader must know.
    """

    ref: str
    question: str
    what: str
    conflict: bool
    opens: date
    closes: date
    probability: float
    low: float
    high: float
    base_rate: float
    steps: tuple[Step, ...]
    rest: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two states of the article, one acting on the other: its events in the text, and a forecast for each quad class.

    `thin` says why there is none.
    """

    who: str
    whom: str
    told: tuple[str, ...]
    known: int
    rows: tuple[Foreseen, ...]
    thin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow:
    """A question of events that stands for the title, beside what the case's model answers; words say how they differ.

    `forecast` is `None` where the history knows too little (`thin`). `rests` says what the model's answer hangs on, and
    `href` leads to its card, if a page of it was written.
    """

    id: str
    stands_for: str
    question: str
    forecast: Foreseen | None
    thin: str
    other: str
    asked: str
    said: str
    counts: str
    differs: str
    lacks: str
    rests: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Past forecasts between two probabilities: how many, their mean, how often it came, with one standard error."""

    since: float
    until: float
    count: int
    said: float
    came: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """How the forecaster would have done on this history: windows asked anew, scores beside a rival's, its levels.

    `skill` is the share of the rival's Brier score that was saved, nine resamples in ten between `skill_low` and
    `skill_high`; nothing where the rival made no error. `thin` says why nothing can be drawn, and all else is empty
    then.
    """

    windows: int = 0
    happened: int = 0
    first: date | None = None
    last: date | None = None
    brier: float = 0.0
    rival: float | None = None
    rival_name: str = ""
    skill: float | None = None
    skill_low: float | None = None
    skill_high: float | None = None
    levels: tuple[Level, ...] = ()
    thin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookView:
    """The section: by whom, on which history, for which pairs; its past events; its track record; the title beside.

    `since` and `until` are the days the history knows, `None` where it is empty; `thin` says why no pair is told.
    """

    forecaster: str
    as_of: date
    days: int
    history: str
    events: int
    sources: tuple[str, ...]
    since: date | None
    until: date | None
    confirmed: bool
    pairs: tuple[Pair, ...]
    past: tuple[PastEvent, ...]
    track: TrackRecord
    title: str = ""
    reading: str = ""
    titled: tuple[TitleRow, ...] = ()
    thin: str = ""
