"""Judgements: all that was said of items and articles, by whom and why, latest first."""

from datetime import date
from typing import Annotated

from fastapi import FastAPI, Query

from steppe import items
from steppe.faces.http.service import NONE_IF_EMPTY, AsOf, Here
from steppe.faces.web.actor import PAGE, Offset
from steppe.faces.web.pages import Shown, show

COLUMNS = ("id", "verdict", "subjects", "reason", "author", "at")
Since = Annotated[date | None, NONE_IF_EMPTY, Query(description="Only what was said from this day on (ISO 8601).")]
Same = Annotated[bool, Query(description="Only on whether articles or events are the same.")]


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/judgements", judgements)


def judgements(here: Here, as_of: AsOf = None, since: Since = None, same: Same = False, offset: Offset = 0) -> Shown:
    """Judgements that stand; the JSON has a page of them, the CSV all."""
    found = items.judgement_list(here.held, same=same, since=since, as_of=as_of)
    return Shown(
        template="judgements.html.j2",
        title="Judgements",
        room="/sources" if same else "/",
        data={"judgements": found[offset : offset + PAGE], "total": len(found), "offset": offset, "as_of": as_of},
        columns=COLUMNS,
        rows=[{column: getattr(one, column) for column in COLUMNS} for one in found],
        more={"as_of": as_of, "since": since, "same": same, "page_size": PAGE},
    )
