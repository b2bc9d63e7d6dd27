"""Who comes next: the ranking asked for one actor and one kind, with what the history has of each candidate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from steppe.errors import InputError
from steppe.outlook.boosting import library
from steppe.outlook.history import History, Kind, day_of
from steppe.outlook.match import Rows, kind_mask
from steppe.outlook.ranking.ranker import Told, learn
from steppe.outlook.shorter import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One that may be next: how far its score lies below the best one's, and what was known of the two before.

    `times` counts acts of this kind, `last` is the day of the last one; `any_times` counts acts of every kind.
    """

    name: str
    below: float
    times: int
    last: date | None
    any_times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUp:
    """Candidates in order, the likeliest first: to whom the actor does it, or by whom it is done (`incoming`).

    Scores are good for this order only: they are no probabilities, and cannot be set beside those of another question.
    """

    actor: str
    kind: str
    incoming: bool
    as_of: date
    events: int
    candidates: tuple[Candidate, ...]
    note: str


def next_up(asked: Act, past: History, *, as_of: date, most: int = 10, told: Told | None = None) -> NextUp:
    """Learn a ranking from what was known before `as_of` (seconds to minutes) and ask it who comes next.

    Acts that answer the kind are taken as one kind, whatever the history calls each of them. `told(done, all)` hears of
    each day. Raises `InputError` where nothing can be learned, `ModelMissing` without LightGBM.
    """
    library()
    known = merged(past.before(as_of), asked.kind)
    kinds = [one.name for one in known.kinds]
    if asked.kind not in kinds:
        raise InputError(f"ranking: nothing known before {as_of} is {asked.kind}; expected a kind that has happened")
    who, what = known.actors.index(asked.actor), kinds.index(asked.kind)
    ranker = learn(known, told=told)
    best = ranker.best(who, what + len(kinds) * asked.incoming, as_of, most=most + 1)
    best = [one for one in best if one[0] != who][:most]
    mine, other = (known.target, known.source) if asked.incoming else (known.source, known.target)
    rows = np.flatnonzero(mine == who)
    of_kind = rows[known.kind[rows] == what]
    return NextUp(
        actor=asked.actor,
        kind=asked.kind,
        incoming=asked.incoming,
        as_of=as_of,
        events=len(of_kind),
        candidates=tuple(
            _candidate(known, at, best[0][1] - score, of_kind[other[of_kind] == at], rows[other[rows] == at])
            for at, score in best
        ),
        note=_note(asked, len(rows), len(of_kind)),
    )


def merged(past: History, kind: str) -> History:
    """The same rows, with every kind that answers `kind` under that one name.

    >>> past = History.of([("KAZ", "Visit", "RUS", date(2022, 1, 5))], kinds=[Kind(name="Visit", type="CONSULT")])
    >>> merged(past, "CONSULT").kinds[0].name
    'CONSULT'
    """
    mask = kind_mask((kind,), past)
    if not mask.any() or (mask.sum() == 1 and past.kinds[int(mask.argmax())].name == kind):
        return past
    fitting = [one for one, fits in zip(past.kinds, mask, strict=True) if fits]
    types, quads = {one.type for one in fitting}, {one.quad for one in fitting}
    one = Kind(name=kind, type=types.pop() if len(types) == 1 else "", quad=quads.pop() if len(quads) == 1 else 0)
    kept = [other for other, fits in zip(past.kinds, mask, strict=True) if not fits]
    place = np.where(mask, len(kept), np.cumsum(~mask) - 1).astype(np.int32)
    return replace(past, kinds=(*kept, one), kind=place[past.kind])


def next_lines(one: NextUp) -> Iterator[str]:
    """The order in lines, with what the history has of each."""
    way = f"who does {one.kind} to {one.actor}" if one.incoming else f"to whom {one.actor} does {one.kind}"
    yield f"{way} next, as known before {one.as_of} ({one.events:,} such acts known)"
    if one.note:
        yield f"  note: {one.note}"
    width = max((len(each.name) for each in one.candidates), default=0)
    for place, each in enumerate(one.candidates, 1):
        last = f"{each.times:,} so far, the last on {each.last}" if each.last else "none so far"
        yield f"  {place:2}. {each.name:{width}}  {0.0 - each.below:5.2f}  {last}; {each.any_times:,} acts of any kind"
    yield "  The number is the score beside that of the first. It gives an order; it is no probability."


def _candidate(past: History, at: int, below: float, of_kind: Rows, rows: Rows) -> Candidate:
    return Candidate(
        name=past.actors[at],
        below=below,
        times=len(of_kind),
        last=day_of(int(past.day[of_kind].max())) if len(of_kind) else None,
        any_times=len(rows),
    )


def _note(asked: Act, every: int, of_kind: int) -> str:
    if not every:
        never = "never had anything done to it" if asked.incoming else "never did anything"
        return f"{asked.actor} {never}: the order is a guess."
    return "" if of_kind else "No such act is known: the order comes from other kinds and from actors alike."
