"""What a sentence speaks of, in its order: members of the case, numbers, dates. Patterns run over them as marks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from steppe.text.date_resolve import resolve
from steppe.text.dates import date_phrases
from steppe.types import Coded, Mention, Quantity, Sentence, Span, When
from steppe.world.build import member_of
from steppe.world.facts import Member

MARK = re.compile("[aqd]\u27e6(\\d+)\u27e7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of a sentence: `kind` is `a` (a member), `q` (a number) or `d` (a date), `words` as written.

    `first` things (unrecognised entities) stay where others overlap them. `place` is the member of that name that is a
    place, where the words also stand for a state: `Ankara`.
    """

    kind: str
    span: Span
    words: str
    member: str = ""
    quantity: Quantity | None = None
    when: When | None = None
    mention: Mention | None = None
    first: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A sentence with its things replaced by marks such as `a⟦0⟧`; the number counts into `things`."""

    sentence: Sentence
    text: str
    marked: str
    things: tuple[Thing, ...]

    def thing(self, mark: str) -> Thing:
        """The thing a mark stands for."""
        return self.things[int(mark[2:-1])]

    def plain(self, marked: str) -> str:
        """Marked words as they were written."""
        return MARK.sub(lambda found: self.things[int(found[1])].words, marked)


def marked(coded: Coded, sentence: Sentence, names: "Names") -> Marked:
    """The sentence with members, numbers and dates marked; where they overlap the longest stays."""
    whole = coded.article.text
    text = sentence.span.of(whole)
    found = [*_members(coded, sentence), *names.found(text, sentence.span.start), *_numbers(coded, sentence)]
    found.extend(_dates(coded, sentence, text))
    places = {one.span: one.member for one in found if one.place}
    things = tuple(replace(one, place=places.get(one.span, "")) for one in _longest(found))
    pieces, at = [], sentence.span.start
    for number, thing in enumerate(things):
        pieces.append(f"{whole[at : thing.span.start]}{thing.kind}\u27e6{number}\u27e7")
        at = thing.span.end
    pieces.append(whole[at : sentence.span.end])
    return Marked(sentence=sentence, text=text, marked=re.sub(r"\s+", " ", "".join(pieces)), things=things)


def _longest(found: Iterable[Thing]) -> list[Thing]:
    kept: list[Thing] = []
    for thing in sorted(found, key=_order):
        if not any(thing.span.meets(other.span) for other in kept):
            kept.append(thing)
    return sorted(kept, key=lambda one: one.span)


_NO_PARTY = re.compile(r"\b(?:candidate|member|ally|neighbou?r)s?$", re.IGNORECASE)


def _order(one: Thing) -> tuple[bool, bool, int, str]:
    """Special names first, then numbers (`ninth largest` in `the ninth largest country`), then the longest."""
    return (not one.first, one.kind != "q", one.span.start - one.span.end, one.kind)


def _members(coded: Coded, sentence: Sentence) -> Iterator[Thing]:
    for mention in coded.mentions:
        before = coded.article.text[max(0, mention.span.start - 7) : mention.span.start]
        plain = before.endswith(("former ", "ex-", "post-")) or _NO_PARTY.search(mention.quote)
        if sentence.span.holds(mention.span) and not plain:
            member = member_of(mention.actor.id, mention.actor.country)
            yield Thing(kind="a", span=mention.span, words=mention.quote, member=member, mention=mention)


def _numbers(coded: Coded, sentence: Sentence) -> Iterator[Thing]:
    for one in coded.quantities:
        if sentence.span.holds(one.evidence.span):
            yield Thing(kind="q", span=one.evidence.span, words=one.evidence.quote, quantity=one)


def _dates(coded: Coded, sentence: Sentence, text: str) -> Iterator[Thing]:
    for phrase in date_phrases(text):
        start = sentence.span.start
        when = resolve(phrase, published=coded.article.published)
        if when is not None:
            span = Span(start + phrase.span.start, start + phrase.span.end)
            yield Thing(kind="d", span=span, words=text[phrase.span.start : phrase.span.end], when=when)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of a case's members as one search."""

    by_name: Mapping[str, str]
    search: re.Pattern[str] | None
    special: frozenset[str]
    places: frozenset[str]

    def found(self, text: str, offset: int) -> Iterator[Thing]:
        """Members named in `text`, at characters counted from `offset`."""
        for match in self.search.finditer(text) if self.search else ():
            span = Span(offset + match.start(), offset + match.end())
            member = self.by_name[match[0].lower()]
            place = member if member in self.places else ""
            yield Thing(kind="a", span=span, words=match[0], member=member, first=member in self.special, place=place)


def names_of(members: Mapping[str, Member]) -> Names:
    """A search for the names and aliases of `members`, the longest first, in whole words.

    >>> from steppe.world.samples import small_case
    >>> [one.member for one in names_of(small_case().members).found("Kazakhstan and Russia", 0)]
    ['KAZ', 'RUS']
    """
    pairs = sorted(
        (name.lower(), one.id) for one in members.values() if one.kind != "group" for name in (one.name, *one.aliases)
    )
    kinds = {one.id: one.kind for one in members.values()}
    special = frozenset(name for name, kind in kinds.items() if kind == "entity")
    return _names(tuple(pairs), special, frozenset(name for name, kind in kinds.items() if kind in _PLACES))


_PLACES = frozenset({"place", "infrastructure", "entity"})


@lru_cache(maxsize=8)
def _names(pairs: Sequence[tuple[str, str]], special: frozenset[str], places: frozenset[str]) -> Names:
    by_name = dict(reversed(pairs))
    longest = sorted((name for name in by_name if len(name) > 2), key=len, reverse=True)
    search = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE) if longest else None
    return Names(by_name=by_name, search=search, special=special, places=places)
