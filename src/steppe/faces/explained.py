"""Explanations for the command line."""

import sys

from rich.console import Console

from steppe import flow
from steppe.errors import InputError
from steppe.types import Article, Coded
from steppe.wire import to_json


def print_explained(one: Article | Coded, *, at: flow.Desk, sentence: int | None, as_json: bool) -> None:
    """Why each sentence, or the one numbered `sentence`, gave its events or none: lines for people, or JSON lines.

    Raises `InputError` where the article has no such sentence.
    """
    article = one.article if isinstance(one, Coded) else one
    every = flow.explain(article, at=at)
    last = max((row.number for row in every), default=0)
    if sentence is not None and not any(row.number == sentence for row in every):
        known = f"its sentences are 1 to {last}" if last else "it has no sentence that could be coded"
        raise InputError(f"{article.address}: no sentence {sentence}; {known}")
    for row in every:
        if sentence in (None, row.number):
            width, colour = Console().width, sys.stdout.isatty()
            lines = to_json(row) if as_json else flow.explanation_lines(row, width=width, colour=colour)
            sys.stdout.write(lines + "\n")
