"""The forecaster `chance`: climatology, moved by what was learned from the whole history, as far as that has helped.

Learning takes long and counting does not. So models are learned from what was known up to the last day of a grid (each
7, 14 or 28 days from the first known day, by the length of the history), while every count a model is asked with is as
new as the question. What was learned of the last two histories is kept. A history too thin to learn from is answered by
climatology, and the note says so. Without LightGBM learning raises `ModelMissing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import numpy as np
from scipy.special import expit

from steppe.outlook import climatology
from steppe.outlook.baselines import NEXT, rate_belief
from steppe.outlook.belief import LEAST, Belief, bounded, log_odds
from steppe.outlook.chance_book import Acts, acts, book, quad_of, quads_of, with_act
from steppe.outlook.chance_reasons import ORDER, Step, parts_of, reasons
from steppe.outlook.chance_taught import Study, Taught, Trust, company_of, sort_of, teach, trusted
from steppe.outlook.features import Matrix, company_in, features, seen
from steppe.outlook.forecast import Forecast, Forecaster, Learned, Question
from steppe.outlook.history import History, day_of
from steppe.outlook.learning import Model, lift
from steppe.outlook.panel import Book, panel
from steppe.outlook.past import Past, note, reader
from steppe.outlook.series import Numbers
from steppe.outlook.walk import digest

NAME, VERSION = "chance", "1"
BACK = "such an act by the other side on the day before the window opens"
SURE = 1.645  # standard deviations on either side that hold 90 % of a normal distribution
FIRST = np.zeros(1, dtype=np.int64)
GRID = ((280, 7), (560, 14))  # days of history, and the days between two learnings below that; 28 above
Usual = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Case:
    """A question with what answers it: past and book, company, the model for its sort and how far that is trusted.

    `usual` is climatology's and the rate's, of peers; `busier` the season's lift; `unsure` how far off the model was.
    """

    past: Past
    usual: tuple[Usual, Usual]
    book: Book
    company: Numbers
    busier: float
    model: Model
    trust: Trust
    lengths: tuple[int, ...]
    unsure: float

    @property
    def rows(self) -> Matrix:
        """The features, for the learned window that is nearest in length."""
        days = min(max(self.past.question.days, self.lengths[0]), self.lengths[-1])
        return features(seen(self.book, self.past.span), FIRST, days, self.company)

    @property
    def base(self) -> Belief:
        """What climatology says."""
        return climatology.belief(self.past, self.usual[0])

    @property
    def fading(self) -> float:
        """The step towards the rate that fades."""
        rate = rate_belief(self.past, self.usual[1]).probability
        return self.trust.rate * (log_odds(rate) - log_odds(self.base.probability))

    def bent(self, said: float) -> float:
        """What is said, calibrated and kept off 0 and 1."""
        end = log_odds(1 - LEAST)
        return float(np.clip(self.model.bent(np.array([said]))[0], -end, end))


@dataclass(frozen=True, slots=True)
class _Known:
    """A history as a key: equal where the same events were known."""

    digest: str
    history: History = field(compare=False)


def chance(study: Study | None = None) -> Forecaster:
    """The forecaster, which learns as much as a study says.

    >>> chance().name
    'chance'
    """
    return Forecaster(NAME, VERSION, partial(answering, study or Study()))


def answering(study: Study, history: History) -> Learned:
    """What answers questions from a history."""
    taught = _lesson(history, study)
    read, found = reader(history), acts(history)
    webs: dict[int, Numbers] = {}
    kept: dict[tuple[object, ...], tuple[Usual, Usual]] = {}

    def web(known: Taught, day: int) -> Numbers:
        if day not in webs:
            webs[day] = company_in(seen(panel(history, known.actors).book, day), len(known.actors))
        return webs[day]

    def usual(past: Past) -> tuple[Usual, Usual]:
        key = (*past.key, past.question.days)
        if key not in kept:
            kept[key] = climatology.typical(past.peers, past.question.days), (climatology.rate(past.peers),)
        return kept[key]

    def answer(question: Question) -> Forecast:
        past = read(question)
        if taught is None:
            return _plain(past, usual(past)[0], _thin(history, study))
        model, trust = trusted(taught, question, quad_of(question.kinds, found))
        if not (trust.rate or trust.learned):
            return _plain(past, usual(past)[0], _untrusted(sort_of(question, taught.actors), trust))
        return _learned(found, _case(found, past, usual(past), (taught, model, trust), web(taught, past.span)))

    def answers(questions: Sequence[Question]) -> tuple[Forecast, ...]:
        return tuple(answer(question) for question in questions)

    return answers


def grid_day(start: int, end: int) -> int:
    """The last day of the grid, from `start` on, that is not after `end`.

    >>> grid_day(0, 100), grid_day(0, 1000)
    (98, 980)
    """
    span = end - start
    every = next((days for most, days in GRID if span < most), 28)
    return start + span // every * every


def _lesson(history: History, study: Study) -> Taught | None:
    if not len(history):
        return None
    last = grid_day(int(history.known[0]), int(history.known[-1]) + 1)
    known = history.before(day_of(last))
    return _taught(_Known(digest(known), known), study)


@lru_cache(maxsize=2)
def _taught(known: _Known, study: Study) -> Taught | None:
    return teach(known.history, study)


def _case(
    found: Acts, past: Past, usual: tuple[Usual, Usual], taught: tuple[Taught, Model, Trust], web: Numbers
) -> _Case:
    known, model, trust = taught
    places = {name: at for at, name in enumerate(known.actors)}
    quads = quads_of(past.question.kinds, found)
    return _Case(
        past=past,
        usual=usual,
        book=book(found, [past.question]),
        company=company_of(web, past.question, places, quads)[:, None],
        busier=lift(found.start, past.span, past.question.days),
        model=model,
        trust=trust,
        lengths=known.lengths,
        unsure=known.unsure,
    )


def _learned(found: Acts, case: _Case) -> Forecast:
    past, rows, base = case.past, case.rows, case.base
    steps, reached = _steps(case, rows)
    belief = _belief(case, rows, base, reached)
    longest = case.lengths[-1]
    long = past.question.days > longest
    return Forecast(
        question=past.question,
        probability=belief.probability,
        low=belief.low,
        high=belief.high,
        base_rate=base.probability,
        reasons=reasons(found, past, rows, steps),
        changes=_changes(found, case),
        forecaster=NAME,
        as_of=past.question.opens,
        note=" ".join(
            one for one in (note(past), f"What moves it is taken to last {longest} days." if long else "") if one
        ),
    )


def _steps(case: _Case, rows: Matrix) -> tuple[list[Step], float]:
    """The steps from climatology, and the log-odds that they lead to."""
    start, by_group = log_odds(case.base.probability), parts_of(case.model, rows)
    raw = case.busier + float(by_group.sum())
    moved = case.trust.learned * lasting(raw, case.past.question.days, case.lengths[-1])
    scale = moved / raw if abs(raw) > 1e-9 else 0.0
    steps = [Step("fading", case.fading)] if case.trust.rate else []
    if case.trust.learned:
        steps += [Step("season", scale * case.busier)]
        steps += [Step(name, scale * float(part)) for name, part in zip(ORDER, by_group, strict=True)]
    said = start + sum(step.part for step in steps)
    reached = case.bent(said)
    return [*steps, Step("calibration", reached - said)], reached


def lasting(added: float, days: int, longest: int) -> float:
    """What is added to a window, where it multiplies the rate of its first days only.

    >>> lasting(0.7, 30, 30), round(lasting(0.7, 300, 30), 3)
    (0.7, 0.097)
    """
    if days <= longest:
        return added
    return float(np.log((longest * np.exp(min(added, 20.0)) + days - longest) / days))


def _belief(case: _Case, rows: Matrix, base: Belief, reached: float) -> Belief:
    """The probability, and an interval as wide as climatology's evidence, the models' quarrel and their past errors."""
    start = log_odds(base.probability)
    below, above = (abs(log_odds(min(max(end, 1e-12), 1 - 1e-12)) - start) for end in (base.low, base.high))
    other = SURE * np.hypot(case.trust.learned * _quarrel(case.model, rows), case.unsure)
    low, high = reached - np.hypot(below, other), reached + np.hypot(above, other)
    return bounded(*(float(expit(one)) for one in (reached, low, high)))


def _quarrel(model: Model, rows: Matrix) -> float:
    """How far the regression and the trees lie apart, in log-odds: the standard deviation by their shares."""
    smooth = float(model.logit.log_odds(rows)[0])
    rough = [float(one.log_odds(rows)[0]) for one in model.trees]
    shares = np.array([1 - model.share, *[model.share / len(rough)] * len(rough)])
    said = np.array([smooth, *rough])
    return float(np.sqrt(shares @ (said - shares @ said) ** 2))


def _changes(found: Acts, case: _Case) -> tuple[tuple[str, float], ...]:
    """What an act more would change, counted anew: one ahead and, where both sides are named, one back."""
    day, question = max(0, case.past.span - 1), case.past.question
    quads = quads_of(question.kinds, found)
    own = case.past.rows
    quad = int(found.quad[own[-1]]) if len(own) else quads[0] if quads else 0
    ahead = replace(case, past=case.past.with_event(), book=with_act(case.book, day, quad))
    cases = [(NEXT, ahead)]
    if question.actors and question.recipients and case.trust.learned:
        cases.append((BACK, replace(case, book=with_act(case.book, day, quad, back=True))))
    return tuple((what, float(expit(_steps(then, then.rows)[1]))) for what, then in cases)


def _plain(past: Past, usual: Usual, why: str) -> Forecast:
    """What climatology says, with the reason why nothing else is said."""
    found = climatology.belief(past, usual)
    return Forecast(
        question=past.question,
        probability=found.probability,
        low=found.low,
        high=found.high,
        base_rate=found.probability,
        reasons=climatology.reasons(past, usual, 0.0),
        changes=((NEXT, climatology.belief(past.with_event(), usual).probability),),
        forecaster=NAME,
        as_of=past.question.opens,
        note=" ".join(one for one in (note(past), why) if one),
    )


def _thin(history: History, study: Study) -> str:
    days = int(history.known[-1] - history.known[0]) + 1 if len(history) else 0
    return (
        f"Too little to learn from ({len(history):,} events in {days} days; it takes {study.least:,} in {study.days}): "
        "this is climatology."
    )


def _untrusted(sort: str, trust: Trust) -> str:
    return (
        f"For such a question ({sort}) nothing learned was better than climatology on held-back days "
        f"({trust.hits} events in {trust.windows} windows): this is climatology."
    )


CHANCE = chance()
