"""Events and claims as W3C Web Annotations (JSON-LD), one target each: position and quotation in the article.

Positions are Unicode code points of the text as read. On reading with the texts, a position must show the
quotation; anything else is an orphan and said to be one, with where its words stand now: nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from steppe.errors import InputError
from steppe.types import Article, Claim, Event, Span
from steppe.wire import from_json, to_json

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """An annotation that could not be used: its number in the file (from 1), its id, and why."""

    number: int
    id: str
    reason: str

    def __str__(self) -> str:
        return f"annotation {self.number} ({self.id or 'no id'}): {self.reason}"


def annotation(item: Event | Claim, article: Article) -> dict[str, Any]:
    """One annotation: the whole item as JSON in its body, the words in its target."""
    name = "event" if isinstance(item, Event) else "claim"
    span, text = item.evidence.span, article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return {
        "@context": CONTEXT,
        "type": "Annotation",
        "id": f"urn:steppe:{name}-annotation:{item.id}",
        "motivation": "identifying",
        "generator": f"urn:steppe:coder:{item.evidence.coder}",
        "body": [
            {"type": "SpecificResource", "source": f"urn:steppe:{name}:{item.id}", "purpose": "identifying"},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": to_json(item)},
        ],
        "target": {
            "source": article.address,
            "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote],
        },
    }


def page_text(found: Iterable[tuple[Event | Claim, Article]]) -> str:
    """An AnnotationPage with an annotation for each item, as JSON-LD."""
    return "".join(page_parts(found))


def page_parts(found: Iterable[tuple[Event | Claim, Article]]) -> Iterator[str]:
    """The same in parts: the opening, one for each annotation, the closing."""
    yield to_json({"@context": CONTEXT, "type": "AnnotationPage"})[:-1] + ',"items":['
    for number, (item, article) in enumerate(found):
        yield ("," if number else "") + to_json(annotation(item, article))
    yield "]}\n"


def read_page(
    content: str, texts: Mapping[str, str] | None = None, *, where: str = "input"
) -> Iterator[Event | Claim | Orphan]:
    """The items of an AnnotationPage; `texts` maps the id of an article to its text, to check the words against.

    `InputError` where the content is no AnnotationPage.
    """
    page = from_json(dict[str, Any], content, where=where)
    if page.get("type") != "AnnotationPage" or not isinstance(page.get("items"), list):
        raise InputError(f"{where}: not an AnnotationPage; its type should be that and it needs a list 'items'")
    for number, one in enumerate(page["items"], start=1):
        yield _item(number, one, texts or {})


def _item(number: int, one: Any, texts: Mapping[str, str]) -> Event | Claim | Orphan:
    name = str(one.get("id", "")) if isinstance(one, dict) else ""
    try:
        body = next(part for part in one["body"] if part.get("format") == "application/json")
        kind: type[Event | Claim] = Event if name.startswith("urn:steppe:event-") else Claim
        item: Event | Claim = from_json(kind, body["value"], where="body")
        selectors = {part["type"]: part for part in one["target"]["selector"]}
        position = msgspec.convert(selectors["TextPositionSelector"], type=_Position)
        quote = msgspec.convert(selectors["TextQuoteSelector"], type=_Quote)
    except (InputError, msgspec.ValidationError) as error:
        return Orphan(number=number, id=name, reason=str(error))
    except (KeyError, TypeError, AttributeError, StopIteration):
        right = "a JSON body, a TextPositionSelector and a TextQuoteSelector would be right"
        return Orphan(number=number, id=name, reason=f"not an annotation of an event or claim; {right}")
    text = texts.get(item.evidence.article)
    span = Span(position.start, position.end)
    if quote.exact != item.evidence.quote or span != item.evidence.span:
        return Orphan(number=number, id=name, reason="its selectors and its body name different words")
    return item if text is None else _anchored(number, name, item, text, quote)


class _Position(msgspec.Struct):
    start: int
    end: int


class _Quote(msgspec.Struct):
    exact: str
    prefix: str = ""
    suffix: str = ""


def _anchored(number: int, name: str, item: Event | Claim, text: str, quote: _Quote) -> Event | Claim | Orphan:
    """The item where its position shows its words; else an orphan that tells where the words stand now, if once."""
    if item.evidence.span.of(text) == quote.exact:
        return item
    whole = quote.prefix + quote.exact + quote.suffix
    times = text.count(whole)
    if times == 1:
        now = text.index(whole) + len(quote.prefix)
        reason = f"the text has changed: its words stand at character {now} now, not at {item.evidence.span.start}"
    else:
        reason = f"its words with their surroundings stand {times} times in the text"
    return Orphan(number=number, id=name, reason=reason)
