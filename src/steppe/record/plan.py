"""What of some coded articles is new to the record, and the rows it takes: purely, from what is stored already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from steppe.errors import InputError
from steppe.record.parties import parties
from steppe.record.rows import Row, Rows, Stamp, article_row, coding_rows
from steppe.types import BY_HAND, Article, Coded, identity
from steppe.wire import to_json

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A coded article with the ids of its version and its coding.

    The time of fetching is no part of either, so fetching the same page again is nothing new.
    """

    coded: Coded
    version: str
    coding: str


def reading(coded: Coded) -> Reading:
    """`coded` with its ids: equal for equal results on an equal article, whenever it was fetched."""
    timeless = replace(coded.article, fetched=_NEVER)
    version = identity(to_json(timeless))
    return Reading(coded=coded, version=version, coding=identity(to_json(replace(coded, article=timeless))))


def article_known(article: Article, first_recorded: datetime) -> date:
    """The day the article said so: the last it may have been published, else the day it was `first_recorded`."""
    return article.published.last if article.published else first_recorded.date()


def coding_batch(
    fresh: Sequence[Reading], batch: int, recorded: datetime, stored: Iterable[tuple[str, str, datetime]]
) -> Rows:
    """The rows of a batch of codings that the record does not hold yet.

    `stored` are the versions it holds of their articles, in the order of storing: id, version and time of recording
    (UTC without a zone). An article of unknown date counts as known from the day it was first recorded, however often
    it is coded anew and wherever the clock goes. Raises `InputError` for an article by hand that nobody read: its text
    and metadata come from a coder's reading.
    """
    versions: set[tuple[str, str]] = set()
    first_recorded: dict[str, datetime] = {}
    for article, version, when in stored:
        versions.add((article, version))
        first_recorded.setdefault(article, when)
    parts: list[Rows] = []
    for ordinal, one in enumerate(fresh):
        stamp = _stamp(one, batch, recorded, first_recorded)
        if stamp.coder == BY_HAND and (stamp.article, stamp.version) not in versions:
            raise InputError(f"article {stamp.article}: coded by hand but not in the record so; read it first")
        if (stamp.article, stamp.version) not in versions:
            versions.add((stamp.article, stamp.version))
            parts.append({"articles": [article_row(one.coded.article, stamp)]})
        parts.append(coding_rows(one.coded, stamp, ordinal))
    return joined(parts)


def offered(given: Iterable[Reading]) -> Counter[str]:
    """How many rows per table `given` would take if none of it were known.

    >>> offered([])
    Counter()
    """
    total: Counter[str] = Counter()
    for one in given:
        coded = one.coded
        total.update(articles=1, codings=1, events=len(coded.events), claims=len(coded.claims))
        total.update(quantities=len(coded.quantities), mentions=len(coded.mentions), skipped=len(coded.skipped))
        total.update(parties=len(parties(coded)))
    return total


def joined(parts: Iterable[Mapping[str, Sequence[Row]]]) -> Rows:
    """All rows by table.

    >>> joined([{"events": [{"id": 1}]}, {"events": [{"id": 2}]}])
    {'events': [{'id': 1}, {'id': 2}]}
    """
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for part in parts:
        for table, some in part.items():
            rows[table].extend(some)
    return dict(rows)


def _stamp(one: Reading, batch: int, recorded: datetime, first_recorded: Mapping[str, datetime]) -> Stamp:
    article = one.coded.article
    return Stamp(
        batch=batch,
        recorded=recorded,
        coding=one.coding,
        article=article.id,
        version=one.version,
        coder=one.coded.coder,
        known=article_known(article, first_recorded.get(article.id, recorded)),
    )
