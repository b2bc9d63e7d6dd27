"""A forecast on a line from 0 to 100 %: its interval as a bar, the probability as a disc, the base rate as a stroke."""

from steppe.brief.charts.svg import COLOUR, INK, LINE, frame, tag
from steppe.brief.foreseen import Foreseen

WIDE, TALL, EDGE = 150.0, 22.0, 8.0


def strip(row: Foreseen, *, wide: float = WIDE) -> str:
    """The forecast of a row as a picture, `wide` pixels at full size; its words stand beside it."""
    sign, y = "conflict" if row.conflict else "cooperation", TALL / 2
    colour = COLOUR["conflict"] if row.conflict else COLOUR["cooperation"]
    left, right, base = (_x(one, wide) for one in (row.low, row.high, row.base_rate))
    parts = [
        tag("line", x1=_x(0, wide), x2=_x(1, wide), y1=y, y2=y, stroke=LINE, class_="line"),
        *(
            tag("line", x1=_x(one, wide), x2=_x(one, wide), y1=y - 3, y2=y + 3, stroke=LINE, class_="line")
            for one in (0, 0.5, 1)
        ),
        tag("line", x1=left, x2=max(right, left + 1), y1=y, y2=y, stroke=colour, stroke_width=4, class_=f"tie {sign}"),
        tag("line", x1=base, x2=base, y1=y - 8, y2=y + 8, stroke=INK, stroke_width=1.5, class_="mark"),
        tag("circle", cx=_x(row.probability, wide), cy=y, r=5, fill=colour, class_=f"full {sign}"),
    ]
    desc = f"{row.probability:.1%}, 90 % {row.low:.1%} to {row.high:.1%}, base rate {row.base_rate:.1%}"
    title = f"{row.what} on a line from 0 to 100 %"
    return frame("".join(parts), ident=f"strip-{row.ref.lower()}", title=title, desc=desc, width=wide, height=TALL)


def _x(share: float, wide: float) -> float:
    return EDGE + (wide - 2 * EDGE) * share
