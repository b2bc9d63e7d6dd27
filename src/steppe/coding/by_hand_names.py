"""Who may be named where somebody puts an item right, and the words of the article that then stand for them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from steppe.errors import InputError
from steppe.ontology.actors import Directory
from steppe.ontology.folding import fold
from steppe.types import BY_HAND, Actor, Coded, Evidence, Mention, Span

Names = str | tuple[str, ...]  # of actors, or ids; a line of them has commas between
_NEAR = 5  # names that an error offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who may be named: the actors of an article, and those of the directory as they were on a day.

    `put` are those whom somebody took words for by hand: such words are no name of them (`the hawks` need not be Russia
    in another item). `text` and `sentences` are the article's.
    """

    mentions: tuple[Mention, ...]
    put: tuple[Mention, ...]
    directory: Directory
    on: date | None
    text: str
    sentences: tuple[Span, ...]

    def actors(self) -> tuple[Actor, ...]:
        """The article's actors, each once, in the order of their first words."""
        found: dict[str, Actor] = {}
        for one in sorted((*self.mentions, *self.put), key=lambda mention: mention.span):
            found.setdefault(one.actor.id, one.actor)
        return tuple(found.values())

    def label(self, actor: Actor) -> str:
        """What to call one of the article's actors: its name, or its id where the name would not lead back to it."""
        name = actor.name.strip()
        try:
            return name if name and "," not in name and self.actor(name).id == actor.id else actor.id
        except InputError:
            return actor.id

    def labels(self, side: Iterable[Mention]) -> tuple[str, ...]:
        """What to call the actors of a side, each once."""
        return tuple(dict.fromkeys(self.label(one.actor) for one in side))

    def actor(self, name: str) -> Actor:
        """The actor of that name or id. Raises `InputError` where there is none, or more than one."""
        found = self.named(name)
        if len(found) == 1:
            return found[0]
        told = " or ".join(f"{one.name} ({one.id})" for one in found[:_NEAR])
        if found:
            raise InputError(f"putting right: '{name[:80]}' may be {told}; give the id")
        near = ", ".join(self._near(name)) or ", ".join(map(self.label, self.actors()[:_NEAR])) or "KAZ for Kazakhstan"
        raise InputError(f"putting right: no actor '{name[:80]}' is known; known are such as {near}")

    def named(self, name: str) -> tuple[Actor, ...]:
        """All actors that the name or id may mean: those of the article go before those of the directory."""
        return self._of_article(name) or self._of_directory(name)

    def split(self, line: str) -> tuple[str, ...]:
        """Names in a line, parted by commas; a name of the article that holds a comma itself stays whole."""
        pieces = [one.strip() for one in line.split(",") if one.strip()]
        names = {name for one in self.mentions for name in (one.actor.name, one.quote) if "," in name}
        most = 1 + max((name.count(",") for name in names), default=0)
        return tuple(_runs(pieces, {fold(name) for name in names}, most))

    def around(self, span: Span) -> Span:
        """The sentences that a span touches; the whole text where none does."""
        touched = [one for one in self.sentences if one.meets(span)]
        if not touched:
            return Span(0, len(self.text))
        return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))

    def words(self, phrase: str, within: Span, near: Span) -> Span | None:
        """Where a phrase stands as whole words within a span, nearest to another; case and white space do not count."""
        pattern = r"\s+".join(map(re.escape, phrase.split()))
        if not pattern:
            return None
        places = re.finditer(rf"(?<!\w){pattern}(?!\w)", within.of(self.text), re.IGNORECASE)
        spans = [Span(within.start + one.start(), within.start + one.end()) for one in places]
        return min(spans, key=lambda one: (_gap(one, near), one), default=None)

    def _of_article(self, name: str) -> tuple[Actor, ...]:
        wanted, actors = fold(name), [one.actor for one in (*self.mentions, *self.put)]
        by_id = {one.id: one for one in actors if one.id == name}
        by_name = {one.id: one for one in actors if wanted and fold(one.name) == wanted}
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
    """Who may be named in an item of that article."""
    sides = [(one.evidence, (*one.actors, *one.recipients)) for one in coded.events]
    sides += [(one.evidence, tuple(filter(None, (one.speaker, one.reporter, *one.about)))) for one in coded.claims]
    named = [(proof.coder == BY_HAND and one.resolution == "description", one) for proof, side in sides for one in side]
    published = coded.article.published
    return Known(
        mentions=tuple(dict.fromkeys((*coded.mentions, *(one for put, one in named if not put)))),
        put=tuple(dict.fromkeys(one for put, one in named if put)),
        directory=directory,
        on=published.first if published else None,
        text=coded.article.text,
        sentences=tuple(one.span for one in coded.sentences),
    )


def side(
    was: Sequence[Mention], names: Names | None, here: Known, *, proof: Evidence, near: Span
) -> tuple[Mention, ...]:
    """The actors of those names as a side of an item that rests on `proof`; where they are who it was, it stays.

    Their words are those nearest to `near`. Raises `InputError` for a name that is not known.
    """
    if names is None:
        return tuple(was)
    each = here.split(names) if isinstance(names, str) else names
    actors = {one.id: one for one in (here.actor(name.strip()) for name in each if name.strip())}
    if sorted(actors) == sorted(ids(was)):
        return tuple(was)
    return tuple(mention(was, one, here, proof=proof, near=near) for one in actors.values())


def mention(was: Sequence[Mention], actor: Actor, here: Known, *, proof: Evidence, near: Span) -> Mention:
    """Words for an actor: those it had, else the nearest in the article, else all that the item rests on."""
    own = next((one for one in was if one.actor.id == actor.id), None)
    if own is not None:
        return own
    found = [one for one in here.mentions if one.actor.id == actor.id]
    if not found:
        return Mention(span=proof.span, quote=proof.quote, actor=actor, resolution="description")

    def distance(one: Mention) -> tuple[bool, int]:
        return not proof.span.holds(one.span), _gap(one.span, near)

    return replace(min(found, key=distance), confidence=1.0)


def ids(side: Iterable[Mention]) -> tuple[str, ...]:
    """The ids of a side's actors, each once."""
    return tuple(dict.fromkeys(one.actor.id for one in side))


def _runs(pieces: Sequence[str], whole: set[str], most: int) -> Iterator[str]:
    at = 0
    while at < len(pieces):
        ends = range(min(len(pieces), at + most), at + 1, -1)
        end = next((end for end in ends if fold(", ".join(pieces[at:end])) in whole), at + 1)
        yield ", ".join(pieces[at:end])
        at = end


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
