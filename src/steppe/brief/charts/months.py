"""Cooperation and conflict month by month: bars above the line and below it, solid where material."""

from collections.abc import Sequence

from steppe.brief.charts.svg import COLOUR, LINE, frame, tag, words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BELOW = 720.0, 190.0, 46.0, 10.0, 12.0, 24.0
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
    wide = (WIDTH - LEFT - RIGHT) / len(names)
    parts = [_axis(up, down, line=line, unit=unit)]
    for at, (name, row) in enumerate(zip(names, counts, strict=True)):
        x = LEFT + at * wide
        parts.append(_month(name, row, x=x, wide=wide, line=line, unit=unit))
        if name.endswith("-01") or len(names) <= 12:
            label = name[:4] if name.endswith("-01") else name
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
