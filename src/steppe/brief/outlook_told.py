"""The outlook in plain lines: each pair's forecasts, the title's questions beside the model, the track record."""

from collections.abc import Iterator, Mapping

from steppe.brief.foreseen import Foreseen, OutlookView, PastEvent, TitleRow
from steppe.outlook.told import percent


def view_lines(view: OutlookView) -> Iterator[str]:
    """The outlook line by line, for a terminal."""
    yield f"outlook by {view.forecaster}, as known before {view.as_of}; history {view.history[:16]}, {events(view)}"
    past = {one.ref: one for one in view.past}
    if view.thin and view.pairs == ():
        yield f"nothing is told: {view.thin}"
    for pair in view.pairs:
        yield f"{pair.who} -> {pair.whom}" + (f": {pair.thin}" if pair.thin else "")
        for row in pair.rows:
            yield from _row(row, past)
    if view.titled:
        yield f"{view.title} {view.reading[:1].upper()}{view.reading[1:]}."
    for one in view.titled:
        yield from _title(one, past)
    if view.pairs:
        yield f"track record: {track(view)}"
    if not view.confirmed:
        yield "The events of the history come from imported files; none of them is confirmed."


def events(view: OutlookView) -> str:
    """How much the history holds, in words."""
    if view.since is None:
        return "no event"
    return f"{view.events:,} events known {view.since} to {view.until}"


def track(view: OutlookView) -> str:
    """How the forecaster did on this history, in words."""
    one = view.track
    if one.thin:
        return f"too little past to draw one: {one.thin}"
    beside = f", {one.rival_name} {one.rival:.4f}" if one.rival is not None else ""
    return (
        f"{one.windows:,} windows asked anew from {one.first} to {one.last}, {one.happened:,} with an event; Brier "
        f"score {one.brier:.4f}{beside} (0 is best)"
    )


def interval(row: Foreseen) -> str:
    """A forecast in words: probability, interval, base rate.

    >>> from datetime import date
    >>> one = Foreseen(ref="O1", question="", what="", conflict=True, opens=date(2022, 1, 1),
    ...                closes=date(2022, 1, 30), probability=0.2, low=0.1, high=0.3, base_rate=0.15, steps=(), rest=0,
    ...                note="")
    >>> interval(one)
    '20 % (90 %: 10 % to 30 %), base rate 15 %'
    """
    low, high = percent(row.low), percent(row.high)
    return f"{percent(row.probability)} (90 %: {low} to {high}), base rate {percent(row.base_rate)}"


def _row(row: Foreseen, past: Mapping[str, PastEvent]) -> Iterator[str]:
    yield f"  {row.what}: {interval(row)}"
    if row.note:
        yield f"    note: {row.note}"
    told: set[str] = set()
    for step in row.steps:
        yield f"    {step.part:+.2f}  {step.text} -> {percent(step.until)}"
        new = [ref for ref in step.events if ref not in told]
        told.update(new)
        for ref in new:
            one = past[ref]
            yield f"           {one.day} {one.who} -> {one.whom}: {one.kind} [{one.source}]"


def _title(one: TitleRow, past: Mapping[str, PastEvent]) -> Iterator[str]:
    yield ""
    yield f"{one.id}: {one.question}"
    if one.forecast:
        yield from _row(one.forecast, past)
    else:
        yield f"  {one.stands_for}: {one.thin}"
    yield f"  beside it {one.other}: {one.asked}" if one.asked else f"  beside it {one.other}"
    yield f"    {one.said}"
    yield f"  counts here: {one.counts}"
    yield f"  why they differ: {one.differs}"
    yield f"  the history lacks: {one.lacks}"
