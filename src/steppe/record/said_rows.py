"""Kept forecasts, resolutions and back-tests to rows, purely."""

from datetime import datetime

from steppe.record.border import utc
from steppe.record.rows import Row
from steppe.record.said import KeptBacktest, KeptForecast, Resolution
from steppe.wire import to_json


def forecast_row(one: KeptForecast, *, batch: int, recorded: datetime, ordinal: int) -> Row:
    """The row of a forecast."""
    return {
        **_stamped(one.id, batch, recorded, ordinal),
        "question": one.question,
        "actors": one.actors,
        "kinds": one.kinds,
        "recipients": one.recipients,
        "opens": one.opens,
        "closes": one.closes,
        "as_of": one.as_of,
        "forecaster": one.forecaster,
        "probability": one.probability,
        "low": one.low,
        "high": one.high,
        "base_rate": one.base_rate,
        "reasons": to_json(one.reasons),
        "history": one.history,
        "made": utc(one.made, what=f"forecast {one.id}"),
        "body": to_json(one),
    }


def resolution_row(one: Resolution, *, batch: int, recorded: datetime, ordinal: int) -> Row:
    """The row of a resolution."""
    return {
        **_stamped(one.id, batch, recorded, ordinal),
        "question": one.question,
        "outcome": one.outcome,
        "why": one.why,
        "evidence": one.evidence,
        "author": one.author,
        "judged_at": utc(one.at, what=f"resolution {one.id}"),
        "body": to_json(one),
    }


def backtest_row(one: KeptBacktest, *, batch: int, recorded: datetime, ordinal: int) -> Row:
    """The row of a back-test."""
    return {
        **_stamped(one.id, batch, recorded, ordinal),
        "asked": one.asked,
        "since": one.since,
        "every": one.every,
        "origins": one.origins,
        "forecasters": one.forecasters,
        "history": one.history,
        "steppe": one.steppe,
        "scores": one.scores,
        "made": utc(one.made, what=f"back-test {one.id}"),
        "body": to_json(one),
    }


def _stamped(name: str, batch: int, recorded: datetime, ordinal: int) -> Row:
    return {"id": name, "batch": batch, "recorded": recorded, "ordinal": ordinal}
