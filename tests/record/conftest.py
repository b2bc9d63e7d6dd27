"""A clock that stands still unless told, and one small coded article by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from steppe.record.said import Because, KeptBacktest, KeptForecast, Resolution
from steppe.types import (
    Actor,
    Article,
    Block,
    Claim,
    Coded,
    Event,
    Evidence,
    Mention,
    Quantity,
    Quotation,
    Sentence,
    Skipped,
    Span,
    When,
    identity,
)

TEXT = "Ruritania accused Borduria of 3 raids. The talks went on."
RURITANIA = Actor(id="RUR", name="Ruritania", kind="state", country="RUR", sectors=("GOV",), cow="901")
BORDURIA = Actor(id="BOR.army", name="Bordurian army", kind="institution", country="BOR", sectors=("MIL",))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2022, 1, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **steps: float) -> None:
        self.now += timedelta(**steps)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def small(name: str = "a", *, published: date | None = date(2022, 1, 5), coder: str = "hand@1") -> Coded:
    article = identity("article", name)
    when = When(first=published, last=published, basis="stated") if published else None
    sentence = Evidence(article=article, span=Span(0, 38), quote=TEXT[:38], coder=coder, confidence=0.8)
    who = Mention(span=span_of("Ruritania"), quote="Ruritania", actor=RURITANIA, resolution="name")
    whom = Mention(span=span_of("Borduria"), quote="Borduria", actor=BORDURIA, resolution="metonym", confidence=0.5)
    event = Event(
        id=identity(article, "event"),
        kind="ACCUSE",
        modes=("allege",),
        contexts=("military",),
        status="asserted",
        actors=(who,),
        recipients=(whom,),
        happened=when,
        known=published,
        place=None,
        trigger=span_of("accused"),
        reason="pattern 7",
        evidence=sentence,
    )
    claim = Claim(
        id=identity(article, "claim"),
        voice="indirect",
        speaker=who,
        speaker_span=who.span,
        cue=span_of("accused"),
        content=span_of("3 raids"),
        stance="asserts",
        hedges=(),
        about=(whom,),
        said=when,
        known=published,
        evidence=sentence,
    )
    quantity = Quantity(
        id=identity(article, "quantity"),
        value=3.0,
        high=None,
        unit="raid",
        of="raids",
        bound="exact",
        evidence=replace(sentence, span=span_of("3 raids"), quote="3 raids"),
    )
    return Coded(
        article=Article(
            id=article,
            address=f"made/{name}",
            outlet="The Examiner",
            title=None,
            text=TEXT,
            blocks=(Block(kind="body", span=Span(0, len(TEXT))),),
            language="en",
            supported=True,
            published=when,
            fetched=datetime(2022, 1, 6, tzinfo=UTC),
        ),
        coder=coder,
        ontology="2.0",
        sentences=(Sentence(span=Span(0, 38), index=0, block=0), Sentence(span=Span(39, 57), index=1, block=0)),
        quotations=(Quotation(span=Span(0, 3), inner=Span(1, 2)),),
        mentions=(who, whom),
        events=(event,),
        claims=(claim,),
        quantities=(quantity,),
        skipped=(Skipped(span=Span(39, 57), reason="no actor"),),
    )


ASKED = "RUR -> BOR: ACCUSE within 7d from 2022-01-20"
NOON = datetime(2022, 1, 20, 12, tzinfo=UTC)


def forecast(name: str = "f", **changes: Any) -> KeptForecast:
    plain = KeptForecast(
        id=name,
        question=ASKED,
        actors=("RUR",),
        kinds=("ACCUSE",),
        recipients=("BOR",),
        opens=date(2022, 1, 20),
        closes=date(2022, 1, 26),
        as_of=date(2022, 1, 20),
        forecaster="own@1",
        probability=0.3,
        low=0.1,
        high=0.6,
        base_rate=0.2,
        reasons=(Because(text="often of late", part=0.5, cited=("made up, row 1",)),),
        note="",
        history="ab" * 32,
        made=NOON,
    )
    return replace(plain, **changes)


def resolution(name: str = "r", **changes: Any) -> Resolution:
    plain = Resolution(
        id=name,
        question=ASKED,
        outcome="yes",
        why="the paper says so",
        evidence=("made up, row 9",),
        author="me",
        at=NOON + timedelta(days=9),
    )
    return replace(plain, **changes)


def backtest(name: str = "b", **changes: Any) -> KeptBacktest:
    plain = KeptBacktest(
        id=name,
        asked=("RUR -> BOR: ACCUSE within 7d",),
        since=date(2021, 1, 1),
        every=7,
        origins=50,
        forecasters=("own@1",),
        history="ab" * 32,
        steppe="0.1",
        scores="{}",
        made=NOON,
    )
    return replace(plain, **changes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def example() -> Callable[..., Coded]:
    return small
