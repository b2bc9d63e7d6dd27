"""The hallway's third flight: forecasts of who does what to whom, and how good they have been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from steppe.errors import InputError
from steppe.exchange.history import read_history
from steppe.flow import open_record
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.outlook.attribution import attributed
from steppe.outlook.forecast import Forecast
from steppe.outlook.foretell import forecast
from steppe.outlook.history import History, day_of
from steppe.outlook.question import parse
from steppe.outlook.registry import FORECASTERS, forecaster
from steppe.outlook.reports import of_events
from steppe.outlook.told import forecast_lines, walked_lines
from steppe.outlook.walk import walk
from steppe.outlook.walked import Walked


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A forecast with the words a reader needs: each reason's past events as the history cites them."""

    forecast: Forecast
    evidence: tuple[tuple[str, ...], ...]
    confirmed: bool


Past = History  # what a face hands from one verb to the next
Answered = Told | Walked


def history(
    files: Sequence[Path], *, record: Path | str | None = None, shape: str = "", countries: bool = False
) -> tuple[History, tuple[str, ...]]:
    """The history of event files, or of the record where no file is named, and lines that say what was left out.

    `shape` names the format of files that do not tell it. With `countries` every actor stands for the country or body
    it acted for on the day, where that is known. Raises `InputError` for a file that cannot be read, `RecordError` for
    a record that cannot.
    """
    if files:
        reading = read_history(list(files), shape=shape)
        found, told = reading.history, (*map(str, reading.bad), str(reading))
    elif record is None:
        raise InputError("history: nothing to read; name a file of events with --history, or a record with --record")
    else:
        with open_record(record) as kept:
            found = of_events(kept.as_of().events(), load(), origin=str(record))
        told = (f"{len(found):,} events read from the record",)
    return attributed(found, load_directory()) if countries else found, told


def outlook(question: str, past: History, *, as_of: date | None = None, name: str = "ew-rate") -> Told:
    """What a forecaster says to a question in its text form, from what was known before it opens.

    The window opens on `as_of`, or on the day after the last the history knows. Raises `InputError`, `UnknownName`.
    """
    opens = as_of or (day_of(int(past.known[-1])) + timedelta(days=1) if len(past) else None)
    if opens is None:
        raise InputError("outlook: the history is empty and no day is given; name one with --as-of")
    asked = parse(question, opens=opens, ontology=load(), actors=past.actors, kinds=[one.name for one in past.kinds])
    made = forecast(asked, past, forecaster(name))
    seen = past.before(asked.opens)
    evidence = tuple(tuple(_cited(seen, row) for row in reason.rows) for reason in made.reasons)
    return Told(forecast=made, evidence=evidence, confirmed=past.confirmed)


def backtest(
    questions: Sequence[str], past: History, *, since: date, every: int = 7, names: Sequence[str] = ()
) -> Walked:
    """Questions asked anew every so many days from `since` on, by some forecasters or all, and how they did.

    Raises `InputError` where no window closes within the history.
    """
    if every < 1 or not len(past):
        raise InputError(f"backtest: every {every} days over {len(past)} events; expected 1 day or more, and events")
    last = day_of(int(past.known[-1]))
    origins = [since + timedelta(days=step) for step in range(0, max((last - since).days, 0) + 1, every)]
    kinds = [one.name for one in past.kinds]
    asked = [parse(one, opens=since, ontology=load(), actors=past.actors, kinds=kinds) for one in questions]
    return walk(asked, past, [forecaster(name) for name in names] or FORECASTERS, origins)


def told_lines(one: Answered) -> Iterator[str]:
    """A forecast or a walk in lines for a terminal."""
    if isinstance(one, Walked):
        return walked_lines(one)
    return forecast_lines(one.forecast, one.evidence, confirmed=one.confirmed)


def _cited(past: History, row: int) -> str:
    kind = past.kinds[past.kind[row]].name
    names = past.actors[past.source[row]], past.actors[past.target[row]]
    return f"{day_of(int(past.day[row]))} {names[0]} -> {names[1]}: {kind} [{past.cite(row)}]"
