"""Who really stands behind an article: its publisher, and the news agency whose copy it runs."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from steppe.text.lexicon import shipped
from steppe.types import Article

COLUMNS = ("agency", "signs", "example", "not")
OPENING, ENDING = 160, 160
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "net", "or", "org"})


@cache
def _signs() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for agency, signs, _, _ in shipped("agencies.tsv", COLUMNS):
        sign = "|".join(re.escape(one) for one in signs.split("|"))
        found.append((re.compile(rf"[(\[/](?:{sign})[)\]/]|(?:^|[-–—]\s?)(?:{sign})\s*[-–—.]?\s*$", re.M), agency))
    return tuple(found)


def agency(text: str) -> str:
    """The news agency whose dateline or credit opens or closes `text`; empty where there is none.

    >>> agency("ACCRA (Reuters) - Rain fell."), agency("Rain fell, Reuters was told.")
    ('Reuters', '')
    """
    edges = f"{text[:OPENING]}\n{text[-ENDING:]}" if len(text) > OPENING + ENDING else text
    return next((name for sign, name in _signs() if sign.search(edges)), "")


def publisher(address: str, outlet: str | None = None) -> str:
    """The publisher's domain, the outlet's name where there is no web address, or the address itself.

    >>> publisher("https://news.herald.co.uk/a?b=1"), publisher("-", "The Herald"), publisher("http://m.post.com/x")
    ('herald.co.uk', 'the herald', 'post.com')
    """
    host = re.match(r"(?:https?://)([^/:?#]+)", address.casefold())
    if host is None:
        return (outlet or address).casefold()
    labels = host[1].split(".")
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL else 2
    return ".".join(labels[-kept:])


def independent(articles: Sequence[Article], copies: Mapping[str, str]) -> int:
    """How many sources stand behind `articles`: copies, one agency's copy and one publisher's pages count once."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for one in articles:
        wire = agency(one.text)
        keys = [f"copy {copies.get(one.id, one.id)}", f"house {publisher(one.address, one.outlet)}"]
        keys += [f"agency {wire}"] if wire else []
        for key in keys:
            parent[root(key)] = root(f"article {one.id}")
    return len({root(f"article {one.id}") for one in articles})
