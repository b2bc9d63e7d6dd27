"""Events as rows of the POLECAT table: forty columns, and ours beside them with `x_` before their names.

Lists are joined with `;`. The forty columns have no status, no words and no address; the `x_` columns
(CSV and Parquet have them, a plain POLECAT file does not) hold these.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

from steppe.ontology.vocabulary import Ontology
from steppe.types import Article, Event, Mention

_SIDE = (
    "{0} Name",
    "{0} Country",
    "{0} COW",
    "Primary {0} Sector",
    "{0} Sectors",
    "{0} Title",
    "{0} Name Raw",
    "Wikipedia {0} ID",
)
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(name.format("Actor") for name in _SIDE),
    *(name.format("Recipient") for name in _SIDE),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations"),
    *("Story Locations", "Language", "Version"),
)
OURS = (
    *("x_status", "x_first", "x_last", "x_basis", "x_article", "x_address", "x_start", "x_end", "x_quote"),
    *("x_trigger_start", "x_trigger_end", "x_reason", "x_confidence"),
)
# What a POLECAT file may say: it has no column for a status, and the manual drops negated events.
SAID = frozenset({"asserted", "planned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an event table: its number in the file it was read from (0 when made here) and its cells.

    `cells` maps column to text; what a file leaves empty or calls `None` is an empty text here.

    >>> Row(cells={"Event Type": "AID", "Contexts": "health;disasters"}).all("Contexts")
    ('health', 'disasters')
    """

    cells: Mapping[str, str]
    line: int = 0

    def all(self, column: str) -> tuple[str, ...]:
        """The values of a list column."""
        return tuple(part for part in self.cells.get(column, "").split(";") if part)


def dyads(event: Event) -> Iterator[Event]:
    """The event once for each actor and recipient; reciprocal acts once for each ordered pair of their parties.

    The ids get a number behind a full stop. An event of one actor and at most one recipient stays as it is.
    """
    if event.recipients:
        pairs = list(product(event.actors, event.recipients))
    elif len(event.actors) > 1:
        pairs = list(permutations(event.actors, 2))
    else:
        pairs = []
    if len(pairs) < 2:
        yield event
        return
    for number, (actor, recipient) in enumerate(pairs, start=1):
        yield replace(event, id=f"{event.id}.{number}", actors=(actor,), recipients=(recipient,))


def rows(
    events: Iterable[Event], articles: Mapping[str, Article], ontology: Ontology, *, ours: bool, pairs: bool = False
) -> Iterator[Row]:
    """Events as rows; `ours` adds the `x_` columns, without them only asserted and planned events are given.

    `pairs` turns lists of actors and recipients into dyads. Intensity and quad class are the ontology's.
    """
    for whole in events:
        if not ours and whole.status not in SAID:
            continue
        for event in dyads(whole) if pairs else (whole,):
            article = articles.get(event.evidence.article)
            cells = {**_act(event, ontology), **_side("Actor", event.actors), **_side("Recipient", event.recipients)}
            cells |= {**_where(event), **_story(event, article), **(_own(event, article) if ours else {})}
            order = (*COLUMNS, *OURS) if ours else COLUMNS
            yield Row(cells={name: cells.get(name, "") for name in order})


def _act(event: Event, ontology: Ontology) -> dict[str, str]:
    day = event.happened.first if event.happened is not None else event.known
    return {
        "Event ID": event.id,
        "Event Date": day.isoformat() if day else "",
        "Event Type": event.kind,
        "Event Mode": _list(event.modes),
        "Intensity": str(ontology.intensity(event.kind, event.modes)),
        "Quad Code": str(ontology.type(event.kind).quad),
        "Contexts": _list(event.contexts),
    }


def _side(side: str, parties: Sequence[Mention]) -> dict[str, str]:
    sectors = [sector for party in parties for sector in party.actor.sectors]
    values = (
        _list(party.actor.name for party in parties),
        _list(dict.fromkeys(party.actor.country for party in parties)),
        _list(dict.fromkeys(party.actor.cow for party in parties)),
        sectors[0] if sectors else "",
        _list(dict.fromkeys(sectors)),
        "",
        _list(party.quote for party in parties),
        "",
    )
    return {name.format(side): value for name, value in zip(_SIDE, values, strict=True)}


def _where(event: Event) -> dict[str, str]:
    if event.place is None:
        return {}
    degrees = {"Latitude": event.place.latitude, "Longitude": event.place.longitude}
    words = {
        "GeoNames ID": str(event.place.geonames or ""),
        "Placename": event.place.name,
        "Country": event.place.country,
        "Raw Placename": event.place.quote,
    }
    return {name: clean(text) for name, text in words.items()} | {
        name: str(value) for name, value in degrees.items() if value is not None
    }


def _story(event: Event, article: Article | None) -> dict[str, str]:
    return {
        "Source": clean((article.outlet or "") if article else ""),
        "Publication Date": event.known.isoformat() if event.known else "",
        "Language": article.language if article else "",
        "Version": event.evidence.coder,
    }


def _own(event: Event, article: Article | None) -> dict[str, str]:
    proof, when = event.evidence, event.happened
    values: tuple[object, ...] = (
        event.status,
        *((when.first, when.last, when.basis) if when else ("", "", "")),
        *(proof.article, article.address if article else "", proof.span.start, proof.span.end, clean(proof.quote)),
        *(event.trigger.start, event.trigger.end, clean(event.reason), proof.confidence),
    )
    return {name: str(value) for name, value in zip(OURS, values, strict=True)}


def _list(parts: Iterable[str]) -> str:
    """Parts joined with `;`; a `;` inside a part becomes a comma, as the format has no other way to hold it."""
    return ";".join(clean(part).replace(";", ",") for part in parts if part)


def clean(text: str) -> str:
    r"""The text on one line and without tabs, which a tab file cannot hold.

    >>> clean("the\tport\nof Odesa")
    'the port of Odesa'
    """
    return " ".join(text.split())
