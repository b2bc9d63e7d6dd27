"""Small charts of answers: an interval on a scale, two spreads over draws, two courses by day."""

from collections.abc import Sequence
from html import escape
from math import log10

from steppe.brief.brief import Sign
from steppe.brief.charts.svg import COLOUR, LINE, frame, tag, words

WIDE, LEFT, RIGHT = 560.0, 16.0, 16.0
MIDDLE = 18.0  # of an interval
TICKS = (0.0001, 0.001, 0.01, 0.1, 1.0)
Course = Sequence[Sequence[float]]  # day, 5 %, 50 %, 95 %


def chance(low: float, middle: float, high: float, *, ident: str) -> str:
    """A probability and its 90 % of draws on a scale of tens, from 1 in 10,000 to certain.

    >>> "1 in 100" in chance(0.001, 0.01, 0.1, ident="q")
    True
    """
    parts = [_rule(MIDDLE)]
    for tick in TICKS:
        x = _tens(tick)
        parts.append(tag("line", x1=x, x2=x, y1=MIDDLE - 4, y2=MIDDLE + 4, stroke=LINE, class_="line"))
        label = "certain" if tick == 1 else f"1 in {round(1 / tick):,}"
        anchor = "start" if tick == TICKS[0] else "end" if tick == 1 else "middle"
        parts.append(words(label, x=x, y=MIDDLE + 20, class_="muted", anchor=anchor, size=11))
    parts += _interval(_tens(low), _tens(middle), _tens(high), MIDDLE)
    desc = f"{middle:.2g}, 90 % of draws {low:.2g} to {high:.2g}"
    return frame(
        "".join(parts), ident=ident, title="The probability on a scale of tens", desc=desc, width=WIDE, height=66
    )


def span(points: Sequence[float], *, unit: str, ident: str) -> str:
    """The 5, 25, 50, 75 and 95 % of an amount on a plain scale."""
    least, most = min(0.0, points[0]), max(points[-1] * 1.1, points[-1] + 1e-9)
    at = [_plain(one, least, most) for one in points]
    parts = [_rule(MIDDLE), *_interval(at[0], at[2], at[4], MIDDLE)]
    parts.append(
        tag(
            "rect",
            x=at[1],
            y=MIDDLE - 7,
            width=max(at[3] - at[1], 1.0),
            height=14,
            fill="none",
            stroke=COLOUR["cooperation"],
        )
    )
    for x, one, anchor in ((LEFT, least, "start"), (WIDE - RIGHT, most, "end")):
        parts.append(words(f"{_three(one)} {unit}", x=x, y=MIDDLE + 24, class_="muted", anchor=anchor, size=11))
    half = f"half of draws {points[1]:.3g} to {points[3]:.3g}"
    desc = f"{points[2]:.3g} {unit}, {half}, 90 % {points[0]:.3g} to {points[4]:.3g}"
    return frame("".join(parts), ident=ident, title="The amount over draws", desc=desc, width=WIDE, height=48)


def spreads(
    ends: tuple[float, float], one: Sequence[int], other: Sequence[int], *, names: tuple[str, str], unit: str
) -> str:
    """Two histograms of draws over the same bins: as things stand above, the scenario beneath."""
    most = max(*one, *other, 1)
    parts: list[str] = []
    for base, counts, name, sign in ((80.0, one, names[0], "cooperation"), (180.0, other, names[1], "conflict")):
        parts.append(words(name, x=LEFT, y=base - 64, class_="ink", size=12))
        parts.append(_rule(base))
        step = (WIDE - LEFT - RIGHT) / len(counts)
        for at, count in enumerate(counts):
            if count:
                tall = max(58.0 * count / most, 0.8)
                title = tag("title", escape(f"{count} draws"))
                parts.append(
                    tag("rect", title, x=LEFT + at * step + 0.5, y=base - tall, width=step - 1, height=tall,
                        fill=COLOUR[_sign(sign)], class_=f"shape {sign}")
                )  # fmt: skip
    parts.append(words(f"{_three(ends[0])} {unit}", x=LEFT, y=198, class_="muted", size=11))
    parts.append(words(f"{_three(ends[1])} {unit}", x=WIDE - RIGHT, y=198, class_="muted", anchor="end", size=11))
    desc = f"Draws by {unit} from {_three(ends[0])} to {_three(ends[1])} in {names[0]} and {names[1]}"
    return frame("".join(parts), ident="spread", title="How the draws spread", desc=desc, width=WIDE, height=204)


def _sign(name: str) -> Sign:
    return "conflict" if name == "conflict" else "cooperation"


def courses(one: Course, other: Course, *, names: tuple[str, str], unit: str) -> str:
    """Two courses by day: the band of 5 to 95 % of draws and the middle one, each named at its end."""
    most = max([day[3] for day in (*one, *other)] + [1e-9]) * 1.05
    last = max(day[0] for day in (*one, *other))
    parts = [_rule(180.0)]
    ends: list[float] = []
    for course, name, sign in ((one, names[0], _sign("cooperation")), (other, names[1], _sign("conflict"))):
        xs = [LEFT + 40 + (WIDE - 200) * day[0] / last for day in course]
        up = [180 - 160 * day[3] / most for day in course]
        down = [180 - 160 * day[1] / most for day in course]
        middle = [180 - 160 * day[2] / most for day in course]
        band = " ".join(
            f"{x:.1f},{y:.1f}" for x, y in [*zip(xs, up, strict=True), *reversed([*zip(xs, down, strict=True)])]
        )
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, middle, strict=True))
        parts.append(tag("polygon", points=band, fill=COLOUR[sign], opacity=0.18, class_=f"shape {sign}"))
        parts.append(
            tag("polyline", points=line, fill="none", stroke=COLOUR[sign], stroke_width=2.0, class_=f"shape {sign}")
        )
        end = middle[-1] if all(abs(middle[-1] - used) > 14 for used in ends) else middle[-1] + 16
        ends.append(end)
        parts.append(words(name, x=xs[-1] + 6, y=end + 4, class_=sign, size=12))
    parts.append(words(f"{_three(most)}", x=LEFT + 34, y=26, class_="muted", anchor="end", size=11))
    parts.append(words("0", x=LEFT + 34, y=184, class_="muted", anchor="end", size=11))
    parts.append(words(f"day {last:.0f}", x=LEFT + 40 + WIDE - 200, y=198, class_="muted", anchor="end", size=11))
    desc = f"{unit} a day in {names[0]} and {names[1]}: the middle draw and 90 % of draws"
    return frame("".join(parts), ident="course", title="What arrives by day", desc=desc, width=WIDE, height=204)


def _three(value: float) -> str:
    """Three figures, written out.

    >>> _three(12430.0), _three(0.0313)
    ('12,400', '0.0313')
    """
    return f"{float(f'{value:.3g}'):,g}"


def _rule(y: float) -> str:
    return tag("line", x1=LEFT, x2=WIDE - RIGHT, y1=y, y2=y, stroke=LINE, class_="line")


def _interval(low: float, middle: float, high: float, y: float) -> list[str]:
    blue = COLOUR["cooperation"]
    bar = tag(
        "rect",
        x=low,
        y=y - 4,
        width=max(high - low, 1.5),
        height=8,
        rx=4,
        fill=blue,
        opacity=0.35,
        class_="shape cooperation",
    )
    return [bar, tag("circle", cx=middle, cy=y, r=6, fill=blue, class_="shape cooperation")]


def _tens(value: float) -> float:
    least, most = log10(TICKS[0]), log10(TICKS[-1])
    share = (log10(max(value, TICKS[0])) - least) / (most - least)
    return LEFT + (WIDE - LEFT - RIGHT) * min(share, 1.0)


def _plain(value: float, least: float, most: float) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (value - least) / (most - least)
