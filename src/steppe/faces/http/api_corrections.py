"""Putting items right: how an event, a claim or a number should have been read, which then counts in its place."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from steppe import corrections
from steppe.corrections import Correction, Put, PutClaim, PutEvent, PutNumber
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.api_jobs import Key
from steppe.faces.http.api_record import GONE, Ident
from steppe.faces.http.service import Here, Service
from steppe.types import Claim, Event, Quantity

router = APIRouter(tags=["record"], responses={422: {"model": Problem}})
Several = Annotated[list[Annotated[str, Field(max_length=200)]] | None, Field(max_length=50)]
Name = Annotated[str | None, Field(max_length=200)]
Word = Annotated[str | None, Field(max_length=80)]
Reason = Annotated[str, Field(max_length=2_000, description="What was wrong.")]
Author = Annotated[str, Field(max_length=200, description="Who says so.")]


def _example(**given: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [{**given, "author": "A. Reader"}]})


class EventCorrection(BaseModel):
    """How an event should have been read; what is left out stays as it stands."""

    model_config = _example(
        kind="ASSAULT.beat",
        recipients=["Uzbekistan"],
        first="2022-01-04",
        reason="it was Uzbekistan, and the day before",
    )
    kind: Word = Field(None, description="A PLOVER type, with a mode of it after a dot.")
    status: Word = Field(None, description="asserted, denied, planned, conditional, hypothetical.")
    actors: Several = Field(None, description="Who does it, by name or id; all parties of a mutual act.")
    recipients: Several = Field(None, description="To whom, by name or id.")
    first: date | None = Field(None, description="The first day on which it may have happened; null for no date.")
    last: date | None = Field(None, description="The last such day; the first one where it is left out.")
    reason: Reason
    author: Author

    def put(self) -> Put:
        """The same as a value of the house."""
        return PutEvent(
            kind=self.kind,
            status=self.status,
            actors=_several(self.actors),
            recipients=_several(self.recipients),
            days=_days(self),
        )


class ClaimCorrection(BaseModel):
    """How a claim should have been read; what is left out stays as it stands."""

    model_config = _example(
        speaker="Kazakhstan", stance="denies", about=["Uzbekistan"], reason="it was Kazakhstan, which denied it"
    )
    speaker: Name = Field(
        None, description="Who says it: a name, an id, or the article's own words for somebody; empty for nobody named."
    )
    reporter: Name = Field(None, description="Who passes it on, by name or id; empty for nobody.")
    voice: Word = Field(None, description="direct, indirect, mixed; author for the article's own voice.")
    stance: Word = Field(None, description="asserts, denies, asks, demands, predicts, hedges.")
    hedges: Several = Field(None, description="Words of its sentence that leave it open, as they stand there.")
    about: Several = Field(None, description="Of whom it speaks, by name or id.")
    first: date | None = Field(None, description="The first day on which it may have been said; null for no date.")
    last: date | None = Field(None, description="The last such day; the first one where it is left out.")
    reason: Reason
    author: Author

    def put(self) -> Put:
        """The same as a value of the house."""
        return PutClaim(
            speaker=self.speaker,
            reporter=self.reporter,
            voice=self.voice,
            stance=self.stance,
            hedges=_several(self.hedges),
            about=_several(self.about),
            days=_days(self),
        )


class NumberCorrection(BaseModel):
    """How a number should have been read; what is left out stays as it stands."""

    model_config = _example(value=30, high=40, reason="it says thirty to forty")
    value: float | None = Field(None, description="The number, or the lower end of a range.")
    high: float | None = Field(None, description="The upper end of a range; none where only the value is given.")
    unit: Word = Field(
        None, description="person, percent, USD, tonne …; what its sentence counts, in one word; or barrel/day."
    )
    of: str | None = Field(None, max_length=2_000, description="What is counted, in the article's own words.")
    bound: Word = Field(None, description="exact, at least, at most, about; between for a range.")
    reason: Reason
    author: Author

    def put(self) -> Put:
        """The same as a value of the house."""
        given = {"value", "high"} & self.model_fields_set
        return PutNumber(
            amount=(self.value, self.high) if given else None, unit=self.unit, of=self.of, bound=self.bound
        )


@router.post(
    "/events/{ident}/corrections", status_code=201, response_model=Event, responses=GONE, summary="Put an event right"
)
def put_event(here: Here, ident: Ident, given: EventCorrection, key: Key = "") -> Response:
    """The event as somebody puts it, which counts from now on in place of the old one; with a key it is kept once.

    Nothing is removed: the old event is judged wrong in the same name, and its page leads to the new one. To take that
    back, judge the new one `retracted` in that name, or the old one `open`: either undoes both.
    """
    return _kept(here, ("events", ident), given, key)


@router.post(
    "/claims/{ident}/corrections", status_code=201, response_model=Claim, responses=GONE, summary="Put a claim right"
)
def put_claim(here: Here, ident: Ident, given: ClaimCorrection, key: Key = "") -> Response:
    """The claim as somebody puts it, kept and taken back as an event is; `instead_of` is the id of the old one."""
    return _kept(here, ("claims", ident), given, key)


@router.post(
    "/quantities/{ident}/corrections",
    status_code=201,
    response_model=Quantity,
    responses=GONE,
    summary="Put a number right",
)
def put_number(here: Here, ident: Ident, given: NumberCorrection, key: Key = "") -> Response:
    """The number as somebody puts it, kept and taken back as an event is; `instead_of` is the id of the old one."""
    return _kept(here, ("quantities", ident), given, key)


def _kept(
    here: Service, item: tuple[str, str], given: EventCorrection | ClaimCorrection | NumberCorrection, key: str
) -> Response:
    part, ident = item
    asked = Correction(item=ident, author=given.author, reason=given.reason, put=given.put())
    made = corrections.put_right(here.held.record, asked, at=here.clock(), key=key, ontology=here.held.ontology)
    return json_answer(made, status=201, headers={"Location": f"/api/v1/{part}/{made.id}"})


def _several(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)


def _days(given: EventCorrection | ClaimCorrection) -> tuple[date | None, date | None] | None:
    return (given.first, given.last) if {"first", "last"} & given.model_fields_set else None
