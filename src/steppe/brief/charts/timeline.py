"""Dated events on a line: a day as its status' shape, a vague date as a bar from its first to its last day.

The stroke of the bar tells the basis of the date: solid where stated, dashed where inferred, dotted where
only the day of publication stands in for it.
"""

from collections.abc import Sequence
from datetime import date

from steppe.brief.brief import EventRow, Sign
from steppe.brief.charts.svg import COLOUR, LINE, fitted, frame, status_shape, tag, words
from steppe.brief.words import MONTHS, counted
from steppe.types import When

WIDTH, LEFT, RIGHT, STEP, TOP = 720.0, 176.0, 26.0, 24.0, 12.0
MOST_ROWS = 60
DASH = {"stated": "", "inferred": "6 3", "published": "1.5 3"}


def timeline(rows: Sequence[EventRow], *, ident: str = "timeline") -> str:
    """At most sixty dated events, earliest first, one a row; empty text where no event has a date.

    Events without a date, and what did not fit, are counted in the description.

    >>> timeline(())
    ''
    """
    dated = [(row, row.happened) for row in rows if row.happened]
    if not dated:
        return ""
    dated.sort(key=lambda pair: (pair[1].first, pair[1].last))
    shown = dated[:MOST_ROWS]
    first, last = min(when.first for _, when in shown), max(when.last for _, when in shown)
    floor = TOP + len(shown) * STEP
    body = _axis(first, last, floor=floor) + "".join(
        _row(row, when, top=TOP + at * STEP, ends=(first, last)) for at, (row, when) in enumerate(shown)
    )
    told = "; ".join(f"{row.ref} {row.kind}, {row.status}, {row.when} ({when.basis})" for row, when in shown)
    left = (
        f" {counted(len(rows) - len(shown), 'event')} without a date or room not drawn."
        if len(rows) > len(shown)
        else ""
    )
    title = f"{counted(len(shown), 'dated event')} in order of time"
    return frame(body, ident=ident, title=title, desc=f"{told}.{left}", width=WIDTH, height=floor + 30)


def _across(day: date, ends: tuple[date, date]) -> float:
    first, last = ends
    room = WIDTH - LEFT - RIGHT
    days = (last - first).days
    return LEFT + (room / 2 if days == 0 else room * (day - first).days / days)


def _row(row: EventRow, when: When, *, top: float, ends: tuple[date, date]) -> str:
    mid = top + STEP / 2
    begin, end = _across(when.first, ends), _across(when.last, ends)
    parts = [
        words(row.ref, x=4, y=mid + 4, class_="muted"),
        words(fitted(row.kind, width=LEFT - 62), x=40, y=mid + 4),
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=mid, y2=mid, stroke=LINE, stroke_width=1, class_="line"),
    ]
    if when.basis != "stated" or end - begin >= 1:
        parts.append(_bar(begin, end, mid, row.sign, DASH[when.basis]))
    parts.append(status_shape(row.status, x=(begin + end) / 2, y=mid, sign=row.sign))
    return "".join(parts)


def _bar(begin: float, end: float, mid: float, sign: Sign, dash: str) -> str:
    wide = max(end - begin, 22.0)
    start = min(max((begin + end - wide) / 2, LEFT - 12), WIDTH - RIGHT + 12 - wide)
    style = {"stroke_dasharray": dash} if dash else {}
    return tag(
        "rect", x=start, y=mid - 8, width=wide, height=16, rx=8, fill="none", stroke=COLOUR[sign],
        stroke_width=1.5, class_=f"shape {sign}", **style,
    )  # fmt: skip


def _axis(first: date, last: date, *, floor: float) -> str:
    ticks = _ticks(first, last)
    parts = [tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=floor + 4, y2=floor + 4, stroke=LINE, class_="line")]
    for day in ticks:
        x = _across(day, (first, last))
        anchor = (
            "middle" if len(ticks) == 1 else "start" if day == ticks[0] else "end" if day == ticks[-1] else "middle"
        )
        parts.append(tag("line", x1=x, x2=x, y1=floor, y2=floor + 8, stroke=LINE, class_="line"))
        parts.append(
            words(
                f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
                x=x,
                y=floor + 24,
                class_="muted",
                anchor=anchor,
                size=11,
            )
        )
    return "".join(parts)


def _ticks(first: date, last: date) -> list[date]:
    days = (last - first).days
    parts = min(4, days) or 1
    return sorted({date.fromordinal(first.toordinal() + days * at // parts) for at in range(parts + 1)})
