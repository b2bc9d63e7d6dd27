"""Ties as lines: bent apart where several join one pair, dashed by sign, with an arrow unless mutual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from steppe.brief.brief import TieRow
from steppe.brief.charts.layout import Point
from steppe.brief.charts.svg import COLOUR, number, tag

DASH = {"cooperation": "7 4", "conflict": "", "unsorted": "2 3"}
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
Box = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A tie as markup and the points on it where a label may stand, best first."""

    markup: str
    spots: tuple[Point, ...]


def bends(ties: Sequence[TieRow]) -> list[tuple[TieRow, float]]:
    """Each tie with its own bend, so that several between one pair lie side by side."""
    groups: dict[frozenset[str], list[TieRow]] = {}
    for tie in ties:
        groups.setdefault(frozenset((tie.head, tie.tail)), []).append(tie)
    found = []
    for group in groups.values():
        for at, tie in enumerate(group):
            # Seen from the other end left is right: without the turn two opposite ties would coincide.
            side = 1 if tie.head <= tie.tail else -1
            found.append((tie, side * (at - (len(group) - 1) / 2) * 44))
    return found


def route(tie: TieRow, bend: float, centre: Mapping[str, Point], room: Box) -> Point:
    """The point that draws a tie aside from the straight way, inside the frame."""
    (x1, y1), (x2, y2) = centre[tie.head], centre[tie.tail]
    length = max(hypot(x2 - x1, y2 - y1), 1.0)
    x = (x1 + x2) / 2 + (y1 - y2) / length * bend
    y = (y1 + y2) / 2 + (x2 - x1) / length * bend
    return min(max(x, 4.0), room[0] - 4), min(max(y, 10.0), room[1] - 10)


def drawn(tie: TieRow, control: Point, size: Mapping[str, float], centre: Mapping[str, Point]) -> Drawn:
    """The tie from rim to rim of its discs (`size` holds their radii), bent towards `control`."""
    near, far = size[tie.head] + 2, size[tie.tail] + 3
    if tie.head == tie.tail:
        return _loop(tie, centre[tie.head], near - 2)
    start, tip = _toward(centre[tie.head], control, near), _toward(centre[tie.tail], control, far)
    end = _toward(tip, control, 0.0 if tie.mutual else 8.0)
    path = f"M{_pair(start)} Q{_pair(control)} {_pair(end)}"
    head = "" if tie.mutual else _arrow(tip, end, tie)
    spots = tuple(_on_curve(start, control, tip, share) for share in SHARES)
    return Drawn(markup=_line(path, tie) + head, spots=spots)


def _loop(tie: TieRow, at: Point, near: float) -> Drawn:
    x, y = at
    top = max(y - near - 26, 14)
    path = f"M{_pair((x - 5, y - near))} C{_pair((x - 24, top))} {_pair((x + 24, top))} {_pair((x + 5, y - near))}"
    return Drawn(markup=_line(path, tie), spots=((x, top + 4),))


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _toward(point: Point, goal: Point, step: float) -> Point:
    wide, high = goal[0] - point[0], goal[1] - point[1]
    length = max(hypot(wide, high), 1.0)
    share = min(step / length, 1.0)
    return point[0] + wide * share, point[1] + high * share


def _line(path: str, tie: TieRow) -> str:
    width = min(5.0, 1.2 + 0.6 * len(tie.refs))
    dash = {"stroke_dasharray": DASH[tie.sign]} if DASH[tie.sign] else {}
    return tag(
        "path", d=path, fill="none", stroke=COLOUR[tie.sign], stroke_width=width, class_=f"tie {tie.sign}", **dash
    )


def _arrow(tip: Point, base: Point, tie: TieRow) -> str:
    wide, high = tip[0] - base[0], tip[1] - base[1]
    corners = [tip, (base[0] - high / 2, base[1] + wide / 2), (base[0] + high / 2, base[1] - wide / 2)]
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return tag("polygon", points=points, fill=COLOUR[tie.sign], class_=f"arrow {tie.sign}")


def _on_curve(start: Point, control: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    x, y = (rest * rest * start[at] + 2 * rest * share * control[at] + share * share * end[at] for at in (0, 1))
    return x, y
