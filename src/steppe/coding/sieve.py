"""The sieve before the parser: which articles and sentences can hold an event at all.

An event needs a word of a trigger pattern and an actor: a directory name, a role noun, or later in the
article a pronoun or description that stands for one. Both are looked up word by word in the loaded
lexicon, whatever the form the word stands in; a word that is a trigger only beside certain others (`hold
talks`) counts beside one of them. Where at least `POLITICAL` of an article's sentences have both, only
sentences without name, role, trigger, quotation and cue go unparsed. In any other article (sport, weather,
firms, film) the sentences that have both are parsed, and the last ones before each that name an actor to whom
it may point back; claims are sought in these sentences only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice

from steppe.coding.lexicon import Lexicon
from steppe.coding.triggers import NONE, Trigger
from steppe.ontology.folding import fold

NO_EVENT = "no trigger word beside an actor, in an article with little of either: not parsed"
NOTHING = "no actor, trigger word, quotation or cue: not parsed"
PRONOUNS = frozenset("he she they it him her them his their its".split())
# Words of the text's own question, prediction or hedge, and of attribution by phrase.
OPEN = frozenset("will shall 'll won according may might could".split())
MARKS = frozenset('"“”„‟«»?:―')
POLITICAL = 0.3
TRIGGER, ACTOR, CUE, STANDIN, OPENING, BOUND, NAME = 1, 2, 4, 8, 16, 32, 64
# Needs that are not words of their own in the sentence, or may stand there in another form (`won't`).
UNSEEN = frozenset({"dep", "aux", "modal", "neg", "tag", "det", "nummod"})
NEGATIONS = frozenset("not never no nor neither none nobody nothing".split())
_NOT = ("n't", "n’t", "cannot", "N'T", "N’T")
# A verb in its plain form or with an ending in s does not stand right behind these.
DETERMINERS = frozenset("a an the my his its our your their every each".split())
MOST_KNOWN = 200_000
_WORD = re.compile(r"[^\W_]+(?:[-.'’&][^\W_]+)*\.?")
_PARTS = re.compile(r"[-'’]")
_FIRST = re.compile(r"[-'’_ ]")
_ENDINGS = ("'s", "’s", "s'", "s’", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What a sentence must hold for one pattern of a word to fit, as far as single words tell.

    One of each of the sets `asked`; two parties for a `pair`; no party where the word itself implies the doer.
    """

    asked: tuple[frozenset[str], ...]
    verbal: bool
    negated: bool
    pair: bool
    implied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """The words to look for, and what each word met so far turned out to be."""

    clues: Mapping[str, tuple[Clue, ...]]
    triggers: frozenset[str]
    irregular: Mapping[str, tuple[str, ...]]
    names: Set[str]
    openings: Mapping[str, int]
    roles: frozenset[str]
    cues: frozenset[str]
    standins: frozenset[str]
    known: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    bases: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def reasons(self, texts: Sequence[str]) -> list[str]:
        """For each sentence of one article why it need not be parsed; empty where it must be."""
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
            self.bases.clear()
        rows = [_WORD.findall(text) for text in texts]
        marks = [self._kind(text, words) for text, words in zip(texts, rows, strict=True)]
        both = TRIGGER | ACTOR
        if sum(kind & both == both for kind in marks) >= POLITICAL * len(marks):
            return ["" if kind else NOTHING for kind in marks]
        kept = {number for number in range(len(marks)) if self._tells(rows[number], marks, number)}
        kept |= {back for number in kept for back in _antecedents(marks, number)}
        return ["" if number in kept else NO_EVENT for number in range(len(marks))]

    def _tells(self, words: Sequence[str], marks: Sequence[int], number: int) -> bool:
        """Whether a trigger stands beside all it asks for: parties, or words for those spoken of before."""
        if not marks[number] & TRIGGER:
            return False
        party = ACTOR | STANDIN if any(kind & ACTOR for kind in marks[:number]) else ACTOR
        parties = sum(bool(self.known[word] & party) for word in words)
        parties = max(parties, 1 if marks[number] & party else 0)
        here = frozenset(base for word in words for base in self._bases(word))
        negated = not here.isdisjoint(NEGATIONS)
        before = ""
        for word in words:
            noun = before.lower() in DETERMINERS and not word.endswith(("ed", "ing"))
            before = word
            for clue in self._clues(word):
                if (clue.verbal and noun) or (clue.negated and not negated):
                    continue
                enough = clue.implied or parties > clue.pair
                if enough and all(not here.isdisjoint(wanted) for wanted in clue.asked):
                    return True
        return False

    def _clues(self, word: str) -> Iterator[Clue]:
        if self.known[word] & (TRIGGER | BOUND):
            for base in self._bases(word):
                yield from self.clues.get(base, ())

    def _kind(self, text: str, words: Sequence[str]) -> int:
        kind = CUE if not MARKS.isdisjoint(text) else 0
        known = self.known
        for word in words:
            found = known.get(word)
            kind |= self._learn(word) if found is None else found
        if kind & OPENING and not kind & NAME and self._has_name(words):
            kind |= ACTOR | NAME
        if kind & BOUND and not kind & TRIGGER and self._has_bound(words):
            kind |= TRIGGER
        return kind & ~(OPENING | BOUND)

    def _has_bound(self, words: Sequence[str]) -> bool:
        """Whether a trigger that asks for other words stands in the sentence with one of each it asks for."""
        here = frozenset(base for word in words for base in self._bases(word))
        return any(
            all(not here.isdisjoint(wanted) for wanted in clue.asked) for word in words for clue in self._clues(word)
        )

    def _bases(self, word: str) -> frozenset[str]:
        """The dictionary forms of a word and of its parts."""
        found = self.bases.get(word)
        if found is None:
            parts = {word, *_PARTS.split(word), *(["not"] if word.endswith(_NOT) else ())}
            found = frozenset(base for part in parts for base in base_forms(part.lower().rstrip("."), self.irregular))
            self.bases[word] = found
        return found

    def _has_name(self, words: Sequence[str]) -> bool:
        """Whether a name of several words stands in the sentence (`New Zealand`, not every `New`)."""
        plain = [part for word in words for part in fold(word).split()]
        for first, word in enumerate(plain):
            for last in range(first + 2, first + 1 + self.openings.get(word, 0)):
                if " ".join(plain[first:last]) in self.names:
                    return True
        return False

    def _learn(self, word: str) -> int:
        kind = self._judge(word)
        self.known[word] = kind
        return kind

    def _name(self, word: str) -> int:
        spellings = {part for name in _folded(word) for part in (name, *name.split())}
        named = ACTOR | NAME if not self.names.isdisjoint(spellings) else 0
        return named | (OPENING if any(self.openings.get(part, 0) > 1 for part in spellings) else 0)

    def _judge(self, word: str) -> int:
        bases = self._bases(word)
        kind = TRIGGER if bases & self.triggers else 0
        kind |= BOUND if not self.clues.keys().isdisjoint(bases) else 0
        kind |= ACTOR if bases & self.roles else 0
        kind |= CUE if bases & self.cues else 0
        kind |= STANDIN if bases & self.standins else 0
        for part in {word, *_PARTS.split(word)}:
            kind |= self._name(part) if part[:1].isupper() else 0
        return kind


def _antecedents(marks: Sequence[int], number: int) -> Iterator[int]:
    """The sentences before a telling one that its roles, pronouns and descriptions may point back to."""
    before = range(number - 1, -1, -1)
    yield from islice((back for back in before if marks[back] & NAME), 1)
    if marks[number] & STANDIN:
        yield from islice((back for back in before if marks[back] & ACTOR), 2)


def _folded(word: str) -> Iterator[str]:
    """The word as the directory keeps names; possessives and full stops may belong to it or not."""
    yield fold(word)
    for ending in _ENDINGS:
        yield fold(word.removesuffix(ending))


def base_forms(word: str, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Every dictionary form that `word` (lower case) may be an inflected form of: rather one too many.

    >>> sorted(base_forms("denied", {}))[:2], "ban" in base_forms("banning", {}), "arrest" in base_forms("arrests", {})
    (['deni', 'denie'], True, True)
    >>> "seek" in base_forms("sought", {"sought": ("seek",)})
    True
    """
    yield word
    yield from irregular.get(word, ())
    for ending, others in ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield from (stem + other for other in others)
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
            if ending in ("ed", "ing") and stem.endswith("ck"):
                yield stem[:-1]


ENDINGS: Mapping[str, tuple[str, ...]] = {
    "s": ("",),
    "es": ("", "e"),
    "ies": ("y", "ie"),
    "ves": ("f", "fe"),
    "men": ("man",),
    "ed": ("", "e"),
    "d": ("",),
    "ied": ("y", "ie"),
    "ing": ("", "e"),
    "ying": ("ie", "y"),
    "er": ("", "e"),
    "est": ("", "e"),
}
"""Endings and what may stand in their place in the dictionary."""


def make_sieve(lexicon: Lexicon, irregular: Mapping[str, tuple[str, ...]]) -> Sieve:
    """The sieve of a lexicon; `irregular` gives the dictionary forms of irregular ones (`sought`: `seek`)."""
    clues: dict[str, dict[Clue, None]] = {}
    for table in (lexicon.triggers, lexicon.implied):
        for word, patterns in table.items():
            row = [_clue(trigger) for trigger in patterns if trigger.kind != NONE]
            clues.setdefault(word, {}).update(dict.fromkeys(row))
            first, *others = word.split("-")
            if others:  # written apart, too (`sit-in`, `sit in`)
                asked = tuple(frozenset({other}) for other in others)
                apart = [replace(clue, asked=(*clue.asked, *asked)) for clue in row]
                clues.setdefault(first, {}).update(dict.fromkeys(apart))
    cues = {key.rpartition(".")[0].split()[0] for key in lexicon.cues}
    hedges = {hedge.split()[0].lower() for hedge in lexicon.hedges}
    heads = {role.split()[-1] for role in lexicon.roles}
    return Sieve(
        clues={word: tuple(row) for word, row in clues.items()},
        triggers=frozenset(word for word, row in clues.items() if any(not clue.asked for clue in row)),
        irregular=irregular,
        names=lexicon.directory.names.keys() | frozenset(_surnames(lexicon)),
        openings=lexicon.directory.openings,
        roles=frozenset(part.lower() for head in heads for part in (head, *head.split("-"))),
        cues=frozenset(cues | hedges | OPEN),
        standins=frozenset(lexicon.descriptions) | PRONOUNS,
    )


def _clue(trigger: Trigger) -> Clue:
    wanted = [need for need in trigger.needs if not need.absent]
    rows = [need.lemmas for need in wanted if need.lemmas and not UNSEEN & set(need.slot.split("|"))]
    asked = [frozenset(part for lemma in row for part in _spellings(lemma)) for row in rows]
    if trigger.particle:
        asked.append(frozenset(_spellings(trigger.particle)))
    return Clue(
        asked=tuple(asked),
        verbal=trigger.pos == "v",
        negated=any(need.slot == "neg" for need in wanted),
        pair=any(need.actor and "subj" not in need.slot for need in wanted),
        implied=bool(trigger.doer),
    )


def _spellings(lemma: str) -> Iterator[str]:
    """The word itself and its first part, since the words of a sentence are sought apart."""
    yield lemma.lower()
    yield _FIRST.split(lemma.lower())[0]


def _surnames(lexicon: Lexicon) -> Iterator[str]:
    """The words by which office holders are known alone or at the end of their full names."""
    offices = lexicon.directory.offices
    yield from (key.split()[-1] for key in offices.by_name)
    yield from (key for key in offices.by_surname if " " not in key)
