"""Stored items as lines for people or JSON for programs."""

import sys
from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.table import Table

from steppe import flow
from steppe.errors import InputError, UnknownName
from steppe.types import Article, Claim, Event, Judgement, Mention, Quantity, When
from steppe.wire import to_json

STORED = ("events", "claims", "quantities", "articles", "judgements")
APPLY = ("none", "suggest")
COLUMNS = {
    "events": ("when", "actor", "type", "recipient", "status", "words"),
    "claims": ("said", "speaker", "voice", "stance", "content"),
    "quantities": ("value", "unit", "bound", "of", "words"),
    "articles": ("published", "outlet", "title", "id"),
    "judgements": ("verdict", "author", "reason", "of"),
}


def print_stored(path: flow.Store, what: str, *, as_of: str | None, actor: str | None, as_json: bool) -> None:
    """Items of the record known before the day `as_of`: a table on a terminal, JSON lines otherwise.

    Raises `UnknownName` for another `what`, `InputError` for a day that is not ISO 8601.
    """
    if what not in STORED:
        raise UnknownName("kind of item", what, STORED)
    found = flow.stored(path, what, as_of=day(as_of), actor=actor)
    if as_json or not sys.stdout.isatty():
        for one in found:
            sys.stdout.write(to_json(one) + "\n")
    else:
        Console().print(_table(what, found))


def print_groups(path: flow.Store, *, apply: str, as_json: bool) -> None:
    """What the record at `path` holds twice: a line for people each, JSON lines otherwise.

    Raises `UnknownName` for another `apply` than `none` (print only) or `suggest` (keep as judgements too).
    """
    if apply not in APPLY:
        raise UnknownName("--apply", apply, APPLY)
    for one in flow.group(path, apply=apply == "suggest"):
        people = sys.stdout.isatty() and not as_json
        sys.stdout.write((f"{one.reason}  [{' '.join(one.subjects)}]" if people else to_json(one)) + "\n")


def day(written: str | None) -> date | None:
    """The day a user wrote. `InputError` where it is none."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise InputError(f"--as-of {written}: not a day; write it as 2022-11-27") from error


def _table(what: str, found: Iterable[object]) -> Table:
    table = Table(*COLUMNS[what], box=None, header_style="bold")
    for one in found:
        table.add_row(*_cells(one))
    return table


def _cells(one: object) -> tuple[str, ...]:
    match one:
        case Event():
            kind = " ".join((one.kind, *one.modes))
            names = (_names(one.actors), kind, _names(one.recipients))
            return (_when(one.happened), *names, one.status, one.evidence.quote)
        case Claim():
            speaker = one.speaker.actor.name if one.speaker else "the article" if one.voice == "author" else "?"
            return (_when(one.said), speaker, one.voice, one.stance, one.evidence.quote)
        case Quantity():
            value = f"{one.value:g}" if one.high is None else f"{one.value:g}–{one.high:g}"
            return (value, one.unit, one.bound, one.of, one.evidence.quote)
        case Article():
            return (_when(one.published), one.outlet or "", one.title or "", one.id)
        case Judgement():
            return (one.verdict, one.author, one.reason, " ".join(one.subjects))
        case _:
            return (to_json(one),)


def _names(row: tuple[Mention, ...]) -> str:
    return ", ".join(mention.actor.name for mention in row)


def _when(when: When | None) -> str:
    if when is None:
        return "undated"
    return str(when.first) if when.first == when.last else f"{when.first} – {when.last}"
