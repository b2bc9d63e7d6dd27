"""The room's door: whatever a user points at becomes pages, and what cannot be read is named with its reason."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from steppe.errors import InputError
from steppe.intake.archives import records
from steppe.intake.feeds import json_entries, rss_entries
from steppe.intake.fetch import fetch
from steppe.intake.files import content, declared_type, files, first_bytes, shown, standard_input
from steppe.intake.hosts import is_web
from steppe.intake.limits import Limits, Refused
from steppe.intake.sniff import is_archive, kind
from steppe.types import Page


def pages(where: str, *, limits: Limits, clock: Callable[[], datetime]) -> Iterator[Page | Refused]:
    """The pages at `where`, one after the other, with what was refused in its place among them.

    `where` is a file, a folder (read with all below it, in sorted order), `-` for standard input, or an http or https
    address; each may be a page (HTML, plain text, Markdown), a feed (RSS, Atom, JSON Feed: a page an entry) or a
    web archive (WARC, also gzip-packed: a page a record), told apart by content first and ending or header second.
    `clock` gives the time a page is said to be fetched. Nothing that is wrong with the input raises: it is yielded as
    `Refused`.
    """
    if not where:
        yield Refused(address="", reason="no address: give a file, a folder, a web address, or - for standard input")
    elif where == "-":
        yield from _guarded("-", lambda: _from_input(limits, clock))
    elif is_web(where):
        yield from _guarded(where, lambda: pages_in(fetch(where, limits=limits, clock=clock), limits, clock))
    else:
        yield from _from_disk(where, limits, clock)


def _guarded(address: str, results: Callable[[], Iterator[Page | Refused]]) -> Iterator[Page | Refused]:
    try:
        yield from results()
    except InputError as error:
        yield Refused(address=address, reason=str(error))
    except OSError as error:
        yield Refused(address=address, reason=f"cannot be read: {error.strerror or error}")


def _from_input(limits: Limits, clock: Callable[[], datetime]) -> Iterator[Page | Refused]:
    read = standard_input(limits=limits)
    yield from pages_in(Page(content=read, media_type="", address="-", fetched=clock()), limits, clock)


def _from_disk(where: str, limits: Limits, clock: Callable[[], datetime]) -> Iterator[Page | Refused]:
    found = False
    for path in files(Path(where)):
        found = True
        if isinstance(path, Refused):
            yield path
            continue
        yield from _guarded(shown(path), partial(_from_file, path, limits, clock))
    if not found:
        yield Refused(address=where, reason="a folder without a file to read")


def _from_file(path: Path, limits: Limits, clock: Callable[[], datetime]) -> Iterator[Page | Refused]:
    address = shown(path)
    if is_archive(first_bytes(path)):
        with path.open("rb") as file:
            yield from records(file, address=address, limits=limits, clock=clock)
        return
    read = content(path, limits=limits)
    yield from pages_in(
        Page(content=read, media_type=declared_type(path), address=address, fetched=clock()), limits, clock
    )


def pages_in(found: Page, limits: Limits, clock: Callable[[], datetime]) -> Iterator[Page | Refused]:
    """The pages in `found`, which came as it is: itself, or the entries of a feed, or the records of an archive.

    Its media type may be empty. Raises `InputError` for what is none of these.
    """
    media_type = kind(found.content, found.media_type, charset=found.charset)
    if media_type == "archive":
        yield from records(io.BytesIO(found.content), address=found.address, limits=limits, clock=clock)
    elif media_type == "feed":
        yield from rss_entries(found)
    elif media_type == "json-feed":
        yield from json_entries(found)
    else:
        yield replace(found, media_type=media_type)
