"""Jobs on the disk: whole or not at all, foreign files passed over, in order, gone when forgotten."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from steppe.jobs.ledger import Job, Ledger, job
from steppe.wire import to_json

NOW = datetime(2022, 11, 27, 12, tzinfo=UTC)


def at(minute, given="{}"):
    return job("read", given, made=NOW + timedelta(minutes=minute))


def test_a_job_comes_back_as_it_was_written(tmp_path):
    one = replace(at(0), state="done", result='{"text":"\u043d\u0435\u0444\u0442\u044c"}', tries=1)
    Ledger(tmp_path / "jobs").write(one)
    assert list(Ledger(tmp_path / "jobs").read()) == [one]


def test_jobs_come_back_oldest_first(tmp_path):
    ledger = Ledger(tmp_path / "jobs")
    for minute in (3, 1, 2):
        ledger.write(at(minute, str(minute)))
    assert [one.given for one in ledger.read()] == ["1", "2", "3"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    ledger = Ledger(tmp_path / "jobs")
    ledger.write(at(0))

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        ledger.write(replace(at(0), state="done"))
    assert [one.state for one in ledger.read()] == ["queued"]
    assert [path.name for path in (tmp_path / "jobs").iterdir()] == [f"{at(0).id}.json"]


def test_half_a_file_and_foreign_files_are_passed_over_and_left_alone(tmp_path):
    ledger = Ledger(tmp_path / "jobs")
    ledger.write(at(0))
    foreign = {"half.json": to_json(at(1, "x"))[:40], "notes.json": "[]", "readme.txt": "hello", "x.new": "{"}
    for name, text in foreign.items():
        (tmp_path / "jobs" / name).write_text(text, "utf8")
    (tmp_path / "jobs" / "folder.json").mkdir()
    assert list(ledger.read()) == [at(0)]
    assert all((tmp_path / "jobs" / name).read_text("utf8") == text for name, text in foreign.items())


def test_a_file_under_another_name_than_its_id_leads_nowhere(tmp_path):
    (tmp_path / "jobs").mkdir()
    strange = Job(id="../../outside", kind="read", given="{}", made=NOW)
    (tmp_path / "jobs" / "strange.json").write_text(to_json(strange), "utf8")
    assert list(Ledger(tmp_path / "jobs").read()) == []


def test_what_is_forgotten_is_gone_and_twice_is_no_error(tmp_path):
    ledger = Ledger(tmp_path / "jobs")
    ledger.write(at(0))
    ledger.forget(at(0))
    ledger.forget(at(0))
    assert list(ledger.read()) == []


def test_only_its_owner_may_look_into_the_folder(tmp_path):
    Ledger(tmp_path / "jobs").write(at(0))
    assert (tmp_path / "jobs").stat().st_mode & 0o077 == 0


def test_without_a_folder_nothing_is_written():
    ledger = Ledger(None)
    ledger.write(at(0))
    ledger.forget(at(0))
    assert list(ledger.read()) == []


def test_the_same_on_the_same_is_the_same_job_unless_told_apart():
    assert at(0).id == at(9).id
    assert at(0).id != job("read", "{}", made=NOW, part="again").id
    assert at(0).id != job("whatif", "{}", made=NOW).id
