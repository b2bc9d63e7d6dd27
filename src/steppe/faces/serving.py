"""A server from its start to its end: the record in memory, the queue, the application, and a tidy close."""

import getpass
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn

from steppe import flow, holding, reading, whatifs, worlds
from steppe.errors import InputError, SteppeError
from steppe.faces.http.app import create_app
from steppe.faces.http.idle import EVERY, Sweep
from steppe.faces.http.service import Service
from steppe.faces.settings import Settings

GRACE = 3  # seconds that answers under way may still take when we end
KEEP_ALIVE, CONNECTIONS = 15, 800  # requests under way are bounded more tightly, by the guard, and in words


def run(record: holding.Opened, settings: Settings, *, host: str, port: int, browser: bool = False) -> None:
    """Serve until interrupted; with `browser` it is opened in one. Raises `InputError` where the port is taken."""
    listening = _listen(host, port)
    with service(record, settings, host=host) as made:
        port = listening.getsockname()[1]
        address = _address(host, port)
        record.serve_at(_address({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port))  # noqa: S104
        sys.stderr.write(f"steppe: the desk is at {address}/ (Ctrl-C ends it)\n")
        if browser:
            webbrowser.open(f"{address}/")
        _serve(_server(made), listening)


def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
    # In a thread of its own, so that ours hears at once what ends us, and need not wait for what somebody still counts.
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="server", daemon=True)
    thread.start()
    try:
        thread.join()
    finally:
        server.should_exit = True
        thread.join(GRACE + 1)


def _server(made: Service) -> uvicorn.Server:
    sweep = Sweep()

    async def look() -> None:
        sweep(server.server_state.connections)

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(made),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=GRACE,
            callback_notify=look,
            timeout_notify=EVERY,
            ws="none",
            lifespan="off",
        )
    )
    return server


@contextmanager
def ending_in_order() -> Iterator[None]:
    """From the first moment on, an interrupt or a request to end closes all that is open; a second one is not heard.

    What others are still counting then goes no further: the process ends when all within is closed.
    """
    heard: list[int] = []

    def end(number: int, _: object) -> None:
        heard.append(number)
        if len(heard) == 1:
            raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(0)

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except (KeyboardInterrupt, SystemExit, RuntimeError):  # DuckDB makes the last of either, in the midst of a query
        if not heard:
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(128 + signal.SIGINT if heard[0] == signal.SIGINT else 0)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def service(record: holding.Opened, settings: Settings, *, host: str = "127.0.0.1") -> Iterator[Service]:
    """All a server holds, its queue at work; at the end the work is stopped and taken up by the next server."""
    # What the first visitor would wait for is loaded while the record is read, which takes the longest.
    threading.Thread(target=_warm, args=(settings,), name="warm", daemon=True).start()
    held = holding.held(record)
    jobs = holding.queue(record, known=held.past)
    made = Service(
        held=held,
        jobs=jobs,
        clock=flow.now,
        token=settings.token,
        hosts=frozenset({"127.0.0.1", "localhost", "[::1]", host.lower()}),
        author=settings.author or _user(),
        case=settings.case,
        cases=flow.cases(settings.case),
        limits=settings.limits(),
    )
    jobs.start(reading.warm)
    threading.Thread(target=_warm_past, args=(held,), name="warm past", daemon=True).start()
    try:
        yield made
    finally:
        jobs.close()


def _warm(settings: Settings) -> None:
    with suppress(SteppeError):
        worlds.world_of(settings.case)
        whatifs.modelled(flow.cases(settings.case))


def _warm_past(held: holding.Held) -> None:
    with suppress(SteppeError):
        held.past()


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _user() -> str:
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen()  # before anybody is told the address: who calls early waits until the server is up
    except OSError as error:
        made.close()
        raise InputError(
            f"serve: port {port} of {host} is taken or not allowed ({error.strerror}); give --port"
        ) from error
    return made
