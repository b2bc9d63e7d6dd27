"""The hallway's third flight: forecasts of who does what to whom, and how good they have been."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from steppe.brief.foreseen import TrackRecord
from steppe.brief.outlook_view import track_record
from steppe.errors import InputError
from steppe.exchange.history import read_history
from steppe.flow import Store, open_record
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.outlook.attribution import attributed
from steppe.outlook.forecast import Forecast
from steppe.outlook.foretell import forecast
from steppe.outlook.history import History, day_of
from steppe.outlook.mix import Mix
from steppe.outlook.mix import mix as expected
from steppe.outlook.mix_told import mix_lines
from steppe.outlook.next_up import NextUp, next_lines, next_up
from steppe.outlook.of_case import of_case, widened
from steppe.outlook.packed import packed, unpacked
from steppe.outlook.question import parse, reversed_of, with_kinds
from steppe.outlook.registry import FORECASTERS, forecaster
from steppe.outlook.reports import of_events
from steppe.outlook.settle import next_day, seen
from steppe.outlook.shorter import act, pair
from steppe.outlook.told import forecast_lines, walked_lines
from steppe.outlook.walk import digest, walk
from steppe.outlook.walked import Walked
from steppe.wire import from_json, to_json
from steppe.world.load import find_case, load_case

WINDOWS, TAUGHT = 13, 180  # windows asked anew (eight questions make a hundred), and days known before the first
CLIMATE, OWN = "climatology", "ew-rate"  # each stands beside the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A forecast with the words a reader needs: each reason's past events as the history cites them.

    `version` is the forecaster's, `history` the SHA-256 of what was known, `source` what to know of where that is from.
    """

    forecast: Forecast
    evidence: tuple[tuple[str, ...], ...]
    confirmed: bool
    version: str = ""
    history: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """The expected mix of a pair, and of each of its types the last events as the history cites them."""

    mix: Mix
    evidence: tuple[tuple[str, ...], ...]


Past = History  # what a face hands from one verb to the next
Answered = Told | Walked | Mixed | NextUp


def history(
    files: Sequence[Path],
    *,
    record: Store | None = None,
    case: str = "",
    shape: str = "",
    countries: bool = False,
) -> tuple[History, tuple[str, ...]]:
    """The history of event files, of a case, or else of the record, and lines that say what was left out.

    `shape` names the format of files that do not tell it. With `countries` every actor stands for the country or body
    it acted for on the day, where that is known. Raises `InputError` for a file that cannot be read, `RecordError` for
    a record that cannot, `UnknownName` for a case that is none.
    """
    if files and case:
        raise InputError(
            "history: both files and a case; expected --history or --case, as they name actors differently"
        )
    if case:
        found, told = _of_case(case)
    elif files:
        reading = read_history(list(files), shape=shape)
        found, told = reading.history, (*map(str, reading.bad), str(reading))
    elif record is None:
        raise InputError("history: nothing to read; name a file of events with --history, a case or a record")
    else:
        with open_record(record) as kept:
            found = of_events(kept.as_of().events(), load(), origin=str(record))
        told = (f"{len(found):,} events read from the record",)
    return attributed(found, load_directory()) if countries else found, told


def outlook(question: str, past: History, *, as_of: date | None = None, name: str = "ew-rate") -> Told:
    """What a forecaster says to a question in its text form, from what was known before it opens.

    The window opens on `as_of`, or on the day after the last the history knows. Raises `InputError`, `UnknownName`.
    """
    asked = parse(
        question, opens=_opens(past, as_of), ontology=load(), actors=past.actors, kinds=[one.name for one in past.kinds]
    )
    by = forecaster(name)
    made = forecast(asked, past, by)
    made = widened(made, past) if _source(past) else made
    known = past.before(asked.opens)
    evidence = tuple(tuple(cited(known, row) for row in reason.rows) for reason in made.reasons)
    return Told(
        forecast=made,
        evidence=evidence,
        confirmed=past.confirmed,
        version=by.version,
        history=digest(seen(past, asked.opens)),
        source=_source(past),
    )


def mix(question: str, past: History, *, as_of: date | None = None) -> Mixed:
    """The acts to expect of a pair, by class and type, for a line such as `KAZ -> RUS within 30d`.

    Raises `InputError`, `UnknownName`.
    """
    asked = pair(question, opens=_opens(past, as_of), ontology=load(), actors=past.actors)
    made = expected(asked.actor, asked.recipient, asked.days, past, opens=asked.opens)
    return Mixed(mix=made, evidence=tuple(tuple(cited(past, row) for row in part.rows) for part in made.types))


def ranked(
    question: str,
    past: History,
    *,
    as_of: date | None = None,
    incoming: bool = False,
    most: int = 10,
    told: Callable[[int, int], None] | None = None,
) -> NextUp:
    """Who is likely next to have done to it what a line such as `KAZ: SANCTION` says, or (`incoming`) to do it.

    It learns from all that was known before the day; `told(done, all)` hears of each day of it. Raises `InputError`,
    `UnknownName`, and `ModelMissing` without LightGBM.
    """
    if most < 1:
        raise InputError(f"ranking: the first {most} asked for; expected 1 or more")
    asked = act(question, ontology=load(), actors=past.actors, kinds=[one.name for one in past.kinds])
    return next_up(replace(asked, incoming=incoming), past, as_of=_opens(past, as_of), most=most, told=told)


def backtest(
    questions: Sequence[str],
    past: History,
    *,
    since: date,
    every: int = 7,
    names: Sequence[str] = (),
    told: Callable[[int, int], None] = lambda done, every: None,
) -> Walked:
    """Questions asked anew every so many days from `since` on, by some forecasters or all, and how they did.

    `told` hears of the steps done and of all.
    Raises `InputError` where no window closes within the history.
    """
    if every < 1 or not len(past):
        raise InputError(f"backtest: every {every} days over {len(past)} events; expected 1 day or more, and events")
    last = day_of(int(past.known[-1]))
    origins = [since + timedelta(days=step) for step in range(0, max((last - since).days, 0) + 1, every)]
    kinds = [one.name for one in past.kinds]
    asked = [parse(one, opens=since, ontology=load(), actors=past.actors, kinds=kinds) for one in questions]
    return walk(asked, past, [forecaster(name) for name in names] or FORECASTERS, origins, told=told)


def own_past(question: str, past: History, *, as_of: date | None = None, name: str = OWN) -> TrackRecord:
    """How a forecaster would have done on the two sides of a question: its windows asked anew, one beside the other.

    Asked are the four quad classes either way, and the question's own kinds where they are others. Raises `InputError`,
    `UnknownName`.
    """
    kinds = [one.name for one in past.kinds]
    asked = parse(question, opens=_opens(past, as_of), ontology=load(), actors=past.actors, kinds=kinds)
    known = past.before(asked.opens)
    if not len(known):
        return TrackRecord(thin=f"nothing was known before {asked.opens}")
    first, last = (day_of(int(known.known[at])) for at in (0, -1))
    starts = [last + timedelta(days=1 - asked.days * step) for step in range(1, WINDOWS + 1)]
    origins = [day for day in starts if day >= first + timedelta(days=TAUGHT)]
    if not origins:
        return TrackRecord(
            thin=f"the history covers {(last - first).days + 1} days, {TAUGHT + asked.days} are needed for a window"
        )
    classes = [with_kinds(one, (f"quad-{quad}",)) for one in (asked, reversed_of(asked)) for quad in load().quads]
    questions = list({one.text: one for one in (*classes, asked)}.values())
    rival = OWN if name == CLIMATE else CLIMATE
    return track_record(walk(questions, known, [forecaster(one) for one in (name, rival)], origins), name, rival)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A question to a forecaster that learns first, on a history (SHA-256 of what is known, and its columns packed).

    `case` is where it is from; empty is the record. `columns` are empty until the work begins.
    """

    question: str
    as_of: date
    forecaster: str
    history: str
    case: str = ""
    columns: str = ""


def with_columns(given: str, record: Callable[[], History]) -> str:
    """A lesson (JSON) with the columns to learn from. Raises `InputError` where they are no longer those asked of."""
    lesson = from_json(Lesson, given, where="lesson")
    past = case_history(lesson.case) if lesson.case else record()
    known = past.before(lesson.as_of)
    if digest(seen(past, lesson.as_of)) != lesson.history:
        raise InputError(
            f"the record has changed in what was known before {lesson.as_of}; ask again, from what it knows now"
        )
    return to_json(replace(lesson, columns=packed(known)))


def learn_work(given: str, told: Callable[[str, int, int], None]) -> str:
    """What a forecaster that learns says to a lesson (JSON, with columns); gives a `Told` as JSON."""
    lesson = from_json(Lesson, given, where="lesson")
    past = unpacked(lesson.columns)
    told(f"learning from {len(past):,} events; it takes a minute or two", 0, 0)
    return to_json(outlook(lesson.question, past, as_of=lesson.as_of, name=lesson.forecaster))


def told_from(line: str) -> Told:
    """A forecast from the JSON that `learn_work` gave."""
    return from_json(Told, line, where="forecast")


def told_lines(one: Answered) -> Iterator[str]:
    """A forecast, a walk, a mix or an order in lines for a terminal."""
    match one:
        case Walked():
            yield from walked_lines(one)
        case Mixed():
            yield from mix_lines(one.mix, one.evidence)
        case NextUp():
            yield from next_lines(one)
        case Told():
            yield from forecast_lines(one.forecast, one.evidence, confirmed=one.confirmed or bool(one.source))
            if one.source:
                yield f"  {one.source}"


def cited(past: History, row: int) -> str:
    """A row of a history in words, with where it rests.

    >>> cited(History.of([("KAZ", "AID", "RUS", date(2022, 1, 5))]), 0)
    '2022-01-05 KAZ -> RUS: AID [given, row 1]'
    """
    kind = past.kinds[past.kind[row]].name
    names = past.actors[past.source[row]], past.actors[past.target[row]]
    return f"{day_of(int(past.day[row]))} {names[0]} -> {names[1]}: {kind} [{past.cite(row)}]"


def _opens(past: History, as_of: date | None) -> date:
    opens = as_of or next_day(past)
    if opens is None:
        raise InputError("outlook: the history is empty and no day is given; name one with --as-of")
    return opens


@lru_cache(maxsize=4)
def case_history(case: str) -> History:
    """The history of a case, read once. Raises `UnknownName`."""
    return _of_case(case)[0]


def _of_case(case: str) -> tuple[History, tuple[str, ...]]:
    found = of_case(load_case(find_case(case)), load())
    told = [f"{len(found.history):,} events read from the case, {found.recalled:,} of them from memory alone"]
    told += [f"{count:,} left out: {reason}" for reason, count in sorted(found.skipped.items())]
    return found.history, ("; ".join(told),)


def _source(past: History) -> str:
    if not past.origins[:1] or not past.origins[0].startswith("case "):
        return ""
    return "Events of a case are chosen by hand: rates are of the case. The interval holds what its events alone allow."
