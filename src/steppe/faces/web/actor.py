"""Actors: who is in the record, one of them with all that is known of it, and what may come of it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Query
from markupsafe import Markup

from steppe import overview
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.pages import Shown, part, show, with_query

COLUMNS = ("name", "label", "kind", "total", *(f"quad_{n}" for n in range(1, 5)), "first", "last")
PARTNER_COLUMNS = ("name", "label", "total", *(f"quad_{n}" for n in range(1, 5)), "first", "last")
CHANCE_COLUMNS = ("question", "probability", "low", "high", "base_rate", "forecaster")
PAGE = 50
Asked = Annotated[str, Query(max_length=200, description="Words of a name, or a code.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/actors", actors)
    show(app, "/actors/{name:path}/outlook", outlook)
    show(app, "/actors/{name:path}", actor)


def actors(here: Here, as_of: AsOf = None, q: Asked = "", offset: Offset = 0) -> Shown:
    """Everybody in the record by number of events; its CSV is the page of it that is shown."""
    found, total = overview.actor_list(here.held, asked=q.strip(), as_of=as_of, most=PAGE, after=offset)
    return Shown(
        template="actors.html.j2",
        title="Actors",
        room="/actors",
        data={"actors": found, "total": total, "offset": offset, "as_of": as_of, "q": q},
        columns=COLUMNS,
        rows=_rows(found, COLUMNS),
        more={"as_of": as_of, "page_size": PAGE},
    )


def actor(here: Here, name: str, as_of: AsOf = None) -> Shown:
    """An actor's id, or a country with all its parties; its CSV are those it had most to do with."""
    view = overview.actor_view(here.held, name, case=here.case, as_of=as_of)
    chart = overview.drawn_months(view.party.months, ident="months")
    return Shown(
        template="actor.html.j2",
        title=view.party.label,
        room="/actors",
        data=view,
        columns=PARTNER_COLUMNS,
        rows=_rows(view.party.partners, PARTNER_COLUMNS),
        more={
            "as_of": as_of,
            "chart": Markup(chart),  # noqa: S704 our own drawing, escaped by its makers
            "here_path": f"/actors/{part(name)}",
        },
    )


def outlook(here: Here, name: str, as_of: AsOf = None) -> Shown:
    """What may come between an actor and those it has most to do with."""
    view = overview.actor_outlook(here.held, name, case=here.case, as_of=as_of)
    return chances_shown(view, back=with_query(f"/actors/{part(name)}", as_of=as_of), as_of=as_of)


def chances_shown(view: overview.Chances, *, back: str, as_of: date | None) -> Shown:
    """Chances as a page of their own, which the page at `back` takes in."""
    return Shown(
        template="outlook.html.j2",
        title="What may come",
        room="/actors",
        data=view,
        columns=CHANCE_COLUMNS,
        rows=[
            {
                "question": one.forecast.question.text,
                **{name: getattr(one.forecast, name) for name in CHANCE_COLUMNS[1:]},
            }
            for one in view.chances
        ],
        more={"as_of": as_of, "back": back},
    )


def _rows(found: Sequence[Any], columns: Sequence[str]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in found:
        classes = {f"quad_{n}": count for n, count in enumerate(one.counts, 1)}
        rows.append({column: classes[column] if column in classes else getattr(one, column) for column in columns})
    return rows
