"""The track record of one's own questions: what was said and when, what came of it, and the scores.

A record is a file of lines that only grows. Each line is a forecast as it was made; when the outcome is known, the same
line is written again with it. Where an outcome was wrong, it is written once more: of all lines of a question the last
one that was settled holds, for every forecast of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from steppe.errors import InputError
from steppe.scores import Bin, brier, calibration_error, log_score, reliability, skill, skill_interval
from steppe.wire import from_json, to_json

WORST = 5  # misses that are named
FEW = 5  # scored questions; fewer give no interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One forecast of a question in its text form, made on a day, with the day its window was to close from the start.

    `base_rate` is what climatology said then, and `series` what a later forecast of the same matter has in common with
    this one, where that is more than the question itself: sides, kinds and the day it closes, say.
    `outcome` is empty until known, and `settled` the day somebody said so; `why` says on what grounds. Settled with an
    empty outcome means that the question is void: it is never scored.
    """

    question: str
    made: date
    forecaster: str
    probability: float
    closes: date
    outcome: bool | None = None
    settled: date | None = None
    why: str = ""
    base_rate: float | None = None
    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """How well one forecaster did on the questions that were due: `scored` of them, of which `happened` came true.

    Bars of `bins` hold one standard error. Left out are `open` questions, `early` ones (an outcome is known, but the
    window was to close later), `unsettled` ones (due, no outcome yet), `repeats` (updates: the same matter asked again)
    and `late` ones (made after the window closed). Scores are nothing where none is scored. `last_brier` is the Brier
    score had the last update counted instead of the first forecast. `skill` is the share of the base rate's Brier score
    that was saved, `skill_low` to `skill_high` where nine resamples in ten lie; from five scored ones on. `misses` are
    the worst, worst first, and `questions` all that are scored, by the day they closed.
    """

    forecaster: str
    as_of: date
    scored: int
    happened: int
    open: int
    early: int
    unsettled: int
    repeats: int
    late: int
    brier: float | None
    log_score: float | None
    calibration_error: float | None
    bins: tuple[Bin, ...]
    last_brier: float | None = None
    skill: float | None = None
    skill_low: float | None = None
    skill_high: float | None = None
    misses: tuple[Said, ...] = ()
    questions: tuple[Said, ...] = ()


def settled(said: Said, outcome: bool | None, *, on: date, why: str = "") -> Said:
    """The line to add when an outcome is known, or was wrong before.

    >>> one = Said(question="a -> b: AID within 1d from 2022-01-01", made=date(2022, 1, 1), forecaster="own",
    ...            probability=0.2, closes=date(2022, 1, 1))
    >>> settled(one, True, on=date(2022, 1, 3)).outcome
    True
    """
    return replace(said, outcome=outcome, settled=on, why=why)


def to_line(said: Said) -> str:
    """The forecast as the line to add to the file, without the end of line. Raises `InputError` for no probability."""
    _check(said, "track record")
    return to_json(said)


def from_lines(lines: Iterable[str], *, where: str = "track record") -> tuple[Said, ...]:
    """Every forecast of the lines once, with the outcome that was said last, in the order they were made known.

    Raises `InputError` with the number of a line that is none, or that changes what was said of the probability.

    >>> from_lines(['{"question":"q","made":"2022-01-01","forecaster":"own","probability":2,"closes":"2022-01-02"}'])
    Traceback (most recent call last):
    steppe.errors.InputError: track record line 1: probability 2.0; expected more than 0 and less than 1
    """
    found: dict[tuple[str, date, str], Said] = {}
    last: dict[str, Said] = {}
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        said = _check(from_json(Said, line, where=f"{where} line {at}"), f"{where} line {at}")
        first = found.setdefault((said.question, said.made, said.forecaster), said)
        if (first.probability, first.closes) != (said.probability, said.closes):
            raise InputError(
                f"{where} line {at}: says {said.probability} until {said.closes} where {first.probability} until "
                f"{first.closes} was said before; expected the same, as only an outcome may be corrected"
            )
        if said.settled is not None:
            last[said.question] = said
    return tuple(_with_outcome(one, last.get(one.question)) for one in found.values())


def track(said: Iterable[Said], *, as_of: date) -> tuple[TrackRecord, ...]:
    """The record of each forecaster on a day, by name.

    Scored are questions whose window was to close before that day, whenever their outcome became known: those that
    come true early would be there before those that do not, and the record would look as if too little had been said.
    Of a matter asked again and again only the first forecast counts: it was the hardest to make, and nobody can raise a
    score by asking often what is nearly sure. What was made or settled after that day is not seen.

    >>> lines = [Said(question=f"q{at}", made=date(2022, 1, 1), forecaster="own", probability=0.2, outcome=at < 2,
    ...               closes=date(2022, 1, at)) for at in range(1, 10)]
    >>> (found,) = track(lines, as_of=date(2022, 1, 6))
    >>> found.scored, found.happened, found.early
    (5, 1, 4)
    """
    by_name: dict[str, list[Said]] = {}
    for one in sorted((one for one in said if one.made <= as_of), key=lambda one: one.made):
        unseen = one.settled is not None and one.settled > as_of
        by_name.setdefault(one.forecaster, []).append(replace(one, outcome=None) if unseen else one)
    return tuple(_record(name, ones, as_of) for name, ones in sorted(by_name.items()))


def _with_outcome(said: Said, last: Said | None) -> Said:
    return replace(said, outcome=last.outcome, settled=last.settled, why=last.why) if last else said


def _record(forecaster: str, said: Sequence[Said], as_of: date) -> TrackRecord:
    timely = [one for one in said if one.made <= one.closes]
    firsts = list({one.series or one.question: one for one in reversed(timely)}.values())
    due = [one for one in firsts if one.closes < as_of]
    waiting = [one for one in firsts if one.closes >= as_of]
    scored = _scored(due)
    lasts = _scored(list({one.series or one.question: one for one in timely if one.closes < as_of}.values()))
    chances, happened = [one.probability for one in scored], [bool(one.outcome) for one in scored]
    early = sum(one.outcome is not None for one in waiting)
    errors = _errors(scored)
    low, high = _skill_span(scored)
    return TrackRecord(
        forecaster=forecaster,
        as_of=as_of,
        scored=len(scored),
        happened=sum(happened),
        open=len(waiting) - early,
        early=early,
        unsettled=len(due) - len(scored),
        repeats=len(timely) - len(firsts),
        late=len(said) - len(timely),
        brier=_mean(errors),
        log_score=_mean([log_score(*pair) for pair in zip(chances, happened, strict=True)]),
        calibration_error=calibration_error(chances, happened) if scored else None,
        bins=reliability(chances, happened),
        last_brier=_mean(_errors(lasts)) if len(timely) > len(firsts) else None,
        skill=_skill(scored),
        skill_low=low,
        skill_high=high,
        misses=tuple(scored[at] for at in sorted(range(len(scored)), key=lambda at: -errors[at])[:WORST]),
        questions=tuple(scored),
    )


def _scored(due: Sequence[Said]) -> list[Said]:
    return sorted((one for one in due if one.outcome is not None), key=lambda one: (one.closes, one.question))


def _errors(said: Sequence[Said]) -> list[float]:
    return [brier(one.probability, bool(one.outcome)) for one in said]


def _usual(said: Sequence[Said]) -> list[float]:
    return [brier(one.base_rate, bool(one.outcome)) for one in said if one.base_rate is not None]


def _skill(said: Sequence[Said]) -> float | None:
    usual = _usual(said)
    return skill(_errors(said), usual) if usual and len(usual) == len(said) else None


def _skill_span(said: Sequence[Said]) -> tuple[float | None, float | None]:
    usual = _usual(said)
    if len(usual) != len(said) or len(said) < FEW:
        return None, None
    return skill_interval(_errors(said), usual)


def _mean(scores: Sequence[float]) -> float | None:
    return sum(scores) / len(scores) if scores else None


def _check(said: Said, where: str) -> Said:
    if said.outcome is not None and said.settled is None:
        raise InputError(f"{where}: an outcome and no day it was settled; expected such as 2022-12-31")
    if not 0 < said.probability < 1:
        raise InputError(f"{where}: probability {said.probability}; expected more than 0 and less than 1")
    return said
