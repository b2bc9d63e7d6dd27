"""The hallway's eleventh flight: which articles and reports repeat each other, as work for another process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from steppe.coding.same import Suggestion, judgement, suggest
from steppe.errors import InputError
from steppe.jobs.worker import Told
from steppe.ontology.vocabulary import load
from steppe.record.store import Record
from steppe.types import Article, Event
from steppe.wire import from_json, to_json

MOST_ARTICLES = 20_000  # all of them are handed to another process at once
KIND = "compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What is compared: all articles that stand, and the events told in them."""

    articles: tuple[Article, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What was found among so many articles and events."""

    articles: int
    events: int
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of comparing: groups of near-copies, groups of reports of one event, and how many of both are new."""

    articles: int
    events: int
    copies: int
    groups: int
    new: int


def with_reports(given: str, record: Record) -> str:
    """What `compare_work` is handed, for an order that says nothing but which state of the record it means.

    Raises `InputError` for a record with more than `MOST_ARTICLES` articles.
    """
    view = record.as_of()
    total = view.latest_articles(most=1)[1]
    if total > MOST_ARTICLES:
        raise InputError(
            f"compare: {total:,} articles, more than the {MOST_ARTICLES:,} a server compares at once; "
            "expected a smaller record, or `steppe group --apply suggest` on the command line"
        )
    return to_json(Reports(articles=view.articles(), events=view.events()))


def compare_work(given: str, told: Told) -> str:
    """Find near-copies and reports of one event; gives an `Alike` as JSON. For a process of its own."""
    reports = from_json(Reports, given, where="reports")
    every = len(reports.articles)
    told("articles read", 0, every)
    quads = {kind.name: kind.quad for kind in load().types.values()}
    found = suggest(reports.events, reports.articles, quads, told=lambda done: told("articles read", done, every))
    return to_json(Alike(articles=every, events=len(reports.events), suggestions=found))


def keep_compared(record: Record, came: str, *, clock: Callable[[], datetime]) -> str:
    """Keep what `compare_work` gave as suggested judgements; gives a `Compared` as JSON.

    The same again adds nothing.
    """
    alike = from_json(Alike, came, where="alike")
    kept = [record.judge(judgement(one, at=clock())) for one in alike.suggestions]
    copies = sum("copy" in dict(one.parts) for one in alike.suggestions)
    return to_json(
        Compared(
            articles=alike.articles,
            events=alike.events,
            copies=copies,
            groups=len(alike.suggestions) - copies,
            new=sum(one.batch is not None for one in kept),
        )
    )


def read_compared(text: str) -> Compared:
    """What a job of comparing left. Raises `InputError`."""
    return from_json(Compared, text, where="result")
