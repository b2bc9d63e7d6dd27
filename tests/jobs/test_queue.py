"""The queue: one after the other, the same once; what becomes of it when work fails, is called off, the server ends."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from steppe.errors import Busy, InputError, RecordError, UnknownName
from steppe.jobs import queue as room
from steppe.jobs.ledger import KEPT, TRIES, Ledger, job
from steppe.jobs.queue import WAITING, Jobs, Task
from steppe.jobs.worker import Failed

NOW = datetime(2022, 11, 27, 12, tzinfo=UTC)


class Hand:
    """A worker whose work ends when the test says so."""

    def __init__(self):
        self.done, self.begun, self.stops = [], threading.Semaphore(0), 0
        self.told, self._came, self._go = None, None, threading.Semaphore(0)
        self.at_it = False

    def run(self, work, given, told):
        self.told = told
        self.done.append(given)
        self.at_it = True
        self.begun.release()
        self._go.acquire()
        self.at_it = False
        return self._came if self._came is not None else f"did {given}"

    def warm(self, work):
        work()

    def stop(self):
        self.stops += 1
        if self.at_it:
            self.at_it = False
            self.finish(Failed(reason="the process that did it was ended", ours=True))

    def finish(self, came=None):
        self._came = came
        self._go.release()


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def made(hand, tmp_path):
    found = []

    def make(**tasks):
        jobs = Jobs(tasks=tasks or {"read": Task(work=str)}, ledger=Ledger(tmp_path / "jobs"), clock=lambda: NOW)
        jobs.worker = hand
        found.append(jobs)
        return jobs

    yield make
    for jobs in found:
        jobs.close()


def at(minute, given=None):
    return job("read", str(minute) if given is None else given, made=NOW + timedelta(minutes=minute))


def until(jobs, ident, *states):
    end = time.monotonic() + 30
    while jobs.get(ident).state not in states:
        assert time.monotonic() < end, jobs.get(ident)
        time.sleep(0.005)
    return jobs.get(ident)


def test_jobs_are_done_one_after_the_other_in_the_order_asked(made, hand):
    jobs = made()
    jobs.start()
    for minute in range(3):
        jobs.add(at(minute))
    for _ in range(3):
        hand.begun.acquire(timeout=5)
        hand.finish()
    assert until(jobs, at(2).id, "done").result == "did 2"
    assert hand.done == ["0", "1", "2"]


def test_the_same_job_is_done_once_however_often_it_is_asked_for(made, hand):
    jobs = made()
    jobs.start()
    first = jobs.add(at(0))
    assert jobs.add(at(5, "0")).id == first.id
    hand.finish()
    done = until(jobs, first.id, "done")
    assert jobs.add(at(6, "0")) == done
    assert hand.done == ["0"]


def test_more_than_may_wait_are_refused_and_leave_no_trace(made, hand):
    jobs = made()
    for minute in range(WAITING):
        jobs.add(at(minute))
    with pytest.raises(Busy, match=f"{WAITING} jobs are waiting"):
        jobs.add(at(99))
    assert len(list(jobs.ledger.read())) == WAITING
    with pytest.raises(UnknownName):
        jobs.get(at(99).id)


def test_a_kind_that_is_not_known_is_refused(made):
    with pytest.raises(InputError, match="expected one of read"):
        made().add(job("dance", "{}", made=NOW))


def test_a_full_disk_refuses_a_job_and_does_not_stop_the_one_under_way(made, hand, monkeypatch):
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)

    def full(self, one):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ledger, "write", full)
    with pytest.raises(RecordError, match="No space left"):
        jobs.add(at(1))
    hand.finish()
    assert until(jobs, at(0).id, "done").result == "did 0"
    monkeypatch.undo()
    jobs.add(at(2))
    hand.finish()
    assert until(jobs, at(2).id, "done")


def test_a_queued_job_that_is_called_off_is_never_begun(made, hand):
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    jobs.add(at(1))
    assert jobs.cancel(at(1).id).state == "cancelled"
    assert hand.stops == 0
    hand.finish()
    until(jobs, at(0).id, "done")
    assert hand.done == ["0"]


def test_a_running_job_that_is_called_off_ends_and_the_next_one_begins(made, hand):
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    jobs.add(at(1))
    assert jobs.cancel(at(0).id).state == "cancelled"
    assert hand.stops == 1
    hand.begun.acquire(timeout=5)
    hand.finish()
    assert until(jobs, at(1).id, "done").result == "did 1"
    assert jobs.get(at(0).id).state == "cancelled"
    assert jobs.cancel(at(1).id).state == "done"


def test_what_was_called_off_can_be_asked_for_again(made, hand):
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    jobs.cancel(at(0).id)
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    hand.finish()
    found = until(jobs, at(0).id, "done")
    assert (found.result, found.error) == ("did 0", "")


def test_what_is_called_off_is_not_kept(made, hand):
    kept = []
    jobs = made(read=Task(work=str, after=lambda came: kept.append(came) or came))
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    hand.stop = lambda: hand.finish("too late")  # the work was done at the same moment
    jobs.cancel(at(0).id)
    jobs.add(at(1))
    hand.begun.acquire(timeout=5)
    hand.finish()
    until(jobs, at(1).id, "done")
    assert kept == ["did 1"]


def test_what_is_being_kept_can_no_longer_be_called_off(made, hand):
    holding, go = threading.Event(), threading.Event()

    def keep(came):
        holding.set()
        go.wait(5)
        return came

    jobs = made(read=Task(work=str, after=keep))
    jobs.start()
    jobs.add(at(0))
    hand.finish()
    assert holding.wait(5)
    assert jobs.cancel(at(0).id).state == "running"
    go.set()
    assert until(jobs, at(0).id, "done")


def test_work_that_fails_says_why_and_the_queue_goes_on(made, hand):
    def keep(came):
        if came == "bad":
            raise RecordError("no room in the record")
        return came

    jobs = made(read=Task(work=str, after=keep))
    jobs.start()
    for minute in range(3):
        jobs.add(at(minute))
    hand.finish(Failed(reason="nothing given"))
    assert until(jobs, at(0).id, "failed").error == "nothing given"
    hand.finish("bad")
    assert until(jobs, at(1).id, "failed").error == "no room in the record"
    hand.finish()
    assert until(jobs, at(2).id, "done").result == "did 2"


def test_progress_is_heard_while_it_runs_and_not_after(made, hand):
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    hand.told("parsing", 3, 10)
    now = jobs.get(at(0).id)
    assert (now.step, now.done, now.every) == ("parsing", 3, 10)
    hand.finish()
    done = until(jobs, at(0).id, "done")
    hand.told("parsing", 4, 10)
    assert jobs.get(at(0).id) == done


def test_the_next_server_takes_up_what_waited_and_what_was_under_way(made, hand, tmp_path):
    ledger = Ledger(tmp_path / "jobs")
    ledger.write(replace(at(0), state="running", step="parsing", done=3, every=9, tries=1))
    ledger.write(at(1))
    ledger.write(replace(at(2), state="done", result="here"))
    jobs = made()
    jobs.start()
    for _ in range(2):
        hand.begun.acquire(timeout=5)
        hand.finish()
    assert until(jobs, at(0).id, "done").tries == 2
    assert until(jobs, at(1).id, "done").result == "did 1"
    assert jobs.get(at(2).id).result == "here"
    assert hand.done == ["0", "1"]


def test_a_job_during_which_servers_died_again_and_again_is_interrupted_until_asked_for(made, hand, tmp_path):
    Ledger(tmp_path / "jobs").write(replace(at(0), state="running", tries=TRIES))
    jobs = made()
    jobs.start()
    found = jobs.get(at(0).id)
    assert found.state == "interrupted"
    assert f"ended {TRIES} times" in found.error
    assert hand.done == []
    jobs.add(at(0))
    hand.finish()
    assert until(jobs, at(0).id, "done").error == ""


def test_a_server_that_ends_in_order_is_no_death(made, hand, tmp_path):
    for _ in range(TRIES + 1):
        jobs = made()
        jobs.start()
        jobs.add(at(0))
        hand.begun.acquire(timeout=5)
        jobs.close()
        (left,) = Ledger(tmp_path / "jobs").read()
        assert (left.state, left.tries) == ("queued", 0)


def test_a_kind_an_older_server_left_fails_and_the_queue_goes_on(made, hand, tmp_path):
    strange = job("dance", "{}", made=NOW)
    Ledger(tmp_path / "jobs").write(strange)
    jobs = made()
    jobs.start()
    assert "does no 'dance'" in until(jobs, strange.id, "failed").error
    jobs.add(at(1))
    hand.finish()
    assert until(jobs, at(1).id, "done")


def test_only_the_latest_finished_jobs_are_kept(made, hand, tmp_path):
    ledger = Ledger(tmp_path / "jobs")
    for minute in range(KEPT + 5):
        ledger.write(replace(at(minute), state="done"))
    jobs = made()
    jobs.start()
    jobs.add(at(9_999))
    over = [one for one in jobs.all() if one.over]
    assert len(over) == KEPT
    assert min(one.made for one in over) == NOW + timedelta(minutes=5)
    assert sum(one.over for one in ledger.read()) == KEPT


def test_the_list_may_be_read_while_jobs_come_in(made, monkeypatch):
    monkeypatch.setattr(room, "WAITING", 10_000)
    jobs, errors = made(), []

    def look():
        try:
            for _ in range(300):
                jobs.all()
        except RuntimeError as error:
            errors.append(error)

    looking = threading.Thread(target=look)
    looking.start()
    for minute in range(300):
        jobs.known[f"x{minute}"] = at(minute)
        jobs.add(at(minute))
    looking.join()
    assert errors == []


def test_what_is_given_is_made_ready_here_when_its_turn_has_come(made, hand):
    ready = []

    def before(given):
        ready.append(given)
        return f"{given} with columns"

    jobs = made(read=Task(work=str, before=before))
    jobs.start()
    first, second = jobs.add(at(1)), jobs.add(at(2))
    hand.begun.acquire()
    assert ready == ["1"]
    assert hand.done == ["1 with columns"]
    hand.finish("came")
    assert until(jobs, first.id, "done").given == "1"
    hand.begun.acquire()
    hand.finish("came")
    until(jobs, second.id, "done")
    assert ready == ["1", "2"]


def test_what_can_no_longer_be_made_ready_fails_with_its_reason(made, hand):
    def before(given):
        raise InputError("the record has changed; ask again")

    jobs = made(read=Task(work=str, before=before))
    jobs.start()
    one = jobs.add(at(1))
    assert until(jobs, one.id, "failed").error == "the record has changed; ask again"
    assert hand.done == []


def test_twenty_who_ask_for_the_same_at_once_get_one_job(made, hand):
    jobs, got, start = made(), [], threading.Barrier(20)
    jobs.start()

    def ask():
        start.wait(5)
        got.append(jobs.add(at(len(got), "same")).id)

    asking = [threading.Thread(target=ask) for _ in range(20)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    hand.finish()
    until(jobs, got[0], "done")
    assert (len(got), len(set(got)), len(jobs.all()), hand.done) == (20, 1, 1, ["same"])


def test_what_fails_in_keeping_tells_nothing_of_our_insides(made, hand):
    def keep(came):
        raise ValueError("could not open /home/somebody/secret")

    jobs = made(read=Task(work=str, after=keep))
    jobs.start()
    jobs.add(at(0))
    hand.finish()
    assert until(jobs, at(0).id, "failed").error == "something failed on our side (ValueError)"


def test_a_fault_of_the_queue_itself_does_not_end_it(made, hand, monkeypatch):
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    hand.run = None  # not even callable
    hand.finish()
    until(jobs, at(0).id, "done")
    jobs.add(at(1))
    assert "TypeError" in until(jobs, at(1).id, "failed").error
    del hand.run
    jobs.add(at(2))
    hand.finish()
    assert until(jobs, at(2).id, "done")


def test_a_job_called_off_and_forgotten_does_not_end_the_queue(made, hand, monkeypatch):
    monkeypatch.setattr(room, "KEPT", 0)
    jobs = made()
    jobs.start()
    jobs.add(at(0))
    hand.begun.acquire(timeout=5)
    told = hand.told
    hand.stop = lambda: None  # it goes on a moment
    jobs.cancel(at(0).id)
    jobs.add(at(1))
    with pytest.raises(UnknownName):
        jobs.get(at(0).id)
    del hand.stop
    told("parsing", 1, 2)
    hand.finish()
    hand.begun.acquire(timeout=5)
    hand.finish()
    assert until(jobs, at(1).id, "done").result == "did 1"


def test_a_clock_set_back_loses_no_new_job(made, hand, monkeypatch):
    monkeypatch.setattr(room, "KEPT", 2)
    jobs = made()
    jobs.start()
    for minute in (100, 101, 0, 1):  # the clock went back by more than an hour and a half
        jobs.add(at(minute))
        hand.begun.acquire(timeout=5)
        hand.finish()
        until(jobs, at(minute).id, "done")
    jobs.add(at(2))
    hand.begun.acquire(timeout=5)
    assert {one.id for one in jobs.all() if one.over} == {at(0).id, at(1).id}
    hand.finish()


def test_what_another_version_left_is_passed_over_and_stays(made, hand, tmp_path):
    def number(text):
        if not text.isdecimal():
            raise InputError("not a number")

    ledger = Ledger(tmp_path / "jobs")
    ledger.write(replace(at(0, "words"), state="queued"))
    ledger.write(replace(at(1), state="done", result="words"))
    ledger.write(replace(at(2), state="done", result="2"))
    jobs = made(read=Task(work=str, given=number, came=number))
    jobs.start()
    assert [one.id for one in jobs.all()] == [at(2).id]
    assert len(list(ledger.read())) == 3
    assert jobs.add(at(1)).state == "queued"
    hand.finish("1")
    assert until(jobs, at(1).id, "done").result == "1"


def test_a_ledger_that_is_no_folder_refuses_jobs_and_says_so(made, tmp_path):
    (tmp_path / "jobs").write_text("not a folder", "utf8")
    jobs = made()
    jobs.start()
    with pytest.raises(RecordError, match="expected a folder that can be written to"):
        jobs.add(at(0))
    assert jobs.all() == ()
