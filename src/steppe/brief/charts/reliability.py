"""How often it came when so much was said: past forecasts by level, beside the line on which both agree."""

from collections.abc import Sequence

from steppe.brief.charts.svg import COLOUR, LINE, MUTED, frame, tag, words
from steppe.brief.foreseen import Level

SIDE, LEFT, TOP, BELOW = 280.0, 56.0, 14.0, 44.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability(levels: Sequence[Level], *, ident: str = "reliability") -> str:
    """A disc for each level, larger for more forecasts, with its error bar; empty text without a level.

    >>> reliability(())
    ''
    """
    if not levels:
        return ""
    most = max(one.count for one in levels)
    parts = [*_axes(), *(part for one in levels for part in _level(one, most))]
    desc = "; ".join(f"said {one.said:.0%}, came {one.came:.0%} of {one.count:,}" for one in levels)
    return frame(
        "".join(parts),
        ident=ident,
        title="What was said against how often it came",
        desc=desc,
        width=LEFT + SIDE + 24,
        height=TOP + SIDE + BELOW,
    )


def _axes() -> list[str]:
    parts = [tag("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), stroke=MUTED, stroke_dasharray="4 4", class_="guide")]
    for tick in TICKS:
        parts.append(tag("line", x1=_x(0), x2=_x(1), y1=_y(tick), y2=_y(tick), stroke=LINE, class_="line"))
        parts.append(words(f"{tick:.0%}", x=LEFT - 8, y=_y(tick) + 4, class_="muted", anchor="end", size=11))
        parts.append(words(f"{tick:.0%}", x=_x(tick), y=_y(0) + 18, class_="muted", anchor="middle", size=11))
    parts.append(words("what was said", x=_x(0.5), y=_y(0) + 36, class_="ink", anchor="middle", size=12))
    turned = f"rotate(-90 12 {TOP + SIDE / 2:g})"
    label = words("how often it came", x=12, y=TOP + SIDE / 2, class_="ink", anchor="middle", size=12)
    return [*parts, tag("g", label, transform=turned)]


def _level(one: Level, most: int) -> list[str]:
    x, blue = _x(one.said), COLOUR["cooperation"]
    bar = tag(
        "line", x1=x, x2=x, y1=_y(one.low), y2=_y(one.high), stroke=blue, stroke_width=2, class_="shape cooperation"
    )
    size = 3 + 5 * (one.count / most) ** 0.5
    told = tag("title", f"said {one.said:.0%}, came {one.came:.0%} of {one.count:,}")
    return [bar, tag("circle", told, cx=x, cy=_y(one.came), r=size, fill=blue, class_="full cooperation")]


def _x(share: float) -> float:
    return LEFT + SIDE * share


def _y(share: float) -> float:
    return TOP + SIDE * (1 - share)
