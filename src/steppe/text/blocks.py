"""What every paragraph of an article is: title, lead, heading, body, caption, teaser or boilerplate.

Body is the default, and only positive signs take a paragraph out of it: what its tags say, the phrases of page
furniture, and the shape and company of a line that stands alone. A **lead** is only what is set off as one: marked
so, a second line without a full stop under the title, or a short paragraph between the title and a byline or date.
"""

import re
from collections.abc import Sequence

from steppe.text.furniture import furniture, opens_list
from steppe.text.headlines import standing, stands_alone, stems
from steppe.text.paragraphs import Hint
from steppe.types import BlockKind

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST_TITLE = 220
_LONGEST_LEAD = 400
_SHORTEST_LEAD = 6  # words: less is a dateline or a label
_SENTENCE_END = re.compile(r"[.!?…\u3002\uff01\uff1f؟।][\"'”’»)\]]*$")


def kinds(paragraphs: Sequence[tuple[str, Hint]], title: str | None = None) -> tuple[BlockKind, ...]:
    """The kind of each paragraph, given its words and the hint of its mark-up; `title` is what the carrier said.

    >>> page = [("Talks open in Oslo", ""), ("Photo: Agency", ""), ("Five ministers met on Monday.", ""),
    ...     ("Read also: Floods in the north", ""), ("They left at noon.", "")]
    >>> kinds(page)
    ('title', 'caption', 'body', 'teaser', 'body')
    """
    words = [text for text, _ in paragraphs]
    hints = [hint for _, hint in paragraphs]
    found: list[BlockKind] = [furniture(text) or _hinted(text, hint) for text, hint in paragraphs]
    at = _title_at(words, hints, found, title)
    if at is not None:
        found[at] = "title"
    _mark_listed(words, found)
    lead = _lead_at(words, hints, found, at)
    if lead is not None:
        found[lead] = "lead"
    _mark_standing(words, hints, found)
    return tuple(found)


def _hinted(words: str, hint: Hint) -> BlockKind:
    if hint == "caption":
        return "caption"
    return "heading" if hint in {"heading", "title"} and len(words) <= _LONGEST_TITLE else "body"


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _title_at(words: Sequence[str], hints: Sequence[Hint], found: Sequence[BlockKind], title: str | None) -> int | None:
    """The first paragraph after furniture, where it is marked as title, is the carrier's title or looks like one."""
    for number, text in enumerate(words[:6]):
        if title and _same(text, title):
            return number
    for number, text in enumerate(words[:6]):
        if found[number] == "boilerplate" or (found[number] == "caption" and hints[number] != "title"):
            continue
        if hints[number] in {"title", "heading"}:
            return number
        return number if len(words) > number + 1 and _titled(text) and not hints[number] else None
    return None


def _titled(words: str) -> bool:
    if len(words) > _LONGEST_TITLE:
        return False
    if stands_alone(words) or words.endswith("!"):
        return not words[0].islower()
    tokens = [token for token in _WORD.findall(words) if len(token) > 3]
    capitals = sum(token[0].isupper() for token in tokens)
    return len(tokens) >= 3 and capitals >= 0.75 * len(tokens) and words.count(". ") <= 1


def _mark_listed(words: Sequence[str], found: list[BlockKind]) -> None:
    """Lines under a label such as "Related stories" are headlines of other articles, up to the next full sentence."""
    listing = False
    for number, text in enumerate(words):
        if found[number] == "teaser":
            listing = opens_list(text)
        elif listing and found[number] in {"body", "heading"} and stands_alone(text):
            found[number] = "teaser"
        elif found[number] in {"body", "heading", "title"}:
            listing = False


def _lead_at(words: Sequence[str], hints: Sequence[Hint], found: Sequence[BlockKind], title: int | None) -> int | None:
    seen_body = 0
    for number, kind in enumerate(found):
        if kind == "body":
            if hints[number] == "lead" and len(words[number]) <= 2 * _LONGEST_LEAD and len(words[number]) > 40:
                return number
            seen_body += 1
        if seen_body == 2:
            break
    if title is None:
        return None
    first = next(
        (number for number in range(title + 1, len(found)) if found[number] not in {"caption", "boilerplate"}), None
    )
    if first is None or found[first] != "body" or len(words[first]) > _LONGEST_LEAD or hints[first] == "item":
        return None
    if len(_WORD.findall(words[first])) < _SHORTEST_LEAD:
        return None
    rest = found[first + 1 :]
    if "body" not in rest:
        return None
    set_off = first == title + 1 and rest[0] == "boilerplate"
    under_title = first == title + 1 and stands_alone(words[first]) and len(_WORD.findall(words[first])) >= 8
    return first if set_off or (under_title and not words[first].endswith("?")) else None


def _mark_standing(words: Sequence[str], hints: Sequence[Hint], found: list[BlockKind]) -> None:
    """Decide the lines that stand alone; where most of the text has no full stops, lines tell nothing and stay body."""
    full = [number for number, kind in enumerate(found) if kind == "body" and not stands_alone(words[number])]
    alone = [number for number, kind in enumerate(found) if kind == "body" and stands_alone(words[number])]
    lines = frozenset(alone)
    stopped = [number for number in full if _SENTENCE_END.search(words[number][-4:])]
    if not alone or sum(len(words[n]) for n in stopped) < 2 * sum(len(words[n]) for n in alone):
        return
    known = stems(" ".join(words[number] for number in full))
    position = 0
    for number in alone:
        while position < len(full) and full[position] < number:
            position += 1
        before = [words[n] for n in full[max(0, position - 2) : position]]
        after = [words[n] for n in full[position : position + 2]]
        if hints[number] == "item" or not before:
            continue
        kind = standing(words[number], before, after, known)
        crowded = kind == "heading" and (number - 1 in lines or number + 1 in lines)
        found[number] = "body" if crowded or (kind == "heading" and not after) else kind
