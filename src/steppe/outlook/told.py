"""Forecasts and walks in plain lines: what is said, against which base rate, why, and how good it has been."""

from collections.abc import Iterator, Sequence
from math import exp, log

from steppe.outlook.forecast import Forecast
from steppe.outlook.walked import Group, Scored, Walked

_CITED = 3  # past events shown under a reason


def percent(value: float) -> str:
    """A probability in words of percent: two figures, and the small ones as `below 0.1 %`.

    >>> percent(0.0634), percent(0.5), percent(0.0004)
    ('6.3 %', '50 %', 'below 0.1 %')
    """
    if value < 0.001:
        return "below 0.1 %"
    if value > 0.999:
        return "above 99.9 %"
    return f"{value:.1%}".replace("%", " %") if value < 0.1 or value > 0.9 else f"{value:.0%}".replace("%", " %")


def forecast_lines(one: Forecast, evidence: Sequence[Sequence[str]], *, confirmed: bool) -> Iterator[str]:
    """The forecast, its interval and base rate, then the steps from the one to the other with the events they rest on.

    `evidence[i]` are the past events of reason i, as cited.
    """
    yield one.question.text
    yield f"  {percent(one.probability)}  (90 %: {percent(one.low)} to {percent(one.high)})"
    yield f"  base rate {percent(one.base_rate)}; as known before {one.as_of}; by {one.forecaster}"
    if one.note:
        yield f"  note: {one.note}"
    odds = log(one.base_rate / (1 - one.base_rate))
    for reason, past in zip(one.reasons, evidence, strict=True):
        odds += reason.part
        yield f"  {reason.part:+.2f}  {reason.text} -> {percent(1 / (1 + exp(-odds)))}"
        yield from (f"         {cited}" for cited in past[:_CITED])
        if len(past) > _CITED:
            yield f"         and {len(past) - _CITED} more"
    for what, then in one.changes:
        yield f"  would be {percent(then)}: {what}"
    if not confirmed:
        yield "  The events come from an imported file; none of them is confirmed."


def walked_lines(one: Walked) -> Iterator[str]:
    """A walk: on what, the scores of each forecaster beside its rivals, its calibration and its worst misses."""
    yield (
        f"{one.windows:,} windows of {one.questions} questions, {one.happened:,} with an event; {one.rows:,} events "
        f"known {one.since} to {one.until}"
    )
    if one.unsettled:
        yield f"{one.unsettled:,} windows not settled yet, and not scored"
    for scored in one.scores:
        yield from _scored(scored)
    yield f"history {one.history[:16]}, steppe {one.steppe}"


def _scored(one: Scored) -> Iterator[str]:
    yield (
        f"{one.forecaster} {one.version}: Brier {one.brier:.4f}, log score {one.log_score:.4f}, calibration error "
        f"{one.calibration_error:.4f}"
    )
    for skill in one.skills:
        if skill.value is not None and skill.low is not None and skill.high is not None:
            span = f"90 %: {skill.low:+.3f} to {skill.high:+.3f}"
            yield f"  skill against {skill.rival} {skill.value:+.3f} ({span})"
    for group in one.groups:
        yield from _group(group)


def _group(one: Group) -> Iterator[str]:
    if not one.windows:
        return
    yield f"  {one.name} cases: {one.happened} of {one.windows:,} happened, Brier {one.brier:.4f}; worst misses:"
    for miss in one.misses:
        came = "happened" if miss.happened else "did not happen"
        yield f"    {percent(miss.probability)} said, {came}: {miss.question}"
