"""The process that works: progress in order, whose fault a failure is, a fresh one after each that ended, no orphan."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.jobs import works

from steppe.jobs.worker import Failed, Worker


@pytest.fixture
def worker():
    made = Worker()
    yield made
    made.stop()


def nobody(step, done, every):
    """Hears of progress and says nothing."""


def is_alive(pid):
    """Whether a process runs; one that is over and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(ready, seconds=20.0):
    end = time.monotonic() + seconds
    while not ready() and time.monotonic() < end:
        time.sleep(0.05)
    return ready()


def test_progress_is_heard_in_order_before_the_result(worker):
    heard = []
    assert worker.run(works.echo, "x", lambda *step: heard.append(step)) == "[x]"
    assert heard == [("step 0", 0, 3), ("step 1", 1, 3), ("step 2", 2, 3)]


def test_work_is_done_in_one_other_process(worker):
    first = worker.run(works.process, "", nobody)
    assert first == worker.run(works.process, "", nobody)
    assert int(first) != os.getpid()


def test_a_refusal_keeps_its_words_and_a_fault_of_ours_its_secret(worker):
    assert worker.run(works.refuse, "", nobody) == Failed(reason="echo: nothing given; expected words")
    assert worker.run(works.fail, "", nobody) == Failed(reason="ZeroDivisionError in fail", ours=True)
    assert worker.run(works.echo, "on", nobody) == "[on]"


def test_a_process_that_dies_is_a_failure_and_the_next_work_has_a_fresh_one(worker):
    before = worker.run(works.process, "", nobody)
    assert worker.run(works.die, "", nobody) == Failed(reason="the process that did it was ended", ours=True)
    assert worker.run(works.process, "", nobody) != before


def test_a_process_killed_from_outside_is_a_failure_too(worker, tmp_path):
    note, came = tmp_path / "pid", []
    at_it = threading.Thread(target=lambda: came.append(worker.run(works.slow, str(note), nobody)))
    at_it.start()
    assert wait_for(lambda: note.exists() and note.read_text("utf8") != "")
    os.kill(int(note.read_text("utf8")), signal.SIGKILL)
    at_it.join(20)
    assert came == [Failed(reason="the process that did it was ended", ours=True)]
    assert worker.run(works.echo, "on", nobody) == "[on]"


def test_stop_ends_the_work_at_once_and_leaves_no_process(worker, tmp_path):
    note, came = tmp_path / "pid", []
    at_it = threading.Thread(target=lambda: came.append(worker.run(works.slow, str(note), nobody)))
    at_it.start()
    assert wait_for(lambda: note.exists() and note.read_text("utf8") != "")
    began = time.monotonic()
    worker.stop()
    at_it.join(20)
    assert time.monotonic() - began < 5
    assert isinstance(came[0], Failed)
    assert not is_alive(int(note.read_text("utf8")))
    worker.stop()


def test_what_is_warmed_is_what_works(worker):
    worker.warm(works.warm)
    assert worker.run(works.is_warm, "", nobody) == "1"


def test_the_process_ends_when_its_parent_is_killed(tmp_path):
    note = tmp_path / "pid"
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys\n"
        "from tests.jobs import works\n"
        "from steppe.jobs.worker import Worker\n"
        "if __name__ == '__main__':\n"
        "    Worker().run(works.slow, sys.argv[1], lambda *step: None)\n",
        "utf8",
    )
    root = str(Path(__file__).parents[2])
    with subprocess.Popen([sys.executable, str(script), str(note)], env={**os.environ, "PYTHONPATH": root}) as parent:
        try:
            assert wait_for(lambda: note.exists() and note.read_text("utf8") != "")
            at_work = int(note.read_text("utf8"))
            assert is_alive(at_work)
        finally:
            parent.send_signal(signal.SIGKILL)
    assert wait_for(lambda: not is_alive(at_work))
