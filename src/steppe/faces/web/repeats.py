"""What repeats what: near-copies of articles and reports of one event, found by comparing, and to say otherwise."""

from typing import Annotated

from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from steppe import repeats as hallway
from steppe.faces.http.api_repeats import compared_job, wanted_comparison
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.actor import Offset
from steppe.faces.web.pages import Shown, part, show, with_query

COLUMNS = ("judgement", "what", "members", "counts", "subjects", "author", "at", "reason")
PAGE = 15


def add(app: FastAPI) -> None:
    """The routes of this room, a side door of the Sources."""
    show(app, "/sources/repeats", repeats)
    show(app, "/sources/compared/{ident}", compared, csv=False)
    app.add_api_route("/sources/compare", compare, methods=["POST"], include_in_schema=False)
    app.add_api_route("/sources/compared/{ident}/cancel", cancel, methods=["POST"], include_in_schema=False)
    app.add_api_route("/sources/repeats", say, methods=["POST"], include_in_schema=False)


def repeats(here: Here, as_of: AsOf = None, offset: Offset = 0) -> Shown:
    """What is said to be the same; its CSV is the page that is shown."""
    found, total = hallway.repeat_list(here.held, as_of=as_of, most=PAGE, after=offset)
    return Shown(
        template="repeats.html.j2",
        title="What repeats what",
        room="/sources",
        data={"as_of": as_of, "total": total, "offset": offset, "repeats": found},
        columns=COLUMNS,
        rows=[_row(one) for one in found],
        more={"as_of": as_of, "suggested": hallway.SUGGESTED, "page_size": PAGE},
    )


def compare(here: Here) -> RedirectResponse:
    """Have all articles compared and go to its progress."""
    return RedirectResponse(f"/sources/compared/{part(wanted_comparison(here).id)}", 303)


def compared(here: Here, ident: str) -> Shown:
    """How far comparing is, or what came of it."""
    job, came = compared_job(here, ident)
    title = "Compared" if came else "Comparing" if not job.over else "Not compared"
    return Shown(template="compared.html.j2", title=title, room="/sources", data=job, more={"came": came})


def cancel(here: Here, ident: str) -> RedirectResponse:
    """Call a comparison off; nothing of it is kept."""
    job, _ = compared_job(here, ident)
    return RedirectResponse(f"/sources/compared/{part(here.jobs.cancel(job.id).id)}", 303)


class Word(BaseModel):
    """What the form sends: that what a judgement names is the `same` or `different`."""

    judgement: str = Field(max_length=200)
    verdict: str = Field(max_length=20)
    reason: str = Field("", max_length=2_000)
    author: str = Field("", max_length=200)


def say(here: Here, given: Annotated[Word, Form()]) -> RedirectResponse:
    """Keep a word on a set of articles or reports, and go back to it, on its page of the list."""
    said = hallway.say(here.held.record, hallway.Apart(**given.model_dump()), at=here.clock())
    at, head = hallway.place_of(here.held, said)
    where = with_query("/sources/repeats", offset=at // PAGE * PAGE or None)
    return RedirectResponse(f"{where}#set-{part(head)}", 303)


def _row(one: hallway.Repeat) -> dict[str, object]:
    return {
        "judgement": one.judgement.id,
        "what": "reports of one event" if one.events else "copies of an article",
        "members": one.members,
        "counts": one.counts,
        "subjects": " ".join(one.judgement.subjects),
        "author": one.judgement.author,
        "at": one.judgement.at.isoformat(),
        "reason": one.judgement.reason,
    }
