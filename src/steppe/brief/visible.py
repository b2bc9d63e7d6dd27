"""Makes what could hide or harm visible: control characters, bidi overrides, half surrogates.

An article may hold anything. A right-to-left override can turn a sentence round, an escape character can
drive a terminal, a half surrogate cannot be written as UTF-8. Each is shown by its code point. Marks that
ordinary Arabic, Hebrew, Persian or emoji text needs (LRM, RLM, joiners) are left alone.
"""

import re
from unicodedata import combining, east_asian_width

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab, line feed, carriage return
    "\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"  # separators, bidi, invisible operators
    "\ud800-\udfff\U000e0000-\U000e007f]"  # half surrogates, tag characters
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    r"""`text` with every hiding character written as its code point.

    >>> visible("a\u202eb")
    'a⟨U+202E⟩b'
    """
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def one_line(text: str) -> str:
    r"""`visible` text with every run of white space as one blank.

    >>> one_line("a\r\n  b\x1b[2J")
    'a b⟨U+001B⟩[2J'
    """
    return _SPACE.sub(" ", visible(text)).strip()


def shortened(text: str, *, most: int) -> str:
    """`one_line` text of at most `most` characters, cut at a blank where one is near.

    >>> shortened("the envoy left the talks", most=14)
    'the envoy …'
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[: most - 2]
    cut = head.rfind(" ")
    return f"{head[:cut] if cut > most // 2 else head} …"


def columns(text: str) -> int:
    r"""How many columns of a terminal `text` takes: two for wide East Asian letters, none for combining marks.

    >>> columns("한국"), columns("e\u0301")
    (4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)
