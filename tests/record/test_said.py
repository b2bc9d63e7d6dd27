"""Kept forecasts, resolutions and back-tests: added, never changed, seen as of a day; older records keep all."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.record.conftest import ASKED, NOON, backtest, forecast, resolution

from steppe.errors import InputError, RecordError, UnknownName
from steppe.record import storage
from steppe.record.kept import Counts
from steppe.record.queries import TABLES
from steppe.record.store import open_record
from steppe.types import Coded

OLD = Path(__file__).parents[1] / "fixtures" / "record" / "schema_1.duckdb.gz"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A record as steppe wrote it with schema 1: three batches of codings, and a judgement."""
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def tables(path: Path) -> dict[str, Any]:
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        return {name: connection.execute(f"FROM {name}").fetchall() for name in names}


def columns(path: Path) -> dict[str, Any]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {name: connection.execute(f"DESCRIBE {name}").fetchall() for name in ("steppe_record", *TABLES)}


def test_what_was_said_comes_back_as_it_was(clock: Any) -> None:
    with open_record(":memory:", clock=clock) as record:
        assert record.keep_forecasts([forecast(), forecast("g", probability=0.4)]).new == Counts(forecasts=2)
        assert record.resolve([resolution()]).new == Counts(resolutions=1)
        assert record.keep_backtest(backtest()).new == Counts(backtests=1)
        view = record.as_of()
        assert view.forecasts() == (forecast(), forecast("g", probability=0.4))
        assert view.resolutions() == (resolution(),)
        assert view.backtests() == (backtest(),)
        assert all(batch.whole for batch in record.batches())


def test_the_same_again_adds_nothing_and_keeps_its_first_day(clock: Any) -> None:
    with open_record(":memory:", clock=clock) as record:
        record.keep_forecasts([forecast()])
        again = record.keep_forecasts([forecast(made=NOON + timedelta(days=3))])
        assert (again.batch, again.known) == (None, Counts(forecasts=1))
        assert record.as_of().forecasts() == (forecast(),)


def test_a_day_does_not_see_what_was_said_on_it_or_later(clock: Any) -> None:
    with open_record(":memory:", clock=clock) as record:
        record.keep_forecasts([forecast()])
        record.resolve([resolution()])
        assert record.as_of(date(2022, 1, 20)).forecasts() == ()
        assert record.as_of(date(2022, 1, 21)).forecasts() == (forecast(),)
        assert record.as_of(date(2022, 1, 29)).resolutions() == ()
        assert record.as_of(date(2022, 1, 30)).resolutions() == (resolution(),)


def test_a_resolution_is_outdone_by_a_later_one_and_stays(clock: Any) -> None:
    later = resolution("s", outcome="open", at=NOON + timedelta(days=10))
    with open_record(":memory:", clock=clock) as record:
        record.keep_forecasts([forecast()])
        record.resolve([later])
        record.resolve([resolution()])
        assert record.as_of().resolutions() == (resolution(), later)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"outcome": "maybe"}, UnknownName, "known: no, open, void, yes"),
        ({"author": " "}, InputError, "expected the name of an author"),
        ({"question": "other"}, InputError, "no kept forecast asks that"),
        ({"at": NOON.replace(tzinfo=None)}, InputError, "no time zone"),
    ],
)
def test_a_resolution_that_cannot_stand_is_refused(
    clock: Any, change: dict[str, Any], error: type[Exception], said: str
) -> None:
    with open_record(":memory:", clock=clock) as record:
        record.keep_forecasts([forecast()])
        with pytest.raises(error, match=said):
            record.resolve([replace(resolution(), **change)])
        assert record.as_of().resolutions() == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"probability": 0.0}, "probability 0.0; expected more than 0"),
        ({"base_rate": 1.0}, "base rate 1.0"),
        ({"closes": date(2022, 1, 1)}, "before it opens"),
        ({"low": float("nan")}, "Expected `float`"),
    ],
)
def test_a_forecast_that_cannot_be_scored_is_refused_and_nothing_is_kept(
    clock: Any, change: dict[str, Any], said: str
) -> None:
    with open_record(":memory:", clock=clock) as record:
        with pytest.raises(InputError, match=said):
            record.keep_forecasts([forecast("fine"), replace(forecast(), **change)])
        assert record.batches() == ()


def test_a_record_of_schema_1_opens_with_all_it_held(old: Path, clock: Any, example: Callable[..., Coded]) -> None:
    before = tables(old)
    with open_record(old, clock=clock) as record:
        assert len(record.batches()) == 3
        assert all(batch.whole for batch in record.batches())
        assert len(record.as_of().articles()) == 3
        assert record.as_of().coded(example("c").article.id) == example("c")
        assert len(record.as_of().events(judged=True)) - len(record.as_of().events()) == 1
        record.keep_forecasts([forecast()])
        record.resolve([resolution(question=ASKED)])
    after = tables(old)
    for name in set(before) - {"steppe_record", "batches"}:
        assert after[name] == before[name], name
    assert [row[:12] for row in after["batches"]][:3] == before["batches"]
    with open_record(old, clock=clock) as record:
        assert record.as_of().forecasts() == (forecast(),)
        assert all(batch.whole for batch in record.batches())


def test_a_record_brought_up_to_date_has_the_tables_of_a_new_one(old: Path, tmp_path: Path, clock: Any) -> None:
    new = tmp_path / "new.duckdb"
    for path in (old, new):
        open_record(path, clock=clock).close()
    assert columns(old) == columns(new)
    assert tables(old)["steppe_record"][0][0] == tables(new)["steppe_record"][0][0] == storage.SCHEMA


def test_a_damaged_record_of_schema_1_is_refused_and_untouched(old: Path, clock: Any) -> None:
    with duckdb.connect(str(old)) as connection:
        connection.execute("DELETE FROM events WHERE batch = 1")
    before = old.read_bytes()
    with pytest.raises(RecordError, match="damaged, events has"):
        open_record(old, clock=clock)
    assert old.read_bytes() == before


def test_a_migration_that_fails_leaves_the_old_record(old: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = storage.query
    monkeypatch.setattr(storage, "query", lambda name: "SELECT no" if name == "migrate_1" else sound(name))
    with pytest.raises(RecordError):
        open_record(old, clock=clock)
    monkeypatch.undo()
    assert tables(old)["steppe_record"][0][0] == 1
    with open_record(old, clock=clock) as record:
        assert len(record.as_of().articles()) == 3
