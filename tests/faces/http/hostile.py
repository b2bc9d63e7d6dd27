"""Hostile inputs, a record that holds them, and how to tell whether a page let one of them out of its text."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from steppe.intake.limits import Refused
from steppe.jobs.ledger import Job, job
from steppe.ontology.tables import read_table
from steppe.reading import Kept, Order, Read
from steppe.record.said import Because, KeptBacktest, KeptForecast, Resolution
from steppe.record.store import Record
from steppe.types import (
    Actor,
    Article,
    Block,
    Claim,
    Coded,
    Event,
    Evidence,
    Judgement,
    Mention,
    Place,
    Quantity,
    Sentence,
    Span,
    When,
    identity,
)
from steppe.wire import to_json

COLUMNS = ("class", "payload", "where")
NOW = datetime(2022, 11, 27, 12, tzinfo=UTC)
DAY = When(first=date(2022, 11, 20), last=date(2022, 11, 20), basis="stated")
KAZ = Actor(id="KAZ", name="Kazakhstan", kind="state", country="KAZ")
TOGETHER = 8  # payloads in one article


@dataclass(frozen=True)
class Hostile:
    kind: str
    payload: str
    where: frozenset[str]

    def __str__(self) -> str:
        return f"{self.kind} {self.payload[:60]!r}"


@cache
def every() -> tuple[Hostile, ...]:
    table = read_table(Path(__file__).with_name("hostile.tsv"), COLUMNS, order=("class", "payload"))
    return tuple(
        Hostile(row["class"], _meant(row["payload"]), frozenset(row["where"].split(","))) for row in table.rows
    )


def sent_as(where: str) -> list[Hostile]:
    return [one for one in every() if where in one.where]


def _meant(cell: str) -> str:
    text = str(json.loads(f'"{cell}"'))
    repeated = re.fullmatch(r"REPEAT (\d+) (.*)", text, re.DOTALL)
    return repeated[2] * int(repeated[1]) if repeated else text


def articles(payloads: Sequence[str]) -> Iterator[Coded]:
    """Articles whose title, outlet, address, names and words are those payloads."""
    for start in range(0, len(payloads), TOGETHER):
        yield _article(start, payloads[start : start + TOGETHER])


def _article(number: int, some: Sequence[str]) -> Coded:
    ident = identity("hostile", number)
    sentences = [f"Kazakhstan told {one} of 3 {one}." for one in some]
    text = "\n\n".join((some[0], *sentences))
    spans, at = [], len(some[0]) + 2
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    head, last = Block(kind="title", span=Span(0, len(some[0]))), len(some) - 1
    return Coded(
        article=Article(
            id=ident,
            address=some[min(2, last)],
            outlet=some[min(1, last)],
            title=some[0],
            text=text,
            blocks=(head, *(Block(kind="body", span=span) for span in spans)),
            language="en",
            supported=True,
            published=DAY,
            fetched=NOW,
        ),
        coder="hand@1",
        ontology="PLOVER-2.0",
        sentences=tuple(Sentence(span=span, index=n, block=n + 1) for n, span in enumerate(spans)),
        events=tuple(_event(ident, text, span, one) for span, one in zip(spans, some, strict=True)),
        claims=tuple(_claim(ident, text, span, one) for span, one in zip(spans, some, strict=True)),
        quantities=tuple(_quantity(ident, text, span, one) for span, one in zip(spans, some, strict=True)),
    )


def _evidence(article: str, text: str, span: Span) -> Evidence:
    return Evidence(article=article, span=span, quote=span.of(text), coder="hand@1", confidence=0.8)


def _parties(text: str, span: Span, words: str) -> tuple[Mention, Mention]:
    who, whom = Span(span.start, span.start + 10), Span(span.start + 16, span.start + 16 + len(words))
    other = Actor(id="RUS", name=words, kind="state", country="RUS")
    return (
        Mention(span=who, quote=who.of(text), actor=KAZ, resolution="name"),
        Mention(span=whom, quote=whom.of(text), actor=other, resolution="name"),
    )


def _event(article: str, text: str, span: Span, words: str) -> Event:
    who, whom = _parties(text, span, words)
    return Event(
        id=identity(article, "event", span.start),
        kind="REJECT",
        modes=(),
        contexts=(),
        status="asserted",
        actors=(who,),
        recipients=(whom,),
        happened=DAY,
        known=DAY.last,
        place=Place(
            span=whom.span, quote=whom.quote, name=words, country="RUS", rivals=(words[:200],), note=words[:500]
        ),
        trigger=Span(span.start + 11, span.start + 15),
        reason=words,
        evidence=_evidence(article, text, span),
    )


def _claim(article: str, text: str, span: Span, words: str) -> Claim:
    who, whom = _parties(text, span, words)
    return Claim(
        id=identity(article, "claim", span.start),
        voice="indirect",
        speaker=who,
        speaker_span=who.span,
        cue=Span(span.start + 11, span.start + 15),
        content=whom.span,
        stance="asserts",
        hedges=(),
        about=(whom,),
        said=DAY,
        known=DAY.last,
        evidence=_evidence(article, text, span),
    )


def _quantity(article: str, text: str, span: Span, words: str) -> Quantity:
    at = Span(span.end - len(words) - 3, span.end - 1)
    return Quantity(
        id=identity(article, "quantity", span.start),
        value=3.0,
        high=None,
        unit=words[:60],
        of=words,
        bound="exact",
        evidence=_evidence(article, text, at),
    )


def fill(record: Record, payloads: Sequence[str]) -> list[Coded]:
    """Put articles, judgements, forecasts and what came of them into a record."""
    made = list(articles(payloads))
    record.keep(made, note=payloads[0])
    items = [event for one in made for event in one.events]
    for at, (item, words) in enumerate(zip(items, payloads, strict=True)):
        if at % 5 == 0:
            record.judge(
                Judgement(id=f"j{at}", subjects=(item.id,), verdict="wrong", reason=words, author=words[:200], at=NOW)
            )
    record.keep_forecasts([_forecast(at, words) for at, words in enumerate(payloads)][::7])
    for at, words in enumerate(payloads[::20]):
        record.keep_backtest(_backtest(at, words))
    record.resolve([_resolution(at, words) for at, words in enumerate(payloads)][::14])
    return made


def _forecast(at: int, words: str) -> KeptForecast:
    return KeptForecast(
        id=f"f{at}",
        question=words,
        actors=("KAZ",),
        kinds=("REJECT",),
        recipients=("RUS",),
        opens=date(2022, 11, 1),
        closes=date(2022, 11, 20 + at % 10),
        as_of=date(2022, 11, 1),
        forecaster=f"{words[:40]}@1",
        probability=0.3,
        low=0.1,
        high=0.6,
        base_rate=0.2,
        reasons=(Because(text=words, part=0.5, cited=(words,)),),
        note=words,
        history="ab" * 32,
        made=datetime(2022, 11, 1, tzinfo=UTC),
    )


def _backtest(at: int, words: str) -> KeptBacktest:
    return KeptBacktest(
        id=f"b{at}",
        asked=(words,),
        since=date(2021, 1, 1),
        every=7,
        origins=50,
        forecasters=(f"{words[:40]}@1",),
        history="ab" * 32,
        steppe=words[:40],
        scores="{}",
        made=NOW,
    )


def read_jobs(payloads: Sequence[str]) -> Iterator[Job]:
    """Jobs of reading that are over: what came of them, or why nothing did, in those words."""
    for at, words in enumerate(payloads):
        one = job("read", to_json(Order(text="x", name=words[:300])), made=NOW + timedelta(seconds=at))
        kept = Kept(id="0" * 16, title=words, events=1, claims=1, quantities=1, supported=True, new=True)
        came = Read(articles=(kept, kept), refused=(Refused(address=words, reason=words),))
        yield replace(one, state="done", step=words, result=to_json(came))
        other = job("read", to_json(Order(address="http://a", outlet=words[:200])), made=NOW + timedelta(seconds=at))
        yield replace(other, state="failed", step=words, error=words)


def _resolution(at: int, words: str) -> Resolution:
    return Resolution(id=f"r{at}", question=words, outcome="yes", why=words, evidence=(words,), author=words, at=NOW)


# What a browser would make of a page.

LEADING = frozenset(
    ("href", "src", "action", "formaction", "xlink:href", "srcset", "data", "poster", "background", "cite", "ping")
) | {"data-follow", "data-go"}
LIGHT = re.compile(r":root:has\(#t-[ecn]\d+:target\) \.i-[ecn]\d+,?\s*")  # a rule an item, by its number alone
OWN = re.compile(r"(/(?![/\\])[^\r\n\t]*|#[^\r\n]*|\?[^\r\n]*|)\Z")


@dataclass
class Nodes:
    """The elements with their attributes, where they lead, and all scripts and styles of a page."""

    kinds: set[tuple[str, str]] = field(default_factory=set)
    leads: list[tuple[str, str, str]] = field(default_factory=list)
    code: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)


def nodes(html: str) -> Nodes:
    found = Nodes()
    reader = _Reader(found)
    reader.feed(html)
    reader.close()
    return found


class _Reader(HTMLParser):
    def __init__(self, found: Nodes) -> None:
        super().__init__(convert_charrefs=True)
        self.found, self.within = found, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag if tag in ("script", "style") else ""
        self.found.kinds.add((tag, ""))
        for name, value in attrs:
            self.found.kinds.add((tag, name))
            if name in LEADING:
                self.found.leads.append((tag, name, value or ""))

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within:
            self.found.code.add(LIGHT.sub("", data))
        else:
            self.found.words.append(data)


def let_out(html: str, calm: Nodes) -> list[str]:
    """What a page holds that the same pages about plain words do not: nodes, addresses elsewhere, code."""
    here = nodes(html)
    return [
        *(f"<{tag} {name}>" for tag, name in sorted(here.kinds - calm.kinds)),
        *(f"{tag} {name}={value[:80]!r}" for tag, name, value in here.leads if not OWN.match(value)),
        *(f"code {one[:80]!r}" for one in here.code - calm.code),
    ]
