"""An event put right by hand: what somebody says of it becomes an event of the same words, beside the coder's.

Nothing is coded here. Kinds are the ontology's, actors those of the article or of the directory, and the words that the
event rests on stay the same; an error says what would have been right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import get_args

from steppe.errors import InputError
from steppe.ontology.actors import Directory
from steppe.ontology.folding import fold
from steppe.ontology.vocabulary import Ontology
from steppe.types import BY_HAND, Actor, Coded, Event, Judgement, Mention, Span, Status, When, identity

WHY = "put right by hand"
EARLIEST, LATEST = 1800, 2199  # years; a slip of the pen must not stretch every chart over millennia
STATUSES: tuple[Status, ...] = get_args(Status)
_REASON = "by hand instead of "
_ALONE = ("right", "wrong", "retracted", "open")  # verdicts on one item
_NEAR = 5  # names that an error offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """How somebody puts an event: `kind` with its mode (`ASSAULT.beat`), parties by name or id, days, and who says so.

    All parties of a mutual act are actors. Without `first` it is undated; without `last` it was on the first day.
    """

    kind: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who may be named: the actors of an article, and those of the directory as they were on a day."""

    mentions: tuple[Mention, ...]
    directory: Directory
    on: date | None

    def actors(self) -> tuple[Actor, ...]:
        """The article's actors, each once, in the order of their first words."""
        found: dict[str, Actor] = {}
        for one in sorted(self.mentions, key=lambda mention: mention.span):
            found.setdefault(one.actor.id, one.actor)
        return tuple(found.values())

    def label(self, actor: Actor) -> str:
        """What to call one of the article's actors: its name, or its id where the name would not lead back to it."""
        name = actor.name.strip()
        try:
            return name if name and "," not in name and self.actor(name).id == actor.id else actor.id
        except InputError:
            return actor.id

    def actor(self, name: str) -> Actor:
        """The actor of that name or id. Raises `InputError` where there is none, or more than one."""
        found = self._of_article(name) or self._of_directory(name)
        if len(found) == 1:
            return found[0]
        told = " or ".join(f"{one.name} ({one.id})" for one in found[:_NEAR])
        if found:
            raise InputError(f"putting right: '{name[:80]}' may be {told}; give the id")
        near = ", ".join(self._near(name)) or ", ".join(map(self.label, self.actors()[:_NEAR])) or "KAZ for Kazakhstan"
        raise InputError(f"putting right: no actor '{name[:80]}' is known; known are such as {near}")

    def split(self, line: str) -> tuple[str, ...]:
        """Names in a line, parted by commas; a name of the article that holds a comma itself stays whole."""
        pieces = [one.strip() for one in line.split(",") if one.strip()]
        names = {name for one in self.mentions for name in (one.actor.name, one.quote) if "," in name}
        most = 1 + max((name.count(",") for name in names), default=0)
        return tuple(_runs(pieces, {fold(name) for name in names}, most))

    def _of_article(self, name: str) -> tuple[Actor, ...]:
        wanted = fold(name)
        by_id = {one.actor.id: one.actor for one in self.mentions if one.actor.id == name}
        by_name = {one.actor.id: one.actor for one in self.mentions if wanted and fold(one.actor.name) == wanted}
        by_words = {one.actor.id: one.actor for one in self.mentions if wanted and fold(one.quote) == wanted}
        return tuple((by_id or by_name or by_words).values())

    def _of_directory(self, name: str) -> tuple[Actor, ...]:
        for one in dict.fromkeys((name, name.upper(), name.lower())):
            if one in self.directory.phases:
                return (self.directory.actor(one, self.on),)
        for one in dict.fromkeys((name, name.title(), name.upper())):
            entries = self.directory.lookup(one, self.on)
            valid = [entry for entry in entries if not entry.out_of_date] or entries
            if valid:
                return tuple({entry.actor.id: entry.actor for entry in valid}.values())
        person = self.directory.person_named(name, self.on)
        return (person,) if person else ()

    def _near(self, name: str) -> list[str]:
        phases = self.directory.phases.values()
        names = [one.name for one in self.actors()] + [phase.actor.name for some in phases for phase in some]
        folded = {fold(one): one for one in reversed(names) if one}
        return [folded[one] for one in get_close_matches(fold(name), folded, n=_NEAR, cutoff=0.6)]


def known(coded: Coded, directory: Directory) -> Known:
    """Who may be named in an event of that article."""
    sides = [(*one.actors, *one.recipients) for one in coded.events]
    sides += [tuple(filter(None, (one.speaker, one.reporter, *one.about))) for one in coded.claims]
    some = [*coded.mentions, *(one for side in sides for one in side)]
    published = coded.article.published
    return Known(mentions=tuple(dict.fromkeys(some)), directory=directory, on=published.first if published else None)


def as_read(event: Event, known_here: Known) -> Put:
    """An event as it stands, in the terms in which it may be put otherwise."""
    happened = event.happened
    return Put(
        kind=".".join((event.kind, *event.modes[:1])),
        status=event.status,
        actors=_labels(event.actors, known_here),
        recipients=_labels(event.recipients, known_here),
        first=happened.first if happened else None,
        last=happened.last if happened else None,
        author="",
    )


def put_right(event: Event, put: Put, known_here: Known, ontology: Ontology) -> Event:
    """The event as somebody puts it, on the same words; what is not put otherwise stays as it was.

    Raises `InputError` for what the vocabulary, the directory or the calendar does not know, and where nothing changed.
    """
    kind, modes = _kind(event, put.kind, ontology)
    actors = _side(event, event.actors, put.actors, known_here)
    recipients = _side(event, event.recipients, put.recipients, known_here)
    made = replace(
        event,
        kind=kind,
        modes=modes,
        status=_status(put.status),
        actors=actors,
        recipients=recipients,
        happened=_happened(event, put),
        reason=f"{_REASON}{event.id}",
        evidence=replace(event.evidence, coder=BY_HAND, confidence=1.0),
    )
    if _told(made) == _told(event):
        raise InputError("putting right: nothing is changed; expected another kind, status, party or day")
    if (kind, _ids(actors), _ids(recipients)) != (event.kind, _ids(event.actors), _ids(event.recipients)):
        _check_parties(made, ontology)
    return replace(made, id=_name(made, put.author))


def instead_of(event: Event) -> str:
    """The id of the event that this one was put in place of; empty for an event that a coder found."""
    by_hand = event.evidence.coder == BY_HAND and event.reason.startswith(_REASON)
    return event.reason.removeprefix(_REASON) if by_hand else ""


def put_by(event: Event, authors: Iterable[str]) -> str:
    """Which of some authors put this event in its place; empty where none of them did."""
    return next((one for one in authors if instead_of(event) and _name(event, one) == event.id), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """That somebody put the event `new` in place of the event `old`, by ids, with when and why.

    `there` tells that the old one is still among what the latest coder found. Where it was `taken_back`, `at` is when.
    """

    old: str
    new: str
    author: str
    reason: str
    at: datetime | None
    taken_back: bool
    there: bool


def all_put_right(events: Sequence[Event], judged: Sequence[Judgement]) -> tuple[PutRight, ...]:
    """What was put right among an article's events, by the judgements that stand on them."""
    ids = {one.id for one in events}
    return tuple(_put(event, judged, ids) for event in events if instead_of(event))


def _put(event: Event, judged: Sequence[Judgement], ids: set[str]) -> PutRight:
    old = instead_of(event)
    author = put_by(event, dict.fromkeys(one.author for one in judged if {old, event.id} & set(one.subjects)))
    on_old, on_new = (_word(subject, author, judged) for subject in (old, event.id))
    back = on_new is not None and on_new.verdict == "retracted"
    back = back or (on_old is not None and on_old.verdict in ("open", "right"))
    said = on_new if back and on_new else on_old
    return PutRight(
        old=old,
        new=event.id,
        author=author,
        reason=said.reason if said else "",
        at=said.at if said else None,
        taken_back=back,
        there=old in ids,
    )


def _word(subject: str, author: str, judged: Sequence[Judgement]) -> Judgement | None:
    said = [one for one in judged if one.subjects == (subject,) and one.author == author]
    return next((one for one in reversed(said) if one.verdict in _ALONE), None)


def _runs(pieces: Sequence[str], whole: set[str], most: int) -> Iterator[str]:
    at = 0
    while at < len(pieces):
        ends = range(min(len(pieces), at + most), at + 1, -1)
        end = next((end for end in ends if fold(", ".join(pieces[at:end])) in whole), at + 1)
        yield ", ".join(pieces[at:end])
        at = end


def _labels(side: Sequence[Mention], known_here: Known) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known_here.label(one.actor) for one in side))


def _kind(event: Event, text: str, ontology: Ontology) -> tuple[str, tuple[str, ...]]:
    type_, _, mode = text.strip().partition(".")
    found = ontology.types.get(type_.upper())
    if found is None:
        raise InputError(f"putting right: no kind '{text[:80]}'; known: {', '.join(sorted(ontology.types))}")
    mode = mode.lower()
    if mode == ".".join(event.modes[:1]) and found.name == event.kind:
        return event.kind, event.modes
    if mode and mode not in found.modes:
        known_modes = ", ".join(found.modes) or "none"
        raise InputError(f"putting right: no mode '{mode[:80]}' of {found.name}; known: {known_modes}")
    return found.name, (mode,) if mode else ()


def _status(text: str) -> Status:
    found = next((one for one in STATUSES if one == text), None)
    if found is None:
        raise InputError(f"putting right: no status '{text[:80]}'; known: {', '.join(STATUSES)}")
    return found


def _happened(event: Event, put: Put) -> When | None:
    was, first, last = event.happened, put.first, put.last or put.first
    if first is None or last is None:
        if last is not None:
            raise InputError(f"putting right: it ended on {last} and began on no day; give the first day too")
        return None
    if last < first:
        raise InputError(f"putting right: from {first} to {last}; expected the earlier day first")
    if was and (was.first, was.last) == (first, last):
        return was
    if not (first.year >= EARLIEST and last.year <= LATEST):
        raise InputError(f"putting right: from {first} to {last}; expected days from {EARLIEST} to {LATEST}")
    if put.status == "asserted" and event.known and first > event.known + timedelta(days=1):
        raise InputError(
            f"putting right: told as done on {first}, after it was known, on {event.known}; "
            "expected a day up to then, or another status"
        )
    return When(first=first, last=last, basis="inferred", why=WHY)


def _side(event: Event, was: Sequence[Mention], names: Sequence[str], known_here: Known) -> tuple[Mention, ...]:
    actors = {one.id: one for one in (known_here.actor(name.strip()) for name in names if name.strip())}
    if sorted(actors) == sorted(_ids(was)):
        return tuple(was)
    return tuple(_words(event, was, one, known_here.mentions) for one in actors.values())


def _words(event: Event, was: Sequence[Mention], actor: Actor, mentions: Sequence[Mention]) -> Mention:
    """Words for an actor: those of this side, else the nearest in the article, else all that the event rests on."""
    own = next((one for one in was if one.actor.id == actor.id), None)
    if own is not None:
        return own
    words = event.evidence
    found = [one for one in mentions if one.actor.id == actor.id]
    if not found:
        return Mention(span=words.span, quote=words.quote, actor=actor, resolution="description")

    def distance(one: Mention) -> tuple[bool, int]:
        return not words.span.holds(one.span), _gap(one.span, event.trigger)

    return replace(min(found, key=distance), confidence=1.0)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _check_parties(event: Event, ontology: Ontology) -> None:
    actors, recipients = _ids(event.actors), _ids(event.recipients)
    both = [one.actor.name or one.actor.id for one in event.actors if one.actor.id in recipients]
    if both:
        raise InputError(
            f"putting right: {both[0]} does it to itself; expected other recipients, or all parties of a mutual act "
            "as those who do it"
        )
    if not actors and not recipients:
        raise InputError("putting right: nobody takes part; expected somebody who does it, or to whom it is done")
    if ontology.type(event.kind).recipient == "required" and not recipients and len(actors) < 2:
        raise InputError(f"putting right: {event.kind} needs a recipient; say to whom")


def _ids(side: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.actor.id for one in side))


def _told(event: Event) -> tuple[object, ...]:
    """What makes an event another one, in whatever order its parties stand."""
    days = (event.happened.first, event.happened.last) if event.happened else ()
    sides = tuple(sorted(_ids(event.actors))), tuple(sorted(_ids(event.recipients)))
    return (event.kind, event.modes, event.status, *sides, *days)


def _name(event: Event, author: str) -> str:
    return identity(event.evidence.article, BY_HAND, event.reason, author, *_told(event))
