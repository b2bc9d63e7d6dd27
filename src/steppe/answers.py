"""The hallway's tenth flight: questions asked at a desk, what is said to them, and what was kept and came of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
from markupsafe import Markup

from steppe.brief.answered import Answer, answered, levels_html, strip_html, track_html
from steppe.brief.foreseen import PastEvent, TrackRecord
from steppe.brief.outlook_view import Said, levels, past_event
from steppe.errors import InputError, UnknownName
from steppe.flow import now
from steppe.foresight import (
    OWN,
    Lesson,
    Mixed,
    Past,
    Told,
    case_history,
    mix,
    outlook,
    own_past,
    told_from,
)
from steppe.holding import Held
from steppe.keeping import Matter, Standing, kept, standing
from steppe.keeping import keep as keep_told
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.outlook.citing import event_cited, sources_cited
from steppe.outlook.forecast import Question
from steppe.outlook.history import day_number, day_of
from steppe.outlook.match import Rows
from steppe.outlook.match import rows as answering
from steppe.outlook.naming import listed
from steppe.outlook.parts import Parts, typed
from steppe.outlook.parts import asked as read_parts
from steppe.outlook.question import reversed_of
from steppe.outlook.registry import FORECASTERS
from steppe.outlook.settle import next_day, seen
from steppe.outlook.walk import digest
from steppe.record.said import KeptBacktest, KeptForecast, Resolution
from steppe.wire import to_json

__all__ = [
    "Answer",
    "Asking",
    "Choices",
    "Example",
    "KeptBacktest",
    "KeptForecast",
    "Matter",
    "Mixed",
    "Parts",
    "Question",
    "Read",
    "Resolution",
    "Standing",
    "Told",
    "TrackRecord",
    "event_cited",
    "sources_cited",
    "strip_html",
    "track_html",
    "typed",
]

GISTS = {
    "climatology": "how often it came in past windows",
    "recency": "how long ago the last one was",
    "ew-rate": "a rate in which newer days count more",
    "last-week": "whether last week had one",
    "chance": "learned from the whole history, which takes a minute",
}
LEARNS = frozenset({"chance"})  # forecasters that learn for a minute before they answer
QUICK = 30_000  # events of a history on which a forecaster's own past is walked at once
NAMED, EXAMPLES, RECENT = 60, 3, 50_000  # actors offered, examples shown, last events that say who is active


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody asks, as typed: the question's parts, the day before which things were known, by whom, of what.

    `case` names the case whose events are the history; empty is the record.
    """

    parts: Parts = field(default_factory=Parts)
    as_of: str = ""
    forecaster: str = OWN
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Read:
    """What was asked, read: `question` in its text form, or nothing and what is wrong, by the name of the field.

    `parts` are those that ask the same again.
    """

    asking: Asking
    parts: Parts
    past: Past
    question: Question | None
    opens: date | None
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question that a history can answer well: a busy pair, in words and as the parts of a form."""

    actor: str
    recipient: str
    kind: str
    gist: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a form offers: forecasters and kinds of act by quad class, each with its gist, and who is most active."""

    forecasters: tuple[tuple[str, str], ...]
    quads: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    names: tuple[tuple[str, str], ...]


def read(held: Held, asking: Asking, cases: Sequence[str]) -> Read:
    """What was asked, read by the names of its history. What cannot be read is told by field, never raised."""
    wrong: dict[str, str] = {}
    if asking.case and asking.case not in cases:
        wrong["history"] = str(UnknownName("case", asking.case[:80], cases))
    past = held.past() if wrong or not asking.case else case_history(asking.case)
    names = [one.name for one in FORECASTERS]
    if asking.forecaster not in names:
        wrong["forecaster"] = str(UnknownName("forecaster", asking.forecaster[:80], names))
    opens = _day(asking.as_of, wrong) or next_day(past)
    if opens is None:
        wrong.setdefault("as_of", "the record knows no events yet, so no day follows from it; give one")
    found = read_parts(
        asking.parts,
        opens=opens or date.min,
        ontology=held.ontology,
        actors=past.actors,
        kinds=[one.name for one in past.kinds],
    )
    wrong |= found.wrong if opens else {}
    question = None if wrong else found.question
    parts = typed(found.question) if found.question else asking.parts
    return Read(asking=asking, parts=parts, past=past, question=question, opens=opens, wrong=wrong)


def question_of(read: Read) -> Question:
    """The question that was read. Raises `InputError` with all that is wrong."""
    if read.question is None:
        raise InputError("question: " + "; ".join(f"{name}: {words}" for name, words in read.wrong.items()))
    return read.question


def tell(read: Read) -> Told:
    """What the forecaster says at once. Raises `InputError` for one that has to learn first."""
    asked = question_of(read)
    if read.asking.forecaster in LEARNS:
        raise InputError(
            f"question: {read.asking.forecaster} learns first, which takes a minute; post it to /jobs/outlook"
        )
    return outlook(asked.text, read.past, as_of=asked.opens, name=read.asking.forecaster)


def lesson(read: Read) -> str:
    """What a job of kind `outlook` is given (JSON): the question and what it is learned from, by its SHA-256."""
    asked = question_of(read)
    return to_json(
        Lesson(
            question=asked.text,
            as_of=asked.opens,
            forecaster=read.asking.forecaster,
            history=digest(seen(read.past, asked.opens)),
            case=read.asking.case,
        )
    )


def learned(came: str) -> Told:
    """The forecast that a job of kind `outlook` left."""
    return told_from(came)


def answer(held: Held, read: Read, told: Told) -> Answer:
    """A forecast as a page shows it: steps, past events with their words, what would change it."""
    asked = told.forecast.question
    known = read.past.before(asked.opens)
    cited = {known.cite(row) for reason in told.forecast.reasons for row in reason.rows}
    quotes = {} if read.asking.case else {one.id: one.evidence.quote for one in held.record.as_of().items(cited)}
    said = Said(seen=known, forecasts={}, quotes=quotes, own={})
    return answered(told.forecast, said, held.ontology, version=told.version, digest=told.history, source=told.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The past acts that answer a question, known before its window opens: a page of them, newest first.

    With `both` they are those of either side towards the other, and without a `question` all acts of the history. Where
    there are none (`total` is 0) `acts` are the newest of those that were looked through, of which there are `known`.
    Nothing was known before `since`.
    """

    question: str
    both: bool
    opens: date
    total: int
    offset: int
    known: int
    since: date | None
    acts: tuple[PastEvent, ...]


def acts(held: Held, read: Read, *, both: bool = False, most: int = 50, after: int = 0) -> Acts:
    """A page of the acts that answer a question, on any day the history has. Raises `InputError` for what is none."""
    given = (read.parts.actor, read.parts.recipient, read.parts.kinds, read.parts.line)
    asked = question_of(read) if any(given) or set(read.wrong) - {"kinds"} else None
    opens = asked.opens if asked else read.opens or date.min
    known = read.past.before(opens)
    rows = np.arange(len(known)) if asked is None else _rows(asked, known, both=both)
    listed = rows if len(rows) else np.arange(len(known))
    shown = listed[::-1][after : after + most].tolist()
    cited = {known.cite(row) for row in shown}
    quotes = {} if read.asking.case else {one.id: one.evidence.quote for one in held.record.as_of().items(cited)}
    said = Said(seen=known, forecasts={}, quotes=quotes, own={})
    return Acts(
        question=asked.text if asked else "",
        both=both,
        opens=opens,
        total=len(rows),
        offset=after,
        known=len(known),
        since=day_of(int(known.known[0])) if len(known) else None,
        acts=tuple(past_event(said, row, f"H{at}") for at, row in enumerate(shown, after + 1)),
    )


def _rows(asked: Question, known: Past, *, both: bool) -> Rows:
    """The rows that answer a question, of acts from before its window opens."""
    found = np.concatenate([answering(one, known) for one in ([asked, reversed_of(asked)] if both else [asked])])
    kept: Rows = np.unique(found)
    return kept[known.day[kept] < day_number(asked.opens)]


def _acts_known(past: Past, who: str, whom: str) -> int:
    opens = next_day(past) or date.max
    kinds = ("quad-1", "quad-2", "quad-3", "quad-4")
    every = Question(actors=(who,), kinds=kinds, recipients=(whom,), opens=opens, closes=opens)
    return len(_rows(every, past, both=False))


def is_quick(read: Read) -> bool:
    """Whether the forecaster's own past can be walked while a reader waits."""
    return len(read.past) <= QUICK and read.asking.forecaster not in LEARNS


def track_of(read: Read) -> TrackRecord:
    """How the forecaster would have done on the two sides of the question. Raises `InputError`."""
    asked, name = question_of(read), read.asking.forecaster
    if name in LEARNS:
        return TrackRecord(thin=f"{name} would learn anew for each window; steppe backtest-outlook does that")
    return own_past(asked.text, read.past, as_of=asked.opens, name=name)


def expected(read: Read) -> Mixed | None:
    """The mix of acts to expect of the pair in the window; nothing where a side has several names."""
    asked = question_of(read)
    if len(asked.actors) > 1 or len(asked.recipients) > 1:
        return None
    return mix(_pair_text(asked), read.past, as_of=asked.opens)


def choices(held: Held, past: Past) -> Choices:
    """What the form offers, by the ontology and by who was active of late in a history."""
    types = held.ontology.types.values()
    return Choices(
        forecasters=tuple((one.name, GISTS[one.name]) for one in FORECASTERS),
        quads=tuple(
            (f"quad-{quad}", gist, tuple((one.name, one.gist) for one in types if one.quad == quad))
            for quad, gist in held.ontology.quads.items()
        ),
        names=tuple((name, called(name)) for name in _active(past)),
    )


def examples(held: Held, past: Past) -> tuple[Example, ...]:
    """Questions of the pairs that were most active of late, each of the kind they had most."""
    source, kind, target = (one[-RECENT:].astype(np.int64) for one in (past.source, past.kind, past.target))
    both = source != target
    key, counts = np.unique((source * max(len(past.actors), 1) + target)[both], return_counts=True)
    quads = np.array([one.quad for one in past.kinds], np.int64)
    found = []
    for at in np.argsort(-counts, kind="stable")[:EXAMPLES]:
        one, other = divmod(int(key[at]), len(past.actors))
        acts = np.bincount(quads[kind[(source == one) & (target == other)]], minlength=5)
        quad = int(acts[1:].argmax()) + 1
        found.append(
            Example(
                actor=past.actors[one],
                recipient=past.actors[other],
                kind=f"quad-{quad}",
                gist=held.ontology.quads[quad],
                events=_acts_known(past, past.actors[one], past.actors[other]),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """All kept questions by what is known of them: not closed yet, closed without an outcome, settled (last first).

    `plots` are the reliability plots of the track records, in their order, as markup.
    """

    standing: Standing
    open: tuple[Matter, ...]
    due: tuple[Matter, ...]
    settled: tuple[Matter, ...]
    plots: tuple[Markup, ...]


def keep(held: Held, told: Told, *, clock: Callable[[], datetime] = now) -> tuple[KeptForecast, bool]:
    """Keep a forecast, and whether it is new; one that is there already stays as it was made. Raises `InputError`."""
    before = {one.id for one in kept(held.record)}
    (ident,) = keep_told(held.record, [told], clock=clock)
    return kept_one(held, ident), ident not in before


def kept_one(held: Held, ident: str) -> KeptForecast:
    """A kept forecast by its id. Raises `UnknownName`."""
    found = {one.id: one for one in kept(held.record)}
    if ident not in found:
        raise UnknownName("forecast", ident[:80], listed(ident[:80], found))
    return found[ident]


def track_view(held: Held, *, as_of: date | None = None, clock: Callable[[], datetime] = now) -> Track:
    """What became of all kept forecasts, told by the record's own events and by hand, as known before a day."""
    found = standing(held.record, held.past(), as_of=as_of, clock=clock)
    late_first = tuple(reversed(found.matters))
    return Track(
        standing=found,
        open=tuple(one for one in found.matters if not one.due),
        due=tuple(one for one in found.matters if one.due and not one.outcome),
        settled=tuple(one for one in late_first if one.due and one.outcome),
        plots=tuple(
            levels_html(levels(one), f"levels-{at}", rests=f"#scored-{at}") for at, one in enumerate(found.records, 1)
        ),
    )


def _day(text: str, wrong: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        wrong["as_of"] = f"{text[:40]!r} is no day; give one such as 2022-11-27"
        return None


def _active(past: Past) -> Iterator[str]:
    """Who did or met most of late, most first."""
    some = np.concatenate([past.source[-RECENT:], past.target[-RECENT:]])
    counts = np.bincount(some, minlength=len(past.actors))
    yield from (past.actors[at] for at in np.argsort(-counts, kind="stable")[:NAMED] if counts[at])


def called(name: str) -> str:
    """A name of a history as people call it: a state by its name, others as they are.

    >>> called("KAZ"), called("Police (KAZ)")
    ('Kazakhstan', 'Police (KAZ)')
    """
    phases = load_directory().phases.get(name, ())
    return phases[-1].actor.name if phases else name


def kind_called(kind: str) -> str:
    """A kind of act in words: a quad class by its gist, others as they are.

    >>> kind_called("quad-4"), kind_called("REJECT")
    ('material conflict', 'REJECT')
    """
    return {f"quad-{quad}": gist for quad, gist in load().quads.items()}.get(kind, kind)


def _pair_text(asked: Question) -> str:
    sides = (asked.actors, asked.recipients)
    who, whom = ('"{}"'.format(side[0].replace('"', '""')) if side else "any" for side in sides)
    return f"{who} -> {whom} within {asked.days}d"
