"""Dependency trees written by hand: `word/TAG/dep/head[/lemma]`, heads counted from 0."""

from steppe.coding.parse import Parse, Token


def tree(written):
    """A `Parse` and its text from words separated by blanks.

    >>> parse, text = tree("She/PRP/nsubj/1 left/VBD/ROOT/1/leave")
    >>> text, parse.tokens[1].lemma
    ('She left', 'leave')
    """
    tokens, start = [], 0
    for i, part in enumerate(written.split()):
        word, tag, dep, head, *lemma = part.split("/")
        tokens.append(
            Token(i, word, lemma[0] if lemma else word.lower(), tag, dep, int(head), start, start + len(word))
        )
        start += len(word) + 1
    return Parse(tuple(tokens)), " ".join(token.text for token in tokens)
