"""The few SVG elements our charts are made of, escaped and finite by construction.

Colours stand here as attributes, so a chart shows on its own; a page's style sheet may override them by
class (`conflict`, `cooperation`, `unsorted`, `ink`, `muted`, `line`), for instance in a dark scheme.
"""

from collections.abc import Mapping
from html import escape
from math import isfinite

from steppe.brief.brief import Sign
from steppe.brief.visible import columns, one_line, shortened
from steppe.types import Status

COLOUR: Mapping[str, str] = {"cooperation": "#1f5f8b", "conflict": "#a3291f", "unsorted": "#5b5f63"}
INK, MUTED, LINE, PAPER = "#1d1f21", "#5b5f63", "#d8d3c8", "#ffffff"
INKS: Mapping[str, str] = {"ink": INK, "muted": MUTED, **COLOUR}
CORNERS: Mapping[Status, tuple[tuple[float, float], ...]] = {
    "denied": ((-1, -1), (1, 1), (0, 0), (1, -1), (-1, 1)),
    "planned": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8), (-0.8, -0.8)),
    "conditional": ((0, -1), (1, 0), (0, 1), (-1, 0), (0, -1)),
    "hypothetical": ((0, -1), (1, 0.8), (-1, 0.8), (0, -1)),
}
GLYPH = 6.6  # a cautious width of one letter at 12 units, used to keep words inside the frame


def tag(name: str, content: str = "", **attributes: str | float) -> str:
    """An element; attribute names take hyphens for underscores, `class_` is `class`, `content` is markup.

    Raises `ValueError` for a number that is not finite: a chart never draws one.

    >>> tag("rect", x=1.0, width=2.25, class_="bar")
    '<rect x="1" width="2.2" class="bar"/>'
    """
    pairs = [f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(pairs)}>{content}</{name}>" if content else f"<{name}{''.join(pairs)}/>"


def _value(value: str | float) -> str:
    return escape(one_line(value)) if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A coordinate with at most one decimal.

    >>> number(3.0), number(-0.04)
    ('3', '0')
    """
    if not isfinite(value):
        raise ValueError(f"a coordinate must be finite, not {value}")
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def words(text: str, *, x: float, y: float, class_: str = "ink", anchor: str = "start", size: float = 12) -> str:
    """Text at a point; `class_` names its ink, `anchor` is `start`, `middle` or `end`."""
    return tag(
        "text", escape(one_line(text)), x=x, y=y, class_=class_, text_anchor=anchor, font_size=size, fill=INKS[class_]
    )


def breadth(text: str, *, size: float = 12) -> float:
    """A cautious width of `text` in units.

    >>> round(breadth("four"), 1)
    26.4
    """
    return columns(text) * GLYPH * size / 12


def fitted(text: str, *, width: float, size: float = 12) -> str:
    """`text` cut to what surely fits into `width` units.

    >>> fitted("a rather long name", width=60)
    'a rathe …'
    """
    most = max(4, int(width / (GLYPH * size / 12)))
    short = shortened(text, most=most)
    while columns(short) > most and len(short) > 3:
        short = shortened(text, most=len(short) - 1)
    return short


def frame(body: str, *, ident: str, title: str, desc: str, width: float, height: float) -> str:
    """The whole picture; its ids open with `ident`, which must be unique on the page."""
    name, told = f"{ident}-title", f"{ident}-desc"
    opening = tag("title", escape(one_line(title)) or "Chart", id=name) + tag("desc", escape(one_line(desc)), id=told)
    return tag(
        "svg",
        opening + body,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        id=ident,
        role="img",
        aria_labelledby=f"{name} {told}",
        viewBox=f"0 0 {number(width)} {number(height)}",
        font_family="system-ui, sans-serif",
    )


def status_shape(status: Status, *, x: float, y: float, sign: Sign = "unsorted", size: float = 5) -> str:
    """A status as a shape: disc asserted, cross denied, square planned, diamond conditional, triangle hypothetical."""
    colour = COLOUR[sign]
    if status == "asserted":
        return tag("circle", cx=x, cy=y, r=size, fill=colour, class_=f"shape full {sign}")
    points = " ".join(f"{number(x + dx * size)},{number(y + dy * size)}" for dx, dy in CORNERS[status])
    shape = f"shape {sign}"
    return tag(
        "polyline", points=points, fill="none", stroke=colour, stroke_width=2, stroke_linejoin="round", class_=shape
    )
