"""Work over processes: order, bounded waiting, dead processes, generations, errors."""

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from steppe import workers
from steppe.workers import Lost, spread

opening = dict


def slow_when_even(number: int) -> int:
    time.sleep(0.02 * (number % 2 == 0))
    return number * 10


def fails_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def dies_once(marks: Path, number: int) -> int:
    mark = marks / str(number)
    if number % 4 == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def dies_at_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_the_order_of_the_work() -> None:
    assert list(spread(slow_when_even, range(12), processes=2, opening=opening)) == [n * 10 for n in range(12)]


def test_few_pieces_are_taken_ahead() -> None:
    taken: list[int] = []
    pieces = (taken.append(n) or n for n in range(1000))
    assert next(iter(spread(abs, pieces, processes=2, opening=opening))) == 0
    assert len(taken) <= workers.AHEAD * 2 + 1


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="three"):
        list(spread(fails_at_three, range(5), processes=2, opening=opening))


def test_what_was_under_way_when_a_process_died_is_done_again(tmp_path: Path) -> None:
    work = partial(dies_once, tmp_path)
    assert list(spread(work, range(8), processes=2, opening=opening)) == list(range(8))


def test_what_kills_its_process_each_time_is_given_up_and_the_rest_goes_on() -> None:
    assert list(spread(dies_at_two, range(6), processes=2, opening=opening)) == [0, 1, Lost(work=2), 3, 4, 5]


def test_generations_of_processes_follow_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "RENEWED", 2)
    assert list(spread(abs, range(11), processes=2, opening=opening)) == list(range(11))


def test_no_work_is_no_result() -> None:
    assert list(spread(abs, [], processes=2, opening=opening)) == []
