"""Labels of ties, put where they hide neither a name nor each other; the bare sign where there is no room."""

from collections.abc import Iterable, Sequence

from steppe.brief.brief import Sign, TieRow
from steppe.brief.charts.layout import Point
from steppe.brief.charts.svg import PAPER, breadth, tag, words

MARK: dict[Sign, str] = {"cooperation": "+", "conflict": "−", "unsorted": "·"}
Rectangle = tuple[float, float, float, float]


def labels(ties: Sequence[tuple[TieRow, Sequence[Point]]], *, taken: Iterable[Rectangle], width: float) -> str:
    """A label for each tie at the first of its points that is free; `taken` holds left, top, right, bottom."""
    used = list(taken)
    parts = []
    for tie, spots in ties:
        more = f" +{len(tie.kinds) - 1}" if len(tie.kinds) > 1 else ""
        sign = MARK[tie.sign]
        text, at = _free((f"{sign} {tie.kinds[0]}{more}", sign), spots, used, width)
        used.append(_box(text, at))
        parts.append(_label(text, at, tie.sign))
    return "".join(parts)


def _free(texts: Sequence[str], spots: Sequence[Point], used: Sequence[Rectangle], width: float) -> tuple[str, Point]:
    for text in texts:
        half = breadth(text, size=11) / 2 + 4
        for x, y in spots:
            at = (min(max(x, half), width - half), y)
            box = _box(text, at)
            if not any(meet(box, other) for other in used):
                return text, at
    return texts[-1], spots[0]


def _box(text: str, at: Point) -> Rectangle:
    half = breadth(text, size=11) / 2 + 3
    return at[0] - half, at[1] - 8.5, at[0] + half, at[1] + 8.5


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _label(text: str, at: Point, sign: Sign) -> str:
    left, top, right, bottom = _box(text, at)
    plate = tag("rect", x=left, y=top, width=right - left, height=bottom - top, rx=2, fill=PAPER, class_="plate")
    return plate + words(text, x=at[0], y=at[1] + 3.5, anchor="middle", class_=sign, size=11)
