"""The smallest case, made by hand: for examples in docstrings and for tests."""

from datetime import date

from steppe.world.case import Case
from steppe.world.facts import Figure, Member, Provenance, Relation, Source


def given(known: date, *, note: str = "") -> Provenance:
    """A provenance for made-up facts."""
    return Provenance(
        known=known, inferred=False, sources=("S1",), recalled=False, confidence="high", note=note, where="by hand"
    )


def member(id_: str, name: str, kind: str) -> Member:
    """A member without place or aliases."""
    return Member(
        id=id_,
        name=name,
        kind=kind,
        country=id_ if kind == "state" else "",
        aliases=(),
        latitude=None,
        longitude=None,
        provenance=given(date(1900, 1, 1)),
    )


def figure(subject: str, measure: str, year: int, value: float, unit: str) -> Figure:
    """A figure of one year, known half a year later."""
    return Figure(
        id=f"{subject}.{measure}.{year}",
        subject=subject,
        measure=measure,
        of="",
        since=date(year, 1, 1),
        until=date(year, 12, 31),
        value=value,
        high=None,
        unit=unit,
        bound="exact",
        by="",
        provenance=given(date(year + 1, 7, 1)),
    )


def small_case() -> Case:
    """Two states, an alliance, a few figures.

    >>> sorted(small_case().members)
    ['KAZ', 'RUS', 'WORLD', 'csto']
    """
    members = [
        member("KAZ", "Kazakhstan", "state"),
        member("RUS", "Russia", "state"),
        member("WORLD", "the world", "world"),
        member("csto", "Collective Security Treaty Organization", "organisation"),
    ]
    joined = Relation(
        id="KAZ.member.csto",
        kind="member",
        head="KAZ",
        tail="csto",
        holds="yes",
        since=date(1994, 4, 20),
        until=None,
        share=None,
        as_what="",
        provenance=given(date(1994, 4, 20)),
    )
    return Case(
        id="small",
        title="Small",
        about="Two states",
        as_of=date(2022, 11, 27),
        version="0",
        sources={"S1": Source(id="S1", title="A page", address="", first=None, last=None, kind="news")},
        members={one.id: one for one in members},
        figures=(
            figure("KAZ", "uranium-production", 2020, 19477, "tU"),
            figure("KAZ", "uranium-production", 2021, 21819, "tU"),
            figure("WORLD", "uranium-production", 2020, 47731, "tU"),
            figure("WORLD", "uranium-production", 2021, 47808, "tU"),
        ),
        relations=(joined,),
    )
