"""Events by who, whom, what and when: a list that its address describes."""

from dataclasses import asdict

from fastapi import FastAPI, Request

from steppe import items
from steppe.faces.http.api_record import WantedEvents
from steppe.faces.http.service import AsOf, Here
from steppe.faces.http.shapes import USUAL, Offset
from steppe.faces.web.pages import Shown, show

COLUMNS = (
    "id",
    "article",
    "title",
    "outlet",
    "kind",
    "status",
    "sign",
    "actors",
    "recipients",
    "first",
    "last",
    "known",
    "quote",
)
MOST_ROWS = 5_000  # of a CSV


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/events", events)


def events(request: Request, here: Here, wanted: WantedEvents, as_of: AsOf = None, offset: Offset = 0) -> Shown:
    """The events that are wanted, latest known first, a page of them; the CSV holds up to 5,000 from there on."""
    most = MOST_ROWS if request.url.path.endswith(".csv") else USUAL
    view = items.event_list(here.held, wanted, as_of=as_of, most=most, after=offset)
    asked = {name: value or "" for name, value in asdict(wanted).items()} | {"as_of": as_of or ""}
    end = offset + len(view.events)
    return Shown(
        template="events.html.j2",
        title="Events",
        room="",
        data=view,
        columns=COLUMNS,
        rows=[{name: getattr(one, name) for name in COLUMNS} for one in view.events],
        more={
            "asked": asked,
            "base": "/events?outlet=" if wanted.outlet == "" else "/events",
            "kinds": sorted(here.held.ontology.types),
            "quads": here.held.ontology.quads,
            "end": end,
            "before": max(0, offset - USUAL) if offset else None,
            "next": end if view.events and end < view.total else None,
        },
    )
