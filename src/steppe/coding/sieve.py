"""The sieve before the parser: which articles and sentences can hold an event at all.

An event needs a word of a trigger pattern and an actor: a directory name, a role noun, or later in the
article a pronoun or description that stands for one. Both are looked up word by word in the loaded
lexicon, whatever the form the word stands in. An article without a single sentence that has both is not
about politics and is not parsed; in any other only the sentences go unparsed that have neither name,
role, trigger, quotation nor cue, so that antecedents stay what they were.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from steppe.coding.lexicon import Lexicon
from steppe.ontology.folding import fold

NO_EVENT = "no trigger word beside an actor in the article: not parsed"
NOTHING = "no actor, trigger word, quotation or cue: not parsed"
PRONOUNS = frozenset("he she they it him her them his their its who i we us our".split())
# Words of the text's own question, prediction or hedge, and of attribution by phrase.
OPEN = frozenset("will shall 'll won according may might could".split())
MARKS = frozenset("\"“”„‟«»?:―")
TRIGGER, ACTOR, CUE, STANDIN, OPENING = 1, 2, 4, 8, 16
MOST_KNOWN = 200_000
_WORD = re.compile(r"[^\W_]+(?:[-.'’&][^\W_]+)*\.?")
_ENDINGS = ("'s", "’s", "s'", "s’", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """The words to look for, and what each word met so far turned out to be."""

    triggers: frozenset[str]
    irregular: Mapping[str, tuple[str, ...]]
    names: Set[str]
    openings: Mapping[str, int]
    roles: frozenset[str]
    cues: frozenset[str]
    standins: frozenset[str]
    known: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def reasons(self, texts: Sequence[str]) -> list[str]:
        """For each sentence of one article why it need not be parsed; empty where it must be."""
        marks = [self._kind(text) for text in texts]
        if not any(self._tells(marks, number) for number in range(len(marks))):
            return [NO_EVENT] * len(texts)
        return ["" if kind else NOTHING for kind in marks]

    def _tells(self, marks: Sequence[int], number: int) -> bool:
        """Whether a trigger stands beside an actor, or beside a word for one that was spoken of before."""
        here = marks[number]
        if not here & TRIGGER:
            return False
        return bool(here & ACTOR) or (bool(here & STANDIN) and any(kind & ACTOR for kind in marks[:number]))

    def _kind(self, text: str) -> int:
        kind = CUE if not MARKS.isdisjoint(text) else 0
        known = self.known
        words = _WORD.findall(text)
        for word in words:
            found = known.get(word)
            kind |= self._learn(word) if found is None else found
        if kind & OPENING and not kind & ACTOR and self._has_name(words):
            kind |= ACTOR
        return kind & ~OPENING

    def _has_name(self, words: Sequence[str]) -> bool:
        """Whether a name of several words stands in the sentence (`New Zealand`, not every `New`)."""
        plain = [part for word in words for part in fold(word).split()]
        for first, word in enumerate(plain):
            for last in range(first + 2, first + 1 + self.openings.get(word, 0)):
                if " ".join(plain[first:last]) in self.names:
                    return True
        return False

    def _learn(self, word: str) -> int:
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        kind = self._judge(word)
        self.known[word] = kind
        return kind

    def _name(self, word: str) -> int:
        spellings = {part for name in _folded(word) for part in (name, *name.split())}
        named = ACTOR if not self.names.isdisjoint(spellings) else 0
        return named | (OPENING if any(self.openings.get(part, 0) > 1 for part in spellings) else 0)

    def _judge(self, word: str) -> int:
        kind = 0
        for part in {word, *re.split(r"[-'’]", word)}:
            plain = part.lower().rstrip(".")
            bases = frozenset(base_forms(plain, self.irregular))
            kind |= TRIGGER if bases & self.triggers else 0
            kind |= ACTOR if bases & self.roles else 0
            kind |= self._name(part) if part[:1].isupper() else 0
            kind |= CUE if bases & self.cues else 0
            kind |= STANDIN if bases & self.standins else 0
        return kind


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
    cues = {key.rpartition(".")[0].split()[0] for key in lexicon.cues}
    hedges = {hedge.split()[0].lower() for hedge in lexicon.hedges}
    heads = {role.split()[-1] for role in lexicon.roles}
    return Sieve(
        triggers=frozenset(part for word in lexicon.triggers for part in (word, *word.split("-"))),
        irregular=irregular,
        names=lexicon.directory.names.keys() | frozenset(_surnames(lexicon)),
        openings=lexicon.directory.openings,
        roles=frozenset(part.lower() for head in heads for part in (head, *head.split("-"))),
        cues=frozenset(cues | hedges | OPEN),
        standins=frozenset(lexicon.descriptions) | PRONOUNS,
    )


def _surnames(lexicon: Lexicon) -> Iterator[str]:
    """The words by which office holders are known alone or at the end of their full names."""
    offices = lexicon.directory.offices
    yield from (key.split()[-1] for key in offices.by_name)
    yield from (key for key in offices.by_surname if " " not in key)
