"""Pairs: who has most to do with whom, and two parties with all that went on between them."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from markupsafe import Markup

from steppe import overview
from steppe.faces.http.ends import ends
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.actor import PAGE, Offset, chances_shown
from steppe.faces.web.pages import Shown, part, show, with_query

COLUMNS = ("one", "other", "one_label", "other_label", "total", *(f"quad_{n}" for n in range(1, 5)))
WAY_COLUMNS = ("actor", "recipient", "total", "asserted", *(f"quad_{n}" for n in range(1, 5)))
Of = Annotated[str, Query(max_length=300, description="Only pairs of this actor's id or country.")]


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/pairs", pairs)
    show(app, "/pairs/{one}/{other:path}/outlook", outlook)
    show(app, "/pairs/{one}/{other:path}", pair)


def pairs(here: Here, as_of: AsOf = None, of: Of = "", offset: Offset = 0) -> Shown:
    """Who has most to do with whom, either way; its CSV is the page of it that is shown."""
    found, total = overview.pair_list(here.held, of=of.strip(), as_of=as_of, most=PAGE, after=offset)
    return Shown(
        template="pairs.html.j2",
        title="Pairs",
        room="/actors",
        data={"pairs": found, "total": total, "offset": offset, "as_of": as_of, "of": of},
        columns=COLUMNS,
        rows=[
            {column: getattr(one, column, None) for column in COLUMNS}
            | {f"quad_{n}": count for n, count in enumerate(one.counts, 1)}
            for one in found
        ],
        more={"as_of": as_of, "page_size": PAGE},
    )


def pair(request: Request, here: Here, one: str, other: str, as_of: AsOf = None) -> Shown:
    """Two parties; its CSV has a row a way."""
    one, other = ends(request, one, other)
    view = overview.pair_view(here.held, one, other, case=here.case, as_of=as_of)
    ways = ((one, other, view.pair.forth), (other, one, view.pair.back))
    chart = overview.drawn_months(view.pair.months, ident="months")
    return Shown(
        template="pair.html.j2",
        title=f"{view.pair.one_label} and {view.pair.other_label}",
        room="/actors",
        data=view,
        columns=WAY_COLUMNS,
        rows=[
            {"actor": who, "recipient": whom, "total": deeds.total, "asserted": deeds.asserted}
            | {f"quad_{n}": count for n, count in enumerate(deeds.counts, 1)}
            for who, whom, deeds in ways
        ],
        more={
            "as_of": as_of,
            "chart": Markup(chart),  # noqa: S704 our own drawing, escaped by its makers
            "here_path": f"/pairs/{part(one)}/{part(other)}",
        },
    )


def outlook(request: Request, here: Here, one: str, other: str, as_of: AsOf = None) -> Shown:
    """What may come between two parties."""
    one, other = ends(request, one, other)
    view = overview.pair_outlook(here.held, one, other, case=here.case, as_of=as_of)
    return chances_shown(view, back=with_query(f"/pairs/{part(one)}/{part(other)}", as_of=as_of), as_of=as_of)
