"""One reader a kind of fact: a row of its table to the fact. `TABLES` says which file holds which and its columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from steppe.ontology.tables import Row, read_day, read_flag
from steppe.types import Bound
from steppe.world.cells import Border, choice, day, member, members, number, period, provenance, required, several, span
from steppe.world.facts import (
    Balance,
    Ballot,
    CaseEvent,
    Cause,
    Course,
    Deployment,
    Disruption,
    Duty,
    Fact,
    Figure,
    Granted,
    Held,
    LawVersion,
    Plea,
    Regime,
    Relation,
    Route,
    Statement,
    Threat,
    Vote,
)

_ALWAYS = date(1900, 1, 1)  # known from then: what holds without a beginning anybody argues about


def figure(row: Row, border: Border) -> Figure:
    """A row of `figures.tsv`. The unit must be of a dimension of the measure."""
    measure = border.words.measures.get(required(row, "measure"))
    if measure is None:
        raise row.error(f"measure is {row['measure']!r}", f"one of {', '.join(sorted(border.words.measures))}")
    value, high = number(row, "value"), number(row, "high")
    if value is None:
        raise row.error("value is empty", "a number")
    if high is not None and high < value:
        raise row.error(f"high {row['high']} is below value {row['value']}", "the upper end of the range, or nothing")
    _check_unit(row, border, measure.dimensions)
    since, until = span(row) if row["since"] else (None, read_day(row, "until", last=True))
    return Figure(
        id=".".join(part for part in (row["subject"], row["measure"], row["of"], _dates(row), row["by"]) if part),
        subject=member(row, "subject", border),
        measure=row["measure"],
        of=row["of"],
        since=since,
        until=until,
        value=value,
        high=high,
        unit=row["unit"],
        bound=choice(row, "bound", Bound) if row["bound"] else "exact" if high is None else "between",
        by=row["by"],
        provenance=provenance(row, border, news=until or _ALWAYS, lag=measure.lag),
    )


def _dates(row: Row) -> str:
    return f"{row['since']}/{row['until']}" if row["until"] else row["since"]


def _check_unit(row: Row, border: Border, dimensions: tuple[str, ...]) -> None:
    unit = border.words.units.get(row["unit"])
    if unit is None or unit.dimension not in dimensions:
        fit = sorted(one.name for one in border.words.units.values() if one.dimension in dimensions)
        raise row.error(f"unit is {row['unit']!r}", f"for {row['measure']} one of {', '.join(fit)}")


def relation(row: Row, border: Border) -> Relation:
    """A row of `relations.tsv`; the ends must be of kinds that the relation allows."""
    kind = border.words.relations.get(row["kind"])
    if kind is None:
        raise row.error(f"kind is {row['kind']!r}", f"one of {', '.join(sorted(border.words.relations))}")
    head, tail = member(row, "head", border), member(row, "tail", border)
    for column, one, allowed in (("head", head, kind.heads), ("tail", tail, kind.tails)):
        if border.members[one] not in allowed:
            raise row.error(f"{column} {one} is a {border.members[one]}", f"a {' or '.join(sorted(allowed))}")
    share = number(row, "share")
    if share is not None and not 0 <= share <= 1:
        raise row.error(f"share is {row['share']}", "a fraction from 0 to 1")
    since, until = period(row)
    return Relation(
        id=".".join(part for part in (head, row["kind"], tail, row["as_what"], row["since"]) if part),
        kind=row["kind"],
        head=head,
        tail=tail,
        holds=choice(row, "holds", Held) if row["holds"] else "yes",
        since=since,
        until=until,
        share=share,
        as_what=row["as_what"],
        provenance=provenance(row, border, news=since or _ALWAYS),
    )


def duty(row: Row, border: Border) -> Duty:
    """A row of `duties.tsv`."""
    since, until = period(row)
    return Duty(
        id=required(row, "id"),
        treaty=member(row, "treaty", border),
        article=row["article"],
        act=required(row, "act"),
        trigger=choice(row, "trigger", Threat),
        on_request=read_flag(row, "on_request"),
        decision=required(row, "decision"),
        since=since,
        until=until,
        provenance=provenance(row, border, news=since),
    )


def law(row: Row, border: Border) -> LawVersion:
    """A row of `laws.tsv`; years of prison must not run backwards."""
    since, until = period(row)
    least, most = number(row, "least"), number(row, "most")
    if least is not None and most is not None and least > most:
        raise row.error(f"least {row['least']} is above most {row['most']}", "years from least to most")
    signed = read_day(row, "signed")
    return LawVersion(
        id=required(row, "id"),
        law=member(row, "law", border),
        part=row["part"],
        state=member(row, "state", border),
        offence=required(row, "offence"),
        least=least,
        most=most,
        besides=several(row, "besides"),
        announced=read_day(row, "announced"),
        signed=signed,
        since=since,
        until=until,
        provenance=provenance(row, border, news=signed or since),
    )


def regime(row: Row, border: Border) -> Regime:
    """A row of `regimes.tsv`."""
    since, until = period(row)
    return Regime(
        id=required(row, "id"),
        imposers=members(row, "imposers", border),
        target=member(row, "target", border),
        what=required(row, "what"),
        exempt=row["exempt"],
        since=since,
        until=until,
        provenance=provenance(row, border, news=since),
    )


def event(row: Row, border: Border) -> CaseEvent:
    """A row of `events.tsv`; its type is checked by the loader, which knows PLOVER."""
    first, last = span(row)
    return CaseEvent(
        id=required(row, "id"),
        first=first,
        last=last,
        actors=members(row, "actors", border),
        recipients=members(row, "recipients", border),
        kind=required(row, "kind"),
        what=required(row, "what"),
        place=row["place"],
        topics=several(row, "topics"),
        course=choice(row, "course", Course),
        provenance=provenance(row, border, news=first),
    )


def statement(row: Row, border: Border) -> Statement:
    """A row of `statements.tsv`; `replies_to` is checked by the loader."""
    first, last = span(row)
    return Statement(
        id=required(row, "id"),
        speaker=required(row, "speaker"),
        speaks_for=member(row, "speaks_for", border),
        first=first,
        last=last,
        venue=row["venue"],
        host=row["host"],
        about=members(row, "about", border),
        gist=required(row, "gist"),
        quoted=several(row, "quoted"),
        themes=several(row, "themes"),
        replies_to=row["replies_to"],
        provenance=provenance(row, border, news=last),
    )


def route(row: Row, border: Border) -> Route:
    """A row of `routes.tsv`; a path has two places at least, and states crossed are states."""
    path, transit = members(row, "path", border), members(row, "transit", border)
    if len(path) < 2:
        raise row.error(f"path is {row['path']!r}", "two places or more, in order, set apart by ';'")
    if odd := [one for one in transit if border.members[one] != "state"]:
        raise row.error(f"transit has {odd[0]}, a {border.members[odd[0]]}", "states")
    since, until = period(row)
    return Route(
        id=member(row, "id", border),
        name=required(row, "name"),
        good=member(row, "good", border),
        origin=member(row, "origin", border),
        path=path,
        transit=transit,
        since=since,
        until=until,
        provenance=provenance(row, border, news=since or _ALWAYS),
    )


def disruption(row: Row, border: Border) -> Disruption:
    """A row of `disruptions.tsv`."""
    since = day(row, "since")
    until = read_day(row, "until", last=True)
    if until is not None and since > until:
        raise row.error(f"since {row['since']} is after until {row['until']}", "since on or before until")
    return Disruption(
        id=member(row, "id", border),
        route=member(row, "route", border),
        name=required(row, "name"),
        cause=choice(row, "cause", Cause),
        cause_disputed=read_flag(row, "cause_disputed"),
        course=choice(row, "course", Course),
        since=since,
        until=until,
        what=required(row, "what"),
        provenance=provenance(row, border, news=since),
    )


def deployment(row: Row, border: Border) -> Deployment:
    """A row of `deployments.tsv`: persons from `low` to `high`."""
    since, until = period(row)
    low, high = number(row, "low"), number(row, "high")
    if low is not None and high is not None and low > high:
        raise row.error(f"low {row['low']} is above high {row['high']}", "persons from low to high")
    return Deployment(
        id=required(row, "id"),
        senders=members(row, "senders", border),
        under=member(row, "under", border, empty=True),
        host=member(row, "host", border),
        mission=required(row, "mission"),
        invited=read_flag(row, "invited"),
        since=since,
        until=until,
        low=low,
        high=high,
        provenance=provenance(row, border, news=since or _ALWAYS),
    )


def plea(row: Row, border: Border) -> Plea:
    """A row of `pleas.tsv`."""
    first, last = span(row)
    return Plea(
        id=required(row, "id"),
        asker=member(row, "asker", border),
        asked=member(row, "asked", border),
        first=first,
        last=last,
        threat=choice(row, "threat", Threat),
        wanted=required(row, "wanted"),
        answer=required(row, "answer"),
        granted=choice(row, "granted", Granted),
        troops=number(row, "troops"),
        counts=read_flag(row, "counts"),
        provenance=provenance(row, border, news=last),
    )


def vote(row: Row, border: Border) -> Vote:
    """A row of `votes.tsv`: one state on one resolution."""
    when = day(row, "day")
    return Vote(
        id=f"{required(row, 'resolution')}.{row['state']}",
        resolution=row["resolution"],
        day=when,
        topic=required(row, "topic"),
        state=member(row, "state", border),
        ballot=choice(row, "ballot", Ballot),
        provenance=provenance(row, border, news=when),
    )


def balance(row: Row, border: Border) -> Balance:
    """A row of `balances.tsv`: a sum the loader checks."""
    year, tolerance = number(row, "year"), number(row, "tolerance")
    if year is None or not 1900 <= year <= 2100 or tolerance is None or not 0 <= tolerance <= 0.2:
        raise row.error(f"year {row['year']!r}, tolerance {row['tolerance']!r}", "a year; a fraction from 0 to 0.2")
    return Balance(
        id=required(row, "id"),
        origin=member(row, "origin", border),
        good=member(row, "good", border),
        measure=required(row, "measure"),
        total=required(row, "total"),
        year=int(year),
        tolerance=tolerance,
        provenance=provenance(row, border, news=_ALWAYS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOf:
    """A table of the case: its field in `Case`, its own columns (those of provenance follow), its reader.

    Rows are sorted by `order`; `unique` columns tell rows apart.
    """

    field: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    unique: tuple[str, ...]
    read: Callable[[Row, Border], Fact]


def _table(field: str, columns: str, read: Callable[[Row, Border], Fact], order: str, unique: str = "") -> TableOf:
    return TableOf(
        field=field,
        columns=(*columns.split(), *PROVENANCE),
        order=tuple(order.split()),
        unique=tuple((unique or order).split()),
        read=read,
    )


PROVENANCE = ("known", "source", "confidence", "note")
_FIGURE = "subject measure of since until by source value"
TABLES: Mapping[str, TableOf] = {
    one.field: one
    for one in (
        _table(
            "figures",
            "subject measure of since until value high unit bound by",
            figure,
            "subject measure of since until by",
            _FIGURE,
        ),
        _table(
            "relations",
            "kind head tail as_what since until holds share",
            relation,
            "kind head tail since as_what",
            "kind head tail since as_what source",
        ),
        _table("duties", "id treaty article act trigger on_request decision since until", duty, "id"),
        _table("laws", "id law part state offence least most besides announced signed since until", law, "id"),
        _table("regimes", "id imposers target what exempt since until", regime, "id"),
        _table("events", "id since until actors recipients kind what place topics course", event, "since id", "id"),
        _table(
            "statements",
            "id since until speaker speaks_for venue host about gist quoted themes replies_to",
            statement,
            "since id",
            "id",
        ),
        _table("routes", "id name good origin path transit since until", route, "id"),
        _table("disruptions", "id route name cause cause_disputed course since until what", disruption, "id"),
        _table("deployments", "id senders under host mission invited since until low high", deployment, "id"),
        _table(
            "pleas", "id asker asked since until threat wanted answer granted troops counts", plea, "since id", "id"
        ),
        _table("votes", "resolution day topic state ballot", vote, "resolution state"),
        _table("balances", "id origin good measure total year tolerance", balance, "id"),
    )
}
