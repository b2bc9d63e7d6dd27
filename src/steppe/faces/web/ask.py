"""Ask: a question in a form or a line of text, its answer with all it rests on, and how good such answers were."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, FastAPI, Form, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from steppe import answers
from steppe.answers import Answer, Asking, Mixed, Parts, Question, Read, TrackRecord
from steppe.errors import InputError
from steppe.faces.http.answers import Error
from steppe.faces.http.asked import forecast_of, job_of, queued
from steppe.faces.http.service import Here, Service
from steppe.faces.web.actor import Offset
from steppe.faces.web.pages import Shown, show, with_query
from steppe.jobs.ledger import Job

COLUMNS = ("step", "log_odds", "probability", "events")
ACT_COLUMNS = ("day", "who", "kind", "whom", "source", "quote")
PAGE = 50
LONG = 2_000


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/ask", ask)
    show(app, "/ask/past", past, csv=False)
    show(app, "/ask/events", events)
    app.add_api_route("/ask", learn, methods=["POST"], include_in_schema=False)
    app.add_api_route("/forecasts", keep, methods=["POST"], include_in_schema=False)


class Given(BaseModel):
    """What the form holds, as typed; `q` is the whole question as a line of text and goes before the other fields."""

    actor: str = Field("", max_length=LONG)
    kinds: list[str] = Field([], max_length=100)
    recipient: str = Field("", max_length=LONG)
    days: str = Field("30", max_length=20)
    until: str = Field("", max_length=20)
    as_of: str = Field("", max_length=20)
    forecaster: str = Field("ew-rate", max_length=80)
    history: str = Field("", max_length=200)
    q: str = Field("", max_length=LONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and its answer, how the forecaster did in the past, the acts to expect; `job` is one that learns."""

    question: str
    answer: Answer | None = None
    track: TrackRecord | None = None
    mix: Mixed | None = None
    job: Job | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was wrong, by field, in the shape of every error."""

    error: Error
    wrong: Mapping[str, str]


def ask(here: Here, given: Annotated[Given, Query()]) -> Shown:
    """The form, and the answer where something is asked; its CSV are the steps of the answer."""
    read = _read(here, given)
    if not (given.actor or given.recipient or given.kinds or given.q):
        found = answers.examples(here.held, read.past)
        return _shown(here, read, "Ask", {"examples": found}, more={"examples": found})
    if read.wrong:
        words = "; ".join(f"{name}: {words}" for name, words in read.wrong.items())
        data = Refused(error=Error(status=422, code="bad-input", message=f"question: {words}"), wrong=read.wrong)
        return replace(_shown(here, read, "Ask", data), status=422)
    asked = answers.question_of(read)
    told = forecast_of(here, read)
    if told is None:
        return _shown(here, read, named(asked), Asked(question=asked.text, job=job_of(here, read)))
    answer = answers.answer(here.held, read, told)
    track = answers.track_of(read) if answers.is_quick(read) else None
    made = Asked(question=asked.text, answer=answer, track=track, mix=answers.expected(read))
    more = {
        "strip": answers.strip_html(answer),
        "track": answers.track_html(track, asked.days, rests=_acts(read)["both"]) if track else "",
        "acts": _acts(read),
    }
    return replace(_shown(here, read, named(asked), made, more=more), columns=COLUMNS, rows=_rows(answer))


def past(here: Here, given: Annotated[Given, Query()]) -> Shown:
    """How the forecaster would have done on the two sides of a question: what takes seconds on a large record."""
    read = _read(here, given)
    asked = answers.question_of(read)
    track = answers.track_of(read)
    drawn = answers.track_html(track, asked.days, rests=_acts(read)["both"])
    more = {"track": drawn, "asked": named(asked), "back": address(read)}
    return Shown(template="ask_past.html.j2", title="How good such forecasts were", room="/ask", data=track, more=more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which of the acts behind a question: those of either side towards the other, and how many to pass over."""

    both: bool
    offset: int


def which(
    both: Annotated[bool, Query(description="Acts of either side towards the other.")] = False, offset: Offset = 0
) -> Which:
    """Which acts somebody wants, as the query of an address tells."""
    return Which(both=both, offset=offset)


def events(here: Here, given: Annotated[Given, Query()], wanted: Annotated[Which, Depends(which)]) -> Shown:
    """The past acts that answer a question, newest first: what its base rate, chances and scores are counted from."""
    read = _read(here, given)
    found = answers.acts(here.held, read, both=wanted.both, most=PAGE, after=wanted.offset)
    more = {
        "asked": named(answers.question_of(read)) if found.question else "",
        "back": address(read) if found.question else "/ask",
        "pages": {**fields(read), "both": "true" if wanted.both else ""},
        "page_size": PAGE,
        "every": with_query("/ask/events", as_of=found.opens, history=fields(read)["history"]),
        **_citing(read),
    }
    rows = [{column: getattr(one, column) for column in ACT_COLUMNS} for one in found.acts]
    shown = Shown(template="ask_events.html.j2", title="Past acts", room="/ask", data=found, more=more)
    return replace(shown, columns=ACT_COLUMNS, rows=rows)


def _citing(read: Read) -> dict[str, object]:
    """What rows of past events are written with."""
    cite = {"called": answers.called, "event_cited": answers.event_cited, "sources_cited": answers.sources_cited}
    return {**cite, "in_case": read.asking.case}


def _acts(read: Read) -> dict[str, str]:
    """Where the acts stand that numbers of an answer rest on."""
    asked = answers.question_of(read)
    given = {**fields(read), "q": "", "as_of": asked.opens.isoformat(), "until": "", "days": str(asked.days)}
    classes = "|".join(f"quad-{quad}" for quad in range(1, 5))
    return {
        "own": with_query("/ask/events", **given),
        "base": with_query("/ask/events", **{**given, "actor": "", "recipient": ""}),
        "all": with_query("/ask/events", as_of=given["as_of"], history=given["history"]),
        "pair": with_query("/ask/events", **{**given, "kinds": classes}),
        "both": with_query("/ask/events", **{**given, "kinds": classes}, both="true"),
    }


def learn(here: Here, given: Annotated[Given, Form()]) -> RedirectResponse:
    """Queue the learning of a forecaster that learns first, and go back to the question."""
    read = _read(here, given)
    queued(here, read)
    return RedirectResponse(address(read), 303)


def keep(here: Here, given: Annotated[Given, Form()]) -> Response:
    """Keep the forecast of a question, and go to where it is scored."""
    read = _read(here, given)
    answers.question_of(read)
    told = forecast_of(here, read)
    if told is None:
        raise InputError(f"forecast: {given.forecaster} has not learned for this question yet; let it learn first")
    kept, _ = answers.keep(here.held, told, clock=here.clock)
    return RedirectResponse(f"/track#{quote(kept.id)}", 303)


def named(asked: Question) -> str:
    """A question in words, for a heading.

    >>> from datetime import date
    >>> named(Question(actors=("KAZ",), kinds=("REJECT", "AID"), recipients=(), opens=date(2022, 1, 1),
    ...                closes=date(2022, 1, 7)))
    'Kazakhstan towards anybody: REJECT or AID within 7 days'
    """
    who, whom = (" or ".join(map(answers.called, side)) or "anybody" for side in (asked.actors, asked.recipients))
    days = "1 day" if asked.days == 1 else f"{asked.days} days"
    return f"{who} towards {whom}: {' or '.join(map(answers.kind_called, asked.kinds))} within {days}"


def address(read: Read, path: str = "/ask") -> str:
    """The address at which the same is asked again."""
    return with_query(path, **fields(read))


def fields(read: Read) -> dict[str, str]:
    """What the form of a question holds; kinds stand between bars, as in its text."""
    parts, asking = read.parts, read.asking
    return {
        "actor": parts.actor,
        "kinds": "|".join(parts.kinds),
        "recipient": parts.recipient,
        "days": parts.days,
        "until": parts.until,
        "as_of": asking.as_of,
        "forecaster": asking.forecaster,
        "history": f"case:{asking.case}" if asking.case else "",
        "q": parts.line,
    }


def _read(here: Service, given: Given) -> Read:
    parts = Parts(
        actor=given.actor,
        kinds=tuple(given.kinds),
        recipient=given.recipient,
        days=given.days,
        until=given.until,
        line=given.q,
    )
    asking = Asking(parts=parts, as_of=given.as_of, forecaster=given.forecaster, case=case_of(given.history))
    return answers.read(here.held, asking, here.cases)


def case_of(history: str) -> str:
    """The case a history names: `case:NAME`, or nothing for the record.

    >>> case_of("case:kazakhstan-2022"), case_of("record")
    ('kazakhstan-2022', '')
    """
    return "" if history in ("", "record") else history.removeprefix("case:")


def _shown(here: Service, read: Read, title: str, data: object, *, more: Mapping[str, object] | None = None) -> Shown:
    offered = answers.choices(here.held, read.past)
    form = {
        "read": read,
        **_citing(read),
        "kind_called": answers.kind_called,
        "known_kinds": {name for quad, _, types in offered.quads for name in (quad, *(one for one, _ in types))},
        "past": {one.ref: one for one in data.answer.past} if isinstance(data, Asked) and data.answer else {},
        "fields": fields(read),
        "kinds": [one for several in read.parts.kinds for one in several.split("|")],
        "choices": offered,
        "here_address": address(read),
        "past_address": address(read, "/ask/past"),
        "examples": (),
    }
    return Shown(template="ask.html.j2", title=title, room="/ask", data=data, more={**form, **(more or {})})


def _rows(answer: Answer) -> list[dict[str, object]]:
    sources = {one.ref: one.source for one in answer.past}
    start = {"step": "base rate", "log_odds": answer.start, "probability": answer.base_rate, "events": ()}
    return [
        start,
        *(
            {
                "step": one.text,
                "log_odds": one.part,
                "probability": one.until,
                "events": tuple(sources[ref] for ref in one.events),
            }
            for one in answer.steps
        ),
    ]
