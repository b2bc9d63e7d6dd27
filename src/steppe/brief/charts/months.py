"""Cooperation and conflict month by month: bars above the line and below it, solid where material."""

from collections.abc import Sequence

from steppe.brief.charts.svg import COLOUR, LINE, frame, tag, words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BELOW = 720.0, 190.0, 46.0, 10.0, 12.0, 24.0
WIDEST, FEW = 54.0, 12  # of a month's bar, and months that are each named in full
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def months(names: Sequence[str], counts: Sequence[Sequence[int]], *, ident: str = "months") -> str:
    """A bar a month up for cooperation and down for conflict; verbal acts are outlined, material ones solid.

    `counts[i]` are the events of month `names[i]` by quad class. Empty text without a month.

    >>> months((), ())
    ''
    """
    if not names:
        return ""
    up, down = (max(1, *(row[at] + row[at + 1] for row in counts)) for at in (0, 2))
    room = HEIGHT - TOP - BELOW
    unit = room / (up + down)
    line = TOP + up * unit
    wide = min((WIDTH - LEFT - RIGHT) / len(names), WIDEST)
    parts = [_axis(up, down, line=line, unit=unit)]
    for at, (name, row) in enumerate(zip(names, counts, strict=True)):
        x = LEFT + at * wide
        parts.append(_month(name, row, x=x, wide=wide, line=line, unit=unit))
        if name.endswith("-01") or len(names) <= FEW:
            label = name if len(names) <= FEW else name[:4]
            parts.append(words(label, x=x + wide / 2, y=HEIGHT - 6, class_="muted", anchor="middle", size=11))
    total = [sum(row[at] for row in counts) for at in range(4)]
    desc = f"{names[0]} to {names[-1]}: " + ", ".join(f"{n:,} {q}" for n, q in zip(total, QUADS, strict=True))
    title = "Cooperation above the line, conflict below it, by month"
    return frame("".join(parts), ident=ident, title=title, desc=desc, width=WIDTH, height=HEIGHT)


def _axis(up: int, down: int, *, line: float, unit: float) -> str:
    return "".join(
        (
            tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=line, y2=line, stroke=LINE, class_="line"),
            words(f"{up:,}", x=LEFT - 6, y=line - up * unit + 9, class_="cooperation", anchor="end", size=11),
            words("0", x=LEFT - 6, y=line + 4, class_="muted", anchor="end", size=11),
            words(f"{down:,}", x=LEFT - 6, y=line + down * unit, class_="conflict", anchor="end", size=11),
        )
    )


def _month(name: str, row: Sequence[int], *, x: float, wide: float, line: float, unit: float) -> str:
    told = f"{name}: " + ", ".join(f"{n:,} {q}" for n, q in zip(row, QUADS, strict=True) if n)
    bars = []
    for sign, (verbal, material), way in (("cooperation", row[:2], -1), ("conflict", row[2:], 1)):
        for value, before, solid in ((material, 0, True), (verbal, material, False)):
            if value:
                near, far = line + way * before * unit, line + way * (before + value) * unit
                bars.append(_bar(x, wide, (near, far), sign=sign, solid=solid))
    return tag("g", tag("title", told) + "".join(bars)) if bars else ""


def _bar(x: float, wide: float, ends: tuple[float, float], *, sign: str, solid: bool) -> str:
    top, bottom = min(ends), max(ends)
    return tag(
        "rect",
        x=x + wide * 0.1,
        y=top,
        width=max(wide * 0.8, 0.8),
        height=max(bottom - top, 0.6),
        fill=COLOUR[sign],
        fill_opacity=1.0 if solid else 0.4,
        class_=f"full {sign}",
    )


SPARK_WIDE, SPARK_HIGH = 132.0, 30.0


def spark(spans: Sequence[tuple[int, int]], *, ident: str, title: str, days: int) -> str:
    """Cooperation above and conflict below a line, in windows of so many days one after the other, in a line of text.

    The last window, which the others are compared with, is set off by a rule. Empty text without an event.

    >>> spark((), ident="s", title="KAZ and RUS", days=30)
    ''
    """
    most = max((max(pair) for pair in spans), default=0)
    if not most:
        return ""
    line, unit = SPARK_HIGH / 2, (SPARK_HIGH / 2 - 1) / most
    wide = SPARK_WIDE / len(spans)
    parts = [tag("line", x1=0, x2=SPARK_WIDE, y1=line, y2=line, stroke=LINE, class_="line")]
    for at, (up, down) in enumerate(spans):
        if up:
            parts.append(_bar(at * wide, wide, (line, line - up * unit), sign="cooperation", solid=True))
        if down:
            parts.append(_bar(at * wide, wide, (line, line + down * unit), sign="conflict", solid=True))
    edge = (len(spans) - 1) * wide
    parts.append(tag("line", x1=edge, x2=edge, y1=0, y2=SPARK_HIGH, stroke=LINE, class_="line"))
    told = ", ".join(f"{up}/{down}" for up, down in spans)
    desc = f"Cooperation/conflict in {len(spans)} windows of {days} days, the last one last: {told}"
    return frame("".join(parts), ident=ident, title=title, desc=desc, width=SPARK_WIDE, height=SPARK_HIGH)
