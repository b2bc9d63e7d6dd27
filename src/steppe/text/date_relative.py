"""Reads phrases counted from publication ("yesterday") or from the day last spoken of ("the next day")."""

import re
from dataclasses import replace
from typing import Final, cast

from steppe.text.date_calendar import BY_MONTH, Reader, season, weekday
from steppe.text.date_phrase import Calendar, DatePhrase, PhraseKind, TimeUnit
from steppe.text.date_words import GAP, MONTHS, NUMBER, SEASONS, UNIT, WEEKDAYS, count_of, lowered, unit_of, word_before
from steppe.types import Span

_FLAGS: Final = re.IGNORECASE
_DAYTIME: Final = rf"(?:{GAP}(?:morning|afternoon|evening|night)(?!\w))?"
FIXED: Final[dict[str, tuple[PhraseKind, int, int | None, TimeUnit]]] = {
    "the day before yesterday": ("shift", -2, None, "day"),
    "the day after tomorrow": ("shift", 2, None, "day"),
    "today": ("shift", 0, None, "day"),
    "tonight": ("shift", 0, None, "day"),
    "this morning": ("shift", 0, None, "day"),
    "this afternoon": ("shift", 0, None, "day"),
    "this evening": ("shift", 0, None, "day"),
    "yesterday": ("shift", -1, None, "day"),
    "last night": ("shift", -1, None, "day"),
    "tomorrow": ("shift", 1, None, "day"),
    "overnight": ("lapse", -1, None, "day"),
    "recently": ("vague", -30, 0, ""),
    "lately": ("vague", -30, 0, ""),
    "of late": ("vague", -30, 0, ""),
    "these days": ("vague", -30, 0, ""),
    "nowadays": ("vague", -30, 0, ""),
    "recent days": ("vague", -14, 0, ""),
    "recent weeks": ("vague", -60, 0, ""),
    "recent months": ("vague", -365, 0, ""),
    "recent years": ("vague", -3650, 0, ""),
    "coming days": ("vague", 0, 14, ""),
    "coming weeks": ("vague", 0, 60, ""),
    "coming months": ("vague", 0, 365, ""),
    "coming years": ("vague", 0, 3650, ""),
    "now": ("now", 0, None, ""),
    "right now": ("now", 0, None, ""),
    "currently": ("now", 0, None, ""),
    "at present": ("now", 0, None, ""),
    "at the moment": ("now", 0, None, ""),
}
_VAGUE_COUNTS: Final = {"hour": (0, 1), "day": (2, 14), "week": (14, 60), "month": (60, 365), "year": (365, 3650)}
"""What "days later", "several weeks later" and the like can mean, in days (own rule)."""

_FIXED_WORDS = re.compile(
    "(?:" + "|".join(w.replace(" ", GAP) for w in sorted(FIXED, key=len, reverse=True)) + r")(?![\w-])", _FLAGS
)
_CALENDAR_UNIT: Final = r"(?P<u>weekend|week|month|year|decade|century)(?!\w)"
_THIS_UNIT = re.compile(
    rf"(?:(?P<p>(?:earlier|later|sometime){GAP}|so{GAP}far{GAP})?(?P<w>this|last|next)|the{GAP}current){GAP}{_CALENDAR_UNIT}",
    _FLAGS,
)
_THIS_NAME = re.compile(
    rf"(?:(?:earlier|later){GAP})?(?P<w>this|last|next|past|previous|coming){GAP}(?=(?P<n>\w+))", _FLAGS
)
_COUNTED = rf"(?:(?P<n>{NUMBER}){GAP}|(?P<v>(?:a{GAP}few|several|many|some){GAP})?)(?P<u>{UNIT})"
_AGO = re.compile(rf"{_COUNTED}{GAP}(?P<way>ago|from{GAP}now|earlier|later|before|afterwards?|after)(?!\w)", _FLAGS)
_HENCE = re.compile(rf"in{GAP}(?P<n>{NUMBER}){GAP}(?P<u>{UNIT})['\u2019]{GAP}time(?!\w)", _FLAGS)
_LAPSE = re.compile(
    rf"(?:(?:in|over|during|within|for){GAP})?(?:the{GAP})?(?P<w>past|last|next|coming){GAP}"
    rf"(?:(?P<n>{NUMBER}){GAP}|(?P<v>(?:few|several){GAP})?)(?P<u>{UNIT})",
    _FLAGS,
)
_NARRATIVE = re.compile(
    rf"(?:(?:the|that){GAP}(?P<w>(?:very{GAP})?next|following|previous|preceding|same){GAP}|(?P<t>that){GAP})"
    r"(?P<u>day|night|morning|afternoon|evening|weekend|week|month|year|decade)(?!\w)",
    _FLAGS,
)
_DAY_BY = re.compile(rf"the{GAP}(?P<u>day|night|week|month|year){GAP}(?P<w>before|after)(?!\w)", _FLAGS)
_YEAR_AFTER = re.compile(
    rf",?{GAP}(?:of{GAP})?(?P<w>(?:this|last|next)|that(?:{GAP}same)?|the{GAP}(?:same|following|next|previous)){GAP}year(?!\w)",
    _FLAGS,
)
_CLAUSE_ENDS = re.compile(r"[^\S\n]{0,2}(?:[.,;:!?)\u2014\"\u201d\n-]|$)|\s(?:and|but|in|at|on|when|with|by)\b", _FLAGS)


def _made(text: str, start: int, end: int, kind: PhraseKind, amount: int, unit: str) -> DatePhrase:
    return DatePhrase(
        span=Span(start, end),
        quote=text[start:end],
        kind=kind,
        amount=amount * 2 if unit == "fortnight" else amount,
        unit=cast("TimeUnit", _grain(unit)),
    )


def _grain(unit: str) -> str:
    """The unit a day-counting rule uses: a night is a day, a fortnight two weeks, a minute part of an hour."""
    daily = {"night": "day", "morning": "day", "afternoon": "day", "evening": "day"}
    return {"fortnight": "week", "minute": "hour", **daily}.get(unit, unit)


def fixed_words(text: str, start: int) -> DatePhrase | None:
    """Single words and set phrases: `yesterday`, `last night`, `recently`, `now`.

    >>> fixed_words("last night", 0).amount
    -1
    >>> fixed_words("USA Today said", 4) is None
    True
    """
    found = _FIXED_WORDS.match(text, start)
    if not found:
        return None
    words = lowered(found[0])
    before, between = word_before(text, start)
    if words == "today" and found[0][0].isupper() and before[:1].isupper() and not between.strip():
        return None
    if words == "now" and (
        re.match(rf"{GAP}that\b", text[found.end() :][:8]) or before.lower() in {"until", "by", "and"}
    ):
        return None
    kind, amount, most, unit = FIXED[words]
    end = found.end()
    if words in {"yesterday", "tomorrow"} and (tail := re.compile(_DAYTIME, _FLAGS).match(text, end)):
        end = tail.end()
    return replace(_made(text, start, end, kind, amount, unit), most=most)


def this_unit(text: str, start: int) -> DatePhrase | None:
    """Whole units: `this week`, `last month`, `next year`, `earlier this year`.

    >>> this_unit("last month", 0).amount, this_unit("earlier this year", 0).unit
    (-1, 'year')
    """
    found = _THIS_UNIT.match(text, start)
    if not found:
        return None
    amount = {"last": -1, "next": 1}.get((found["w"] or "this").lower(), 0)
    if word_before(text, start)[0].lower() == "the" and found["w"]:
        return None  # "over the last year" is a lapse and "the next year" is told from the story
    part = {"earlier": "earlier", "so far": "earlier", "later": "later"}.get(lowered(found["p"] or ""), "")
    return replace(
        _made(text, start, found.end(), "shift", amount, found["u"].lower()), part=part if amount == 0 else ""
    )


def this_name(text: str, start: int) -> DatePhrase | None:
    """Names with a side: `last July`, `next Monday`, `this summer`.

    >>> this_name("last Friday", 0).amount, this_name("next May", 0).start.month
    (-1, 5)
    """
    found = _THIS_NAME.match(text, start)
    if not found:
        return None
    name, inner = found["n"].lower(), found.end()
    readers: tuple[Reader, ...] = ()
    if name in WEEKDAYS:
        readers = (weekday,)
    elif name in MONTHS:
        readers = BY_MONTH
    elif name in SEASONS:
        readers = (season,)
    made = next((phrase for reader in readers if (phrase := reader(text, inner))), None)
    if made is None:
        return None
    way = {"this": 0, "next": 1, "coming": 1}.get(found["w"].lower(), -1)
    dated = made.start is not None and made.start.year is not None
    return replace(
        made, span=Span(start, made.span.end), quote=text[start : made.span.end], amount=None if dated else way
    )


def ago(text: str, start: int) -> DatePhrase | None:
    """`two days ago`, `a week from now`, `three weeks later`, `a day earlier`, `days later`.

    >>> ago("two days ago", 0).amount, ago("three weeks later", 0).kind
    (-2, 'narrative')
    >>> ago("a day before the vote", 0) is None
    True
    """
    found = _AGO.match(text, start)
    if not found:
        return None
    if word_before(text, start)[0].lower() == "half":
        return None
    way, unit = lowered(found["way"]), unit_of(found["u"])
    if way in {"before", "after", "earlier", "later"} and not _ends_clause(text, found.end(), way):
        return None
    if not found["n"] and (unit == found["u"].lower() or _grain(unit) not in _VAGUE_COUNTS):
        return None
    sign = -1 if way in {"ago", "earlier", "before"} else 1
    told = way in {"ago", "from now"}
    if found["n"]:
        amount = sign * count_of(found["n"])
        made = _made(text, start, found.end(), "shift" if told else "narrative", amount, unit)
        return replace(made, most=made.amount)
    least, most = _VAGUE_COUNTS[_grain(unit)]
    low, high = (least, most) if sign > 0 else (-most, -least)
    return replace(_made(text, start, found.end(), "vague" if told else "narrative", low, "day"), most=high)


def _ends_clause(text: str, end: int, way: str) -> bool:
    """Whether the comparison has no object of its own ("a day before the vote" has one)."""
    if way in {"earlier", "later"}:
        return not re.match(rf"{GAP}than\b", text[end : end + 10])
    return bool(_CLAUSE_ENDS.match(text, end))


def lapse(text: str, start: int) -> DatePhrase | None:
    """`in the past five years`, `over the next two weeks`, `the last few days`, `in two weeks' time`.

    >>> lapse("in the past five years", 0).amount
    -5
    """
    if found := _HENCE.match(text, start):
        return _made(text, start, found.end(), "shift", count_of(found["n"]), unit_of(found["u"]))
    found = _LAPSE.match(text, start)
    if not found or (not found["n"] and not re.match(r"(?:\w+\s+)?the\b", found[0], _FLAGS)):
        return None
    if not found["n"] and lowered(found[0]) in {"the next day", "the next night"}:
        return None
    sign = 1 if found["w"].lower() in {"next", "coming"} else -1
    unit = unit_of(found["u"])
    if found["n"] or unit == found["u"].lower():
        return _made(text, start, found.end(), "lapse", sign * (count_of(found["n"]) if found["n"] else 1), unit)
    most = _VAGUE_COUNTS.get(_grain(unit), (0, 3650))[1]
    low, high = (0, most) if sign > 0 else (-most, 0)
    return replace(_made(text, start, found.end(), "vague", low, "day"), most=high)


def narrative(text: str, start: int) -> DatePhrase | None:
    """`the very next day`, `the following week`, `that same day`, `that year`, `the day before`.

    >>> narrative("the very next day", 0).amount, narrative("that year", 0).amount
    (1, 0)
    """
    if found := _NARRATIVE.match(text, start):
        word = lowered(found["w"] or "same")
        if word == "next" and _grain(found["u"].lower()) != "day":
            return None
        amount = {"same": 0, "previous": -1, "preceding": -1}.get(word, 1)
        return _made(text, start, found.end(), "narrative", amount, found["u"].lower())
    found = _DAY_BY.match(text, start)
    if found and _CLAUSE_ENDS.match(text, found.end()):
        return _made(
            text, start, found.end(), "narrative", -1 if found["w"].lower() == "before" else 1, found["u"].lower()
        )
    return None


def year_named(made: DatePhrase, text: str) -> DatePhrase:
    """The phrase with the year that words after it give: `July last year`, `5 May of that year`.

    >>> july = DatePhrase(span=Span(0, 4), quote="July", kind="calendar", start=Calendar(month=7))
    >>> year_named(july, "July last year").amount
    -1
    """
    found = _YEAR_AFTER.match(text, made.span.end)
    if not found or not made.yearless:
        return made
    words = lowered(found["w"])
    told = words in {"that", "the same", "that same", "the following", "the next", "the previous"}
    amount = 1 if words in {"next", "the following", "the next"} else -1 if words in {"last", "the previous"} else 0
    span = Span(made.span.start, found.end())
    return replace(made, span=span, quote=span.of(text), amount=amount, year_of="told" if told else "published")


def quarter(text: str, start: int) -> DatePhrase | None:
    """`Q3 2022`.

    >>> quarter("Q3 2022", 0).stop
    Calendar(year=2022, month=9, day=None)
    """
    found = re.compile(rf"Q(?P<q>[1-4]){GAP}(?:of{GAP})?(?P<y>20\d\d|19\d\d)(?!\w)").match(text, start)
    if not found:
        return None
    first, year = int(found["q"]) * 3 - 2, int(found["y"])
    made = _made(text, start, found.end(), "calendar", 0, "")
    return replace(made, amount=None, start=Calendar(year=year, month=first), stop=Calendar(year=year, month=first + 2))


RELATIVE: Final[tuple[Reader, ...]] = (fixed_words, narrative, this_unit, this_name, ago, lapse)
RELATIVE_OPENINGS: Final = frozenset(
    {word.split()[0] for word in FIXED}
    | {"this", "last", "next", "past", "previous", "coming", "earlier", "later", "sometime", "so", "the", "that"}
    | {"in", "over", "during", "within", "for", "a", "an", "several", "some", "many"}
    | {"hours", "days", "weeks", "months", "years", "minutes"}
)
