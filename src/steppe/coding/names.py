"""Names of the directory found in a parsed sentence: the longest match at each word wins.

A name that holds on the article's day goes before one that is out of date, and an unambiguous one
before one marked ambiguous. Persons are holders of public office, by full name or unmistakable surname.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from steppe.coding.parse import Parse
from steppe.ontology.actors import Directory, NameEntry
from steppe.ontology.folding import fold
from steppe.types import Actor

LONGEST = 9
_RUN = re.compile(r"[^\s\-‐‑‒–—_]+")
LONGEST_PERSON = 4
PROPER = frozenset({"NNP", "NNPS"})
NO_END = frozenset({"POS", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "IN", "CC", "DT"})


# Surnames of office holders that are months or plain words: alone they are a person only after a title.
PLAIN_WORDS = frozenset(
    "may march april august ban bush rice brown major cook straw king hope power price park moon hunt short long "
    "young white black green rose will mark grant law day field bell page prince pope dean burns love stone wood "
    "case gates banks hill wall key chase cash cross fox frost gay house marsh best good low rich sharp strong swift "
    "small little wise noble fair friend church temple bishop knight baker carter fisher hunter mason miller porter "
    "smith taylor turner walker weaver champion savage bloom frank pence reed rock sun sands wells".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady madam president minister premier chancellor secretary secretary-general "
    "ambassador senator governor general colonel judge justice king queen prince princess emir sultan sheikh".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A directory name over the tokens `first` to `last`, both included; `kind` is the name's kind or `person`."""

    first: int
    last: int
    text: str
    actor: Actor
    kind: str
    name: str


def _entry_at(parse: Parse, text: str, first: int, directory: Directory, on: date | None) -> Named | None:
    tokens = parse.tokens
    if not _opens(parse, text, first, directory):
        return None
    for last in range(min(first + LONGEST, len(tokens)) - 1, first - 1, -1):
        if tokens[last].tag in NO_END and last > first:
            continue
        words = text[tokens[first].start : tokens[last].end]
        entry = _best(directory.lookup(words, on), lone=last == first, proper=tokens[last].tag in PROPER)
        if entry is not None:
            if entry.kind in ("adjective", "demonym") and _forename(parse, last):
                return None
            return Named(first=first, last=last, text=words, actor=entry.actor, kind=entry.kind, name=entry.name)
    return None


def _opens(parse: Parse, text: str, first: int, directory: Directory) -> bool:
    """Whether any name of the directory begins with the word: true of few, and cheap to ask."""
    tokens = parse.tokens
    if tokens[first].text.lower() == "the" and first + 1 < len(tokens):
        first += 1
    run = _RUN.match(text, tokens[first].start)
    return not directory.openings.keys().isdisjoint(_first_words(tokens[first].text, run[0] if run else ""))


@lru_cache(maxsize=1 << 16)
def _first_words(word: str, run: str) -> tuple[str, ...]:
    """What a name that begins at `word` can begin with once folded; `run` is all up to the next gap.

    A name may end with the word or with the run, or go on after it.
    """
    folded = (fold(word), fold(run), fold(f"{run} x"))
    return tuple(dict.fromkeys(one.split()[0] for one in folded if one))


def _forename(parse: Parse, i: int) -> bool:
    """Whether a nationality word is somebody's first name (`Roman Vasilenko`, `German Gref`)."""
    token, head = parse.tokens[i], parse.head(i)
    return (
        token.tag == "NNP" and token.dep == "compound" and head.tag == "NNP" and head.i == i + 1 and head.dep == "appos"
    )


def _best(entries: tuple[NameEntry, ...], *, lone: bool, proper: bool) -> NameEntry | None:
    """The first entry; an ambiguous single word that is not tagged as a proper name is none."""
    if not entries or (lone and entries[0].ambiguous and not proper):
        return None
    return min(entries, key=lambda entry: (entry.out_of_date, entry.ambiguous))


def _person_at(parse: Parse, text: str, first: int, directory: Directory, on: date | None) -> Named | None:
    """An office holder, when the words are tagged as proper names."""
    tokens = parse.tokens
    if tokens[first].tag not in PROPER:
        return None
    for last in range(min(first + LONGEST_PERSON, len(tokens)) - 1, first - 1, -1):
        if tokens[last].tag not in PROPER:
            continue
        if last == first and (_part_of_longer(parse, first) or _plain_word(parse, first)):
            continue
        words = text[tokens[first].start : tokens[last].end]
        actor = directory.person_named(words, on)
        if actor is not None:
            return Named(first=first, last=last, text=words, actor=actor, kind="person", name=actor.name)
    return None


def _part_of_longer(parse: Parse, i: int) -> bool:
    """Whether another proper name follows at once: then the word alone is a forename or part of a title."""
    return i + 1 < len(parse.tokens) and parse.tokens[i + 1].tag in PROPER


def _plain_word(parse: Parse, i: int) -> bool:
    """Whether a lone surname is as likely a month or a plain word (`21 May`, `Travel Ban`): no title before it."""
    if parse.tokens[i].text.lower() not in PLAIN_WORDS:
        return False
    return i == 0 or parse.tokens[i - 1].text.lower().rstrip(".") not in TITLES


def _could_start(text: str) -> bool:
    return text[:1].isupper() or "-" in text or text[:1] in "'‘’"


def names(parse: Parse, text: str, directory: Directory, on: date | None) -> Iterator[Named]:
    """Every name of `directory` in the sentence `text`, left to right, none overlapping.

    `on` is the date at which offices and dated names hold.
    """
    i = 0
    while i < len(parse.tokens):
        found = None
        if _could_start(parse.tokens[i].text):
            found = _entry_at(parse, text, i, directory, on) or _person_at(parse, text, i, directory, on)
        if found is not None:
            yield found
        i = found.last + 1 if found is not None else i + 1


def by_token(found: Iterator[Named]) -> Mapping[int, Named]:
    """The name that covers each token index."""
    return {i: named for named in found for i in range(named.first, named.last + 1)}
