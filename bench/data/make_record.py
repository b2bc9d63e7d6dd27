"""Make a big record of made-up events with the shapes of real ones, for measuring.

    python bench/data/make_record.py PATH [--events 1000000] [--seed 1]

Ten events an article, three outlets in ten carrying a copy; who acts on whom, and how often, falls off as in real
event data (Zipf over states and over partners), a fifth of the parties are no states, pairs have spells of trouble,
and some articles are coded twice. The same seed gives the same events.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.record.store import open_record
from steppe.types import Actor, Article, Block, Coded, Event, Evidence, Mention, Sentence, Span, When, identity

EACH = 10
FIRST, DAYS = date(2010, 1, 1), 4_600
OUTLETS = tuple(f"Outlet {number}" for number in range(1, 61))


def clock() -> datetime:
    return datetime.now(UTC)


def actors(luck: random.Random) -> tuple[list[Actor], list[float]]:
    """States by falling activity, each with a group of people of its own, and their weights."""
    directory = load_directory()
    states = [phases[-1].actor for phases in directory.phases.values() if phases[-1].actor.kind == "state"]
    states = sorted((one for one in states if one.country), key=lambda one: one.id)
    luck.shuffle(states)
    found, weights = [], []
    for place, one in enumerate(states, 1):
        found.append(one)
        weights.append(1 / place)
        group = Actor(id=f"{one.id}.group", name=f"people in {one.name}", kind="group", country=one.country)
        found.append(group)
        weights.append(0.25 / place)
    return found, weights


class Made:
    """Articles of made-up events; `coded(n)` gives the n-th, always the same."""

    def __init__(self, seed: int) -> None:
        luck = random.Random(seed)
        self.seed = seed
        self.actors, self.weights = actors(luck)
        self.kinds = sorted(load().types)
        self.circle = {one.id: luck.choices(self.actors, self.weights, k=12) for one in self.actors}

    def coded(self, number: int, *, coder: str = "made-up@1") -> Coded:
        """The article of that number."""
        luck = random.Random(f"{self.seed} {number}")
        day = FIRST + timedelta(days=luck.randrange(DAYS))
        acts = [self._act(luck) for _ in range(EACH)]
        text = " ".join(act[0] for act in acts)
        name = identity("made-up", number)
        when = When(first=day, last=day, basis="stated")
        events, sentences, at = [], [], 0
        for place, (words, who, kind, whom) in enumerate(acts):
            span = Span(at, at + len(words))
            at = span.end + 1
            sentences.append(Sentence(span=span, index=place, block=0))
            events.append(_event(name, text, span, (who, kind, whom), when, coder=coder))
        article = Article(
            id=name,
            address=f"https://example.org/{number}",
            outlet=luck.choice(OUTLETS),
            title=f"Made-up report {number}",
            text=text,
            blocks=(Block(kind="body", span=Span(0, len(text))),),
            language="en",
            supported=True,
            published=when,
            fetched=datetime(2024, 1, 1, tzinfo=UTC),
        )
        return Coded(article=article, coder=coder, ontology="made-up", sentences=tuple(sentences), events=tuple(events))

    def _act(self, luck: random.Random) -> tuple[str, Actor, str, Actor]:
        (who,) = luck.choices(self.actors, self.weights)
        whom = luck.choice(self.circle[who.id]) if luck.random() < 0.8 else luck.choices(self.actors, self.weights)[0]
        if whom.id == who.id:
            whom = next(one for one in self.actors if one.id != who.id)
        kind = luck.choice(self.kinds)
        return f"{who.name} did {kind} to {whom.name} in case {luck.randrange(10_000)}.", who, kind, whom


def _event(article: str, text: str, span: Span, act: tuple[Actor, str, Actor], when: When, *, coder: str) -> Event:
    who, kind, whom = act
    start = span.start + len(f"{who.name} did ")
    trigger = Span(start, start + len(kind))
    other = trigger.end + len(" to ")
    return Event(
        id=identity(article, coder, kind, span.start),
        kind=kind,
        modes=(),
        contexts=(),
        status="asserted",
        actors=(_mention(who, text, span.start),),
        recipients=(_mention(whom, text, other),),
        happened=when,
        known=when.last,
        place=None,
        trigger=trigger,
        reason="made-up",
        evidence=Evidence(article=article, span=span, quote=span.of(text), coder=coder, confidence=0.7),
    )


def _mention(actor: Actor, text: str, start: int) -> Mention:
    span = Span(start, start + len(actor.name))
    return Mention(span=span, quote=span.of(text), actor=actor, resolution="name")


def fill(path: Path, *, events: int, seed: int = 1, size: int = 500) -> float:
    """Fill a new record at `path`, one article in fifty coded twice; gives the seconds it took."""
    made, started = Made(seed), time.perf_counter()
    with open_record(path, clock=clock) as record:
        rest = iter(_articles(made, events // EACH))
        while batch := list(islice(rest, size)):
            record.keep(batch)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{batch[-1].article.title}")
    return time.perf_counter() - started


def _articles(made: Made, many: int) -> Iterator[Coded]:
    for number in range(many):
        yield made.coded(number)
        if number % 50 == 49:
            yield made.coded(number - 7, coder="made-up@2")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("path", type=Path)
    given.add_argument("--events", type=int, default=1_000_000)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    seconds = fill(asked.path, events=asked.events, seed=asked.seed)
    print(json.dumps({"events": asked.events, "seconds": round(seconds), "bytes": asked.path.stat().st_size}))


if __name__ == "__main__":
    main()
