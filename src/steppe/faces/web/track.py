"""Track: what was kept, what came of it and on what grounds, and how good each forecaster has been."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from steppe import answers, keeping
from steppe.answers import Matter, Question, Track
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.ask import named
from steppe.faces.web.pages import Shown, show, with_query

COLUMNS = (
    "id",
    "question",
    "opens",
    "closes",
    "forecaster",
    "probability",
    "low",
    "high",
    "base_rate",
    "kept",
    "due",
    "outcome",
    "why",
    "said_by",
    "evidence",
)
MOST = 100  # questions of a list that the page draws; its JSON and CSV have all


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/track", track)
    app.add_api_route("/track/{ident}/resolve", resolve, methods=["POST"], include_in_schema=False)


class Said(BaseModel):
    """What somebody says came of a question."""

    outcome: str = Field(max_length=20)
    why: str = Field("", max_length=2_000)
    author: str = Field("", max_length=200)


def track(here: Here, as_of: AsOf = None) -> Shown:
    """All kept questions and the scores; its CSV has a row a forecast."""
    found = answers.track_view(here.held, as_of=as_of, clock=here.clock)
    return Shown(
        template="track.html.j2",
        title="Track record",
        room="/ask",
        data=found.standing,
        columns=COLUMNS,
        rows=list(_rows(found)),
        more={
            "found": found,
            "as_of": as_of,
            "most": MOST,
            "ours": keeping.OURS,
            "words_of": {one.question: named(_question(one)) for one in found.standing.matters},
            "event_cited": answers.event_cited,
            "sources_cited": answers.sources_cited,
            "acts_of": {one.question: _acts(one) for one in found.standing.matters},
            "own_of": {one.question: _acts(one, own=True) for one in found.standing.matters},
            "first_of": {
                one.question: next(filter(None, map(answers.event_cited, one.evidence)), "")
                for one in found.standing.matters
            },
            "id_of": {each.question: each.id for one in found.standing.matters for each in one.forecasts[::-1]},
        },
    )


def resolve(here: Here, ident: str, given: Annotated[Said, Form()]) -> RedirectResponse:
    """Say by hand what came of the question of a kept forecast, or take it back."""
    one = answers.kept_one(here.held, ident)
    keeping.resolve(
        here.held.record, one.id, given.outcome, why=given.why, author=given.author or here.author, clock=here.clock
    )
    return RedirectResponse(f"/track#{quote(one.id)}", 303)


def _rows(found: Track) -> Iterator[dict[str, object]]:
    for one in found.standing.matters:
        for each in one.forecasts:
            yield {
                "id": each.id,
                "question": each.question,
                "opens": each.opens,
                "closes": each.closes,
                "forecaster": each.forecaster,
                "probability": each.probability,
                "low": each.low,
                "high": each.high,
                "base_rate": each.base_rate,
                "kept": each.made.isoformat(),
                **_outcome(one),
            }


def _question(one: Matter) -> Question:
    first = one.forecasts[0]
    return Question(
        actors=first.actors, kinds=first.kinds, recipients=first.recipients, opens=one.opens, closes=one.closes
    )


def _acts(one: Matter, *, own: bool = False) -> str:
    """Where the acts stand that the base rate of a question is counted from, or (`own`) those that answer it.

    Nothing where they are of a case.
    """
    first = one.forecasts[0]
    cited = [words for reason in first.reasons for words in reason.cited]
    if any(not answers.event_cited(words) for words in cited):
        return ""
    if not own:
        return with_query("/ask/events", kinds="|".join(first.kinds), as_of=first.opens)
    sides = answers.typed(_question(one))
    after = min(one.closes, date.max - timedelta(days=1)) + timedelta(days=1)
    return with_query(
        "/ask/events", actor=sides.actor, recipient=sides.recipient, kinds="|".join(first.kinds), as_of=after
    )


def _outcome(one: Matter) -> dict[str, object]:
    return {
        "due": one.due,
        "outcome": one.outcome,
        "why": one.why,
        "said_by": one.author,
        "evidence": one.evidence,
    }
