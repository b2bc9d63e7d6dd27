"""What a running server holds, handed to every route as a value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator

from steppe.holding import Held
from steppe.jobs.queue import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The record held open, the jobs under way, and the settings that routes need.

    `token`, where given, is asked of everything that writes. `hosts` are the names it may be called by; `cases` are
    what a case may be named, so that no path comes in from outside. `limits` bound fetching.
    """

    held: Held
    jobs: Jobs
    clock: Callable[[], datetime]
    token: str = ""
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
    author: str = ""
    case: str = "kazakhstan-2022"
    cases: tuple[str, ...] = ("kazakhstan-2022",)
    body_bytes: int = 8_000_000
    limits: dict[str, float | bool] = field(default_factory=dict)


def _service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


Here = Annotated[Service, Depends(_service)]


def none_if_empty(value: object) -> object:
    """Nothing where a form sends a field that is not filled in, which it does as an empty word.

    >>> none_if_empty(""), none_if_empty("2022-11-01")
    (None, '2022-11-01')
    """
    return None if value == "" else value


NONE_IF_EMPTY = BeforeValidator(none_if_empty)
AsOf = Annotated[
    date | None,
    NONE_IF_EMPTY,
    Query(
        description="Only what was known before this day (ISO 8601); all that is known without it.",
        examples=["2022-11-24"],
    ),
]
