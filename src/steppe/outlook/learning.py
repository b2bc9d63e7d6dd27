"""Learning from a panel: two models on top of climatology, blended and calibrated on held-back time.

Nothing is chosen on days after `until`. First both models learn from windows that closed before the held-back days;
there their blend and its calibration are chosen, and quad classes that lose to climatology (in log loss, or clearly in
Brier score) are given up. Windows that overlap say the same twice, and count as those side by side would. Then both
learn again from everything.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from steppe.outlook.calibrate import Bend, bend
from steppe.outlook.climatology import HALF, STRENGTH, YEAR, length
from steppe.outlook.features import NAMES, Matrix, Sample, Seen, company_in, features, seen
from steppe.outlook.logit import Logit, regress
from steppe.outlook.panel import QUADS, Panel
from steppe.outlook.season import busy, window
from steppe.outlook.series import NEVER, Numbers, Whole, covered, happens
from steppe.outlook.trees import Trees, grow

FIRST = 75  # days of past before the first window, where there are as many
FADES = 90  # days after which a window counts half of the newest
REACH = 540  # days that windows to learn from may lie back
BLENDS = (0.3, 0.4, 0.5, 0.6)
LEAST = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much a model learns from: windows of each length, the shares of cells without own events that are looked at
    (where the pair has met, and where not), the most rows a window, and the seeds of the ensembles. Cells in which
    something happened are all looked at: they are few, and tell most.
    """

    windows: int = 20
    met: float = 0.35
    cold: float = 0.12
    rows: int = 40_000
    seeds: tuple[int, ...] = (11, 12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Windows:
    """Cells of a panel on a day, for a window of so many days: features, where a model starts from, what happened.

    `climate` is climatology in log-odds; `lift` is added where the season is busier than the past was.
    """

    day: int
    days: int
    cells: Whole
    rows: Matrix
    climate: Numbers
    lift: float
    weight: Numbers
    happened: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A regression and trees, the share of the trees, a calibration, and the quad classes where neither helps."""

    logit: Logit
    trees: tuple[Trees, ...]
    share: float
    bent: Bend = field(default_factory=Bend)
    given_up: frozenset[int] = frozenset()
    windows: int = 0

    def log_odds(self, rows: Matrix, climate: Numbers, lift: float) -> Numbers:
        """The log-odds of rows; climatology's own in quad classes that are given up."""
        added = blended(self.logit.log_odds(rows), grown(self.trees, rows), self.share)
        quad = rows[:, NAMES.index("quad")].astype(np.int64)
        found: Numbers = np.where(np.isin(quad, [*self.given_up]), climate, self.bent(climate + lift + added))
        return found


def blended(smooth: Numbers, rough: Numbers, share: float) -> Numbers:
    """Two models in log-odds, with a share for the second.

    >>> blended(np.array([1.0]), np.array([2.0]), 0.25).tolist()
    [1.25]
    """
    return (1 - share) * smooth + share * rough


def grown(trees: Sequence[Trees], rows: Matrix) -> Numbers:
    """The mean log-odds of several ensembles."""
    found: Numbers = np.mean([one.log_odds(rows) for one in trees], axis=0)
    return found


def climate(found: Panel, day: int, days: int) -> Numbers:
    """The log-odds of climatology for each cell: the share of past windows with an event, drawn to what is usual.

    The same as the forecaster of that name says to a question about the cell.
    """
    own = found.book.parts["own"]
    pairs = max(1, len(np.unique(found.met.before(day).cell)))
    long = length(day, days)
    starts = day - long + 1
    share = covered(own.series.before(day), day, long)[own.place] / starts
    peers = covered(found.peers.before(day), day, long).reshape(len(found.groups), -1).sum(axis=1)
    plain, weight = -np.expm1(long * np.log1p(-HALF / YEAR)), float(pairs * day)
    usual = (weight * peers / (pairs * starts) + YEAR * plain) / (weight + YEAR)
    drawn = (STRENGTH * usual[found.group] + day * share) / (STRENGTH + day)
    drawn = np.clip(drawn, LEAST, 1 - LEAST)
    stretched: Numbers = logit(np.clip(-np.expm1(np.log1p(-drawn) * days / long), LEAST, 1 - LEAST))
    return stretched


def lift(start: int, day: int, days: int) -> float:
    """How much busier the window is by the season than the past was, in logarithms; `start` is the first day's number.

    >>> from steppe.outlook.history import date, day_number
    >>> lift(day_number(date(2021, 12, 1)), 27, 7) < 0 < lift(day_number(date(2021, 1, 1)), 60, 7)
    True
    """
    return float(np.log(window(start + day, days) / busy(np.arange(start, start + max(1, day))).mean()))


def windows(found: Panel, day: int, days: int, *, effort: Effort | None = None) -> Windows:
    """All cells of a panel on a day; with an effort, those with own events and a weighted sample of the others."""
    view, size = seen(found.book, day), len(found.actors)
    every = np.arange(len(found.group))
    own = found.book.parts["own"]
    happened = happens(own.series, day, days)[own.place]
    cells, weight = _sampled(found, view, effort, happened) if effort else (every, np.ones(len(every)))
    pair = found.pair[cells]
    company = company_in(view, size)[:, pair // size, found.book.quad[cells], pair % size]
    return Windows(
        day=day,
        days=days,
        cells=cells,
        rows=features(view, cells, days, company),
        climate=climate(found, day, days)[cells],
        lift=lift(found.book.start, day, days),
        weight=weight,
        happened=happened[cells],
    )


def origins(until: int, days: int, many: int) -> tuple[int, ...]:
    """The days on which up to so many windows opened that closed before `until`, newest last.

    >>> origins(200, 30, 4)
    (98, 122, 146, 170)
    """
    last = until - days
    first = max(min(FIRST, last), until - REACH, 1)
    step = max(3, -(-(last - first) // many))
    return tuple(range(last, first - 1, -step))[::-1] if last > 0 else ()


def learn_panel(found: Panel, until: int, lengths: Sequence[int], effort: Effort) -> Model:
    """The model for windows of some lengths, from windows that closed before the day `until`."""
    made = [
        windows(found, day, days, effort=effort) for days in lengths for day in origins(until, days, effort.windows)
    ]
    held = {days: max(28, days + days // 2) for days in lengths}
    early = [one for one in made if one.day + one.days <= until - max(held.values())]
    late = [one for one in made if one.day >= until - held[one.days]]
    if not early or not late:
        early = late = made
    smooth, rough = regress(sample(early)), grow(sample(early), seeds=effort.seeds[:1])
    share, bent, given_up = _chosen(late, smooth, rough)
    every = sample(made)
    return Model(
        logit=regress(every),
        trees=grow(every, seeds=effort.seeds),
        share=share,
        bent=bent,
        given_up=given_up,
        windows=len(made),
    )


def lost(quad: Whole, worse: Numbers, farther: Numbers) -> frozenset[int]:
    """The quad classes with more log loss than climatology, or with more squared error by over one standard error.

    >>> sorted(lost(np.array([1, 1, 2, 2]), np.array([-1.0, 0.5, 0.5, 0.0]), np.array([3.0, -1.0, -1.0, 0.0])))
    [2]
    """
    unsure = np.sqrt(np.bincount(quad, weights=farther**2, minlength=QUADS))
    found = np.bincount(quad, weights=worse, minlength=QUADS) > 0
    # A few surprises decide squared errors of rare classes.
    found |= np.bincount(quad, weights=farther, minlength=QUADS) > unsure
    return frozenset(int(at) for at in np.flatnonzero(found))


def sample(made: Sequence[Windows]) -> Sample:
    """Windows as rows to learn from; older windows count for less, all together for as much."""
    newest = max(one.day + one.days for one in made)
    faded = np.array([0.5 ** ((newest - one.day - one.days) / FADES) for one in made])
    faded /= faded.mean()
    return Sample(
        rows=np.concatenate([one.rows for one in made]),
        happened=np.concatenate([one.happened for one in made]).astype(np.float64),
        offset=np.concatenate([one.climate + one.lift for one in made]),
        weight=np.concatenate([one.weight * share for one, share in zip(made, faded, strict=True)]),
    )


def _sampled(found: Panel, view: Seen, effort: Effort, happened: NDArray[np.bool_]) -> tuple[Whole, Numbers]:
    parts = found.book.parts
    active = view.of("own", "age")[parts["own"].place] < NEVER
    met = np.zeros(len(active), dtype=np.bool_)
    for name in (f"{way}{quad}" for way in ("ahead", "behind") for quad in range(QUADS)):
        met |= view.of(name, "age")[parts[name].place] < NEVER
    share = np.where(active, 1.0, np.where(met, effort.met, effort.cold))
    share *= min(1.0, effort.rows / share.sum())
    share[happened] = 1.0
    noise = np.random.Generator(np.random.Philox(key=[effort.seeds[0], view.day]))
    kept = np.flatnonzero(noise.random(len(share)) < share)
    return kept, 1 / share[kept]


def _apart(late: Sequence[Windows]) -> list[float]:
    """How many windows that do not overlap each window stands for."""
    many = Counter(one.days for one in late)
    ends = {days: [one.day for one in late if one.days == days] for days in many}
    return [
        min(1.0, (max(ends[one.days]) - min(ends[one.days]) + one.days) / (one.days * many[one.days])) for one in late
    ]


def _chosen(late: Sequence[Windows], smooth: Logit, rough: Sequence[Trees]) -> tuple[float, Bend, frozenset[int]]:
    seen_late, plain = sample(late), np.concatenate([one.climate for one in late])
    apart = np.concatenate([one.weight * share for one, share in zip(late, _apart(late), strict=True)])
    one, other = smooth.log_odds(seen_late.rows), grown(rough, seen_late.rows)

    def cost(log_odds: Numbers) -> Numbers:
        found: Numbers = apart * (np.logaddexp(0, log_odds) - seen_late.happened * log_odds)
        return found

    def missed(log_odds: Numbers) -> Numbers:
        found: Numbers = (expit(log_odds) - seen_late.happened) ** 2
        return found

    said = {share: seen_late.offset + blended(one, other, share) for share in BLENDS}
    share = min(BLENDS, key=lambda share: float(cost(said[share]).sum()))
    bent = bend(said[share], seen_late.happened, apart)
    best = bent(said[share])
    quad = seen_late.rows[:, NAMES.index("quad")].astype(np.int64)
    worse, farther = cost(best) - cost(plain), apart * (missed(best) - missed(plain))
    return share, bent, lost(quad, worse, farther)
