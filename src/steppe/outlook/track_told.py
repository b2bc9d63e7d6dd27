"""A track record in plain lines: what is open and until when, what was scored and how well, the worst misses."""

from collections.abc import Iterator

from steppe.outlook.told import percent
from steppe.outlook.track import FEW, Said, TrackRecord


def record_lines(one: TrackRecord) -> Iterator[str]:
    """The record of one forecaster: scores, skill against the base rate, calibration with its bars, worst misses.

    >>> from datetime import date
    >>> from steppe.outlook.track import track
    >>> (found,) = track([Said(question="q", made=date(2022, 1, 1), forecaster="own", probability=0.2, outcome=False,
    ...                        settled=date(2022, 1, 9), closes=date(2022, 1, 8))], as_of=date(2022, 2, 1))
    >>> next(record_lines(found))
    'own: 1 scored, 0 of them happened'
    """
    yield f"{one.forecaster}: {one.scored:,} scored, {one.happened:,} of them happened{_left_out(one)}"
    if one.brier is None or one.log_score is None:
        return
    yield f"  Brier {one.brier:.4f}, log score {one.log_score:.4f}{_skill(one)}"
    if one.scored < FEW:
        yield f"  {one.scored} forecasts are too few to tell skill from luck"
    if one.last_brier is not None:
        yield f"  of updates the first forecast counts; by the last ones Brier {one.last_brier:.4f}"
    for each in one.bins:
        yield (
            f"  said {percent(each.since)} to {percent(each.until)} ({each.count:,}): {percent(each.forecast)} said, "
            f"{percent(each.observed)} happened (one standard error: {percent(each.low)} to {percent(each.high)})"
        )
    yield "  worst misses:"
    yield from (f"    {_miss(miss)}" for miss in one.misses)


def _left_out(one: TrackRecord) -> str:
    parts = [
        (one.open, "open"),
        (one.early, "settled before their day, and waiting for it"),
        (one.unsettled, "due without an outcome"),
        (one.repeats, "updates"),
        (one.late, "kept after the window closed"),
    ]
    said = [f"{count:,} {words}" for count, words in parts if count]
    return f"; not scored: {', '.join(said)}" if said else ""


def _skill(one: TrackRecord) -> str:
    if one.skill is None:
        return ""
    span = f" (90 %: {one.skill_low:+.3f} to {one.skill_high:+.3f})" if one.skill_low is not None else ""
    return f", skill against the base rate {one.skill:+.3f}{span}"


def _miss(said: Said) -> str:
    came = "happened" if said.outcome else "did not happen"
    why = f" ({said.why})" if said.why else ""
    return f"{percent(said.probability)} said on {said.made}, {came}: {said.question}{why}"
