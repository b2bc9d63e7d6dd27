"""A desk with one article that has an event, a claim and a number, hostile words in it; and work that waits."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from starlette.testclient import TestClient
from tests.faces.desk import desk_of, over
from tests.record.conftest import small

from steppe.faces.http.service import Service
from steppe.jobs.worker import Failed

HOSTILE = "<script>alert(1)</script>{{7*7}}\u202e"
CODED = replace(small(), article=replace(small().article, title=HOSTILE, outlet=HOSTILE, address="javascript:alert(1)"))
ARTICLE = CODED.article.id
EVENT, CLAIM, NUMBER = CODED.events[0].id, CODED.claims[0].id, CODED.quantities[0].id
PAGE = {"accept": "text/html"}


@contextmanager
def desk_with_items(**settings: Any) -> Iterator[TestClient]:
    with desk_of(":memory:", [CODED], **settings) as (client, _):
        yield client


def judge(client: TestClient, subject: str, verdict: str = "wrong", **given: str) -> Any:
    said = {"verdict": verdict, "reason": "misread", "author": "A. Reader"} | given
    return client.post(f"/items/{subject}/judge", data=said)


def ran(client: TestClient, service: Service, form: dict[str, str]) -> str:
    """The id of a what-if that a form asks for, once it is done."""
    answer = client.post("/whatif", data=form)
    assert answer.status_code == 303, answer.text
    ident: str = answer.headers["location"].removeprefix("/whatif/")
    last = over(service.jobs, ident, 600)
    assert last.state == "done", last.error
    return ident


@contextmanager
def held_up(service: Service, step: str, done: int, every: int) -> Iterator[threading.Event]:
    """A queue whose next job tells of one step and then waits until this is over; gives what is set when it waits."""
    at_it, go = threading.Event(), threading.Event()

    def run(work: object, given: str, told: Callable[[str, int, int], None]) -> Failed:
        told(step, done, every)
        at_it.set()
        go.wait(60)
        return Failed(reason="ended")

    worker, service.jobs.worker.run = service.jobs.worker.run, run  # type: ignore[method-assign, assignment]
    try:
        yield at_it
    finally:
        go.set()
        service.jobs.worker.run = worker  # type: ignore[method-assign]
