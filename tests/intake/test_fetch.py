import socket
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from steppe.errors import InputError
from steppe.intake.fetch import fetch
from steppe.intake.limits import Limits
from steppe.types import Page

Clock = Callable[[], datetime]
OPEN = Limits(private_addresses=True, bytes_per_page=200_000, seconds=5)


def test_a_page_comes_as_sent(site: Any, clock: Clock) -> None:
    found = fetch(site.at("page#part"), limits=OPEN, clock=clock)
    assert found == Page(
        content=found.content,
        media_type="text/html",
        address=site.at("page"),
        fetched=clock(),
        charset="windows-1251",
    )
    assert found.content.startswith(b"<!doctype html>")


def test_loopback_is_refused_unless_allowed(site: Any, clock: Clock) -> None:
    with pytest.raises(InputError, match="private network"):
        fetch(site.at("page"), limits=Limits(), clock=clock)
    assert site.asked == []


def test_packed_pages_are_unpacked(site: Any, clock: Clock) -> None:
    assert (
        fetch(site.at("gzip"), limits=OPEN, clock=clock).content
        == fetch(site.at("page"), limits=OPEN, clock=clock).content
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "answered 404"),
        ("long", "300003 bytes"),
        ("endless", "more than 200000 bytes"),
        ("bomb", "more than 200000 bytes"),
        ("br", "packed as 'br'"),
        ("cut", "failed"),
        ("hop/6", "redirected more than 5 times"),
        ("to/file:///etc/passwd", "http or https"),
        ("to/http://[::1", "no address|not a web address"),
    ],
)
def test_what_breaks_a_limit_is_refused(site: Any, clock: Clock, path: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        fetch(site.at(path), limits=OPEN, clock=clock)


def test_redirects_are_followed_up_to_the_limit(site: Any, clock: Clock) -> None:
    assert fetch(site.at("hop/4"), limits=OPEN, clock=clock).address == site.at("page")


def test_a_dripping_server_is_left_in_time(site: Any, clock: Clock) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"within 0\.4 seconds"):
        fetch(site.at("drip"), limits=Limits(private_addresses=True, seconds=0.4), clock=clock)
    assert time.monotonic() - begun < 2


def test_every_hop_is_checked(site: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public host redirects inwards: the connection to it is let through, the one it asks for is not."""
    through = socket.create_connection
    port = site.server_port

    def connect(address: tuple[str, int], *args: Any, **options: Any) -> socket.socket:
        assert address[0] == "8.8.8.8"
        return through(("127.0.0.1", port), *args, **options)

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(InputError, match=r"169\.254\.169\.254"):
        fetch(
            "http://public.example/to/http://169.254.169.254/latest",
            limits=Limits(),
            clock=clock,
            resolve=lambda host, port: ["8.8.8.8" if host == "public.example" else host],
        )
    assert site.asked == ["public.example"]


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its answer after the first question is asked only once, and never looked up by the socket."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    dialled: list[str] = []
    through = socket.create_connection

    def connect(address: tuple[str, int], *args: Any, **options: Any) -> socket.socket:
        dialled.append(address[0])
        return through(("127.0.0.1", site.server_port), *args, **options)

    monkeypatch.setattr(socket, "create_connection", connect)
    fetch("http://rebind.example/page", limits=Limits(), clock=clock, resolve=lambda host, port: next(answers))
    assert dialled == ["8.8.8.8"]
    assert next(answers) == ["127.0.0.1"]


def test_the_next_address_is_tried_when_one_does_not_answer(site: Any, clock: Clock) -> None:
    found = fetch(
        f"http://two.example:{site.server_port}/page",
        limits=OPEN,
        clock=clock,
        resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"],
    )
    assert found.media_type == "text/html"
    assert site.asked == [f"two.example:{site.server_port}"]


def test_a_failed_handshake_is_named(site: Any, clock: Clock) -> None:
    with pytest.raises(InputError, match=r"connection to '127\.0\.0\.1' failed"):
        fetch(site.at("page").replace("http:", "https:"), limits=OPEN, clock=clock)


def test_proxies_of_the_environment_are_not_used(site: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(site.at("page"), limits=OPEN, clock=clock).content
