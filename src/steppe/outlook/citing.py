"""What a cited row of a history rests on: an event of a record, or the sources of a case."""

import re

CITED = re.compile(r"(?:^|\[)([0-9a-f]{16})\]?$")
OF_CASE = re.compile(r"(?:^|\[)([a-z][a-z0-9-]*) [^\s:\]]+: ([^\]]+)\]?$")


def sources_cited(words: str) -> tuple[str, tuple[str, ...]]:
    """The case and the ids of its sources that a cited row rests on, empty where it is of no case.

    >>> sources_cited("2022-01-05 KAZ -> RUS: AID [kazakhstan-2022 ev_aid: fao_2022; recalled]")
    ('kazakhstan-2022', ('fao_2022',))
    >>> sources_cited("0123456789abcdef")
    ('', ())
    """
    found = OF_CASE.search(words)
    if not found:
        return "", ()
    return found[1], tuple(one for one in found[2].split("; ") if one != "recalled")


def event_cited(words: str) -> str:
    """The id of the event that a cited row rests on, empty where it is of no record.

    >>> event_cited("2022-01-05 KAZ -> RUS: AID [0123456789abcdef]"), event_cited("given, row 1")
    ('0123456789abcdef', '')
    """
    found = CITED.search(words)
    return found[1] if found else ""
