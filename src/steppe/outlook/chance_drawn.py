"""Questions to learn from: drawn from what a history holds, asked on many days, each with climatology and a rate.

A model of any question must have seen questions of any shape: a pair and a type, several actors, an open side, pairs
that have never met. They are drawn with a fixed seed, half from rows (the busy ones) and half from pairs (any).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from steppe.outlook.baselines import FADING, HALF_LIFE
from steppe.outlook.chance_book import Acts, book
from steppe.outlook.climatology import STRENGTH, length, rate, typical
from steppe.outlook.forecast import Question
from steppe.outlook.history import History, day_of
from steppe.outlook.panel import Book
from steppe.outlook.series import Numbers, Series, Whole, covered, series
from steppe.outlook.series import rate as faded_rate
from steppe.outlook.spells import Spells

LEAST = 1e-6
SHAPES = (("pair", 0.40), ("strangers", 0.15), ("several", 0.20), ("from", 0.12), ("onto", 0.10), ("anyone", 0.03))
KINDS = (("class", 0.4), ("type", 0.4), ("mode", 0.1), ("two types", 0.1))
DAY = day_of(0)
Key = tuple[tuple[str, ...], bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """Questions with their book, and for each its peers: those of the same kinds and open sides.

    `since` is the day of the last row that each was drawn from: asked earlier, it would be drawn for what came later.
    """

    questions: tuple[Question, ...]
    book: Book
    peers: Mapping[Key, Series]
    met: Mapping[tuple[bool, bool], Whole]
    key: tuple[Key, ...]
    members: Numbers
    since: Whole


def draw(found: Acts, many: int, seed: int) -> Asked | None:
    """Up to so many different questions of a history, with what they are learned from; nothing where no act can be."""
    noise = np.random.Generator(np.random.Philox(key=seed))
    history = found.history
    usable = np.flatnonzero((history.source != history.target) & (found.quad > 0) & (found.day >= 0))
    if not len(usable):
        return None
    pair = history.source[usable].astype(np.int64) * len(history.actors) + history.target[usable]
    _, firsts = np.unique(pair, return_index=True)
    rows = np.concatenate([noise.choice(usable, many // 2), noise.choice(usable[firsts], many - many // 2)])
    shapes, kinds = (
        noise.choice([name for name, _ in table], size=many, p=[share for _, share in table])
        for table in (SHAPES, KINDS)
    )
    others = noise.choice(usable, (many, 2))
    since = np.maximum(found.day[rows], found.day[others].max(axis=1))
    made: dict[Question, int] = {}
    for row, other, shape, kind, day in zip(rows, others, shapes, kinds, since, strict=True):
        made.setdefault(_question(history, int(row), other, str(shape), str(kind)), int(day))
    return asked(found, tuple(made), np.array(list(made.values()), dtype=np.int64))


def asked(found: Acts, questions: Sequence[Question], since: Whole) -> Asked:
    """Questions with their book and their peers."""
    keys = tuple((one.kinds, bool(one.actors), bool(one.recipients)) for one in questions)
    sides = {key[1:] for key in keys}
    units = {shape: _units(found, *shape) for shape in sides}
    return Asked(
        questions=tuple(questions),
        book=book(found, questions),
        peers={key: _peers(found, key, units[key[1:]]) for key in dict.fromkeys(keys)},
        since=since,
        met={shape: _first_days(found, shape, units[shape]) for shape in sides},
        key=keys,
        members=np.array(
            [max(1, len(one.actors)) * max(1, len(one.recipients)) for one in questions], dtype=np.float64
        ),
    )


def bases(one: Asked, day: int, days: int) -> tuple[Numbers, Numbers]:
    """The log-odds of climatology and of the rate that fades, as the forecasters of these names say them on a day."""
    usual = {key: _usual(one, key, day, days) for key in one.peers}
    typical_of, rate_of = (np.array([usual[key][at] for key in one.key]) for at in (0, 1))
    own = one.book.parts["own"]
    past = own.series.before(day)
    long = length(day, days)
    share = covered(past, day, long)[own.place] / (day - long + 1)
    many = -np.expm1(one.members * np.log1p(-np.minimum(typical_of, 1 - 1e-12)))
    drawn = np.clip((STRENGTH * many + day * share) / (STRENGTH + day), LEAST, 1 - LEAST)
    climate = -np.expm1(np.log1p(-drawn) * days / long)
    fade = 0.5 ** (1 / HALF_LIFE)
    full = (1 - fade**day) / (1 - fade)
    events = faded_rate(past, day, HALF_LIFE)[own.place] * full * fade + FADING * rate_of * one.members
    fading = -np.expm1(-events * np.log1p(days / (full + FADING)))
    first, second = (logit(np.clip(found, LEAST, 1 - LEAST)) for found in (climate, fading))
    return first, second


def _usual(one: Asked, key: Key, day: int, days: int) -> tuple[float, float]:
    past = one.peers[key].before(day)
    units = int((one.met[key[1:]] < day).sum()) if key[1] or key[2] else 1
    spells = Spells(unit=past.cell, day=past.day, units=units, span=day)
    return typical(spells, days)[0], rate(spells)


def _question(history: History, row: int, other: NDArray[np.integer], shape: str, kind: str) -> Question:
    head, tail = (history.actors[column[row]] for column in (history.source, history.target))
    more = tuple(history.actors[history.target[at]] for at in other)
    sides = {
        "pair": ((head,), (tail,)),
        "strangers": ((head,), tuple(name for name in more[:1] if name != head) or (tail,)),
        "several": (tuple(sorted({head, more[0]})), tuple(sorted({tail, more[1]} - {head, more[0]})) or (tail,)),
        "from": ((head,), ()),
        "onto": ((), (tail,)),
        "anyone": ((), ()),
    }
    act = history.kinds[history.kind[row]]
    second = history.kinds[history.kind[other[0]]].type or act.type
    kinds = {
        "class": (f"quad-{act.quad}",),
        "type": (act.type,),
        "mode": (f"{act.type}.{act.mode}" if act.mode else act.type,),
        "two types": tuple(sorted({act.type, second})),
    }
    named = tuple(one for one in kinds[kind] if one) or kinds["class"]
    return Question(actors=sides[shape][0], recipients=sides[shape][1], kinds=named, opens=DAY, closes=DAY)


def _units(found: Acts, actors: bool, recipients: bool) -> Whole:
    source, target = found.history.source.astype(np.int64), found.history.target.astype(np.int64)
    if actors and recipients:
        pairs: Whole = np.unique(source * len(found.history.actors) + target, return_inverse=True)[1]
        return pairs
    return source if actors else target if recipients else source * 0


def _counted(found: Acts, actors: bool, recipients: bool) -> NDArray[np.bool_]:
    """What counts among peers: where a side is open, not what an actor does to itself."""
    away: NDArray[np.bool_] = found.history.source != found.history.target
    return (found.day >= 0) & (away | (actors and recipients))


def _peers(found: Acts, key: Key, units: Whole) -> Series:
    kinds, actors, recipients = key
    asked_for = found.of(kinds)[found.history.kind]
    rows = np.flatnonzero(asked_for & _counted(found, actors, recipients))
    return series(units[rows], found.day[rows], int(units.max(initial=-1)) + 1)


def _first_days(found: Acts, shape: tuple[bool, bool], units: Whole) -> Whole:
    """The first day of each unit that has one."""
    rows = np.flatnonzero(_counted(found, *shape))
    order = rows[np.argsort(found.day[rows], kind="stable")]
    return found.day[order][np.unique(units[order], return_index=True)[1]]
