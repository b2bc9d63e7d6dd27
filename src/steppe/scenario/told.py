"""Back-tests in words for a person to read."""

from collections.abc import Iterator

from steppe.scenario.backtest import Backtested


def to_lines(one: Backtested) -> Iterator[str]:
    """A back-test in words: every forecast, the scores beside the baseline's, what an answer may rest on."""
    yield f"{one.id}  {one.question}"
    for tried in one.tried:
        came = "happened" if tried.happened else "did not happen"
        yield f"    {tried.day}  {tried.fact:<6} {tried.probability:6.3f}  {came}"
    low, high = one.gap
    yield f"    Brier      {one.mechanism} {one.brier:.3f}, baseline {one.baseline} {one.brier_baseline:.3f}"
    yield f"    log score  {one.mechanism} {one.log_score:.3f}, baseline {one.log_score_baseline:.3f} (lower is better)"
    yield f"    90 % of resamples of the Brier difference: {low:+.3f} to {high:+.3f}"
    yield f"    other classes  {', '.join(f'{name} {score:.3f}' for name, score in one.others.items())}"
    yield f"    licence  {one.licence}"
    yield f"    answers use  {one.used}\n"
