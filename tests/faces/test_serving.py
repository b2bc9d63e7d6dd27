"""How a server ends: at once and in order, whatever it is at and whoever still asks."""

import os
import signal
import socket
import threading
import time
from typing import Any

import pytest

from steppe.faces import serving
from steppe.faces.serving import ending_in_order


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    found: list[int] = []
    monkeypatch.setattr(os, "_exit", found.append)
    return found


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_closes_what_is_open_and_a_second_one_is_not_heard(
    ended: list[int], number: signal.Signals, status: int
) -> None:
    before, closed = signal.getsignal(number), []
    with ending_in_order():
        try:
            signal.raise_signal(number)
            time.sleep(1)
        finally:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
            closed.append("all of it")
    assert (closed, ended) == (["all of it"], [status])
    assert signal.getsignal(number) is before


def test_what_duckdb_makes_of_a_signal_is_an_end_in_order_too(ended: list[int]) -> None:
    with ending_in_order():
        try:
            signal.raise_signal(signal.SIGTERM)
        except SystemExit:
            raise RuntimeError("Query interrupted") from None
    assert ended == [0]


def test_a_failure_of_ours_is_not_taken_for_an_end(ended: list[int]) -> None:
    with pytest.raises(RuntimeError, match="a fault"), ending_in_order():
        raise RuntimeError("a fault")
    assert ended == []


class Stuck:
    """A server that somebody keeps at work for longer than anybody waits."""

    def __init__(self) -> None:
        self.should_exit, self.over = False, threading.Event()

    def run(self, sockets: list[socket.socket]) -> None:
        self.over.wait(60)


def test_a_request_that_takes_a_minute_does_not_keep_the_server_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "GRACE", -0.9)
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    server, began = Stuck(), time.monotonic()
    try:
        with socket.socket() as listening, pytest.raises(KeyboardInterrupt):
            serving._serve(server, listening)  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGALRM, before)
        server.over.set()
    assert server.should_exit
    assert time.monotonic() - began < 10
