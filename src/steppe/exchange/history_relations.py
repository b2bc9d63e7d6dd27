"""Event tables of benchmarks: day, source, relation, target, the relation by its CAMEO name."""

from collections.abc import Sequence
from functools import cache, partial

from steppe.errors import InputError
from steppe.exchange.history_columns import (
    NO_RECIPIENT,
    NOBODY,
    Columns,
    Found,
    Parse,
    iso_day,
)
from steppe.exchange.history_icews import DAY, NAME
from steppe.exchange.tables import BadRow
from steppe.ontology.cameo import Cameo
from steppe.outlook.history import Kind

COLUMNS = ("day", "source", "relation", "target")


def relations(header: Sequence[str], into: Columns, cameo: Cameo, where: str) -> Parse:
    """How to read a row of day, source, relation, target. `InputError` where the header lacks one of these.

    A kind keeps the name its table gives it. One that CAMEO does not have is counted in `Columns.unknown`; its type
    is empty and its quad class 0. Other columns (`split`) are not looked at.
    """
    lost = [name for name in COLUMNS if header.count(name) != 1]
    if lost:
        raise InputError(
            f"{where} line 1: columns {', '.join(header)}; right would be each of {', '.join(COLUMNS)} once"
        )
    places, width = [header.index(name) for name in COLUMNS], len(header)
    bad, strangers = partial(BadRow, file=where), set[int]()
    day_of, actor = cache(iso_day), cache(into.actor)
    kind_of = cache(partial(_kind, into=into, cameo=cameo, strangers=strangers))

    def parse(line: int, cells: list[str]) -> Found | str | BadRow:
        if len(cells) != width:
            right = f"right would be {width} cells as in the header"
            return bad(line=line, column="the whole line", found=f"{len(cells)} cells", right=right)
        when, actor_name, relation, recipient_name = [cells[at] for at in places]
        day, kind, source, target = day_of(when), kind_of(relation), actor(actor_name), actor(recipient_name)
        if day is None:
            return bad(line=line, column="day", found=when, right=DAY)
        if kind is None:
            return bad(line=line, column="relation", found=relation, right="right would be the name of a CAMEO act")
        if source is None or source == NOBODY:
            return bad(line=line, column="source", found=actor_name, right=NAME)
        if target is None:
            return bad(line=line, column="target", found=recipient_name, right=NAME)
        if target == NOBODY:
            return NO_RECIPIENT
        if kind in strangers:
            into.unknown[relation.strip()] += 1
        return ((source, target),), kind, day, day

    return parse


def _kind(relation: str, into: Columns, cameo: Cameo, strangers: set[int]) -> int | None:
    name = relation.strip()
    if not name or not name.isprintable():
        return None
    act = cameo.named(name)
    found = Kind(name=name, type=act.type, mode=act.mode, quad=act.quad) if act else Kind(name=name)
    number = into.kind_number(found)
    if act is None:
        strangers.add(number)
    return number
