"""The hallway's seventh flight: the record at a glance, for those who look rather than ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import numpy as np

from steppe.brief.charts.months import months as months_chart
from steppe.brief.charts.months import spark
from steppe.brief.profile import ExportView, Known, TieLine, exports_of, ties_of
from steppe.errors import UnknownName
from steppe.flow import world_at
from steppe.holding import Held, Sight
from steppe.keeping import Matter, standing
from steppe.outlook.history import History, day_number, day_of
from steppe.outlook.settle import next_day
from steppe.record.said import KeptForecast
from steppe.survey import index, outlets, profile, tension
from steppe.survey.ahead import Ahead, ahead
from steppe.survey.board import Longs, Mask
from steppe.survey.counts import between, latest, means, of_party, partners, side_of
from steppe.survey.index import Entry, PairCount
from steppe.survey.outlets import Outlet, Outlets, Piece
from steppe.survey.profile import Month, Pair, Party
from steppe.survey.tension import WINDOW, Move, moves
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
    events of these and `judgements` the last words. `moves` are the pairs whose tension moved most: acts from
    `window_from` on beside those from `baseline_from` on. `open` are the questions not due yet, `due` those due without
    an outcome, both by `due_on`, as on the track record.
    """

    as_of: date
    since: date
    total: int
    events: int
    articles: int
    judged: int
    judgements: tuple[Judgement, ...]
    latest: tuple[EventLine, ...]
    moves: tuple[Move, ...]
    window: int
    baseline: int
    window_from: date
    baseline_from: date
    due_on: date
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
    start = since or tension.back(end, NEW_DAYS)
    fresh = rows[board.known[rows] >= day_number(start)]
    said = [one for one in held.record.as_of(as_of).judgements() if one.at.date() >= start]
    waiting = _unsettled(held, as_of, today)
    baseline = tension.baseline(board, sight.seen, day_number(end))
    window_from = tension.back(end, WINDOW)
    return DeskView(
        as_of=end,
        since=start,
        total=len(rows),
        events=len(fresh),
        articles=len(outlets.of_outlet(board, _articles(held, sight), outlets.WantedPieces(since=start), {})),
        judged=len(said),
        judgements=tuple(said[-LINES:]),
        latest=lines(sight, latest(board, fresh, most=LINES)),
        moves=moves(board, sight.seen, sight.quad, day=day_number(end))[0],
        window=WINDOW,
        baseline=baseline,
        window_from=window_from,
        baseline_from=tension.back(window_from, baseline),
        due_on=as_of or today,
        open=tuple(one.forecasts[-1] for one in waiting if not one.due),
        due=tuple(one.forecasts[-1] for one in waiting if one.due),
        first=day_of(int(board.known[rows].min())) if len(rows) else None,
        until=last,
        recoded=int(len(board) - board.shown.sum()),
    )


def _unsettled(held: Held, as_of: date | None, today: date) -> tuple[Matter, ...]:
    """Questions of kept forecasts that nothing is known to have come of, as the track record has them."""
    kept = held.record.as_of(as_of).forecasts()
    if not kept:
        return ()
    # A history takes a second to make of a million events, and only a question that is due is looked up in it.
    due = any(one.closes < (as_of or today) for one in kept)
    past = held.past() if due else History.of([])
    found = standing(held.record, past, as_of=as_of, clock=lambda: datetime.combine(today, time(), UTC))
    return tuple(one for one in found.matters if not one.outcome)


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
        actor_ids=tuple(side_of(one.actor) for one in event.actors),
        recipient_ids=tuple(side_of(one.actor) for one in event.recipients),
        first=event.happened.first if event.happened else None,
        last=event.happened.last if event.happened else None,
        known=event.known,
        quote=event.evidence.quote,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """An actor, or a country with all its parties, as known before `as_of`, and its last events.

    `ties` and `exports` are what the case knew before `case_day`; `kept` are forecasts in the record that name it.
    """

    as_of: date | None
    party: Party
    latest: tuple[EventLine, ...]
    case_day: date
    ties: tuple[TieLine, ...]
    exports: tuple[ExportView, ...]
    kept: tuple[KeptForecast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two parties as known before `as_of`; `conflict` and `cooperation` are the last events, of either way.

    `ties` are what the case knew before `case_day`; `kept` are forecasts of one towards the other. The score is of acts
    from `window_from` on beside those from `baseline_from` on.
    """

    as_of: date | None
    pair: Pair
    window_from: date
    baseline_from: date
    conflict: tuple[EventLine, ...]
    cooperation: tuple[EventLine, ...]
    case_day: date
    ties: tuple[TieLine, ...]
    kept: tuple[KeptForecast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """Outlets as known before `as_of`; `compared` counts judgements on whether articles are the same."""

    as_of: date | None
    sources: Outlets
    compared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """The articles that are wanted, known last first: a page of them."""

    wanted: outlets.WantedPieces
    as_of: date | None
    total: int
    articles: tuple[Piece, ...]


RECENT, NEAREST = 12, 3
# What a face hands on, under the hallway's own names.
Chances = Ahead
Couple = PairCount
Moved = Move
Origin = Outlet
ListedActor = Entry
WantedPieces = outlets.WantedPieces


def actor_list(
    held: Held, *, asked: str = "", as_of: date | None = None, most: int = 50, after: int = 0
) -> tuple[tuple[Entry, ...], int]:
    """A page of the countries and actors by number of events, and how many there are; `asked` are words to look for."""
    sight = held.sight(as_of)
    return index.entries(sight.board, sight.seen, sight.quad, asked=asked, most=most, after=after)


def pair_list(
    held: Held, *, of: str = "", as_of: date | None = None, most: int = 50, after: int = 0
) -> tuple[tuple[PairCount, ...], int]:
    """A page of the pairs by number of events, of one party where `of` is given, and how many there are."""
    sight = held.sight(as_of)
    return index.pairs(sight.board, sight.seen, sight.quad, of=of, most=most, after=after)


def move_list(held: Held, *, as_of: date | None = None, most: int = 10, after: int = 0) -> tuple[tuple[Move, ...], int]:
    """A page of the pairs whose tension moved, most first, and how many have a score of more than nothing."""
    sight = held.sight(as_of)
    end = as_of or _end(sight)
    day = day_number(end) if end else 0
    return moves(sight.board, sight.seen, sight.quad, day=day, most=most, after=after)


def actor_view(held: Held, name: str, *, case: str, as_of: date | None = None) -> ActorView:
    """What the record and the case know of an actor's id or a country. Raises `UnknownName` where neither knows it."""
    sight, world = held.sight(as_of), _world(case, as_of)
    _check(sight, world, name)
    found = profile.party(sight.board, sight.seen, sight.quad, name)
    rows = of_party(sight.board, sight.seen, name)
    return ActorView(
        as_of=as_of,
        party=replace(found, label=_called(world, name, found.label)),
        latest=lines(sight, latest(sight.board, rows, most=RECENT)),
        case_day=world.as_of,
        ties=ties_of(world, name),
        exports=exports_of(world, name),
        kept=_kept(held, as_of, profile.asked_as(sight.board, name)),
    )


def pair_view(held: Held, one: str, other: str, *, case: str, as_of: date | None = None) -> PairView:
    """What went on between two parties, names as in `actor_view`. Raises `UnknownName` where neither knows one."""
    sight, world = held.sight(as_of), _world(case, as_of)
    _check(sight, world, one, other)
    day = as_of or _end(sight) or world.as_of
    found = profile.pair(sight.board, sight.seen, sight.quad, (one, other), day=day)
    rows = between(sight.board, sight.seen, one, other)
    classes = sight.quad[sight.board.told[rows]]
    ends = [profile.asked_as(sight.board, name) for name in (one, other)]
    kept = (*_kept(held, as_of, ends[0], ends[1]), *_kept(held, as_of, ends[1], ends[0]))
    window_from = tension.back(day, WINDOW)
    return PairView(
        as_of=as_of,
        window_from=window_from,
        baseline_from=tension.back(window_from, found.score.baseline if found.score else 0),
        pair=replace(
            found,
            one_label=_called(world, one, found.one_label),
            other_label=_called(world, other, found.other_label),
        ),
        conflict=lines(sight, latest(sight.board, rows[classes >= 3], most=RECENT)),
        cooperation=lines(sight, latest(sight.board, rows[(classes > 0) & (classes < 3)], most=RECENT)),
        case_day=world.as_of,
        ties=ties_of(world, one, other),
        kept=tuple({one.id: one for one in kept}.values()),
    )


def actor_outlook(held: Held, name: str, *, case: str, as_of: date | None = None) -> Ahead:
    """The chances between a party and those it had most to do with. Raises `UnknownName` as `actor_view` does."""
    sight = held.sight(as_of)
    _check(sight, _world(case, as_of), name)
    near = partners(sight.board, sight.seen, name, sight.quad, most=NEAREST)
    return _ahead(held, sight, [(name, one.name) for one in near])


def pair_outlook(held: Held, one: str, other: str, *, case: str, as_of: date | None = None) -> Ahead:
    """The chances between two parties. Raises `UnknownName` as `pair_view` does."""
    sight = held.sight(as_of)
    _check(sight, _world(case, as_of), one, other)
    return _ahead(held, sight, [(one, other)])


def _ahead(held: Held, sight: Sight, pairs: Sequence[tuple[str, str]]) -> Ahead:
    past = held.past()
    return ahead(sight.board, past, pairs, opens=sight.as_of or next_day(past))


def sources_view(held: Held, *, as_of: date | None = None, most: int = 100, after: int = 0) -> SourcesView:
    """Outlets by number of articles, a page of them, and how many of their articles are independent."""
    sight = held.sight(as_of)
    copied, judged = _copied(held, sight)
    shown = _articles(held, sight)
    found = outlets.outlets(sight.board, sight.seen, shown, copied, most=most, after=after)
    return SourcesView(as_of=as_of, sources=found, compared=judged)


def outlet_view(
    held: Held, wanted: outlets.WantedPieces, *, as_of: date | None = None, most: int = 100, after: int = 0
) -> OutletView:
    """A page of the articles that are wanted. Raises `UnknownName` for an outlet that nothing is from."""
    sight, outlet = held.sight(as_of), wanted.outlet
    copied, _ = _copied(held, sight)
    places = outlets.of_outlet(sight.board, _articles(held, sight), wanted, copied)
    if outlet and not places and not any(one.outlet == outlet for one in sight.board.sources):
        raise UnknownName("outlet", outlet, sorted({one.outlet for one in sight.board.sources})[:10])
    articles = outlets.pieces(sight.board, sight.seen, places[after : after + most], copied)
    return OutletView(wanted=wanted, as_of=as_of, total=len(places), articles=articles)


def drawn_months(found: Sequence[Month], *, ident: str) -> str:
    """Cooperation above and conflict below the line, month by month, as a picture; empty without events."""
    return months_chart([one.month for one in found], [one.counts for one in found], ident=ident)


def drawn_spans(found: Move, *, ident: str) -> str:
    """The windows of a pair that moved as a small picture."""
    return spark(found.spans, ident=ident, title=f"{found.one_label} and {found.other_label}", days=WINDOW)


def _check(sight: Sight, world: Known, *names: str) -> None:
    for name in names:
        if not means(sight.board, name).any() and name not in world.ties.index:
            known, _ = index.entries(sight.board, sight.seen, sight.quad, asked=name, most=10)
            raise UnknownName("actor", name, [one.name for one in known])


def _called(world: Known, name: str, told: str) -> str:
    """What the record calls a party; the case's name for it where the record has none."""
    return world.name(name) if told == name else told


def _articles(held: Held, sight: Sight) -> Mask:
    at = datetime.combine(sight.as_of, time(), UTC) if sight.as_of else None
    return outlets.visible(sight.board, day_number(sight.as_of) if sight.as_of else None, held.record.left_out(at))


def _copied(held: Held, sight: Sight) -> tuple[Mapping[str, str], int]:
    judged = [one for one in held.record.as_of(sight.as_of).judgements() if one.verdict in ("same", "different")]
    return outlets.copies(sight.board, judged), len(judged)


def _kept(
    held: Held, as_of: date | None, ours: frozenset[str], theirs: frozenset[str] | None = None
) -> tuple[KeptForecast, ...]:
    """Kept forecasts with one of ours on either side, or, where theirs are given, of ours towards theirs."""
    every = _last_said(held.record.as_of(as_of).forecasts())
    if theirs is None:
        return tuple(one for one in every if ours & {*one.actors, *one.recipients})
    return tuple(one for one in every if ours & {*one.actors} and theirs & {*one.recipients})


def _end(sight: Sight) -> date | None:
    """The day after the last that is known."""
    known = sight.board.known[sight.seen]
    return day_of(int(known.max())) + timedelta(days=1) if len(known) else None


@lru_cache(maxsize=8)
def _world(case: str, as_of: date | None) -> Known:
    return world_at(case, as_of)


def _last_said(kept: Iterable[KeptForecast]) -> tuple[KeptForecast, ...]:
    found = {one.question: one for one in kept}
    return tuple(sorted(found.values(), key=lambda one: (one.closes, one.question)))
