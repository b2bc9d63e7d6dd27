"""Codes in plain words: dates and their basis, statuses, voices, stances, bounds, numbers."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from math import isfinite
from types import MappingProxyType

from steppe.brief.brief import Sign
from steppe.types import Basis, BlockKind, DamageKind, Quantity, Resolution, Stance, Status, Voice, When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STATUS: Mapping[Status, str] = MappingProxyType(
    {
        "asserted": "told as having happened",
        "denied": "told as not having happened",
        "planned": "announced or planned",
        "conditional": "only if something else happens",
        "hypothetical": "imagined, asked or thought possible",
    }
)
STANCE: Mapping[Stance, str] = MappingProxyType(
    {
        "asserts": "asserts",
        "denies": "denies",
        "asks": "asks",
        "demands": "demands",
        "predicts": "predicts",
        "hedges": "holds it possible",
    }
)
VOICE: Mapping[Voice, str] = MappingProxyType(
    {
        "direct": "in direct quotation",
        "indirect": "in indirect speech",
        "mixed": "partly quoted",
        "author": "in the article's own voice",
    }
)
RESOLUTION: Mapping[Resolution, str] = MappingProxyType(
    {
        "name": "by name",
        "demonym": "by its people or adjective",
        "metonym": "by a seat or symbol",
        "office": "by public office",
        "role": "by role",
        "description": "by description",
        "pronoun": "by pronoun",
        "implied": "implied by the word of the act",
        "none": "not resolved",
    }
)
BLOCK: Mapping[BlockKind, str] = MappingProxyType(
    {
        "title": "Title",
        "lead": "Lead",
        "heading": "Heading",
        "body": "",
        "caption": "Caption or credit",
        "teaser": "Teaser for another article",
        "boilerplate": "Page furniture",
    }
)
DAMAGE: Mapping[DamageKind, str] = MappingProxyType(
    {
        "unpaired-quote": "quotation mark without a partner",
        "decimal-comma": "decimal comma",
        "yearless-date": "date without a year",
        "spliced-sentence": "sentence spliced from two",
        "teaser-in-body": "teaser inside the body",
        "odd-term": "odd or mistranslated term",
    }
)
_PLURAL = {"person": "people", **{unit: f"{unit}s" for unit in ("minute", "hour", "day", "week", "month", "year")}}


def day_words(day: date) -> str:
    """A day as `5 January 2022`.

    >>> day_words(date(2022, 1, 5))
    '5 January 2022'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when_words(when: When | None) -> str:
    """A vague date in the shortest true words; empty for `None`.

    >>> when_words(When(first=date(2022, 7, 1), last=date(2022, 7, 31), basis="stated"))
    'July 2022'
    >>> when_words(When(first=date(2022, 1, 5), last=date(2022, 1, 6), basis="stated"))
    '5 January 2022 to 6 January 2022'
    """
    if when is None:
        return ""
    first, last = when.first, when.last
    if first == last:
        return day_words(first)
    if first == date(first.year, 1, 1) and last == date(last.year, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        begin, end = (f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last))
        return begin if begin == end else f"{begin} to {end}"
    return f"{day_words(first)} to {day_words(last)}"


BASIS: Mapping[Basis, str] = MappingProxyType(
    {
        "stated": "stated",
        "inferred": "inferred",
        "published": "publication day stands in",
    }
)


def basis_name(when: When | None) -> str:
    """Where a date comes from, in a word or two; empty for `None`."""
    return BASIS[when.basis] if when else ""


def basis_words(when: When | None) -> str:
    """Where a date comes from, with the words or the rule behind it.

    >>> basis_words(When(first=date(2022, 1, 5), last=date(2022, 1, 5), basis="inferred", why="year of the attack"))
    'inferred: year of the attack'
    """
    if when is None:
        return "no date in the words"
    said = BASIS[when.basis]
    return f"{said}: {when.why}" if when.why else said


def sign_of(quad: str) -> Sign:
    """Cooperation or conflict, read off the words of a quad class.

    >>> sign_of("material conflict")
    'conflict'
    """
    if quad.endswith("cooperation"):
        return "cooperation"
    return "conflict" if quad.endswith("conflict") else "unsorted"


def number_words(value: float) -> str:
    """A number with thousands separated, at most three decimals, never in exponents below 10^15.

    >>> number_words(3_500_000.0), number_words(2 / 3), number_words(0.0004)
    ('3,500,000', '0.667', '0.0004')
    """
    if not isfinite(value) or abs(value) >= 1e15 or 0 < abs(value) < 0.01:
        return f"{value:.3g}"
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def reading(quantity: Quantity) -> str:
    """A quantity in words: bound, value or range, unit.

    >>> from steppe.types import Evidence, Span
    >>> proof = Evidence(article="a", span=Span(0, 1), quote="x", coder="c@1")
    >>> reading(Quantity(id="q", value=15, high=None, unit="year", of="", bound="at most", evidence=proof))
    'at most 15 years'
    """
    low = number_words(quantity.value)
    amount = low if quantity.high is None else f"{low} to {number_words(quantity.high)}"
    bound = "" if quantity.bound in ("exact", "between") else f"{quantity.bound} "
    if quantity.unit == "rank":
        return f"{bound}rank {amount}"
    if quantity.unit == "fraction":
        return f"{bound}{amount} of the whole"
    single = quantity.high is None and quantity.value == 1
    unit = quantity.unit if single else _PLURAL.get(quantity.unit, quantity.unit)
    return f"{bound}{amount} {unit}".strip()


def listed(names: tuple[str, ...]) -> str:
    """Names as a phrase.

    >>> listed(("Oslo", "Rome", "Lima"))
    'Oslo, Rome and Lima'
    """
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "event"), counted(0, "event"), counted(2, "person", "people")
    ('1 event', 'no events', '2 people')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"
