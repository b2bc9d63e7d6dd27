"""Dates without a year, where nothing in the sentence tells the year.

A month counts only beside a day number or after a word of time, so "may", "march" and Theresa May are not dates.
"""

import re
from collections.abc import Iterator

from steppe.types import Span

_LONG = r"January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_AFTER = r"(?![\w%])(?![.,:/]\d)(?!\s?(?:percent|per cent|people|million|billion|thousand|km|miles|men)\b)"
_MONTH_DAY = rf"\b(?:{_LONG}|{_SHORT})\s{_DAY}(?:\s?[-–—]\s?{_DAY})?{_AFTER}"
_DAY_MONTH = rf"\b(?<![.,\d])(?:{_DAY}\s?[-–—]\s?)?{_DAY}\s(?:of\s)?(?:{_LONG}|{_SHORT})(?![\w’'])"
_IN_MONTH = (
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]rom|[Tt]hrough|"
    r"[Ii]n (?:early|mid|late)|(?:[Tt]he )?(?:[Bb]eginning|[Ee]nd|[Mm]iddle|[Mm]onth) of)"
    rf"[\s-](?:{_LONG})(?![\w’'-]|\s(?:\d|on\b|against\b|into\b|for\b|to\b|[A-Z]))"
)
_PHRASE = re.compile(rf"{_MONTH_DAY}|{_DAY_MONTH}|{_IN_MONTH}")
_MONTH_NAME = re.compile(rf"\b(?:{_LONG}|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\b")
_YEAR = re.compile(
    r"\b(?:1[5-9]|20)\d\ds?\b|['’]\d\d\b|\b(?:(?:last|this|next|that|same|previous|following|current|coming|past) (?:"
    rf"{_LONG}|year|spring|summer|autumn|fall|winter|week|month|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|years? (?:ago|later|earlier|before|after)|every year|each year|annual(?:ly)?|yearly)\b",
    re.IGNORECASE,
)
# Days that are the name of an event, not its date.
_NAME_AFTER = re.compile(
    r"\s(?:attacks?|terror|terrorist|hijack\w*|memorials?|commission|committee|movement|riots?|insurrection|uprising|coup"
    r"|massacre|revolution|agreement|accords?|protocol|generation|anniversary|victims|commemoration\w*|plotters?|holiday"
    r"|square|street|brigades?|party|bridge|alliance|coalition)\b",
    re.IGNORECASE,
)
_MAY_PERSON = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|Brian|James|Secretary) May\b")


def names_may(text: str) -> bool:
    """Whether `text` speaks of a person called May.

    >>> names_may("Theresa May left in May."), names_may("He left in May.")
    (True, False)
    """
    return _MAY_PERSON.search(text) is not None


def yearless_dates(text: str, sentence: Span, *, person_may: bool = False) -> Iterator[Span]:
    """Spans of date phrases in a sentence that names no year; `person_may` tells that May is also a person.

    >>> text = "On January 5 and again in July he may have marched 10 km."
    >>> [span.of(text) for span in yearless_dates(text, Span(0, len(text)))]
    ['January 5', 'in July']
    >>> list(yearless_dates("In May 2014 he left.", Span(0, 20)))
    []
    """
    words = sentence.of(text)
    if not _MONTH_NAME.search(words) or _YEAR.search(words):
        return
    for found in _PHRASE.finditer(words):
        phrase = found.group()
        if person_may and "May" in phrase and not re.search(r"\d", phrase):
            continue
        if _NAME_AFTER.match(words, found.end()):
            continue
        yield Span(sentence.start + found.start(), sentence.start + found.end())
