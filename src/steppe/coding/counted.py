"""What is counted: the noun phrase beside a number, by surface rule."""

import re
from dataclasses import dataclass
from typing import Final

from steppe.coding.numbers import SPACE
from steppe.coding.units import unit_after

_STOP_WORDS: Final = (
    "a an and are as at be been before after because but by can could did do does during for from had has have "
    "he her him if in into is it may might more most must no nor not on onto or our over per she should since "
    "so some such than that their them then there these it they this those though through to under until up "
    "upon was we were what when where which while who whom whose will with within without would you yet about "
    "against across along also amid among around both despite each every just near only out outside past said "
    "says say told toward towards via whereas according annually daily monthly weekly yearly hourly ago later "
    "earlier now still already today yesterday tomorrow died dead killed injured wounded fled marched went "
    "came made took left joined including like lie lay sit stood between below above off down back last next"
)
_STOP: Final = frozenset(_STOP_WORDS.split())
_DETERMINER_WORDS: Final = "the its their his her our this that these those all"
_DETERMINERS: Final = frozenset(_DETERMINER_WORDS.split())
_NO_NOUN_WORDS: Final = (
    "times things ways kinds sorts percents was has his this us thus always perhaps besides towards plus minus "
    "less across says does goes its sees wants needs makes takes means remains appears seems becomes comes "
    "gets gives news series species process access business yes alias versus sometimes afterwards indoors "
    "overseas"
)
_NO_NOUNS: Final = frozenset(_NO_NOUN_WORDS.split())
_IRREGULAR: Final = {"buses": "bus", "gases": "gas", "viruses": "virus", "campuses": "campus", "lives": "life"}
_MANY_WORDS: Final = (
    "people men women children servicemen servicewomen gunmen policemen policewomen fishermen crewmen seamen "
    "passers-by police personnel crew staff infantry youth dead wounded injured missing killed elderly"
)
_MANY: Final = frozenset(_MANY_WORDS.split())
_WORD: Final = r"(?:[A-Z]\.){2,4}|[^\W\d_][^\W_]*(?:['\u2019-][^\W_]+)*['\u2019]?"
_UNSAID: Final = frozenset(
    (
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "one",
        "some",
        "total",
        "average",
        "all",
        "most",
    )
)
_INITIALS = re.compile(r"[A-Z]{2,5}s")
_PLURAL_NAMES: Final = frozenset(("States", "Nations", "Emirates", "Philippines", "Netherlands", "Forces", "Texas"))
_NEXT = re.compile(rf"{SPACE}(?P<w>{_WORD})")
_OF = re.compile(rf"{SPACE}(?:worth{SPACE})?of(?!\w)", re.IGNORECASE)
_IN = re.compile(
    rf"{SPACE}in(?={SPACE}(?:prison|jail|custody|detention|exile|office|aid|damages?|debt|fines|loans|taxes|revenue)\b)"
)
_BEFORE_OF = re.compile(rf"(?P<p>(?:{_WORD}){SPACE})?(?P<n>{_WORD}){SPACE}of{SPACE}$")
_NOUNS_AT_MOST: Final = 7
_MODIFIERS_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The unit that is counted, its words as written, and where the noun ends."""

    unit: str
    words: str
    end: int


def noun_phrase(text: str, position: int, stop: int) -> tuple[str, int]:
    """The words after `position` up to a comma, a verb or a preposition other than "of"; and their end.

    >>> noun_phrase("41 percent of the world production last", 13, 39)
    ('world production', 34)
    """
    start, end, taken, last = -1, position, 0, ""
    while taken < _NOUNS_AT_MOST and (found := _NEXT.match(text, end)) and found.end() <= stop:
        word = found["w"].lower()
        if word in _DETERMINERS and (start < 0 or text[max(0, end - 2) : end].lower() == "of"):
            end = found.end()
            continue
        if word == "of" and start >= 0:
            following = _NEXT.match(text, found.end())
            if not following or following["w"].lower() in _STOP:
                break
        elif word == "of" or word in _STOP or (start >= 0 and _ends_phrase(last, found["w"])):
            break
        start = found.start("w") if start < 0 else start
        end, taken, last = found.end(), taken + 1, found["w"]
    return (text[start:end], end) if start >= 0 else ("", position)


def _ends_phrase(last: str, word: str) -> bool:
    """Whether `word` cannot belong to the phrase that `last` is in: a verb form, or what follows a plural head."""
    if word.lower().endswith(("ed", "ly")) and len(word) > 4 and word.islower():
        return True
    named = last.isalpha() and last[0].isupper() and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    named = named and last not in _PLURAL_NAMES
    return (is_plural(last) or last in _MANY or named) and not is_plural(word)


def phrase_of(text: str, position: int, stop: int) -> tuple[str, int]:
    """The noun phrase behind an "of" at `position`, or behind "in" for prison, aid and the like.

    >>> phrase_of("5 tonnes of uranium.", 8, 20)
    ('uranium', 19)
    """
    found = _OF.match(text, position)
    if found:
        return noun_phrase(text, found.end(), stop)
    found = _IN.match(text, position)
    return noun_phrase(text, found.end(), stop) if found else ("", position)


def phrase_before_of(text: str, position: int) -> str:
    """The one or two words before an "of" that ends at `position`: `prison terms of | 15 years`.

    >>> phrase_before_of("provides prison terms of 15 years", 25)
    'prison terms'
    """
    low = max(0, position - 60)
    found = _BEFORE_OF.search(text[low:position])
    if not found or found["n"].lower() in _STOP | _UNSAID:
        return ""
    before = (found["p"] or "").strip()
    return f"{before} {found['n']}" if before and before.lower() not in _STOP | _DETERMINERS else found["n"]


def singular(noun: str) -> str:
    """The singular of a regular plural.

    >>> singular("countries"), singular("churches"), singular("villages")
    ('country', 'church', 'village')
    """
    if _INITIALS.fullmatch(noun):
        return noun[:-1]
    noun = noun.lower()
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("ches", "shes", "xes", "sses")) else noun[:-1]


def counted_people(text: str, position: int, value: float, stop: int) -> Counted | None:
    """People counted by the number that ends at `position`, with up to three words between.

    >>> counted_people("300 Russian soldiers of the guard", 3, 300, 33)
    Counted(unit='person', words='Russian soldiers of the guard', end=20)
    """
    end = position
    first: int | None = None
    for _ in range(_MODIFIERS_AT_MOST + 1):
        found = unit_after(text, end, value)
        if (
            found
            and found.end <= stop
            and found.unit.kind == "people"
            and _agrees(found.unit.form, value, found.joined)
        ):
            start = found.start if first is None else first
            tail = noun_phrase(text, found.end, stop)[1] if found.joined else _tail(text, found.end, stop)
            return Counted(unit="person", words=text[start:tail], end=found.end)
        word = _NEXT.match(text, end)
        if not word or word["w"].lower() in _STOP | _DETERMINERS or word["w"].lower() == "of" or word.end() > stop:
            return None
        first = word.start("w") if first is None else first
        end = word.end()
    return None


def _tail(text: str, end: int, stop: int) -> int:
    """Where the "of" phrase behind a noun ends; `end` where there is none."""
    found = _OF.match(text, end)
    return noun_phrase(text, found.end(), stop)[1] if found else end


def _agrees(form: str, value: float, joined: bool) -> bool:
    """Whether a people word can be counted by `value`: singulars only by one, or joined by a hyphen."""
    return value == 1 or joined or form.endswith(("s", "men")) or form in _MANY


def counted_things(text: str, position: int, stop: int) -> Counted | None:
    """Things counted: the first plural noun after `position`, with up to three words between.

    >>> counted_things("14 border villages", 2, 18)
    Counted(unit='village', words='border villages', end=18)
    """
    end, first = position, -1
    for _ in range(_MODIFIERS_AT_MOST + 1):
        found = _NEXT.match(text, end)
        if not found or found.end() > stop:
            return None
        word = found["w"]
        if word.lower() in _STOP | _DETERMINERS or word.lower() == "of":
            return None
        first = found.start("w") if first < 0 else first
        end = found.end()
        if is_plural(word) and not _continues(text, end):
            return Counted(unit=singular(word), words=text[first:end], end=end)
    return None


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun.

    >>> is_plural("villages"), is_plural("NGOs"), is_plural("says")
    (True, True, False)
    """
    if _INITIALS.fullmatch(word):
        return True
    plain = word.islower() and word.isalpha() and len(word) > 3
    return plain and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")) and word not in _NO_NOUNS


def _continues(text: str, end: int) -> bool:
    """Whether a further plural follows at once ("arms depots"), so that this one is no head."""
    found = _NEXT.match(text, end)
    return bool(found and is_plural(found["w"]) and found["w"].lower() not in _STOP)
