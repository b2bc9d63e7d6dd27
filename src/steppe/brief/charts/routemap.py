"""Routes on a map: outlines of the states around them, a line a route as broad as its share, its places named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from steppe.brief.brief import RouteRow, Sign, Stop
from steppe.brief.charts.labels import Rectangle, meet
from steppe.brief.charts.sheet import WIDTH, Point, Sheet
from steppe.brief.charts.svg import COLOUR, INK, LINE, PAPER, breadth, frame, number, tag, words
from steppe.brief.visible import one_line
from steppe.brief.words import counted
from steppe.ontology.outlines import VIEW, Ring

NEAR = 1.2  # units between two points of an outline, at the least
FILLS = {"origin": "#efe4c8", "crossed": "#e3e7ea", "land": "#f5f4f0"}


def routemap(
    routes: Sequence[RouteRow],
    land: Mapping[str, tuple[Ring, ...]],
    *,
    names: Mapping[str, str],
    ident: str = "routes",
    around: Sequence[Stop] = (),
    land_of: str = "",
) -> str:
    """The routes with two places or more, on the outlines `land`; `names` is what to call a state (ISO3).

    Empty text where there is none. The border view is named in the description; the page names it beneath too. The
    sheet covers the places `around` as well, so that maps of several days can be compared. With `land_of`, the `ident`
    of a map of the same places on the same page, its outlines are shown again instead of being drawn twice.

    >>> routemap((), {}, names={})
    ''
    """
    drawn = [route for route in routes if len(route.stops) > 1]
    if not drawn:
        return ""
    sheet = Sheet([(stop.east, stop.north) for stop in (*around, *(stop for route in drawn for stop in route.stops))])
    origins = {route.origin for route in drawn}
    crossed = {stop.country for route in drawn for stop in route.stops} - origins
    body = tag("use", href=f"#{land_of}-land") if land_of else _land(land, origins, crossed, sheet, ident)
    spread = sorted(drawn, key=lambda route: -(route.share or 0.0))
    body += "".join(_line(route, sheet) for route in spread)
    places = {(stop.east, stop.north): stop for route in spread for stop in route.stops}
    used: list[Rectangle] = []
    body += _places(list(places.values()), used, sheet)
    soils = [(names.get(code, code), land[code]) for code in sorted(origins | crossed) if code in land]
    body += "".join(_state_named(name, rings, used, sheet) for name, rings in soils)
    told = "; ".join(_told(route) for route in drawn)
    frame_line = tag(
        "rect", x=0.5, y=0.5, width=WIDTH - 1, height=sheet.height - 1, fill="none", stroke=LINE, class_="border"
    )
    title = f"Map of {counted(len(drawn), 'route')}"
    desc = f"{told}. Borders: {VIEW}."
    return frame(body + frame_line, ident=ident, title=title, desc=desc, width=WIDTH, height=sheet.height)


def _land(land: Mapping[str, tuple[Ring, ...]], origins: set[str], crossed: set[str], sheet: Sheet, ident: str) -> str:
    states = (_state(rings, _fill(code, origins, crossed), sheet) for code, rings in sorted(land.items()))
    # A class of its own: where the group is shown again, rules that name the chart around it do not reach it.
    return tag("g", "".join(states), id=f"{ident}-land", class_="outlines")


def _fill(code: str, origins: set[str], crossed: set[str]) -> str:
    return "origin" if code in origins else "crossed" if code in crossed else "land"


def _state(rings: Iterable[Ring], kind: str, sheet: Sheet) -> str:
    paths = [_path(ring, sheet) for ring in rings if sheet.shows(ring)]
    if not paths:
        return ""
    return tag("path", d="".join(paths), fill=FILLS[kind], stroke=LINE, stroke_width=0.8, class_=f"{kind} border")


def _path(ring: Ring, sheet: Sheet) -> str:
    points = ((_kept(x, WIDTH), _kept(y, sheet.height)) for x, y in (sheet.at(*point) for point in ring))
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in _apart(points)) + "Z"


def _apart(points: Iterable[Point]) -> Iterator[Point]:
    """The points of an outline without those that nobody could tell from the one before."""
    last: Point | None = None
    for x, y in points:
        if last is None or abs(x - last[0]) + abs(y - last[1]) >= NEAR:
            last = (x, y)
            yield last


def _kept(value: float, room: float) -> float:
    """A coordinate kept near the sheet, so that far shores do not fill the file."""
    return min(max(value, -20.0), room + 20.0)


def broad(share: float | None) -> float:
    """The breadth of a line for a share of what leaves, from 1.4 to 9 units; a thin one where it is not known."""
    return 1.4 if share is None else 1.4 + 7.6 * min(max(share, 0.0), 1.0)


def _line(route: RouteRow, sheet: Sheet) -> str:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in (sheet.at(one.east, one.north) for one in route.stops))
    sign: Sign = "conflict" if route.state else "cooperation"
    style = {} if route.share else {"stroke_dasharray": "5 4"}
    title = tag("title", escape(one_line(_told(route))))
    return tag(
        "polyline", title, points=points, fill="none", stroke=COLOUR[sign], stroke_width=broad(route.share),
        stroke_linejoin="round", stroke_linecap="round", class_=f"shape {sign}", opacity=0.8, **style,
    )  # fmt: skip


def _told(route: RouteRow) -> str:
    share = (
        "no flow known"
        if route.share is None
        else f"{route.share:.0%} of what {f'left in {route.year}' if route.year else 'was to leave'}"
    )
    state = f"; {route.state}" if route.state else ""
    return f"{route.ref} {route.name}: {share}{state}"


def _places(stops: Sequence[Stop], used: list[Rectangle], sheet: Sheet) -> str:
    """Discs and names; a name that would hide another goes to another side, and is left out where none is free."""
    spots = [sheet.at(stop.east, stop.north) for stop in stops]
    used.extend((x - 4, y - 4, x + 4, y + 4) for x, y in spots)
    discs = [
        tag("circle", cx=x, cy=y, r=3.2, fill=PAPER, stroke=INK, stroke_width=1.4, class_="node") for x, y in spots
    ]
    return "".join(discs) + "".join(
        _named(stop.name, spot, used, sheet) for stop, spot in zip(stops, spots, strict=True)
    )


def _named(name: str, spot: Point, used: list[Rectangle], sheet: Sheet) -> str:
    wide, (x, y) = breadth(name, size=11), spot
    for left, base in ((x + 7, y + 4), (x - 7 - wide, y + 4), (x - wide / 2, y - 8), (x - wide / 2, y + 17)):
        box = (left - 1, base - 10, left + wide + 1, base + 3)
        inside = left > 2 and left + wide < WIDTH - 2 and 12 < base < sheet.height - 4
        if inside and not any(meet(box, other) for other in used):
            used.append(box)
            return halo(words(name, x=left, y=base, size=11))
    return ""


def halo(content: str) -> str:
    """Words with a rim of paper, legible over lines."""
    return tag("g", content, class_="halo", stroke=PAPER, stroke_width=3, paint_order="stroke", stroke_linejoin="round")


def _state_named(name: str, rings: Sequence[Ring], used: Sequence[Rectangle], sheet: Sheet) -> str:
    """The name in the middle of what the sheet shows of the largest ring; left out where it does not fit in."""
    ring = max(rings, key=_area)
    points = [sheet.at(*point) for point in ring]
    xs = [min(max(x, 0.0), WIDTH) for x, _ in points]
    ys = [min(max(y, 0.0), sheet.height) for _, y in points]
    wide = breadth(name, size=13) + 12
    if max(xs) - min(xs) < wide or max(ys) - min(ys) < 24:
        return ""
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    box = (middle[0] - wide / 2, middle[1] - 12, middle[0] + wide / 2, middle[1] + 4)
    if any(meet(box, other) for other in used):
        return ""
    return words(name, x=middle[0], y=middle[1], class_="muted", anchor="middle", size=13)


def _area(ring: Ring) -> float:
    """Twice the area of a ring in square degrees (shoelace formula)."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(e0 * n1 - e1 * n0 for (e0, n0), (e1, n1) in pairs))
