"""What `chance` learns: a model of the cells of a panel, one of questions of any shape, and how far to trust each.

The model of cells is `learning.learn_panel`. The model of questions is of the same make, learned from drawn questions.
On held-back time each sort of question is then given its own mix: climatology, moved towards the rate that fades by a
share, with a share of what the model adds. Where neither helps, the shares are 0 and climatology stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from steppe.outlook.calibrate import Bend, bend
from steppe.outlook.chance_book import Acts, acts, quads_of
from steppe.outlook.chance_drawn import Asked, bases, draw
from steppe.outlook.features import company_in, features, seen
from steppe.outlook.forecast import Question
from steppe.outlook.history import History
from steppe.outlook.learning import (
    BLENDS,
    Effort,
    Model,
    Windows,
    blended,
    grown,
    learn_panel,
    lift,
    origins,
    sample,
)
from steppe.outlook.logit import regress
from steppe.outlook.panel import GROUPS, Panel, active, panel
from steppe.outlook.series import Numbers, happens
from steppe.outlook.trees import grow

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
BETTER = 0.995  # a mix must leave no more than this of the loss of the better baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """How much `chance` learns from: windows of which lengths, the effort for cells, and how many questions are drawn.

    A history with fewer than `least` events, or fewer days, teaches nothing. It takes `hits` held-back windows with an
    event to trust what is learned of a sort of question; with fewer in windows of a length, those of all lengths count.
    """

    lengths: tuple[int, ...] = (1, 7, 30)
    cells: Effort = field(default_factory=lambda: Effort(windows=10, met=0.25, cold=0.1, rows=6000))
    questions: int = 2000
    windows: int = 14
    seeds: tuple[int, ...] = (21, 22)
    least: int = 2000
    days: int = 90
    hits: int = 40


Sort = tuple[str, int]  # and the learned length that is nearest


class Trust(NamedTuple):
    """How far a sort of question moves from climatology: the shares of the rate that fades and of what is learned.

    `windows` and `hits` are those it was measured on, `saved` the share of climatology's log loss that it saved there.
    """

    rate: float = 0.0
    learned: float = 0.0
    windows: int = 0
    hits: int = 0
    saved: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taught:
    """What was learned: two models, the trust by sort of question, and how far off held-back bins still were.

    `unsure` is that distance in log-odds, beyond what chance explains. `since` is the day the models know before.
    """

    actors: tuple[str, ...]
    cells: Model
    questions: Model
    trust: Mapping[Sort, Trust]
    lengths: tuple[int, ...]
    unsure: float
    events: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Made:
    """Questions asked on a day, as windows to learn from, and what the rate that fades says."""

    windows: Windows
    rate: Numbers


def teach(history: History, study: Study) -> Taught | None:
    """What a history teaches, or nothing where it is too thin."""
    found = acts(history)
    until = int(history.known[-1]) - found.start + 1 if len(history) else 0
    if len(history) < study.least or until < study.days:
        return None
    lengths = tuple(days for days in study.lengths if until >= 3 * days)
    drawn = draw(found, study.questions, study.seeds[0])
    if not lengths or drawn is None:
        return None
    actors = active(history)
    web = panel(history, actors)
    made = [_made(drawn, web, found, day, days) for days in lengths for day in origins(until, days, study.windows)]
    held = {days: max(28, days + days // 2) for days in lengths}
    early = [one for one in made if one.windows.day + one.windows.days <= until - max(held.values())]
    late = [one for one in made if one.windows.day >= until - held[one.windows.days]]
    if not early or not late:
        return None
    model, trust, unsure = _questions(drawn, actors, early, late, study)
    every = sample([one.windows for one in made])
    whole = Model(
        logit=regress(every),
        trees=grow(every, seeds=study.seeds),
        share=model.share,
        bent=model.bent,
        windows=len(made),
    )
    return Taught(
        actors=actors,
        cells=learn_panel(web, until, lengths, study.cells),
        questions=whole,
        trust=trust,
        lengths=lengths,
        unsure=unsure,
        events=len(history),
        until=until,
    )


def sort_of(question: Question, actors: Sequence[str]) -> str:
    """The sort of a question, by its sides and kinds; `cell` is one that the panel of some actors has.

    >>> from datetime import date
    >>> day = date(2022, 1, 1)
    >>> asked = Question(actors=("KAZ",), recipients=("RUS",), kinds=("quad-1",), opens=day, closes=day)
    >>> sort_of(asked, ("KAZ", "RUS")), sort_of(asked, ("KAZ",))
    ('cell', 'pair, class')
    """
    sides = (question.actors, question.recipients)
    classes = all(kind in GROUPS for kind in question.kinds)
    pair = len(sides[0]) == len(sides[1]) == 1
    single = pair and sides[0] != sides[1] and classes and len(question.kinds) == 1
    if single and set(sides[0] + sides[1]) <= set(actors):
        return "cell"
    if not any(sides):
        return "both sides open"
    shape = "several" if all(sides) else "one side open"
    return f"{'pair' if pair else shape}, {'class' if classes else 'type'}"


def nearest(days: int, lengths: Sequence[int]) -> int:
    """The learned length that is nearest to a window's, by their ratio.

    >>> nearest(14, (1, 7, 30)), nearest(2, (1, 7, 30))
    (7, 1)
    """
    return min(lengths, key=lambda one: abs(log(one / days)))


def trusted(taught: Taught, question: Question, quad: int) -> tuple[Model, Trust]:
    """The model for a question of a quad class, and how far it is trusted."""
    sort = sort_of(question, taught.actors)
    if sort == "cell":
        return taught.cells, Trust() if quad in taught.cells.given_up else Trust(learned=1.0)
    return taught.questions, taught.trust.get((sort, nearest(question.days, taught.lengths)), Trust())


def company_of(web: Numbers, question: Question, places: Mapping[str, int], quads: Sequence[int]) -> Numbers:
    """The company and reach of a question: the sum over its pairs of the panel and its quad classes."""
    rows, columns = (
        [places[name] for name in side if name in places] if side else list(places.values())
        for side in (question.actors, question.recipients)
    )
    if not (rows and columns and quads):
        return np.zeros(len(web))
    found: Numbers = web[:, rows][:, :, list(quads)][:, :, :, columns].sum(axis=(1, 2, 3))
    return found


def added_by(model: Model, rows: NDArray[np.float32]) -> Numbers:
    """What a model adds to climatology and season, before its calibration."""
    return blended(model.logit.log_odds(rows), grown(model.trees, rows), model.share)


def _made(drawn: Asked, web: Panel, found: Acts, day: int, days: int) -> _Made:
    """The questions that were drawn from what lies before a day, asked on it."""
    cells = np.flatnonzero(drawn.since < day)
    places = {name: at for at, name in enumerate(web.actors)}
    whole = company_in(seen(web.book, day), len(web.actors))
    chosen = [drawn.questions[at] for at in cells]
    with_whom = np.array([company_of(whole, one, places, quads_of(one.kinds, found)) for one in chosen])
    climate, rate = bases(drawn, day, days)
    own = drawn.book.parts["own"]
    return _Made(
        windows=Windows(
            day=day,
            days=days,
            cells=cells,
            rows=features(seen(drawn.book, day), cells, days, with_whom.reshape(len(cells), len(whole)).T),
            climate=climate[cells],
            lift=lift(drawn.book.start, day, days),
            weight=np.ones(len(cells)),
            happened=happens(own.series, day, days)[own.place[cells]],
        ),
        rate=rate[cells],
    )


def _questions(
    drawn: Asked, actors: Sequence[str], early: Sequence[_Made], late: Sequence[_Made], study: Study
) -> tuple[Model, Mapping[Sort, Trust], float]:
    """The model learned before the held-back time, and what that time shows of it."""
    first, held = sample([one.windows for one in early]), sample([one.windows for one in late])
    smooth, rough = regress(first), grow(first, seeds=study.seeds[:1])
    one, other = smooth.log_odds(held.rows), grown(rough, held.rows)
    share = min(BLENDS, key=lambda part: float(_cost(held.offset + blended(one, other, part), held.happened).sum()))
    added = held.offset + blended(one, other, share)
    climate = np.concatenate([one.windows.climate for one in late])
    rate = np.concatenate([one.rate for one in late])
    named = [sort_of(question, actors) for question in drawn.questions]
    sorts = [(named[at], one.windows.days) for one in late for at in one.windows.cells]
    number = {sort: at for at, sort in enumerate(dict.fromkeys(sorts))}
    which = np.array([number[sort] for sort in sorts])
    logits = np.stack([climate, rate, added])
    found = [_trust(logits, held.happened, which == at, study.hits) for at in number.values()]
    names = np.array([name for name, _ in sorts])
    for at, (name, _) in enumerate(number):
        if found[at].hits < study.hits:
            found[at] = _trust(logits, held.happened, names == name, study.hits)
    shares = np.array(found)[which]
    said = climate + shares[:, 0] * (rate - climate) + shares[:, 1] * (added - climate)
    kept = shares[:, :2].any(axis=1)
    bent = bend(said[kept], held.happened[kept]) if kept.any() else Bend()
    unsure = _unsure(bent(said[kept]), held.happened[kept])
    return Model(logit=smooth, trees=rough, share=share, bent=bent), dict(zip(number, found, strict=True)), unsure


def _trust(logits: Numbers, happened: Numbers, which: NDArray[np.bool_], least: int) -> Trust:
    """The shares of the rate and of what is learned under which some windows were likeliest, with `least` events."""
    (base, fading, learned), came = logits[:, which], happened[which]
    costs = {
        (first, second): float(_cost(base + first * (fading - base) + second * (learned - base), came).sum())
        for first in SHARES
        for second in SHARES
        if first + second <= 1
    }
    plain = costs[0.0, 0.0]
    baseline = min(((one, 0.0) for one in SHARES), key=costs.__getitem__)
    best = min(costs, key=costs.__getitem__)
    hits = int(came.sum())
    if hits < least or not plain:
        return Trust(windows=len(came), hits=hits)
    chosen = (
        best if costs[best] < BETTER * costs[baseline] else baseline if costs[baseline] < BETTER * plain else (0.0, 0.0)
    )
    return Trust(*chosen, windows=len(came), hits=hits, saved=1 - costs[chosen] / plain)


def _cost(log_odds: Numbers, happened: Numbers) -> Numbers:
    found: Numbers = np.logaddexp(0, log_odds) - happened * log_odds
    return found


def _unsure(log_odds: Numbers, happened: Numbers) -> float:
    """How far bins of equal size are off, in log-odds, beyond what chance explains: one standard deviation."""
    gaps, noise = [], []
    for part in np.array_split(np.argsort(log_odds, kind="stable"), 20):
        chance = expit(log_odds[part])
        spread = float((chance * (1 - chance)).sum())
        if spread >= 5:
            gaps.append((float((happened[part] - chance).sum()) / spread) ** 2)
            noise.append(1 / spread)
    return sqrt(max(0.0, float(np.mean(gaps)) - float(np.mean(noise)))) if gaps else 0.5
