"""A coded text as a notebook shows it: one HTML fragment, the text with what was read in it, tables beneath.

The fragment needs no script and asks nobody for anything. Its style sheet names only elements under its own
class, so that nothing leaks into the notebook; it follows the notebook's light or dark theme where that is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steppe.brief.brief import Brief, Mark, Segment
from steppe.brief.compose import marks
from steppe.brief.html import FAMILY, environment, shipped
from steppe.brief.passages import Marked, passages
from steppe.brief.rows import names, party
from steppe.brief.visible import one_line
from steppe.types import Coded

MOST_OPEN = 12  # rows of a table that stands open


@dataclass(frozen=True, slots=True)
class Notebook:
    """A view that notebooks show by its `_repr_html_`; `html` is the same fragment for other pages.

    >>> Notebook("<div>Oslo</div>")._repr_html_()
    '<div>Oslo</div>'
    """

    html: str

    def _repr_html_(self) -> str:
        return self.html


def notebook(coded: Coded, brief: Brief) -> Notebook:
    """The view of `coded`, whose brief is `brief`: text with highlights; events, claims and numbers as tables."""
    actors = _actors(coded)
    marked = [*marks(coded, brief.events, brief.claims, brief.numbers, brief.damage), *actors]
    tips = _named(coded, brief)
    page = environment().get_template("notebook.html.j2")
    return Notebook(
        page.render(
            brief=brief,
            passages=passages(coded.article, marked),
            styles=_styles,
            tip=lambda segment: _tip(segment, tips),
            style=shipped("notebook.css"),
            families=FAMILY,
            most=MOST_OPEN,
        )
    )


def _actors(coded: Coded) -> list[Marked]:
    """Each stretch that stands for an actor once, as A and the actor's id."""
    sides = [one for event in coded.events for one in (*event.actors, *event.recipients)]
    spans = {(one.actor.id, one.span) for one in (*coded.mentions, *sides) if one.resolution != "implied"}
    return [(Mark(ref=f"A{name}", role="actor"), span) for name, span in sorted(spans)]


def _named(coded: Coded, brief: Brief) -> dict[str, str]:
    """What each reference stands for, in a few words."""
    sides = [one for event in coded.events for one in (*event.actors, *event.recipients)]
    tips = {f"A{one.actor.id}": _person(party(one).name, party(one).codes) for one in (*coded.mentions, *sides)}
    for row in brief.events:
        whom = f" to {names(row.recipients)}" if row.recipients else ""
        tips[row.ref] = f"{row.ref} {' '.join((row.kind, *row.modes))}: {names(row.actors) or 'nobody named'}{whom}"
        tips[row.ref] += "" if row.status == "asserted" else f" ({row.status})"
    tips |= {row.ref: f"{row.ref} {row.who} {row.stance}" for row in brief.claims}
    tips |= {row.ref: f"{row.ref} {row.reading}" for row in brief.numbers}
    return tips | {row.ref: f"{row.ref} {row.kind}" for row in brief.damage}


def _person(name: str, codes: str) -> str:
    return f"{name} [{codes}]" if codes else name


def _styles(segment: Segment) -> str:
    return " ".join(dict.fromkeys(("steppe-mark", *(f"steppe-{mark.role}" for mark in segment.marks))))


def _tip(segment: Segment, tips: Mapping[str, str]) -> str:
    return " · ".join(_each(one_line(tips[mark.ref]) for mark in segment.marks))


def _each(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
