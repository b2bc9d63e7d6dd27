"""The hallway's seventh flight: the record at a glance, for those who look rather than ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from steppe.brief.charts.months import months as months_chart
from steppe.holding import Held, Sight
from steppe.outlook.history import day_number, day_of
from steppe.record.said import KeptForecast
from steppe.survey.board import Longs
from steppe.survey.counts import Months, latest
from steppe.survey.tension import BEFORE, WINDOW, Move, moves
from steppe.types import Event, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event as a row of a list: codes, names and the words it rests on; `article` and `id` lead on to them."""

    id: str
    article: str
    title: str
    outlet: str
    kind: str
    status: str
    sign: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_ids: tuple[str, ...]
    recipient_ids: tuple[str, ...]
    first: date | None
    last: date | None
    known: date | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """What is new and what moved, as known before `as_of`; `since` is the day from which things count as new.

    `events`, `articles` and `judged` count what became known or was said from `since` on; `latest` are the newest
    events of these, `moves` the pairs whose tension moved most, `open` the questions not due yet, `due` those due
    without an outcome.
    """

    as_of: date
    since: date
    total: int
    events: int
    articles: int
    judgements: tuple[Judgement, ...]
    latest: tuple[EventLine, ...]
    moves: tuple[Move, ...]
    window: int
    baseline: int
    open: tuple[KeptForecast, ...]
    due: tuple[KeptForecast, ...]
    first: date | None
    until: date | None
    recoded: int


NEW_DAYS, LINES = 7, 15


def desk_view(held: Held, *, today: date, as_of: date | None = None, since: date | None = None) -> DeskView:
    """The Desk: as known before `as_of`, or now; new is what became known from `since` on, by default a week.

    Where nothing is that new the week is that before the last day the record knows.
    """
    sight = held.sight(as_of)
    board = sight.board
    rows = np.flatnonzero(sight.seen)
    last = day_of(int(board.known[rows].max())) if len(rows) else None
    end = as_of or (last + timedelta(days=1) if last else today)
    start = since or end - timedelta(days=NEW_DAYS)
    fresh = rows[board.known[rows] >= day_number(start)]
    view = held.record.as_of(as_of)
    settled = {one.question for one in view.resolutions() if one.outcome != "open"}
    kept = _last_said(one for one in view.forecasts() if one.question not in settled)
    return DeskView(
        as_of=end,
        since=start,
        total=len(rows),
        events=len(fresh),
        articles=len(np.unique(board.source[fresh])),
        judgements=tuple(one for one in view.judgements() if one.at.date() >= start)[-LINES:],
        latest=lines(sight, latest(board, fresh, most=LINES)),
        moves=moves(board, sight.seen, sight.quad, day=day_number(end)),
        window=WINDOW,
        baseline=BEFORE,
        open=tuple(one for one in kept if one.closes >= end),
        due=tuple(one for one in kept if one.closes < end),
        first=day_of(int(board.known[rows].min())) if len(rows) else None,
        until=last,
        recoded=int(len(board) - board.shown.sum()),
    )


def event_list(
    held: Held, *, as_of: date | None = None, most: int = 50, after: int = 0
) -> tuple[tuple[EventLine, ...], int]:
    """A page of the events known before a day, latest known first, and how many there are in all."""
    sight = held.sight(as_of)
    rows = np.flatnonzero(sight.seen)
    return lines(sight, latest(sight.board, rows, most=most, after=after)), len(rows)


def lines(sight: Sight, rows: Longs) -> tuple[EventLine, ...]:
    """Rows of the board as lines of a list, in that order."""
    board = sight.board
    events = {one.id: one for one in sight.events(rows)}
    found = []
    for row in rows.tolist():
        event = events.get(f"{int(board.id[row]):016x}")
        if event is not None:
            source = board.sources[board.source[row]]
            found.append(_line(event, source.title, source.outlet, int(sight.quad[board.told[row]])))
    return tuple(found)


def _line(event: Event, title: str, outlet: str, quad: int) -> EventLine:
    return EventLine(
        id=event.id,
        article=event.evidence.article,
        title=title,
        outlet=outlet,
        kind=".".join((event.kind, *event.modes[:1])),
        status=event.status,
        sign="conflict" if quad >= 3 else "cooperation" if quad else "unsorted",
        actors=tuple(one.actor.name for one in event.actors),
        recipients=tuple(one.actor.name for one in event.recipients),
        actor_ids=tuple(one.actor.country or one.actor.id for one in event.actors),
        recipient_ids=tuple(one.actor.country or one.actor.id for one in event.recipients),
        first=event.happened.first if event.happened else None,
        last=event.happened.last if event.happened else None,
        known=event.known,
        quote=event.evidence.quote,
    )


def _last_said(kept: Iterable[KeptForecast]) -> tuple[KeptForecast, ...]:
    found = {one.question: one for one in kept}
    return tuple(sorted(found.values(), key=lambda one: (one.closes, one.question)))


def drawn_months(found: Months, *, ident: str) -> str:
    """Cooperation above and conflict below the line, month by month, as a picture; empty without events."""
    return months_chart(found.months, found.counts.tolist(), ident=ident)
