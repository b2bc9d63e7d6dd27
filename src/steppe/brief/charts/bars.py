"""Events by type as bars: filled for acts told as having happened, outlined for all other statuses."""

from collections import Counter
from collections.abc import Sequence

from steppe.brief.brief import EventRow, Sign
from steppe.brief.charts.labels import MARK
from steppe.brief.charts.svg import COLOUR, frame, tag, words
from steppe.brief.words import counted

WIDTH, LEFT, RIGHT, STEP = 340.0, 116.0, 34.0, 24.0


def bars(rows: Sequence[EventRow], *, ident: str = "bars") -> str:
    """One bar a type, most frequent first; empty text where there is no event.

    >>> bars(())
    ''
    """
    if not rows:
        return ""
    total = Counter(row.kind for row in rows)
    told = Counter(row.kind for row in rows if row.status == "asserted")
    signs = {row.kind: row.sign for row in rows}
    kinds = sorted(total, key=lambda kind: (-total[kind], kind))
    unit = (WIDTH - LEFT - RIGHT) / max(total.values())
    body = "".join(
        _bar(kind, signs[kind], (told[kind], total[kind]), top=8 + at * STEP, unit=unit)
        for at, kind in enumerate(kinds)
    )
    desc = "; ".join(f"{kind} {total[kind]}, of these {told[kind]} told as having happened" for kind in kinds)
    title = f"{counted(len(rows), 'event')} by type"
    return frame(body, ident=ident, title=title, desc=desc, width=WIDTH, height=16 + len(kinds) * STEP)


def _bar(kind: str, sign: Sign, counts: tuple[int, int], *, top: float, unit: float) -> str:
    told, total = counts
    colour = COLOUR[sign]
    mid = top + 15
    parts = [
        words(kind[:12], x=LEFT - 22, y=mid, anchor="end"),
        words(MARK[sign], x=LEFT - 12, y=mid, class_=sign, anchor="middle"),
    ]
    if total > told:
        wide = (total - told) * unit - 2
        parts.append(
            tag("rect", x=LEFT + told * unit + 1, y=top + 5, width=max(1, wide), height=12, rx=1.5,
                fill="none", stroke=colour, stroke_width=1.5, class_=f"shape {sign}")
        )  # fmt: skip
    if told:
        parts.append(
            tag(
                "rect",
                x=LEFT,
                y=top + 4,
                width=told * unit,
                height=14,
                rx=1.5,
                fill=colour,
                class_=f"shape full {sign}",
            )
        )
    parts.append(words(str(total), x=LEFT + total * unit + 8, y=mid, class_="muted"))
    return "".join(parts)
