"""Which days a date phrase means, given the publication date and the days spoken of before it.

The rules are the usual ones of news reading (Stroetgen and Gertz, Domain-Sensitive Temporal Tagging, 2016): a phrase
counted from publication needs it, one counted from the story needs the day last spoken of, and a date
without a year takes the latest year that is not after publication, or the year nearest to its anchor.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Final, Literal

from steppe.text.date_phrase import Calendar, DatePhrase, TimeUnit
from steppe.text.date_words import PARTS, WEEKDAYS
from steppe.types import Basis, When

Direction = Literal["past", "future"]
Days = tuple[date, date]

_KNOWN_WITHIN: Final = 31
"""A publication date vaguer than this many days does not settle which year or week is meant."""
_YEARS_TRIED: Final = 8
_SLACK: Final = {"week": 3, "month": 15, "year": 90, "decade": 730, "century": 3652}
"""Half-width in days of "three weeks later" and the like (own rule: about half a week or month)."""


def _clamped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _moved(day: date, days: int) -> date:
    return _clamped(day.toordinal() + days)


def _months_on(day: date, months: int) -> date:
    index = min(max(day.year * 12 + day.month - 1 + months, MINYEAR * 12), MAXYEAR * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_around(day: date, unit: TimeUnit, amount: int = 0) -> Days:
    """The whole unit that lies `amount` units from the one that holds `day`; weeks open on Monday.

    >>> unit_around(date(2022, 11, 27), "month", -1)
    (datetime.date(2022, 10, 1), datetime.date(2022, 10, 31))
    """
    if unit in {"day", "hour", ""}:
        moved = _moved(day, amount)
        return moved, moved
    if unit in {"week", "weekend"}:
        monday = _moved(day, 7 * amount - day.weekday())
        return _moved(monday, 5 if unit == "weekend" else 0), _moved(monday, 6)
    if unit == "month":
        first = _months_on(day.replace(day=1), amount)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    length = {"year": 1, "decade": 10, "century": 100}[unit]
    opening = (day.year - (unit == "century")) // length * length + (unit == "century") + amount * length
    opening = min(max(opening, MINYEAR), MAXYEAR)
    return date(opening, 1, 1), date(min(opening + length - 1, MAXYEAR), 12, 31)


def counted_from(day: date, unit: TimeUnit, amount: int) -> date:
    """The day `amount` units from `day`.

    >>> counted_from(date(2020, 2, 29), "year", 1)
    datetime.date(2021, 2, 28)
    """
    if unit in {"month", "year", "decade", "century"}:
        return _months_on(day, amount * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
    if unit == "hour":
        return _moved(day, int(amount / 24))
    return _moved(day, amount * (7 if unit in {"week", "weekend"} else 1))


def part_of_days(days: Days, part: str) -> Days:
    """The slice of a period that `part` names, in whole months where the period is a year.

    >>> part_of_days((date(2022, 1, 1), date(2022, 12, 31)), "mid")
    (datetime.date(2022, 5, 1), datetime.date(2022, 8, 31))
    """
    if part not in PARTS:
        return days
    first, last = days
    low, high, of = PARTS[part]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        months = 12 * (last.year - first.year + 1)
        closing = _months_on(first, months * high // of - 1)
        return _months_on(first, months * low // of), unit_around(closing, "month")[1]
    length = (last - first).days + 1
    return _moved(first, length * low // of), _moved(first, max(length * high // of - 1, length * low // of))


def _point_days(point: Calendar, year: int) -> Days | None:
    """The days of a point in `year`, `None` where that year has no such day (29 February)."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if point.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if point.day is None:
        return unit_around(date(year, point.month, 1), "month")
    if point.month == 2 and point.day == 29 and not isleap(year):
        return None
    day = date(year, point.month, point.day)
    return day, day


def calendar_days(phrase: DatePhrase, year: int) -> Days | None:
    """First and last day of a calendar phrase, with `year` where the words have none.

    >>> from steppe.types import Span
    >>> winter = DatePhrase(
    ...     span=Span(0, 6), quote="winter", kind="calendar", start=Calendar(month=12), stop=Calendar(month=2)
    ... )
    >>> calendar_days(winter, 2021)
    (datetime.date(2021, 12, 1), datetime.date(2022, 2, 28))
    """
    if phrase.start is None:
        return None
    opening = phrase.start.year or year
    first = _point_days(phrase.start, opening)
    if first is None or phrase.stop is None:
        return first and part_of_days(first, phrase.part)
    wraps = (phrase.stop.month or 0, phrase.stop.day or 0) < (phrase.start.month or 0, phrase.start.day or 0)
    last = _point_days(phrase.stop, phrase.stop.year or opening + wraps)
    return part_of_days((first[0], last[1]), phrase.part) if last and first[0] <= last[1] else None


def apart(one: Days, other: Days) -> int:
    """Days between two periods, 0 where they touch or overlap.

    >>> apart((date(2022, 1, 1), date(2022, 1, 3)), (date(2022, 1, 5), date(2022, 1, 9)))
    2
    """
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def _nearest(candidates: Sequence[Days], anchor: Days) -> Days | None:
    return min(candidates, key=lambda days: (apart(days, anchor), days), default=None)


def _by_side(candidates: Sequence[Days], day: Days, amount: int | None, direction: Direction) -> Days | None:
    """The candidate that "last", "this", "next" or the tense picks as seen from `day`."""
    if amount == 0:
        return _nearest([days for days in candidates if days[0].year == day[0].year] or candidates, day)
    if amount is not None and amount < 0:
        return max((days for days in candidates if days[1] < day[0]), default=None)
    if amount is not None:
        return min((days for days in candidates if days[0] > day[1]), default=None)
    if direction == "past":
        return max((days for days in candidates if days[0] <= day[1]), default=None)
    return min((days for days in candidates if days[1] >= day[0]), default=None)


def _days(when: When) -> Days:
    return when.first, when.last


def _is_known(published: When | None) -> bool:
    """Whether the publication date is narrow enough to count from."""
    return published is not None and (published.last - published.first).days <= _KNOWN_WITHIN


def _when(days: Days, basis: Basis, why: str) -> When:
    return When(first=days[0], last=max(days), basis=basis, why=why)


def _weaker(basis: Basis) -> Basis:
    """Basis of a date counted from a date of `basis`: a guess stays a guess."""
    return "inferred" if basis == "inferred" else "stated"


def _resolve_calendar(
    phrase: DatePhrase, published: When | None, context: Sequence[When], direction: Direction
) -> When | None:
    if phrase.start is None:
        return None
    if phrase.start.year is not None:
        days = calendar_days(phrase, phrase.start.year)
        return days and _when(days, "stated", f"{phrase.quote}: full date")
    if phrase.year_of:
        return _in_named_year(phrase, published if phrase.year_of == "published" else (context or (None,))[-1])
    anchor = published if published and _is_known(published) else (context[-1] if context else published)
    if anchor is None:
        return None
    near = range(anchor.first.year - _YEARS_TRIED, anchor.first.year + _YEARS_TRIED + 1)
    candidates = [days for year in near if (days := calendar_days(phrase, year))]
    if published and anchor is published and _is_known(published):
        chosen = _by_side(candidates, _days(published), phrase.amount, direction)
        rule = f"no year; as seen from publication ({direction if phrase.amount is None else 'by its word'})"
    else:
        reference = (anchor.first, anchor.first) if anchor is published else _days(anchor)
        chosen, rule = _nearest(candidates, reference), f"no year; nearest to {anchor.why or anchor.first.isoformat()}"
    return chosen and _when(chosen, "inferred", f"{phrase.quote}: {rule}")


def _in_named_year(phrase: DatePhrase, anchor: When | None) -> When | None:
    if anchor is None:
        return None
    amount = phrase.amount or 0
    first, last = (calendar_days(phrase, day.year + amount) for day in (anchor.first, anchor.last))
    whole = (first[0], last[1]) if first and last else None
    return whole and _when(
        whole, _weaker(anchor.basis), f"{phrase.quote}: year counted from {anchor.first.isoformat()}"
    )


def _resolve_weekday(
    phrase: DatePhrase, published: When | None, context: Sequence[When], direction: Direction
) -> When | None:
    known = published if published and _is_known(published) else None
    near = known or (context[-1] if context else None)
    if near is None or phrase.weekday is None or (near.last - near.first).days > _KNOWN_WITHIN:
        return None
    extra = ((phrase.stop_weekday if phrase.stop_weekday is not None else phrase.weekday) - phrase.weekday) % 7
    base = near.first.toordinal() - near.first.weekday() + phrase.weekday
    candidates = [(_clamped(base + 7 * week), _clamped(base + 7 * week + extra)) for week in range(-6, 7)]
    if known is None:
        chosen = _nearest(candidates, _days(near))
        return chosen and _when(chosen, "inferred", f"{phrase.quote}: nearest to the day last spoken of")
    if phrase.amount == 0:
        candidates = [days for days in candidates if unit_around(known.last, "week")[0] <= days[0]][:1]
        chosen = candidates[0] if candidates else None
    else:
        chosen = _by_side(candidates, _days(known), phrase.amount, direction)
    return chosen and _when(
        chosen, _weaker(known.basis), f"{phrase.quote}: {WEEKDAYS[phrase.weekday]} as seen from publication"
    )


def _resolve_shift(
    phrase: DatePhrase, published: When | None, context: Sequence[When], direction: Direction
) -> When | None:
    if published is None:
        return None
    amount = phrase.amount or 0
    if phrase.unit == "hour":
        spread = -(abs(amount) // 24) - 1 if amount < 0 else abs(amount) // 24 + 1
        days = tuple(sorted((_moved(published.first, spread), _moved(published.last, int(amount / 24)))))
        return _when((days[0], days[1]), _weaker(published.basis), f"{phrase.quote}: counted from publication")
    first, last = unit_around(published.first, phrase.unit, amount), unit_around(published.last, phrase.unit, amount)
    days = part_of_days(first, phrase.part)[0], part_of_days(last, phrase.part)[1]
    if phrase.most is not None and phrase.unit in {"decade", "century"}:
        slack = _SLACK[phrase.unit]
        days = (
            _moved(counted_from(published.first, phrase.unit, amount), -slack),
            _moved(counted_from(published.last, phrase.unit, amount), slack),
        )
    elif phrase.part == "earlier":
        days = days[0], max(days[0], published.last)
    elif phrase.part == "later":
        days = min(days[1], published.first), days[1]
    return _when(days, _weaker(published.basis), f"{phrase.quote}: counted from publication")


def _resolve_span(
    phrase: DatePhrase, published: When | None, context: Sequence[When], direction: Direction
) -> When | None:
    """`lapse`, `vague` and `now`: a stretch that publication closes or opens."""
    if published is None:
        return None
    if phrase.kind == "now":
        return _when(_days(published), _weaker(published.basis), f"{phrase.quote}: publication")
    low, high = phrase.amount or 0, phrase.most if phrase.most is not None else 0
    if phrase.kind == "vague":
        days = _moved(published.first, low), _moved(published.last, high)
        return _when(days, "inferred", f"{phrase.quote}: vague, taken as {low} to {high} days from publication")
    far = counted_from(published.first if low < 0 else published.last, phrase.unit, low)
    days = (far, published.last) if low < 0 else (published.first, far)
    return _when(days, _weaker(published.basis), f"{phrase.quote}: counted from publication")


def _resolve_narrative(
    phrase: DatePhrase, published: When | None, context: Sequence[When], direction: Direction
) -> When | None:
    if not context:
        return None
    anchor, amount = context[-1], phrase.amount or 0
    if phrase.most is None:
        days = unit_around(anchor.first, phrase.unit, amount)[0], unit_around(anchor.last, phrase.unit, amount)[1]
    else:
        slack = _SLACK.get(phrase.unit, 0)
        low = counted_from(anchor.first, phrase.unit, amount)
        high = counted_from(anchor.last, phrase.unit, phrase.most)
        days = _moved(low, -slack), _moved(high, slack + (phrase.unit == "hour"))
    return _when(days, _weaker(anchor.basis), f"{phrase.quote}: counted from {anchor.first.isoformat()}")


_RULES: Final[dict[str, Callable[[DatePhrase, When | None, Sequence[When], Direction], When | None]]] = {
    "calendar": _resolve_calendar,
    "weekday": _resolve_weekday,
    "shift": _resolve_shift,
    "lapse": _resolve_span,
    "vague": _resolve_span,
    "now": _resolve_span,
    "narrative": _resolve_narrative,
}


def _with_side(phrase: DatePhrase, when: When, published: When | None) -> When | None:
    """Opens the stretch that "since", "after", "by" or "until" closes or leaves open.

    "Before", "by" and "until" a day that is past leave the beginning unknown: no date can be given.
    """
    if not phrase.side:
        return when
    why = f"{when.why}; {phrase.side} it"
    if phrase.side in {"since", "after"}:
        last = max(when.last, published.last) if published else when.last
        return When(first=when.first, last=last, basis=when.basis if published else "inferred", why=why)
    if published is None or when.last < published.first:
        return None
    return When(first=published.first, last=when.last, basis=when.basis, why=why)


def resolve(
    phrase: DatePhrase, *, published: When | None, context: Sequence[When] = (), direction: Direction = "past"
) -> When | None:
    """The days that `phrase` means, or `None` where nothing honest can be said.

    `context` are the dates spoken of before it, the nearest last. `direction` is the side on which a
    weekday or a date without a year lies when no word tells ("past" for what has happened). Where the
    publication date is unknown or vaguer than a month, a yearless date takes the year nearest to its context.

    >>> from steppe.text.dates import date_phrases
    >>> published = When(first=date(2022, 11, 27), last=date(2022, 11, 27), basis="published")
    >>> found = resolve(date_phrases("On January 5")[0], published=published)
    >>> found.first, found.basis
    (datetime.date(2022, 1, 5), 'inferred')
    >>> resolve(date_phrases("the next day")[0], published=published, context=[found]).first
    datetime.date(2022, 1, 6)
    >>> resolve(date_phrases("On January 5")[0], published=None) is None
    True
    """
    when = _RULES[phrase.kind](phrase, published, context, direction)
    return when and _with_side(phrase, when, published)
