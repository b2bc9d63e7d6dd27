"""When a page was published, and who published it.

Order of trust: what the carrier said, the page's own metadata, a line such as "Published 27 November 2022", a
dateline that opens the body. A date in the address is inferred. Nothing found is `None`: never a guess.
"""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from steppe.types import When

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(re.findall(r"\w+", _NAMES), start=1)}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b"),
)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
_PLACE = r"[A-Z][\w.'’-]*(?:[ ,/]{1,2}[A-Z][\w.'’-]*){0,5}"
_DATELINE = re.compile(
    rf"(?P<head>{_PLACE}\W{{1,3}}[^.()—–]{{0,30}}\d{{4}})\s*(?:\([^)]{{1,40}}\)|/[^/]{{1,40}}/)?\s*[—–-]"
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=\D|$)")


def date_in(words: str) -> date | None:
    """The first full date in `words`; a slashed one only where the day cannot be the month.

    >>> date_in("Published 27 November 2022, 10:15"), date_in("03/04/2022"), date_in("27/11/2022")
    (datetime.date(2022, 11, 27), None, datetime.date(2022, 11, 27))
    """
    for expression in _DATES:
        found = expression.search(words)
        if found:
            parts = found.groupdict()
            month = parts.get("number") or _MONTHS[parts["month"][:3].lower()]
            return _date(int(parts["year"]), int(month), int(parts["day"]))
    slashed = _SLASHED.search(words)
    if slashed is None:
        return None
    first, second, year = (int(part) for part in slashed.groups())
    if first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def published(
    carrier: date | None, metadata: date | None, lines: Iterable[str], opening: str, address: str
) -> When | None:
    """The day of publication and its basis; `lines` are date lines of the page, `opening` its first body words.

    >>> published(None, None, ["Updated 2 May 2023"], "", "a").first
    datetime.date(2023, 5, 2)
    >>> published(None, None, [], "KYIV, Nov 27, 2022 (Agency) - The army said", "a").why
    'dateline "KYIV, Nov 27, 2022"'
    >>> published(None, None, [], "It rained.", "https://a.example/2022/11/27/rain").basis
    'inferred'
    """
    if carrier:
        return _when(carrier, "the carrier's date")
    if metadata:
        return _when(metadata, "the page's metadata")
    for line in lines:
        found = date_in(line)
        if found:
            return _when(found, f'date line "{line[:60]}"')
    dateline = _DATELINE.match(opening[:160])
    found = date_in(dateline.group("head")) if dateline else None
    if found and dateline:
        return _when(found, f'dateline "{dateline.group("head")}"')
    path = _IN_ADDRESS.search(address[:2000])
    day = _date(int(path.group(1)), int(path.group(2)), int(path.group(3))) if path else None
    return When(first=day, last=day, basis="inferred", why="date in the address") if day else None


def outlet(carrier: str | None, metadata: str | None, address: str) -> str | None:
    """Who published: as the carrier or the page says, else the host of a web address, `None` for files.

    >>> outlet(None, None, "https://www.daily.example/a"), outlet("The Daily", None, "a.txt"), outlet(None, None, "-")
    ('daily.example', 'The Daily', None)
    """
    if carrier or metadata:
        return carrier or metadata
    if not address.startswith(("http://", "https://")):
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _when(day: date, why: str) -> When:
    return When(first=day, last=day, basis="stated", why=why)
