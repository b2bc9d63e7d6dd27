"""Explanations for a terminal: the sentence, then what each event rests on and why other trigger words gave none."""

from collections.abc import Iterator

from steppe.brief.terminal import BOLD, DIM, NARROWEST, PLAIN, wrapped
from steppe.brief.visible import shortened
from steppe.brief.words import STATUS, counted, when_words
from steppe.types import Condition, EventReason, Explanation, PartyReason, Untaken

LABEL = 11
LONGEST = 600
OTHER_WORD = "other word"


def to_lines(one: Explanation, *, width: int = 80, ansi: bool = False) -> str:
    """An explanation in lines of at most `width` columns (32 at least); `ansi` adds bold sentences and dim labels."""
    room = max(width, NARROWEST)
    bold, dim, plain = (BOLD, DIM, PLAIN) if ansi else ("", "", "")
    number = f"{one.number}  " if one.number else ""
    lines = [f"{bold}{line}{plain}" for line in wrapped(number + shortened(one.text, most=LONGEST), room)]
    for event in one.events:
        kind = ", ".join((event.event.kind, *event.event.modes))
        lines += wrapped(
            f"{kind} at '{event.word}' (confidence {event.event.evidence.confidence:.2f})", room, indent="  "
        )
        for label, words in _event_rows(event):
            lines += _labelled(label, words, room, dim, plain)
    if one.reason:
        lines += wrapped(f"No event: {one.reason}.", room, indent="  ")
    for untaken in (row for row in one.untaken if row.why != OTHER_WORD):
        first, *rest = wrapped(_untaken(untaken), room, indent=" " * 4)
        lines += [f"  - {first.strip()}", *rest]
    others = ", ".join(dict.fromkeys(f"'{row.word}'" for row in one.untaken if row.why == OTHER_WORD))
    if others:
        lines += wrapped(f"Triggers elsewhere, in another form or with another word: {others}.", room, indent="  ")
    return "\n".join(lines) + "\n"


def _labelled(label: str, words: str, room: int, dim: str, plain: str) -> list[str]:
    """Words beside their label, further lines below the first."""
    lines = wrapped(words, room, indent=" " * (4 + LABEL))
    first = f"    {dim}{label:<{LABEL}}{plain}{lines[0].strip()}"
    return [first, *lines[1:]]


def _event_rows(one: EventReason) -> Iterator[tuple[str, str]]:
    event = one.event
    yield "pattern", f"{_pattern(one.pattern)} ({one.source}); {one.kind_rule}"
    for condition in one.conditions:
        yield "met", _condition(condition)
    for party in one.parties:
        yield party.part, _party(party)
    words = f" ('{one.status_words}')" if one.status_words else ""
    yield "status", f"{event.status} ({STATUS[event.status]}): {one.status_rule}{words}"
    when = when_words(event.happened)
    yield "when", f"{when}, {one.when_rule}" if when else one.when_rule
    place = f"{event.place.name} ({event.place.country or 'no country'}): " if event.place else ""
    yield "where", place + one.place_rule


def _pattern(name: str) -> str:
    """The pattern without its conditions, which are told apart."""
    return name.partition("[")[0]


def _condition(one: Condition) -> str:
    by = ", ".join(dict.fromkeys(f"'{word}'" for word in one.by))
    return f"{one.words}: {by}" if by else one.words


def _party(one: PartyReason) -> str:
    actor = one.mention.actor
    codes = ", ".join(part for part in (actor.country, *actor.sectors) if part) or "no country"
    return f"'{one.mention.quote}' is {actor.name} ({codes}): {one.how}"


def _untaken(one: Untaken) -> str:
    others = f" ({counted(one.others, 'other pattern')} of the word fit less)" if one.others else ""
    return f"'{one.word}', {_pattern(one.pattern)} ({one.source}): {one.reason}{others}."
