"""The directory of actors: states, organisations, armed groups, institutions and holders of office.

Kept in `data/actors`, each row with its source. A name leads to entries, an entry to an actor; both
may be bound to a period ("Nur-Sultan", the Taliban as rebels and as government). Country slots and
sectors are PLOVER's (manual 2.0).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from steppe.errors import UnknownName
from steppe.ontology.actor_tables import Kind, Named, Phase, load_names, load_phases
from steppe.ontology.folding import fold
from steppe.ontology.offices import Office, Offices, load_offices, person_actor
from steppe.ontology.vocabulary import Ontology, load
from steppe.types import Actor

SHIPPED = Path(__file__).parent.parent / "data" / "actors"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEntry:
    """What a name may stand for: the actor, how the name relates to it, and when (both days included).

    A `demonym` names people of the state, a `capital`, `city` or `region` a place in it that may act
    for it, a `metonym` its government (then that is the actor). `ambiguous` warns that the words also
    stand for something else. `out_of_date` is set by `Directory.lookup` where the day lies outside.
    """

    actor: Actor
    name: str
    kind: Kind
    since: date | None = None
    until: date | None = None
    ambiguous: bool = False
    out_of_date: bool = False

    def valid(self, on: date | None) -> bool:
        """Whether the name stood for this on a day; without a day, whether it has no end.

        >>> oslo = NameEntry(actor=Actor(id="NOR", name="Norway", kind="state"), name="Oslo", kind="capital")
        >>> oslo.valid(date(2020, 1, 1))
        True
        """
        if on is None:
            return self.until is None
        return (self.since or on) <= on <= (self.until or on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All known actors by id and by folded name (`steppe.ontology.folding.fold`).

    `openings` gives for the first word of a key the number of words of the longest key that it opens,
    so that whoever seeks names in running text need try no more.
    `version` joins those of the tables. `offices` are the tenures of public office.
    """

    version: str
    names: Mapping[str, tuple[NameEntry, ...]]
    phases: Mapping[str, tuple[Phase, ...]] = field(repr=False)
    offices: Offices = field(repr=False)
    openings: Mapping[str, int] = field(repr=False)

    def actor(self, actor_id: str, on: date | None = None) -> Actor:
        """The actor with that id, as it was on a day (or is last known); `UnknownName` if there is none."""
        known = self.phases.get(actor_id)
        if not known:
            raise UnknownName("actor", actor_id, get_close_matches(actor_id, self.phases, n=5))
        return next((phase.actor for phase in known if phase.valid(on)), known[-1].actor)

    def government(self, country: str) -> Actor:
        """The executive of a state, for which its capital and metonyms stand; `UnknownName` for no state."""
        states = {key: known[-1].actor for key, known in self.phases.items() if known[-1].actor.kind == "state"}
        if country not in states:
            raise UnknownName("state", country, states)
        return government_of(states[country])

    def lookup(self, name: str, on: date | None = None) -> tuple[NameEntry, ...]:
        """What `name` may stand for: entries valid on the day first, the others after them, marked.

        Case and article count only where they decide: no entry for words without a capital; initialisms
        as written ("US", not "us" or "Us"; long ones also as "Nato"); "The Hague", not "Hague". Without a
        day, names in use go first.
        """
        fitting = [entry for entry in self.names.get(fold(name), ()) if _case_fits(name, entry)]
        current = [entry for entry in fitting if entry.valid(on)]
        return (*current, *(replace(entry, out_of_date=True) for entry in fitting if not entry.valid(on)))

    def holders(self, country: str, role: str, on: date | None = None) -> tuple[Office, ...]:
        """Who held `role` (HOS, HOG, FM, DM, …) in `country` on a day; without a day, who holds it last known."""
        return tuple(office for office in self.offices.by_seat.get((country, role), ()) if office.held(on))

    def person(self, name: str, on: date | None = None) -> tuple[Office, ...]:
        """The tenures of the office holder `name` (full name, alias or a surname only one can mean)."""
        return self.offices.person(name, on)

    def person_named(self, name: str, on: date | None = None) -> Actor | None:
        """The office holder called `name` as an actor on a day, `None` if nobody or no single one is known."""
        tenures = self.person(name, on)
        if not tenures:
            return None
        actor = person_actor(tenures, on)
        known = self.phases.get(actor.country)
        return replace(actor, cow=known[-1].actor.cow) if known else actor


def government_of(state: Actor) -> Actor:
    """The executive of `state` as an actor of its own.

    >>> government_of(Actor(id="NOR", name="Norway", kind="state", country="NOR", cow="385")).sectors
    ('GOV',)
    """
    return Actor(
        id=f"{state.id.lower()}-government",
        name=f"Government of {state.name}",
        kind="institution",
        country=state.country,
        sectors=("GOV",),
        cow=state.cow,
    )


def load_directory(folder: Path | None = None, *, ontology: Ontology | None = None) -> Directory:
    """The directory in `folder` (the shipped one by default), checked against `ontology`.

    Raises `DataError` with file and line for rows that break a rule: unknown ids, countries or sectors,
    duplicates, bad or crossed days, overlapping tenures, names that clash without being marked.

    >>> shipped = load_directory()
    >>> [entry.actor.name for entry in shipped.lookup("the Kremlin")]
    ['Government of Russia']
    >>> shipped.lookup("Astana", date(2020, 6, 1))[0].out_of_date
    True
    """
    if folder is None and ontology is None:
        return _shipped()
    return _load(folder or SHIPPED, ontology or load())


@cache
def _shipped() -> Directory:
    return _load(SHIPPED, load())


def _load(folder: Path, ontology: Ontology) -> Directory:
    phases, versions = load_phases(folder, sectors=ontology.sectors, supranational=ontology.supranational)
    states = {key: known[-1].actor.name for key, known in phases.items() if known[-1].actor.kind == "state"}
    named, version = load_names(folder / "names.tsv", phases=phases)
    names: dict[str, list[NameEntry]] = {}
    for one in named:
        names.setdefault(one.key, []).extend(_entries(one, phases[one.id]))
    return Directory(
        version="+".join(dict.fromkeys((*versions, version))),
        names={key: tuple(entries) for key, entries in names.items()},
        phases=phases,
        offices=load_offices(folder / "offices.tsv", countries={**states, **ontology.supranational}),
        openings=_openings(names),
    )


def _openings(keys: Iterable[str]) -> dict[str, int]:
    openings: dict[str, int] = {}
    for key in keys:
        words = key.split()
        openings[words[0]] = max(len(words), openings.get(words[0], 0))
    return openings


def _entries(named: Named, phases: tuple[Phase, ...]) -> list[NameEntry]:
    entries = []
    for phase in phases:
        since, until = _common(named, phase)
        if since and until and since > until:
            continue
        of_state = phase.actor.kind == "state" and named.kind == "metonym"
        actor = government_of(phase.actor) if of_state else phase.actor
        entries.append(
            NameEntry(
                actor=actor, name=named.name, kind=named.kind, since=since, until=until, ambiguous=named.ambiguous
            )
        )
    return entries


def _common(named: Named, phase: Phase) -> tuple[date | None, date | None]:
    since = max(filter(None, (named.since, phase.since)), default=None)
    until = min(filter(None, (named.until, phase.until)), default=None)
    return since, until


def _case_fits(surface: str, entry: NameEntry) -> bool:
    if surface == surface.lower() and entry.name != entry.name.lower():
        return False
    if _needs_article(entry.name) and not surface.lower().startswith("the "):
        return False
    if not _is_initialism(entry.name):
        return True
    wanted = entry.name.replace(".", "")
    plain = surface.replace(".", "")
    plain = plain[4:] if plain[:4].lower() == "the " else plain
    plain = plain.removesuffix("'s").removesuffix("’s")
    # Written as a word ("Nato") an initialism must be long, and not the same as a common word ("PACE").
    as_word = len(wanted) >= 4 and not entry.ambiguous and plain == wanted.capitalize()
    return plain == wanted or as_word or (len(wanted) >= 4 and plain == wanted.upper())


@cache
def _needs_article(name: str) -> bool:
    return name.lower().startswith("the ") and name.count(" ") == 1


@cache
def _is_initialism(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return " " not in name and capitals > 1 and (capitals == len(letters) or (len(name) <= 6 and "-" not in name))
