"""The Desk: what is new, what changed since a day, whose tension moved, which questions are open."""

from datetime import date
from typing import Annotated

from fastapi import Query

from steppe import overview
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.pages import Shown

COLUMNS = ("one", "other", "score", "conflict", "usual_conflict", "cooperation", "usual_cooperation")
Since = Annotated[date | None, Query(description="From this day on things count as new (ISO 8601).")]


def desk(here: Here, as_of: AsOf = None, since: Since = None) -> Shown:
    """What is new and what moved; its CSV are the pairs whose tension moved."""
    view = overview.desk_view(here.held, today=here.clock().date(), as_of=as_of, since=since)
    return Shown(
        template="desk.html.j2",
        title="Desk",
        room="/",
        data=view,
        columns=COLUMNS,
        rows=[{name: getattr(one, name) for name in COLUMNS} for one in view.moves],
        more={"as_of": as_of, "since": since},
    )
