"""One forecast as a page shows it: the way from base rate to probability, each step with its past events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from steppe.brief.charts.reliability import reliability
from steppe.brief.charts.strip import strip
from steppe.brief.foreseen import Foreseen, Level, PastEvent, Step, TrackRecord
from steppe.brief.html import environment
from steppe.brief.outlook_view import Said, past_event, way
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.belief import log_odds
from steppe.outlook.forecast import Forecast
from steppe.outlook.history import day_of
from steppe.scenario.card import word

SHOWN = 5  # past events of a step
BROAD = 420.0  # pixels of the strip where it stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would move the forecast, and the probability then."""

    what: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A forecast with all that it rests on.

    `word` says how likely that is (ICD 203). `start` is the base rate in log-odds; the parts of `steps` lead from it to
    the probability. Steps name their past events by the `ref` of `past`, each cited by its event's id (`source`). The
    history knew `events` before the window opens, the first on `since`, the last on `until`; `digest` is the SHA-256 of
    them. `source` is what to know of where they are from, `note` what to know of this forecast.
    """

    question: str
    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    recipients: tuple[str, ...]
    opens: date
    closes: date
    days: int
    conflict: bool
    probability: float
    low: float
    high: float
    word: str
    base_rate: float
    start: float
    forecaster: str
    steps: tuple[Step, ...]
    past: tuple[PastEvent, ...]
    changes: tuple[Change, ...]
    note: str
    source: str
    confirmed: bool
    events: int
    since: date | None
    until: date | None
    digest: str


def answered(made: Forecast, said: Said, ontology: Ontology, *, version: str, digest: str, source: str) -> Answer:
    """The forecast as a page shows it; `said` has what was known before its window opens, and words of events."""
    rows = dict.fromkeys(row for reason in made.reasons for row in reason.rows[:SHOWN])
    refs = {row: f"H{at}" for at, row in enumerate(rows, 1)}
    seen, asked = said.seen, made.question
    return Answer(
        question=asked.text,
        actors=asked.actors,
        kinds=asked.kinds,
        recipients=asked.recipients,
        opens=asked.opens,
        closes=asked.closes,
        days=asked.days,
        conflict=all(_is_conflict(kind, ontology) for kind in asked.kinds),
        probability=made.probability,
        low=made.low,
        high=made.high,
        word=word(made.probability),
        base_rate=made.base_rate,
        start=log_odds(made.base_rate),
        forecaster=f"{made.forecaster}@{version}",
        steps=tuple(_steps(made, refs)),
        past=tuple(past_event(said, at, ref) for at, ref in refs.items()),
        changes=tuple(Change(what=what, probability=then) for what, then in made.changes),
        note=made.note,
        source=source,
        confirmed=seen.confirmed,
        events=len(seen),
        since=day_of(int(seen.known[0])) if len(seen) else None,
        until=day_of(int(seen.known[-1])) if len(seen) else None,
        digest=digest,
    )


def strip_html(one: Answer) -> Markup:
    """The answer on a line from 0 to 100 %, as SVG."""
    return Markup(strip(_row(one), wide=BROAD))  # noqa: S704 (our own drawing)


def track_html(track: TrackRecord, days: int, *, rests: str = "") -> Markup:
    """How a forecaster did on windows of so many days: a sentence, the reliability plot, its levels as a table.

    `rests` is the address of the acts by which the windows came true, where there is one.
    """
    made = environment().get_template("track.html.j2").module
    return Markup(made.track(track, days, reliability(track.levels), "the two sides", rests))  # type: ignore[attr-defined]  # noqa: S704


def levels_html(found: Sequence[Level], ident: str, *, rests: str = "") -> Markup:
    """The reliability plot of some levels and the same as a table, each row a way to `rests`; empty without a level."""
    if not found:
        return Markup()
    made = environment().get_template("track.html.j2").module
    return Markup(made.plotted(found, ident, reliability(found, ident=f"plot-{ident}"), rests))  # type: ignore[attr-defined]  # noqa: S704


def _row(one: Answer) -> Foreseen:
    return Foreseen(
        ref="O1",
        question=one.question,
        what="The forecast",
        conflict=one.conflict,
        opens=one.opens,
        closes=one.closes,
        probability=one.probability,
        low=one.low,
        high=one.high,
        base_rate=one.base_rate,
        steps=one.steps,
        rest=0,
        note=one.note,
    )


def _steps(made: Forecast, refs: dict[int, str]) -> Iterator[Step]:
    for _, reason, reached in way(made):
        yield Step(
            text=reason.text,
            part=reason.part,
            until=reached,
            events=tuple(refs[row] for row in reason.rows[:SHOWN]),
            more=max(len(reason.rows) - SHOWN, 0),
        )


def _is_conflict(kind: str, ontology: Ontology) -> bool:
    name = kind.partition(".")[0]
    return kind in ("quad-3", "quad-4") or (name in ontology.types and ontology.types[name].quad > 2)
