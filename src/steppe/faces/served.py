"""The command of the desk: `steppe serve`."""

import sys
from typing import Annotated

import typer

from steppe.errors import InputError
from steppe.faces.settings import read_settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
Host = Annotated[str, typer.Option("--host", help="The address to listen on; other than loopback asks for a token.")]
Port = Annotated[
    int | None, typer.Option("--port", min=0, max=65_535, help="The port; 0 takes a free one; default from settings.")
]
Open = Annotated[
    bool | None, typer.Option("--open/--no-open", help="Open it in a browser; else only where a terminal looks on.")
]
RecordPath = Annotated[str | None, typer.Option("--record", help="The record file; default from settings.")]


def serve(record: RecordPath = None, host: Host = "", port: Port = None, browser: Open = None) -> None:
    """Serve the desk: pages to read, look, ask and run what-ifs in, and the programming interface beside them.

    It owns the record while it runs; other commands that want the record ask it.
    """
    from steppe import flow
    from steppe.faces.serving import ending_in_order, run

    settings = read_settings()
    bound = checked_host(host or settings.host, settings.token)
    shown = sys.stderr.isatty() if browser is None else browser
    with ending_in_order(), flow.own_record(record or settings.record) as opened:
        run(opened, settings, host=bound, port=settings.port if port is None else port, browser=shown)


def checked_host(host: str, token: str) -> str:
    """The host, if it may be listened on. Raises `InputError` for one others can reach, without a token.

    >>> checked_host("0.0.0.0", "")
    Traceback (most recent call last):
    steppe.errors.InputError: serve: 0.0.0.0 can be reached by others; set a token (STEPPE_TOKEN, or in steppe.toml)
    """
    if host not in LOOPBACK and not token:
        raise InputError(f"serve: {host} can be reached by others; set a token (STEPPE_TOKEN, or in steppe.toml)")
    return host
