"""Sources: the outlets of the record, how much of each is its own, and what is not coded."""

from datetime import date
from typing import Annotated

from fastapi import Depends, FastAPI, Query

from steppe import overview
from steppe.faces.http.service import NONE_IF_EMPTY, AsOf, Here
from steppe.faces.web.actor import Offset
from steppe.faces.web.pages import Shown, show

COLUMNS = ("outlet", "articles", "independent", "uncoded", "events", "first", "last")
PIECE_COLUMNS = ("id", "title", "address", "language", "coded", "known", "events", "copy_of")
PAGE = 100
Name = Annotated[str, Query(max_length=2_000, description="The outlet, empty for articles without one.")]
Every = Annotated[bool, Query(description="Articles of every outlet.")]
Uncoded = Annotated[bool, Query(description="Only articles in a language that is not coded.")]
Independent = Annotated[bool, Query(description="Only articles that no judgement calls the same as one known before.")]
Since = Annotated[date | None, NONE_IF_EMPTY, Query(description="Only articles known from this day on (ISO 8601).")]


def add(app: FastAPI) -> None:
    """The routes of this room. An outlet may be any text, so it is asked for by parameter and not by path."""
    show(app, "/sources", sources)
    show(app, "/sources/articles", articles)


def sources(here: Here, as_of: AsOf = None, offset: Offset = 0) -> Shown:
    """Outlets by number of articles; its CSV is the page of them that is shown."""
    view = overview.sources_view(here.held, as_of=as_of, most=PAGE, after=offset)
    return Shown(
        template="sources.html.j2",
        title="Sources",
        room="/sources",
        data=view,
        columns=COLUMNS,
        rows=[{column: getattr(one, column) for column in COLUMNS} for one in view.sources.outlets],
        more={"as_of": as_of, "offset": offset, "page_size": PAGE},
    )


def wanted(
    outlet: Name = "",
    every: Every = False,
    uncoded: Uncoded = False,
    independent: Independent = False,
    since: Since = None,
) -> overview.WantedPieces:
    """Which articles somebody wants, as the query of an address tells."""
    whose = None if every and not outlet else outlet
    return overview.WantedPieces(outlet=whose, uncoded=uncoded, independent=independent, since=since)


def articles(
    here: Here,
    wanted: Annotated[overview.WantedPieces, Depends(wanted)],
    as_of: AsOf = None,
    offset: Offset = 0,
) -> Shown:
    """The articles of an outlet or of all, known last first; its CSV is the page of them that is shown."""
    view = overview.outlet_view(here.held, wanted, as_of=as_of, most=PAGE, after=offset)
    return Shown(
        template="outlet.html.j2",
        title="Articles" if wanted.outlet is None else wanted.outlet or "Outlet not given",
        room="/sources",
        data=view,
        columns=PIECE_COLUMNS,
        rows=[{column: getattr(one, column) for column in PIECE_COLUMNS} for one in view.articles],
        more={"as_of": as_of, "offset": offset, "wanted": wanted, "page_size": PAGE},
    )
