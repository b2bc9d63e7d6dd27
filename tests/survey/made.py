"""Small records made by chance, with everything that makes counting hard, and plain-Python oracles of them."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from steppe.ontology.vocabulary import load
from steppe.outlook.history import day_number
from steppe.record.store import Record, open_record
from steppe.survey.board import Added, Board, Mask, empty, grown
from steppe.survey.counts import quads
from steppe.types import (
    BY_HAND,
    Actor,
    Article,
    Block,
    Coded,
    Event,
    Evidence,
    Judgement,
    Mention,
    Sentence,
    Span,
    Status,
    When,
    identity,
)

FIRST = date(2022, 1, 1)
DAYS = 200
ACTORS = (
    Actor(id="KAZ", name="Kazakhstan", kind="state", country="KAZ"),
    Actor(id="RUS", name="Russia", kind="state", country="RUS"),
    Actor(id="kaz-government", name="Government of Kazakhstan", kind="institution", country="KAZ", sectors=("GOV",)),
    Actor(id="kaz-police", name="Police", kind="institution", country="KAZ", sectors=("COP", "GOV")),
    Actor(id="kaz-police", name="the Police", kind="institution", country="KAZ"),
    Actor(id="csto", name="CSTO", kind="organisation", country="IGO", sectors=("IGO",)),
    Actor(id="eaeu", name="EAEU", kind="organisation", country="IGO"),
    Actor(id="somebody", name="Some <b>body</b>", kind="unknown"),
)
STATUSES: tuple[Status, ...] = ("asserted", "asserted", "asserted", "denied", "planned")
KINDS = (("CONSULT", ()), ("AID", ("food",)), ("REJECT", ()), ("ASSAULT", ("aerial", "drone")), ("ASSAULT", ()))
ONTOLOGY = load()
QUADS = {name: kind.quad for name, kind in ONTOLOGY.types.items()}


def clock() -> datetime:
    return datetime(2022, 9, 1, tzinfo=UTC)


def coded(luck: random.Random, number: int, *, coder: str = "one@1") -> Coded:
    """An article with up to five events: dated or not, one-sided, mutual, of several parties."""
    text = f"Report {number}. " + "They did this and that to each other. " * 5
    article = identity("made", number)
    dated = luck.random() < 0.85
    known = FIRST + timedelta(days=luck.randrange(DAYS))
    when = When(first=known, last=known, basis="published")
    return Coded(
        article=Article(
            id=article,
            address=f"https://example.org/{number}",
            outlet=luck.choice(("Daily", "Wire", None)),
            title=f"Report {number}",
            text=text,
            blocks=(Block(kind="body", span=Span(0, len(text))),),
            language=luck.choice(("en", "en", "kk")),
            supported=True,
            published=when if dated else None,
            fetched=datetime(2022, 8, 1, tzinfo=UTC),
        ),
        coder=coder,
        ontology="PLOVER-2.0",
        sentences=(Sentence(span=Span(0, len(text)), index=0, block=0),),
        events=tuple(
            _event(luck, article, text, (place, coder), known if dated else None) for place in range(luck.randrange(6))
        ),
    )


def _event(luck: random.Random, article: str, text: str, at: tuple[int, str], known: date | None) -> Event:
    place, coder = at
    span = Span(place, place + 9)
    day = (known or FIRST) - timedelta(days=luck.randrange(40))
    happened = When(first=day, last=day + timedelta(days=luck.randrange(5)), basis="stated")
    kind, modes = luck.choice(KINDS)
    return Event(
        id=identity(article, coder, place),
        kind=kind,
        modes=modes,
        contexts=(),
        status=luck.choice(STATUSES),
        actors=_side(luck, text, span, 3),
        recipients=_side(luck, text, span, 3) if luck.random() < 0.7 else (),
        happened=happened if luck.random() < 0.8 else None,
        known=known,
        place=None,
        trigger=span,
        reason="made",
        evidence=Evidence(article=article, span=span, quote=span.of(text), coder=coder),
    )


def _side(luck: random.Random, text: str, span: Span, most: int) -> tuple[Mention, ...]:
    chosen = luck.choices(ACTORS, k=luck.randrange(1, most))
    return tuple(Mention(span=span, quote=span.of(text), actor=one, resolution="name") for one in chosen)


@contextmanager
def record(
    seed: int, *, articles: int = 30, written: Callable[[Record], object] = lambda made: None
) -> Iterator[Record]:
    """A record of articles kept in several batches, some coded anew, with judgements on items and articles.

    `written` is called after each batch.
    """
    luck = random.Random(seed)
    with open_record(":memory:", clock=clock) as made:
        every = [coded(luck, number) for number in range(articles)]
        for start in range(0, len(every), 7):
            made.keep(every[start : start + 7])
            written(made)
            made.keep([_recoded(luck, one) for one in luck.sample(every[: start + 7], 2)])
            written(made)
        for one in luck.sample(every, articles // 3):
            _judge(luck, made, one)
        written(made)
        for one in [each for each in every if each.events][:9:2]:
            _put_right(luck, made, one)
            written(made)
        made.keep([_recoded(luck, one) for one in luck.sample(every, articles // 10)])
        written(made)
        yield made


def _recoded(luck: random.Random, one: Coded) -> Coded:
    """The same article by another coder: some of its events gone, the others under new ids."""
    left = [event for event in one.events if luck.random() < 0.6]
    evidence = [replace(event.evidence, coder="two@1") for event in left]
    events = [
        replace(event, id=identity(event.id, "two@1"), evidence=words)
        for event, words in zip(left, evidence, strict=True)
    ]
    return replace(one, coder="two@1", events=tuple(events))


def _put_right(luck: random.Random, made: Record, one: Coded) -> None:
    """One of its events otherwise, by hand, and the old one wrong from then on; now and then taken back."""
    old = luck.choice(one.events)
    at = datetime(2022, 3, 1, tzinfo=UTC) + timedelta(hours=luck.randrange(24 * 150))
    kind, modes = luck.choice(KINDS)
    words = replace(old.evidence, coder=BY_HAND)
    new = replace(old, id=identity(old.id, at), kind=kind, modes=modes, recipients=old.actors[:1], evidence=words)
    hand = Coded(article=one.article, coder=BY_HAND, ontology="PLOVER-2.0", events=(new,))
    word = Judgement(id=identity(at, old.id), subjects=(old.id,), verdict="wrong", reason="r", author="B", at=at)
    made.keep([hand], judged=[word])
    if luck.random() < 0.3:
        later = at + timedelta(days=luck.randrange(30))
        for subject, verdict in ((old.id, "open"), (new.id, "retracted")):
            name = identity(later, subject)
            made.judge(Judgement(id=name, subjects=(subject,), verdict=verdict, reason="r", author="B", at=later))


def _judge(luck: random.Random, made: Record, one: Coded) -> None:
    subject = luck.choice([one.article.id, *(event.id for event in one.events)])
    at = datetime(2022, 5, 1, tzinfo=UTC)
    for verdict in luck.choice((("wrong",), ("retracted",), ("wrong", "open"), ("right",))):
        at += timedelta(days=luck.randrange(1, 60))
        name = identity(subject, verdict, at)
        made.judge(Judgement(id=name, subjects=(subject,), verdict=verdict, reason="r", author="A", at=at))


@dataclass(frozen=True, kw_only=True)
class Made:
    """A record and the board of all of it."""

    record: Record
    board: Board

    def seen(self, day: date | None = None) -> Mask:
        """Which events of the board a view of the record as of a day shows."""
        at = datetime.combine(day, time(), UTC) if day else None
        return self.board.before(day_number(day) if day else None, self.record.left_out(at))

    def quad(self) -> NDArray[np.int8]:
        return quads(self.board, ONTOLOGY)

    def ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of the events of some rows, sorted."""
        return sorted(f"{int(self.board.id[row]):016x}" for row in rows)


def added(made: Record, *, after: int = 0) -> Added:
    """What batches after one added, as the board takes it."""
    found = made.columns(after=after)
    return Added(**{one.name: getattr(found, one.name) for one in fields(found)})


def whole(made: Record) -> Board:
    """The board of all of a record at once."""
    return grown(empty(), added(made))


def days() -> list[date | None]:
    """Days to look as of, and no day."""
    return [None, *(FIRST + timedelta(days=step) for step in range(0, DAYS + 80, 23))]


def ends(event: Event) -> set[tuple[Actor, Actor]]:
    """Who does it to whom: each actor to each recipient, or to each other where there is none."""
    if event.recipients:
        return {(one.actor, other.actor) for one in event.actors for other in event.recipients}
    several = event.actors
    return {(one.actor, other.actor) for i, one in enumerate(several) for k, other in enumerate(several) if i != k}


def stands_for(actor: Actor, name: str) -> bool:
    return name in (actor.id, actor.country)


def classes(events: Iterable[Event]) -> tuple[int, ...]:
    """How many events are of each quad class."""
    found = [QUADS[event.kind] for event in events]
    return tuple(found.count(quad) for quad in range(1, 5))
