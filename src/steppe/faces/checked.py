"""Verdicts and the world for the command line."""

import sys
from datetime import timedelta

from rich.console import Console
from rich.text import Text

from steppe import flow
from steppe.errors import InputError
from steppe.faces.show import day as read_day
from steppe.types import Coded
from steppe.wire import to_json

COLOURS = {
    "supported": "green",
    "contradicted": "red",
    "anachronistic": "red",
    "misattributed": "red",
    "outdated": "yellow",
    "inexact": "yellow",
    "garbled": "magenta",
}


def print_verdicts(coded: Coded, case: str, *, as_of: str | None, as_json: bool) -> None:
    """The verdicts on an article: lines for people on a terminal, JSON lines otherwise."""
    found = flow.check(coded, case, as_of=read_day(as_of))
    if as_json or not sys.stdout.isatty():
        sys.stdout.writelines(f"{to_json(one)}\n" for one in found)
        return
    console, last = Console(), None
    for one in found:
        if one.proposition.span != last:
            console.print(Text(f"\n{' '.join(one.proposition.quote.split())}", style="bold"))
            last = one.proposition.span
        sides = " | ".join(part for part in (one.told, one.record) if part)
        console.print(Text(f"  {one.finding}", style=COLOURS.get(one.finding, "dim")), Text(f"{one.rule}: {sides}"))
        for part in (one.difference, one.note, ", ".join(one.facts)):
            if part:
                console.print(Text(f"      {part}", style="dim"))


def print_world(
    case: str, *, as_of: str | None, record: flow.Store | None, views: tuple[str, str | None, str | None]
) -> None:
    """A world's summary, or one of `views`: an export's text, a member's ties, an export's exposure."""
    shape, actor, export = views
    world = flow.world_at(case, read_day(as_of), record=record)
    eve = world.as_of - timedelta(days=1)
    if shape:
        sys.stdout.write(flow.world_as(world, shape))
    elif actor is not None:
        sys.stdout.writelines(f"{to_json(tie)}\n" for tie in world.ties.of(actor, eve))
    elif export is not None:
        origin, colon, good = export.partition(":")
        if not colon:
            raise InputError(f"exposure is {export!r}; expected STATE:GOOD such as KAZ:oil")
        sys.stdout.write(to_json(flow.exposure(world, origin, good)) + "\n")
    else:
        sys.stdout.writelines(f"{name:<24}{text}\n" for name, text in flow.world_summary(world).items())
