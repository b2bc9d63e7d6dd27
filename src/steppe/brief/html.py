"""The brief as one HTML file that asks nobody for anything.

Nothing of the article is interpreted: every value is escaped, hiding characters are shown by code point, and
a content security policy allows exactly the style sheet and the script written here, by their hashes. All of
it shows without JavaScript; the script only lights up what belongs together.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from steppe.brief.brief import Brief, CaseView, EventRow, Segment
from steppe.brief.charts.bars import bars
from steppe.brief.charts.casetime import casetime
from steppe.brief.charts.network import network
from steppe.brief.charts.reliability import reliability
from steppe.brief.charts.routemap import routemap
from steppe.brief.charts.strip import strip
from steppe.brief.charts.svg import status_shape, tag
from steppe.brief.charts.timeline import timeline
from steppe.brief.foreseen import OutlookView
from steppe.brief.visible import one_line, shortened, visible
from steppe.brief.words import RESOLUTION, STATUS, basis_name, counted
from steppe.ontology.outlines import VIEW, outlines
from steppe.outlook.told import percent
from steppe.types import Status

FAMILY = {"E": "event", "C": "claim", "V": "verdict", "N": "number", "D": "damage"}


def to_html(brief: Brief, *, home: str = "") -> str:
    """The whole page as text; write it as UTF-8. `home` is where its reader came from, for a page that is served."""
    style, script = shipped("style.css") + lights(brief), shipped("script.js")
    template = environment().get_template("brief.html.j2")
    view = brief.checked.view if brief.checked else None
    return template.render(
        brief=brief,
        home=home,
        style=style,
        script=script,
        policy=policy(style, script),
        charts={
            "network": network(brief.network),
            "timeline": timeline(brief.events),
            "bars": bars(brief.events),
            **(_of_case(brief, view) if view else {}),
            **(_of_outlook(brief.outlook) if brief.outlook else {}),
        },
        border_view=VIEW,
        names=_names(brief),
    )


def section(brief: Brief, name: str) -> str:
    """One section alone, by the name of its template, for a page that brings style and script itself."""
    return environment().get_template(name).render(brief=brief, names=_names(brief), charts={})


def _names(brief: Brief) -> dict[str, str]:
    verdicts = brief.checked.rows if brief.checked else ()
    names = {row.ref: f"event {row.kind}" for row in brief.events}
    return names | {row.ref: f"verdict {row.finding}" for row in verdicts}


def _of_case(brief: Brief, view: CaseView) -> dict[str, str]:
    states = {stop.country: stop.soil for route in view.routes for stop in route.stops}
    # Nearly everybody borders somebody: drawn, these lines would hide the ties that tell something.
    told = tuple(tie for tie in view.network.ties if set(tie.kinds) != {"borders"})
    return {
        "routes": routemap(view.routes, outlines(), names=states),
        "real": network(replace(view.network, ties=told), ident="real"),
        "casetime": casetime(view, brief.events),
    }


def _of_outlook(view: OutlookView) -> dict[str, Any]:
    titled = [one.forecast for one in view.titled if one.forecast]
    rows = [*(row for pair in view.pairs for row in pair.rows), *titled]
    days = {one.ref: one.day for one in view.past}
    return {
        "days": days,
        "reliability": reliability(view.track.levels),
        "strips": {row.ref: strip(row) for row in rows},
    }


def policy(style: str, script: str) -> str:
    """The content security policy that lets in this style sheet and this script and nothing else.

    >>> policy("", "")[:37]
    "default-src 'none'; style-src 'sha256"
    """
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)]
    allowed = f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def anchor(ref: str, *, text: bool = False) -> str:
    """The anchor of a row, or of its words in the text.

    >>> anchor("E1"), anchor("E1", text=True)
    ('e1', 't-e1')
    """
    return f"{'t-' if text else ''}{ref.lower()}"


def ground_anchor(name: str, *, kind: str = "g", id: bool = False) -> str:  # noqa: A002
    """The anchor of a ground (`g`), fact (`f`), back-test (`b`) or source (`s`), as an `id` or as a link leads to it.

    >>> ground_anchor("unrest.west", id=True), ground_anchor("A B", kind="s")
    ('g-unrest.west', 's-A-B')
    """
    return f"{kind}-{name}".replace(" ", "-") if id else quote(f"{kind}-{name}".replace(" ", "-"))


def shape(status: Status) -> str:
    """A status as a small picture beside its words."""
    drawn = status_shape(status, x=7, y=7)
    return tag("svg", drawn, viewBox="0 0 14 14", width=14, height=14, class_="status-shape", aria_hidden="true")


def classes(segment: Segment) -> str:
    """The style classes of a segment: the roles that cover it, then its items."""
    roles = dict.fromkeys(mark.role for mark in segment.marks)
    refs = dict.fromkeys(f"i-{mark.ref.lower()}" for mark in segment.marks)
    return " ".join(("m", *roles, *refs))


def lights(brief: Brief) -> str:
    """Rules that light up all segments of an item when its anchor in the text is the target: no script needed."""
    rows = (brief.events, brief.claims, brief.checked.rows if brief.checked else (), brief.numbers, brief.damage)
    refs = [row.ref.lower() for family in rows for row in family]
    picked = ",\n".join(f":root:has(#t-{ref}:target) .i-{ref}" for ref in refs)
    return f"{picked} {{ background: var(--hit); color: var(--hit-ink); }}\n" if picked else ""


def _reference(ref: str, names: dict[str, str]) -> str:
    return f"{ref}, {names.get(ref, FAMILY[ref[0]])}"


def _told(rows: tuple[EventRow, ...]) -> Iterator[tuple[str, str]]:
    seen = {row.status for row in rows}
    return ((status, words) for status, words in STATUS.items() if status in seen)


def _chance(value: float) -> Markup:
    """A probability in words that no line break parts; ours, so nothing of it needs to be shown by code point."""
    return escape(percent(value).replace(" ", "\u00a0"))


def _shown(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return visible(value) if isinstance(value, str) else value


@cache
def environment() -> Environment:
    """The templates of this room: everything put into one is escaped and hiding characters are shown."""
    made = Environment(
        loader=PackageLoader("steppe.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"anchor": anchor, "one_line": one_line, "shortened": shortened, "classes": classes}
    made.filters |= {"reference": _reference, "shape": shape, "statuses": _told, "basis": basis_name, "chance": _chance}
    made.filters |= {"ground": ground_anchor}
    made.globals |= {"counted": counted, "families": FAMILY, "by_name": RESOLUTION["name"]}
    return made


@cache
def shipped(name: str) -> str:
    """A style sheet or script of this room, with line feeds only."""
    text = files("steppe.brief").joinpath(name).read_text("utf8")
    # A browser turns CR LF into LF before it hashes.
    return text.replace("\r\n", "\n")
