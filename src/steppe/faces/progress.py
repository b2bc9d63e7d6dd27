"""What a person sees on standard error while a batch runs, and what was refused at its end."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Value = TypeVar("Value")


def report(found: Iterable[Any], *, verb: str, most: int | None = None, before: int = 0) -> Iterator[Any]:
    """Hand on what succeeded; count on a terminal; at the end list what was refused, with reasons.

    `before` counts what an earlier run has done of the same work. Raises `SystemExit(1)` at the end when nothing
    succeeded, `SystemExit(2)` when all was refused.
    """
    refused, done = [], before
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(verb)
        for one in found:
            if _is_refused(one):
                refused.append(one)
            else:
                done += 1
                yield one
            progress.update(task, description=f"{verb} {done}, refused {len(refused)}")
            if most is not None and done >= most:
                break
    _tell(refused, done, verb)


@contextmanager
def counted(words: str) -> Iterator[Callable[[int, int], None]]:
    """What to tell of steps done and all of them: a line on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(words)
        yield lambda done, every: progress.update(task, description=f"{words} {done:,} of {every:,}")


def _is_refused(one: Any) -> bool:
    return type(one).__name__ == "Refused"


def _tell(refused: list[Any], done: int, verb: str) -> None:
    if refused:
        sys.stderr.write(f"steppe: {verb} {done}, refused {len(refused)}:\n")
        for one in refused:
            sys.stderr.write(f"  {one.address}: {one.reason}\n")
    if not done:
        raise SystemExit(2 if refused else 1)


def batches(values: Iterable[Value], *, size: int) -> Iterator[list[Value]]:
    """The values in lists of at most `size`.

    >>> list(batches("abcde", size=2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
