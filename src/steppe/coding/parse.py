"""Dependency trees.

A `Parser` takes sentence texts and gives a `Parse` each; everything else works on `Parse`, so a tree
can be written by hand in a test and another library than that of `coding/model.py` could stand in. Labels
are ClearNLP dependencies and Penn tags, as spaCy's English models give them (Honnibal et al., spaCy 3).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Token(NamedTuple):
    """A word: its place in the sentence, forms, label and head; `start`/`end` are characters of the sentence."""

    i: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True)
class Parse:
    """A dependency tree. The root is its own head.

    >>> she = Token(0, "She", "she", "PRP", "nsubj", 1, 0, 3)
    >>> left = Token(1, "left", "leave", "VBD", "ROOT", 1, 4, 8)
    >>> [t.text for t in Parse((she, left)).children(1)]
    ['She']
    """

    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(tuple(row) for row in below)

    def children(self, i: int, *deps: str) -> tuple[Token, ...]:
        """The tokens below `i`, in text order; with `deps`, only those so labelled."""
        found = self._children[i]
        return tuple([token for token in found if token.dep in deps]) if deps and found else found

    def child(self, i: int, *deps: str) -> Token | None:
        """The first token below `i` labelled one of `deps`, or `None`."""
        for token in self._children[i]:
            if token.dep in deps:
                return token
        return None

    def head(self, i: int) -> Token:
        """The token that `i` hangs on (the root hangs on itself)."""
        return self.tokens[self.tokens[i].head]

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above `i`, nearest first, to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def subtree(self, i: int) -> tuple[Token, ...]:
        """`i` and all below it, in text order."""
        below = self._children
        if not below[i]:
            return (self.tokens[i],)
        found = [i]
        for here in found:
            found.extend([token.i for token in below[here]])
        tokens = self.tokens
        return tuple([tokens[k] for k in sorted(found)])

    def conjuncts(self, i: int) -> tuple[Token, ...]:
        """`i` and everything coordinated with it from the right."""
        row, waiting = [self.tokens[i]], [i]
        while waiting:
            joined = self.children(waiting.pop(), "conj")
            row.extend(joined)
            waiting.extend(token.i for token in joined)
        return tuple(row)


Parser = Callable[[Sequence[str]], list[Parse]]
