"""The record as it was known at a moment, read-only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar

from steppe.errors import InputError, RecordError
from steppe.record.border import utc
from steppe.record.rows import Layout
from steppe.record.said import KeptBacktest, KeptForecast, Resolution
from steppe.types import Article, Claim, Coded, Event, Judgement, Mention, Quantity, Skipped
from steppe.wire import from_json, to_json

Noun = TypeVar("Noun")


class Source(Protocol):
    """Where a view gets its rows: the tables themselves, or the process that owns them."""

    def look(self, name: str, given: Mapping[str, object] | None = None) -> Sequence[Sequence[Any]]:
        """All rows of the query `sql/<name>.sql`."""
        ...

    def each(self, name: str, given: Mapping[str, object]) -> Iterable[Sequence[Any]]:
        """The same as they come, for many: they are never in memory all at once."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a view may see, as the queries take it.

    `day`: items known before that day; `at`: judgements made before that UTC time; `by`: rows recorded by that UTC
    time. `None` is no bound.
    """

    day: date | None
    at: datetime | None
    by: datetime | None


def moment_of(moment: date | datetime | None, recorded_by: datetime | None) -> Moment:
    """The bounds of a view.

    A day's news counts as known when the day is over, in UTC: on 5 January nothing of 5 January shows, at any hour.

    >>> moment_of(date(2022, 1, 5), None).at
    datetime.datetime(2022, 1, 5, 0, 0)
    >>> from datetime import UTC
    >>> moment_of(datetime(2022, 1, 5, 23, tzinfo=UTC), None).day
    datetime.date(2022, 1, 5)
    """
    by = utc(recorded_by, what="recorded_by") if recorded_by else None
    if moment is None:
        return Moment(day=None, at=None, by=by)
    at = utc(moment, what="as of") if isinstance(moment, datetime) else datetime.combine(moment, time())
    return Moment(day=at.date(), at=at, by=by)


@dataclass(frozen=True, slots=True)
class View:
    """What was known before a moment: nothing that became known later shows, whatever is asked.

    An item shows if its `known` day is before the moment, it belongs to the latest coding of its article or was put
    right by hand before the moment, and neither it nor its article is judged `wrong` or `retracted` in a judgement that
    stands at the moment; `judged=True` shows these too. What is kept after the view was made shows as well where it was
    known before the moment; a view that must never change takes `recorded_by`. Errors of the store are `RecordError`.
    """

    engine: Source
    moment: Moment

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        judged: bool = False,
    ) -> tuple[Event, ...]:
        """Events in the order of their happening, those of unknown date last.

        `actor` and `recipient` are an actor id, or a PLOVER country, which stands for every party of that country.
        `since` and `until` (both included) keep what may have happened between them; undated events then stay out.
        """
        given = {"actor": actor, "recipient": recipient, "kind": kind, "since": since, "until": until}
        return self._nouns(Event, "view_events", {**given, "article": None, "judged": judged})

    def claims(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: date | None = None,
        until: date | None = None,
        judged: bool = False,
    ) -> tuple[Claim, ...]:
        """Claims in the order of their saying; arguments as in `events`, with `speaker` and `about` for the actors."""
        given = {"speaker": speaker, "about": about, "since": since, "until": until}
        return self._nouns(Claim, "view_claims", {**given, "article": None, "judged": judged})

    def quantities(
        self, *, unit: str | None = None, article: str | None = None, judged: bool = False
    ) -> tuple[Quantity, ...]:
        """Quantities in the order of becoming known, of one `unit` or one `article` id where given."""
        return self._nouns(Quantity, "view_quantities", {"unit": unit, "article": article, "judged": judged})

    def items(self, ids: Iterable[str], *, judged: bool = False) -> tuple[Event | Claim | Quantity, ...]:
        """The events, claims and quantities of those ids that the view shows, in no promised order."""
        wanted = to_json(sorted(set(ids)))
        nouns: dict[str, type[Event] | type[Claim] | type[Quantity]]
        nouns = {"events": Event, "claims": Claim, "quantities": Quantity}
        rows = self._rows("view_items", {"ids": wanted, "judged": judged})
        return tuple(_noun(nouns[part], body, where=part) for part, body in rows)

    def articles(self, *, judged: bool = False) -> tuple[Article, ...]:
        """Articles in the order of becoming known."""
        return self._nouns(Article, "view_articles", {"article": None, "judged": judged})

    def article(self, article: str, *, judged: bool = False) -> Article | None:
        """The article of that id, `None` where the view does not show it."""
        return next(iter(self._nouns(Article, "view_articles", {"article": article, "judged": judged})), None)

    def coded(self, article: str, *, judged: bool = False) -> Coded | None:
        """The article of that id with all its latest coding found, `None` where the view does not show it.

        What was put right by hand stands behind what the coder found.
        """
        found = self._rows("view_articles", {"article": article, "judged": judged})
        if not found:
            return None
        body, coding, coder, ontology, layout = found[0]
        of = {"coding": coding, "article": article, "judged": judged}
        parts = [(part, line) for part, line in self._rows("view_coded", of)]
        laid = _noun(Layout, layout, where=f"coding {coding}")
        return Coded(
            article=_noun(Article, body, where=f"article {article}"),
            coder=coder,
            ontology=ontology,
            sentences=laid.sentences,
            quotations=laid.quotations,
            mentions=_part(Mention, "mentions", parts),
            events=_part(Event, "events", parts),
            claims=_part(Claim, "claims", parts),
            quantities=_part(Quantity, "quantities", parts),
            skipped=_part(Skipped, "skipped", parts),
        )

    def judgements(self, subject: str | None = None) -> tuple[Judgement, ...]:
        """Judgements that stand, oldest first; those on the item of id `subject` where given.

        `right`, `wrong`, `retracted` and `open` of one author on one subject replace each other, the latest stands; so
        do `same` and `different` of one author on one set of subjects.
        """
        return self._judged(None if subject is None else to_json([subject]))

    def judgements_on(self, subjects: Iterable[str]) -> tuple[Judgement, ...]:
        """Judgements that stand on any of those items and articles, oldest first."""
        return self._judged(to_json(sorted(set(subjects))))

    def standing(self, said: Judgement) -> Judgement | None:
        """The judgement that stands and says what `said` says, of the same subjects and by the same author."""
        asked = (said.subjects, said.verdict, said.reason, said.author)
        found = self.judgements_on(said.subjects)
        return next((one for one in found if (one.subjects, one.verdict, one.reason, one.author) == asked), None)

    def judgement(self, judgement: str) -> Judgement | None:
        """The judgement of that id, though a later one may have replaced it."""
        rows = self.engine.look("said_once", {"id": judgement, "at": self.moment.at, "by": self.moment.by})
        return _noun(Judgement, rows[0][0], where="judgement") if rows else None

    def latest_claims(
        self, *, most: int, after: int = 0, speaker: str | None = None, about: str | None = None
    ) -> tuple[tuple[Claim, ...], int]:
        """A page of the claims, latest known first, and how many there are in all; `after` passes over so many."""
        return self._page(Claim, "latest_claims", {"most": most, "after": after, "speaker": speaker, "about": about})

    def latest_quantities(
        self, *, most: int, after: int = 0, unit: str | None = None, article: str | None = None
    ) -> tuple[tuple[Quantity, ...], int]:
        """A page of the quantities, as `latest_claims`."""
        given = {"most": most, "after": after, "unit": unit, "article": article}
        return self._page(Quantity, "latest_quantities", given)

    def latest_articles(self, *, most: int, after: int = 0) -> tuple[tuple[Article, ...], int]:
        """A page of the articles, as `latest_claims`."""
        return self._page(Article, "latest_articles", {"most": most, "after": after})

    def forecasts(self) -> tuple[KeptForecast, ...]:
        """Forecasts that were kept, oldest first."""
        return self._said(KeptForecast, "view_forecasts")

    def resolutions(self) -> tuple[Resolution, ...]:
        """All that was said to have come of questions, oldest first: of a question the last one stands."""
        return self._said(Resolution, "view_resolutions")

    def backtests(self) -> tuple[KeptBacktest, ...]:
        """Results of back-tests that were kept, oldest first."""
        return self._said(KeptBacktest, "view_backtests")

    def _judged(self, subjects: str | None) -> tuple[Judgement, ...]:
        rows = self.engine.look("view_judgements", {"at": self.moment.at, "by": self.moment.by, "subjects": subjects})
        return tuple(_noun(Judgement, row[0], where="judgement") for row in rows)

    def _page(self, kind: type[Noun], name: str, given: Mapping[str, object]) -> tuple[tuple[Noun, ...], int]:
        rows = self._rows(name, given)
        return tuple(_noun(kind, body, where=name) for _, body in rows if body is not None), rows[0][0]

    def _said(self, kind: type[Noun], name: str) -> tuple[Noun, ...]:
        rows = self.engine.look(name, {"at": self.moment.at, "by": self.moment.by})
        return tuple(_noun(kind, row[0], where=name) for row in rows)

    def _nouns(self, kind: type[Noun], name: str, given: Mapping[str, object]) -> tuple[Noun, ...]:
        return tuple(_noun(kind, row[0], where=name) for row in self.engine.each(name, self._bound(given)))

    def _rows(self, name: str, given: Mapping[str, object]) -> Sequence[Sequence[Any]]:
        return self.engine.look(name, self._bound(given))

    def _bound(self, given: Mapping[str, object]) -> dict[str, object]:
        return {**given, "day": self.moment.day, "at": self.moment.at, "by": self.moment.by}


def _noun(kind: type[Noun], line: str, *, where: str) -> Noun:
    try:
        return from_json(kind, line, where=where)
    except InputError as error:
        raise RecordError(f"stored {error}; the record is damaged: put back a snapshot") from error


def _part(kind: type[Noun], name: str, parts: Iterable[tuple[str, str]]) -> tuple[Noun, ...]:
    return tuple(_noun(kind, body, where=name) for part, body in parts if part == name)
