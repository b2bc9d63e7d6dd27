"""World: a case on any day, with its routes and flows, its ties, what is in force and what changed."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from steppe import worlds
from steppe.faces.http.service import NONE_IF_EMPTY, AsOf, Here, Service
from steppe.faces.http.shapes import USUAL, Offset
from steppe.faces.web.pages import Shown, show
from steppe.worlds import Asked, TieLine, WorldView

TIES = ("head", "head_name", "kind", "words", "tail", "tail_name", "sign", "since", "until", "facts", "sources")
SOURCES = ("id", "title", "address", "first", "last", "kind", "facts")


class Wanted(BaseModel):
    """Which world a request asks for."""

    model_config = ConfigDict(extra="ignore")
    case: str = Field("", max_length=200)
    as_of: Annotated[date | None, NONE_IF_EMPTY] = None
    member: str = Field("", max_length=200)
    kind: str = Field("", max_length=100)
    good: str = Field("", max_length=100)
    offset: int = Field(0, ge=0, le=1_000_000)


Given = Annotated[Wanted, Query()]


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/world", world)
    show(app, "/world/sources", sources)


def asked(here: Service, given: Wanted) -> Asked:
    """What a request asks for, with the case served where none is named. Raises `UnknownName`."""
    name = worlds.known_case(given.case or here.case, here.cases)
    return Asked(
        case=name,
        as_of=given.as_of,
        member=given.member,
        kind=given.kind,
        good=given.good,
        after=given.offset,
    )


def world(request: Request, here: Here, given: Given) -> Shown:
    """A case as known before a day; its CSV are the ties that hold on the last day known."""
    want = asked(here, given)
    view = worlds.world_view(here.held, want, today=here.clock().date())
    return Shown(
        template="world.html.j2",
        title="World",
        room="/world",
        data=view,
        columns=TIES,
        rows=[_row(one) for one in worlds.world_ties(want)] if request.url.path.endswith(".csv") else (),
        more={
            "want": want,
            "cases": worlds.cases(here.cases, today=here.clock().date()),
            "charts": worlds.drawn_world(view),
            "borders": worlds.BORDERS,
            "shapes": worlds.SHAPES,
            "state": _state(want, view),
            "own_day": view.as_of == view.case.as_of,
            "slider": _slider(view),
            "page_ties": worlds.MOST_TIES,
        },
    )


def _state(want: Asked, view: WorldView) -> dict[str, object]:
    """What of the address the links of the page keep."""
    own = view.as_of == view.case.as_of
    return {
        "case": want.case,
        "as_of": None if own else view.as_of,
        "member": want.member,
        "kind": want.kind,
        "good": want.good,
    }


def _slider(view: WorldView) -> dict[str, int]:
    most = (view.case.last - view.case.first).days
    return {"at": min(most, max(0, (view.as_of - view.case.first).days)), "most": most}


def _row(one: TieLine) -> Mapping[str, object]:
    plain = {name: getattr(one, name) for name in TIES if name != "sources"}
    return {**plain, "sources": tuple(source.id for source in one.sources)}


def sources(here: Here, case: str = "", as_of: AsOf = None, source: str = "", offset: Offset = 0) -> Shown:
    """The sources of a case as known that day; with `source`, the facts that rest on that one."""
    name = worlds.known_case(case or here.case, here.cases)
    found = worlds.sources(name, as_of)
    facts = worlds.facts_resting_on(name, source, as_of) if source else ()
    return Shown(
        template="world_sources.html.j2",
        title="Sources of the case",
        room="/world",
        data={
            "case": name,
            "as_of": as_of,
            "total": worlds.facts_total(name, as_of),
            "sources": found,
            "source": source,
            "facts": facts,
        },
        columns=SOURCES,
        rows=[{column: getattr(one, column) for column in SOURCES} for one in found],
        more={"offset": offset, "most": USUAL, "line": worlds.case_line(name, here.clock().date())},
    )
