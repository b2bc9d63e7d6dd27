"""The Desk: what is new, what changed since a day, whose tension moved, which questions are open."""

from datetime import date
from typing import Annotated

from fastapi import Query
from markupsafe import Markup

from steppe import overview
from steppe.faces.http.service import NONE_IF_EMPTY, AsOf, Here
from steppe.faces.web.pages import Shown

COLUMNS = (
    "one",
    "other",
    "score",
    "conflict",
    "usual_conflict",
    "cooperation",
    "usual_cooperation",
    "one_label",
    "other_label",
)
Since = Annotated[date | None, NONE_IF_EMPTY, Query(description="From this day on things count as new (ISO 8601).")]


def desk(here: Here, as_of: AsOf = None, since: Since = None) -> Shown:
    """What is new and what moved; its CSV are the pairs whose tension moved."""
    view = overview.desk_view(here.held, today=here.clock().date(), as_of=as_of, since=since)
    sparks = [overview.drawn_spans(one, ident=f"spark-{place}") for place, one in enumerate(view.moves)]
    return Shown(
        template="desk.html.j2",
        title="Desk",
        room="/",
        data=view,
        columns=COLUMNS,
        rows=[{name: getattr(one, name) for name in COLUMNS} for one in view.moves],
        more={
            "as_of": as_of,
            "since": since,
            "sparks": [Markup(one) for one in sparks],  # noqa: S704 our own drawings, escaped by their makers
        },
    )
