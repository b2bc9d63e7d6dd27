"""One spelling for the many of a name: the form under which the directory keeps and seeks names."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "&": " and "}
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_DROPPED = re.compile(r"['’‘ʼʻʾʿ`´.,]")
_GAPS = re.compile(r"[\s\-‐‑‒–—_]+")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """`name` without case, diacritics, dots, commas, apostrophes, a last possessive and a leading "the".

    Hyphens and dashes count as spaces. Two spellings of one name that differ only so fold alike; case
    is lost here on purpose and must be looked at where it matters ("US" and "us").

    >>> fold("The U.S.") == fold("US")
    True
    >>> fold("Nagorno–Karabakh's"), fold("Sana'a"), fold("Türkiye")
    ('nagorno karabakh', 'sanaa', 'turkiye')
    """
    text = _POSSESSIVE.sub("", name.strip())
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    text = _GAPS.sub(" ", _DROPPED.sub("", text).casefold().translate(_LETTERS)).strip()
    return text[4:] if text.startswith("the ") else text
