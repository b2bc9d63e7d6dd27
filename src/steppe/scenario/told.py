"""Back-tests in words for a person to read."""

from collections.abc import Iterator

from steppe.scenario.backtest import Backtested, Result
from steppe.scenario.measured import Forecasted, Measured


def to_lines(one: Result) -> Iterator[str]:
    """A back-test in words: every forecast, the scores beside the baseline's, what an answer may rest on."""
    yield f"{one.id}  {one.question}"
    if isinstance(one, Backtested):
        yield from _answers(one)
    elif isinstance(one, Measured):
        yield from _quantities(one)
    yield f"    licence  {one.licence}"
    yield f"    answers use  {one.used}\n"


def _answers(one: Backtested) -> Iterator[str]:
    for tried in one.tried:
        came = "happened" if tried.happened else "did not happen"
        yield f"    {tried.day}  {tried.fact:<6} {tried.probability:6.3f}  {came}"
    low, high = one.gap
    yield f"    Brier      {one.mechanism} {one.brier:.3f}, baseline {one.baseline} {one.brier_baseline:.3f}"
    yield f"    log score  {one.mechanism} {one.log_score:.3f}, baseline {one.log_score_baseline:.3f} (lower is better)"
    yield f"    90 % of resamples of the Brier difference: {low:+.3f} to {high:+.3f}"
    yield f"    other classes  {', '.join(f'{name} {score:.3f}' for name, score in one.others.items())}"


def _quantities(one: Measured) -> Iterator[str]:
    yield f"    {one.definition} ({one.scope}); scores in {one.unit}, lower is better"
    for tried in one.tried:
        yield _forecast(tried)
    low, high = one.gap
    others = ", ".join(f"{name} {score:.3g}" for name, score in one.baselines.items())
    yield f"    CRPS  {one.mechanism} {one.crps:.3g}; baselines  {others}"
    yield f"    90 % of resamples of the difference to {one.baseline}: {low:+.3g} to {high:+.3g}"
    yield f"    inside the 90 % interval  {one.covered:.0%} of {len(one.tried)}"
    if one.better:
        yield f"    baselines that scored better  {', '.join(one.better)}"
    if one.named:
        yield f"    largest cases named  {one.named[0]:.0%}, by chance {one.named[1]:.0%}"


def _forecast(one: Forecasted) -> str:
    low, middle, high = (f"{value:.3g}" for value in one.quantiles)
    came = f"{one.outcome:g}" if one.outcome == one.high else f"{one.outcome:g} to {one.high:g}"
    inside = "" if one.inside else ", outside"
    return (
        f"    {one.as_of}  {one.trial:<22} {low} / {middle} / {high} {one.unit}, came {came}{inside};"
        f" CRPS {one.crps:.3g}, baseline {one.crps_baseline:.3g}"
    )
