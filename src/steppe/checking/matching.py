"""Which event, statement or stop of the record some words speak of: by rare words in common, parties and days."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from steppe.ontology.tables import read_table
from steppe.types import When

WORDS = Path(__file__).parents[1] / "data" / "checking" / "same_words.tsv"
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing of the record that words may speak of: its words, its parties, its days."""

    id: str
    words: str
    parties: frozenset[str]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry with how well it fits: the share, by rarity, of the words asked for that it has."""

    entry: Entry
    score: float


def stems(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning, cut to stems, words of one meaning as one.

    >>> stems("The invasion of Ukraine by Russian troops")
    ('attack', 'ukraine', 'russia', 'troop')
    """
    same, empty = _tables()
    found = []
    for word in _WORD.findall(text.lower()):
        stem = _stem(word.removesuffix("'s"))
        if word not in empty and stem not in empty:
            found.append(same.get(stem, same.get(word, stem)))
    return tuple(found)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def _tables() -> tuple[Mapping[str, str], frozenset[str]]:
    rows = read_table(WORDS, ["word", "stands_for"], order=["word"]).rows
    same = {row["word"]: row["stands_for"] for row in rows if row["stands_for"] != "-"}
    return same, frozenset(row["word"] for row in rows if row["stands_for"] == "-")


def best(
    text: str,
    entries: Sequence[Entry],
    *,
    parties: Iterable[str] = (),
    when: When | None = None,
    least: float = 0.34,
    fits: Callable[[Entry], bool] = lambda entry: True,
) -> list[Match]:
    """The entries that `text` may speak of, best first, of those that reach `least`.

    A party in common counts as a rare word; days apart from `when` by more than a year rule an entry out.
    """
    weights = _weights(tuple(entries))
    asked = Counter(stems(text))
    wanted = set(parties)
    total = sum(weights.get(word, weights[""]) for word in asked) or 1.0
    matches = []
    for entry in entries:
        if not fits(entry) or (when is not None and _apart(entry, when) > 366):
            continue
        shared = set(asked) & set(_stems_of(entry.words))
        score = sum(weights.get(word, 1.0) for word in shared) / total
        score += 0.12 * len(wanted & entry.parties) - (0.15 if wanted and not wanted & entry.parties else 0.0)
        if when is not None and when.basis != "published" and (when.last - when.first).days <= 31:
            score += 0.25 if _apart(entry, when) <= 1 else -0.1
        score += 0.05 * len(shared) / (len(set(_stems_of(entry.words))) or 1)
        if shared and score >= least:
            matches.append(Match(entry=entry, score=score))
    return sorted(matches, key=lambda match: (-match.score, match.entry.first, match.entry.id))


@lru_cache(maxsize=4096)
def _stems_of(words: str) -> tuple[str, ...]:
    return stems(words)


@lru_cache(maxsize=8)
def _weights(entries: tuple[Entry, ...]) -> dict[str, float]:
    seen = Counter(word for entry in entries for word in set(_stems_of(entry.words)))
    weights = {word: math.log((len(entries) + 1) / count) for word, count in seen.items()}
    return {**weights, "": math.log(len(entries) + 1)}


def _apart(entry: Entry, when: When) -> int:
    if entry.last < when.first:
        return (when.first - entry.last).days
    return max(0, (entry.first - when.last).days)
