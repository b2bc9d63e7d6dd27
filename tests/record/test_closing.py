"""A record is closed in order although somebody is still reading from it."""

import threading
import time
from datetime import UTC, datetime

import pytest

from steppe.errors import RecordError
from steppe.record.store import open_record

NOW = datetime(2022, 1, 20, tzinfo=UTC)
LONG = "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5"


def test_a_read_under_way_is_ended_and_the_lock_is_given_up(tmp_path):
    path, said, at_it = tmp_path / "r.duckdb", [], threading.Event()
    record = open_record(path, clock=lambda: NOW)

    def read():
        try:
            with record.engine.reading() as reader:
                at_it.set()
                reader.execute(LONG).fetchall()
        except RecordError as error:
            said.append(str(error))

    reading = threading.Thread(target=read)
    reading.start()
    at_it.wait(5)
    time.sleep(0.1)
    began = time.monotonic()
    record.close()
    reading.join(5)
    assert time.monotonic() - began < 5
    assert len(said) == 1
    assert str(path) in said[0]
    with open_record(path, clock=lambda: NOW) as again:
        assert all(batch.whole for batch in again.batches())


def test_rows_that_somebody_has_not_taken_hinder_nobody(tmp_path):
    with open_record(tmp_path / "r.duckdb", clock=lambda: NOW) as record:
        rows = record.engine.each("view_forecasts", {"at": None, "by": None})
        with pytest.raises(StopIteration):
            next(rows)
        with record.engine.reading() as reader:
            found = reader.execute("SELECT range FROM range(100000)")
            found.fetchmany(1)
            began = time.monotonic()
            record.close()
            assert time.monotonic() - began < 2
    with open_record(tmp_path / "r.duckdb", clock=lambda: NOW):
        pass
