"""A desk to test against: a record with hand-made articles, a queue that works in this process, a client."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from steppe.faces.http.app import create_app
from steppe.faces.http.service import Service
from steppe.holding import held, queue
from steppe.jobs.ledger import Job
from steppe.jobs.queue import Jobs
from steppe.jobs.worker import Failed
from steppe.record.store import open_record
from steppe.types import Actor, Article, Block, Coded, Event, Evidence, Mention, Sentence, Span, When, identity

NOW = datetime(2022, 11, 27, 12, tzinfo=UTC)
KAZ = Actor(id="KAZ", name="Kazakhstan", kind="state", country="KAZ")
RUS = Actor(id="RUS", name="Russia", kind="state", country="RUS")
POLICE = Actor(id="KAZ.police", name="Police", kind="institution", country="KAZ", sectors=("COP",))


class Inline:
    """Works in the thread of the queue: the same answers, without another process."""

    def run(self, work: Callable[..., str], given: str, told: Callable[[str, int, int], None]) -> str | Failed:
        try:
            return work(given, told)
        except Exception as error:
            return Failed(reason=str(error))

    def warm(self, work: Callable[[], object]) -> None:
        """Nothing to load."""

    def stop(self) -> None:
        """Nothing to stop."""


def coded(
    name: str,
    day: date,
    acts: list[tuple[Actor, str, Actor]],
    *,
    outlet: str | None = "Wire",
    coder: str = "hand@1",
    words: str = "",
) -> Coded:
    """An article in which each act is a sentence of its own; `words` are put before them."""
    sentences = [f"{who.name} did {kind} to {whom.name}." for who, kind, whom in acts]
    lead = f"{words} " if words else ""
    text = lead + " ".join(sentences)
    article = identity("made by hand", name)
    when = When(first=day, last=day, basis="stated")
    at, spans = len(lead), []
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return Coded(
        article=Article(
            id=article,
            address=f"https://example.org/{name}",
            outlet=outlet,
            title=f"Report {name}",
            text=text,
            blocks=(Block(kind="body", span=Span(0, len(text))),),
            language="en",
            supported=True,
            published=when,
            fetched=NOW,
        ),
        coder=coder,
        ontology="PLOVER-2.0",
        sentences=tuple(Sentence(span=span, index=n, block=0) for n, span in enumerate(spans)),
        events=tuple(_event(article, text, span, act, when, coder) for span, act in zip(spans, acts, strict=True)),
    )


def _event(article: str, text: str, span: Span, act: tuple[Actor, str, Actor], when: When, coder: str) -> Event:
    who, kind, whom = act
    trigger = Span(span.start + len(f"{who.name} did "), span.start + len(f"{who.name} did {kind}"))
    return Event(
        id=identity(article, coder, kind, span.start),
        kind=kind,
        modes=(),
        contexts=(),
        status="asserted",
        actors=(_mention(who, text, span.start),),
        recipients=(_mention(whom, text, trigger.end + len(" to ")),),
        happened=when,
        known=when.last,
        place=None,
        trigger=trigger,
        reason="by hand",
        evidence=Evidence(article=article, span=span, quote=span.of(text), coder=coder, confidence=0.8),
    )


def _mention(actor: Actor, text: str, start: int) -> Mention:
    span = Span(start, start + len(actor.name))
    return Mention(span=span, quote=span.of(text), actor=actor, resolution="name")


def some() -> list[Coded]:
    """Two years of monthly acts between two neighbours, and a month in which they quarrel."""
    start = date(2020, 11, 1)
    calm = [
        coded(f"calm-{n}", start + timedelta(days=28 * n), [(KAZ, "CONSULT", RUS), (RUS, "AID", KAZ)])
        for n in range(27)
    ]
    loud = [
        coded(f"loud-{n}", date(2022, 11, 5 + n), [(KAZ, "REJECT", RUS), (RUS, "THREATEN", KAZ)], outlet="Daily")
        for n in range(6)
    ]
    return [*calm, *loud, coded("police", date(2022, 11, 20), [(POLICE, "ASSAULT", KAZ)])]


def over(jobs: Jobs, ident: str, seconds: float = 60.0) -> Job:
    """A job when nothing more comes of it."""
    until = time.monotonic() + seconds
    while not jobs.get(ident).over:
        assert time.monotonic() < until, jobs.get(ident)
        time.sleep(0.005)
    return jobs.get(ident)


@contextmanager
def desk_of(path: Path | str, articles: list[Coded], **settings: Any) -> Iterator[tuple[TestClient, Service]]:
    """A client of a desk whose record holds those articles, and the service behind it."""
    with open_record(path, clock=lambda: NOW) as record:
        if articles:
            record.keep(articles)
        jobs = queue(record, clock=lambda: NOW)
        jobs.worker = Inline()  # type: ignore[assignment]
        made = Service(held=held(record), jobs=jobs, clock=lambda: NOW, author="tester", **settings)
        jobs.start()
        try:
            with TestClient(create_app(made), follow_redirects=False) as client:
                yield client, made
        finally:
            jobs.close()
