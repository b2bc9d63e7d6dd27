"""Checks that need the whole case: ids that must meet, facts told twice, sums that must hold, routes that must fit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from steppe.errors import DataError
from steppe.world.case import Case
from steppe.world.facts import Balance, Fact, Figure
from steppe.world.vocabulary import Vocabulary


def check(case: Case, words: Vocabulary, kinds: frozenset[str]) -> None:
    """Raise `DataError` at the first fault of `case`, with the place and what would be right."""
    for fault in (*_types(case, kinds), *_replies(case), *_twice(case), *_routes(case), *_sums(case, words)):
        raise DataError(fault)


def _types(case: Case, kinds: frozenset[str]) -> Iterator[str]:
    for one in case.events:
        if one.kind not in kinds:
            yield f"{one.provenance.where}: kind is {one.kind!r}; expected one of {', '.join(sorted(kinds))}"


def _replies(case: Case) -> Iterator[str]:
    said = {one.id: one for one in case.statements}
    for one in case.statements:
        if one.replies_to and one.replies_to not in said:
            yield f"{one.provenance.where}: replies_to is {one.replies_to!r}; expected the id of another statement"
        elif one.replies_to and said[one.replies_to].first > one.last:
            yield f"{one.provenance.where}: it replies to {one.replies_to}, which is later; expected an earlier one"


def _twice(case: Case) -> Iterator[str]:
    """The same thing told twice by the same sources; other sources that say the same or otherwise may stand."""
    seen: dict[tuple[object, ...], Fact] = {}
    for one in case.facts():
        key = (type(one).__name__, one.id, one.provenance.sources, _value(one))
        if key in seen:
            yield f"{one.provenance.where}: the same as {seen[key].provenance.where}; expected each fact only once"
        seen[key] = one


def _value(one: Fact) -> float | None:
    return one.value if isinstance(one, Figure) else None


def _routes(case: Case) -> Iterator[str]:
    routes = {one.id for one in case.routes}
    for route in case.routes:
        crossed = {case.members[place].country for place in route.path} - {route.origin, ""}
        stray = sorted(set(route.transit) - crossed)
        if stray and all(case.members[place].country for place in route.path):
            where = route.provenance.where
            yield f"{where}: transit {stray[0]} has no place on the path; expected of {sorted(crossed)}"
    for one in case.disruptions:
        if one.route not in routes:
            yield f"{one.provenance.where}: route is {one.route!r}; expected an id of routes.tsv"


def _sums(case: Case, words: Vocabulary) -> Iterator[str]:
    for one in case.balances:
        yield from _sum(one, case, words)


def _sum(one: Balance, case: Case, words: Vocabulary) -> Iterator[str]:
    parts = [route.id for route in case.routes if route.origin == one.origin and route.good == one.good]
    amounts = _of_year(case.figures, one, words)
    missing = [part for part in parts if (part, one.measure) not in amounts]
    total = amounts.get((one.origin, one.total), [])
    where = one.provenance.where
    if missing or not total:
        lacking = missing or [f"{one.origin} {one.total}"]
        yield f"{where}: no figure of {one.year} for {', '.join(lacking)}; expected every part and the total"
        return
    summed = (
        sum(min(amounts[part, one.measure]) for part in parts),
        sum(max(amounts[part, one.measure]) for part in parts),
    )
    slack = one.tolerance * max(total)
    if summed[1] < min(total) - slack or summed[0] > max(total) + slack:
        yield f"{where}: the routes carry {summed[0]:g} to {summed[1]:g}, the total is {total}; expected them to agree"


def _of_year(figures: Iterable[Figure], one: Balance, words: Vocabulary) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for figure in figures:
        whole = figure.since and figure.until and (figure.until - figure.since).days >= 364
        if whole and figure.since and figure.since.year == one.year and figure.of in {"", one.origin}:
            found[figure.subject, figure.measure].append(words.plain(figure.value, figure.unit))
    return found
