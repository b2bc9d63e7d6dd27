"""The case's events on lanes by topic, the article's own above them, on one line of time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape

from steppe.brief.brief import CaseEventRow, CaseView, EventRow
from steppe.brief.charts.svg import COLOUR, LINE, fitted, frame, status_shape, tag, words
from steppe.brief.visible import one_line
from steppe.brief.words import counted
from steppe.types import When

WIDTH, LEFT, RIGHT, TOP, LANE = 720.0, 132.0, 16.0, 8.0, 26.0
MOST_LANES = 10


def casetime(view: CaseView, rows: Sequence[EventRow], *, ident: str = "casetime") -> str:
    """Events of the case from `view.since` to `view.until` and the article's dated ones within; empty if none is.

    Topics beyond the ten most frequent share the last lane.

    >>> from datetime import date
    >>> from steppe.brief.brief import Network
    >>> net = Network(nodes=(), ties=(), hidden=0, untied=())
    >>> casetime(CaseView(routes=(), network=net, since=date(2022, 1, 1), until=date(2022, 2, 1), events=()), ())
    ''
    """
    own = [(row, row.happened) for row in rows if row.happened and _within(row.happened, view)]
    if not own and not view.events:
        return ""
    lanes = _lanes(view.events)
    floor = TOP + LANE * (len(lanes) + bool(own))
    body = _axis(view, floor)
    if own:
        mid = TOP + LANE / 2
        body += _lane("In the article", mid, strong=True) + "".join(_own(row, when, mid, view) for row, when in own)
    for at, (topic, events) in enumerate(lanes, bool(own)):
        mid = TOP + LANE * (at + 0.5)
        body += _lane(topic, mid) + "".join(_tick(event, mid, view) for event in events)
    title = f"{counted(len(view.events), 'event')} of the case and {len(own)} of the article in order of time"
    desc = "; ".join(f"{topic}: {len(events)}" for topic, events in lanes)
    return frame(body, ident=ident, title=title, desc=desc, width=WIDTH, height=floor + 30)


def _within(when: When, view: CaseView) -> bool:
    return when.last >= view.since and when.first <= view.until


def _lanes(events: Sequence[CaseEventRow]) -> list[tuple[str, list[CaseEventRow]]]:
    counts = Counter(event.topic for event in events)
    ranked = [topic for topic, _ in counts.most_common()]
    named = ranked if len(ranked) <= MOST_LANES else ranked[: MOST_LANES - 1]
    lanes = [(topic, [event for event in events if event.topic == topic]) for topic in named]
    rest = [event for event in events if event.topic not in named]
    return [*lanes, ("other topics", rest)] if rest else lanes


def _across(day: date, view: CaseView) -> float:
    share = (day - view.since).days / max((view.until - view.since).days, 1)
    return LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0.0), 1.0)


def _lane(name: str, mid: float, *, strong: bool = False) -> str:
    label = words(fitted(name.replace("-", " "), width=LEFT - 16), x=4, y=mid + 4, class_="ink" if strong else "muted")
    return label + tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=mid, y2=mid, stroke=LINE, class_="line")


def _tick(event: CaseEventRow, mid: float, view: CaseView) -> str:
    begin, end = _across(event.first, view), _across(event.last, view)
    title = tag("title", escape(one_line(f"{event.ref} {event.first}: {event.what}")))
    return tag(
        "rect", title, x=begin - 2, y=mid - 7, width=max(end - begin, 0) + 4, height=14, rx=2, fill=COLOUR[event.sign],
        opacity=0.6, class_=f"shape full {event.sign}",
    )  # fmt: skip


def _own(row: EventRow, when: When, mid: float, view: CaseView) -> str:
    begin, end = _across(when.first, view), _across(when.last, view)
    title = tag("title", escape(one_line(f"{row.ref} {row.kind}, {row.status}, {row.when}")))
    bar = tag(
        "line", x1=begin, x2=end, y1=mid, y2=mid, stroke=COLOUR[row.sign], stroke_width=2, class_=f"shape {row.sign}"
    )
    return tag("g", title + bar + status_shape(row.status, x=(begin + end) / 2, y=mid, sign=row.sign))


def _axis(view: CaseView, floor: float) -> str:
    years = range(view.since.year, view.until.year + 1)
    step = max(1, len(years) // 8)
    parts = []
    for year in years[::step]:
        x = _across(date(year, 1, 1), view)
        parts.append(tag("line", x1=x, x2=x, y1=TOP, y2=floor + 6, stroke=LINE, class_="line"))
        parts.append(words(str(year), x=x, y=floor + 20, class_="muted", size=11))
    return "".join(parts)
