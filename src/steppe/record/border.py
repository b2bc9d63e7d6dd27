"""What the record refuses to store: values that would not come back equal, or quotes that are not in the text."""

from datetime import UTC, datetime
from itertools import chain

from steppe.errors import InputError, UnknownName
from steppe.record.parties import parties
from steppe.types import BY_HAND, Claim, Coded, Event, Evidence, Judgement, Mention, Quantity
from steppe.wire import from_json, to_json

VERDICTS = ("right", "wrong", "retracted", "open", "same", "different")
"""Verdicts of a judgement. The last two speak of all subjects together, the others of each subject alone.

`open` takes an author's earlier word back, so that the item stands as if that author had said nothing.
"""

COMPARING = ("same", "different")


def utc(moment: datetime, *, what: str) -> datetime:
    """The same instant on the UTC clock, without a zone, as the store holds it.

    Raises `InputError` for a time without a zone: it does not tell which instant is meant.

    >>> from datetime import timedelta, timezone
    >>> utc(datetime(2022, 1, 5, 9, tzinfo=timezone(timedelta(hours=6))), what="clock")
    datetime.datetime(2022, 1, 5, 3, 0)
    """
    if moment.tzinfo is None:
        raise InputError(f"{what}: {moment.isoformat()} has no time zone; give one, such as +00:00")
    return moment.astimezone(UTC).replace(tzinfo=None)


def check_coded(coded: Coded) -> None:
    """Raise `InputError` where `coded` cannot be stored as it is.

    Refused are values that JSON cannot carry (numbers that are not finite, lone surrogates), quotes that differ from
    the text of their span, evidence of another article, and confidence outside 0 to 1.
    """
    where = f"article {coded.article.id}"
    check_comes_back(Coded, coded, where)
    if coded.coder == BY_HAND and (coded.sentences or coded.quotations or coded.mentions or coded.skipped):
        raise InputError(f"{where}: coded by hand, with more than items; expected only items that were put right")
    items: list[Event | Claim | Quantity] = [*coded.events, *coded.claims, *coded.quantities]
    for item in items:
        if item.evidence.article != coded.article.id:
            raise InputError(f"{where}: item {item.id} rests on article {item.evidence.article}, not on this one")
        _check_words(item.evidence, coded.article.text, f"{where}, item {item.id}")
    for mention in chain(coded.mentions, (party.mention for party in parties(coded))):
        _check_words(mention, coded.article.text, f"{where}, mention of {mention.actor.id}")
    for skipped in coded.skipped:
        _check_span(skipped.span.start, skipped.span.end, coded.article.text, f"{where}, skipped sentence")


def check_judgement(judgement: Judgement) -> None:
    """Raise `UnknownName` for an unknown verdict, `InputError` for too few subjects or a time without a zone."""
    if judgement.verdict not in VERDICTS:
        raise UnknownName("verdict", judgement.verdict, VERDICTS)
    needed = 2 if judgement.verdict in COMPARING else 1
    if len(set(judgement.subjects)) < needed:
        raise InputError(
            f"judgement {judgement.id}: '{judgement.verdict}' needs {needed} or more different subjects, "
            f"has {len(set(judgement.subjects))}"
        )
    where = f"judgement {judgement.id}"
    utc(judgement.at, what=where)
    check_comes_back(Judgement, judgement, where)


def check_comes_back(kind: type[object], value: object, where: str) -> None:
    """Raise `InputError` where `value` would not come back from JSON as it was."""
    try:
        line = to_json(value)
    except UnicodeError as error:
        raise InputError(f"{where}: holds characters that are not text ({error}); replace them on reading") from error
    if from_json(kind, line, where=where) != value:
        raise InputError(f"{where}: does not come back from JSON as it was; numbers have to be finite, values plain")


def _check_words(words: Evidence | Mention, text: str, where: str) -> None:
    _check_span(words.span.start, words.span.end, text, where)
    if words.quote != words.span.of(text):
        raise InputError(
            f"{where}: quote {words.quote!r} is not the text at {words.span.start} to {words.span.end}, "
            f"which is {words.span.of(text)!r}"
        )
    if not 0 <= words.confidence <= 1:
        raise InputError(f"{where}: confidence {words.confidence} is not from 0 to 1")


def _check_span(start: int, end: int, text: str, where: str) -> None:
    if not 0 <= start <= end <= len(text):
        raise InputError(f"{where}: span {start} to {end} is not inside the text of {len(text)} characters")
