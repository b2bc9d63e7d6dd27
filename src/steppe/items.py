"""The hallway's ninth flight: an article with what was read in it, an item with the words it rests on, and lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from steppe import flow
from steppe.brief.brief import Brief, Checked, ClaimRow, EventRow, NumberRow
from steppe.brief.compose import compose
from steppe.brief.context import Context, called, context
from steppe.brief.html import policy, section, shipped, to_html
from steppe.brief.words import basis_words, when_words
from steppe.coding.by_hand import Item, PutRight, all_put_right, instead_of, items_of
from steppe.corrections import Choices, choices
from steppe.errors import UnknownName
from steppe.holding import Held
from steppe.overview import EventLine, lines
from steppe.record.view import View
from steppe.showing import lit_rules, text_html
from steppe.survey import wanted as wish
from steppe.survey.counts import latest
from steppe.types import Article, Claim, Coded, Event, Judgement, Quantity, When

Wanted = wish.Wanted  # which events somebody wants to see
Part = Literal["events", "claims", "quantities"]
PARTS: dict[Part, str] = {"events": "event", "claims": "claim", "quantities": "number"}
AGAINST = ("wrong", "retracted")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article as a brief of all that was read in it, and what was said of it and its items.

    `left_out` are ids of items that views leave out, as they stand judged wrong or retracted, and the article's own id
    where it is judged itself. `judgements` are those that stand, oldest first; `put_right` tells which items stand in
    place of others by hand, or were taken back.
    """

    id: str
    brief: Brief
    judgements: tuple[Judgement, ...]
    left_out: tuple[str, ...]
    put_right: tuple[PutRight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item in full: the noun, its row in words (with its `ref` in the article), its context, what was said of it.

    `title` tells it in a line. `left_out` tells that views leave it out, as it or its article stands judged wrong or
    retracted; `earlier` and `later` are the ids of its neighbours of the same part in the article, empty at an end.
    `put_right` tells in place of which item somebody put this one, `put_as` which one stands in place of it now;
    `instead` and `other` tell these two in a line each.
    """

    part: Part
    title: str
    item: Item
    row: EventRow | ClaimRow | NumberRow
    source: "ArticleLine"
    context: Context
    judgements: tuple[Judgement, ...]
    left_out: bool
    earlier: str
    later: str
    put_right: PutRight | None = None
    put_as: PutRight | None = None
    instead: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article as a row of a list, without its text; `published` and `basis` are words, empty where not known."""

    id: str
    title: str
    outlet: str
    address: str
    language: str
    supported: bool
    published: str
    basis: str
    when: When | None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventList:
    """A page of the events that are wanted, latest known first, and how many there are in all."""

    wanted: Wanted
    as_of: date | None
    total: int
    offset: int
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """A brief as one self-contained page, and the content security policy that lets in its style and script alone."""

    html: str
    policy: str


def coded_article(held: Held, article: str, *, as_of: date | None = None) -> Coded:
    """An article with all that was read in it, judged or not. Raises `UnknownName` where it is not known then."""
    return _coded(held.record.as_of(as_of), article)


def article_view(held: Held, article: str, *, as_of: date | None = None) -> ArticleView:
    """An article by its id, with items that are judged wrong. Raises `UnknownName` where it is not known then."""
    view = held.record.as_of(as_of)
    coded = _coded(view, article)
    found = items_of(coded)
    gone = filter(None, map(instead_of, found))
    said = view.judgements_on([article, *(one.id for one in found), *gone])
    put = all_put_right(found, said)
    return ArticleView(id=article, brief=_brief(held, coded), judgements=said, left_out=_against(said), put_right=put)


def article_lights(held: Held, article: str, *, as_of: date | None = None) -> str:
    """Style rules by which all words of an item of an article light up where its place in the text is linked to."""
    return lit_rules(_brief(held, coded_article(held, article, as_of=as_of)))


def article_parts(made: Brief) -> Mapping[str, str]:
    """The text of an article with its marks, and its flaws and what was left out, as markup; all of it is escaped."""
    return {"text": text_html(made), "gaps": section(made, "gaps.html.j2")}


def article_list(
    held: Held, *, as_of: date | None = None, most: int = 50, after: int = 0
) -> tuple[tuple[ArticleLine, ...], int]:
    """A page of the articles, latest known first, and how many there are in all."""
    found, total = held.record.as_of(as_of).latest_articles(most=most, after=after)
    return tuple(map(_line, found)), total


def item(held: Held, ident: str, *, part: Part | None = None, as_of: date | None = None) -> Item:
    """An item by its id, judged or not, of one part where given. Raises `UnknownName` where none is known then."""
    sight = held.sight(as_of)
    # The board finds an event in a millisecond, the store takes a tenth of a second.
    at = wish.row_of(sight.board, ident, before=as_of) if part in (None, "events") else ()
    found: tuple[Item, ...] = sight.events(at) or held.record.as_of(as_of).items([ident], judged=True)
    for one in found:
        if part in (None, part_of(one)):
            return one
    listed = [f"those of /api/v1/{name}" for name in ([part] if part else PARTS)]
    raise UnknownName(PARTS[part] if part else "item", ident[:80], listed)


def part_of(one: Item) -> Part:
    """The part of a coded article that an item belongs to."""
    return "events" if isinstance(one, Event) else "claims" if isinstance(one, Claim) else "quantities"


def place_of(held: Held, ident: str) -> str:
    """The address of the page of an item or an article. Raises `UnknownName`."""
    if held.record.as_of().article(ident, judged=True) is not None:
        return f"/articles/{ident}"
    found = item(held, ident)
    return f"/{part_of(found)}/{found.id}"


def item_page(held: Held, ident: str, part: Part, *, as_of: date | None = None) -> tuple[ItemView, Choices]:
    """An item in full, and what a form to put it right offers.

    Raises `UnknownName` where no item of that part and id is known then.
    """
    found = item(held, ident, part=part, as_of=as_of)
    view, coded = _item_view(held, found, as_of)
    stored = next(one for one in items_of(coded) if one.id == found.id)
    return view, choices(stored, coded, held.ontology)


def _item_view(held: Held, found: Item, as_of: date | None) -> tuple[ItemView, Coded]:
    ident, part = found.id, part_of(found)
    view = held.record.as_of(as_of)
    coded = _coded(view, found.evidence.article)
    rows = _rows(_brief(held, coded), part)
    at = next(place for place, row in enumerate(rows) if row.id == ident)
    said = view.judgements_on([ident, coded.article.id])
    put = all_put_right(items_of(coded), view.judgements_on(_linked(coded, ident)))
    of = next((one for one in put if one.new == ident), None)
    as_ = next((one for one in put if one.old == ident and not one.taken_back), None)
    titles = {row.id: called(row) for row in rows}
    made = ItemView(
        part=part,
        title=called(rows[at]),
        item=found,
        row=rows[at],
        source=_line(coded.article),
        context=context(coded, rows[at]),
        judgements=said,
        left_out=bool(_against(said)),
        earlier=rows[at - 1].id if at else "",
        later=rows[at + 1].id if at + 1 < len(rows) else "",
        put_right=of,
        put_as=as_,
        instead=titles.get(of.old, "") if of else "",
        other=titles.get(as_.new, "") if as_ else "",
    )
    return made, coded


def _linked(coded: Coded, ident: str) -> set[str]:
    """The item of that id, what it stands in place of, and what stands in place of it."""
    ends = [(one.id, instead_of(one)) for one in items_of(coded) if instead_of(one)]
    return {end for pair in ends if ident in pair for end in pair}


def cells(row: EventRow | ClaimRow | NumberRow) -> dict[str, object]:
    """A row in words as cells of a table: parties by their names, the words it rests on as `quote`."""
    found = {one.name: getattr(row, one.name) for one in fields(row)}
    sides = {name: [one.name for one in found[name]] for name in ("actors", "recipients") if name in found}
    return found | sides | {"quote": row.cite.quote}


def event_list(held: Held, wanted: Wanted, *, as_of: date | None = None, most: int = 50, after: int = 0) -> EventList:
    """A page of the events that are wanted, latest known first. Raises `UnknownName` for a type PLOVER lacks."""
    if wanted.kind:
        held.ontology.type(wanted.kind)
    sight = held.sight(as_of)
    rows = wish.rows_of(sight.board, sight.seen, sight.quad, wanted)
    shown = lines(sight, latest(sight.board, rows, most=most, after=after))
    return EventList(wanted=wanted, as_of=as_of, total=len(rows), offset=after, events=shown)


def claim_list(
    held: Held, *, speaker: str = "", about: str = "", as_of: date | None = None, most: int = 50, after: int = 0
) -> tuple[tuple[Claim, ...], int]:
    """A page of the claims, of a speaker or about somebody where given, latest known first, and how many in all."""
    view = held.record.as_of(as_of)
    return view.latest_claims(most=most, after=after, speaker=speaker or None, about=about or None)


def quantity_list(
    held: Held, *, unit: str = "", article: str = "", as_of: date | None = None, most: int = 50, after: int = 0
) -> tuple[tuple[Quantity, ...], int]:
    """A page of the quantities, of a unit or an article where given, latest known first, and how many in all."""
    view = held.record.as_of(as_of)
    return view.latest_quantities(most=most, after=after, unit=unit or None, article=article or None)


def judgement_list(
    held: Held, *, subject: str = "", same: bool = False, since: date | None = None, as_of: date | None = None
) -> tuple[Judgement, ...]:
    """Judgements that stand, latest first: of one item or article, on what is the same, from a day on, where given."""
    found = held.record.as_of(as_of).judgements(subject or None)[::-1]
    return tuple(
        one
        for one in found
        if (not same or one.verdict in ("same", "different")) and (since is None or one.at.date() >= since)
    )


def brief(held: Held, article: str, *, made: datetime, case: str = "", as_of: date | None = None) -> Brief:
    """The brief of an article without what is judged wrong; with a `case` its claims stand beside the case's record.

    Raises `UnknownName` where the article is not known then, or is itself left out.
    """
    coded = held.record.as_of(as_of).coded(article)
    if coded is None:
        raise UnknownName("article", article[:80], ("those of /api/v1/articles",))
    beside = _beside(coded, case, as_of, made.date()) if case else None
    return flow.brief_beside(coded, beside, clock=lambda: made)


@lru_cache(maxsize=16)
def _beside(coded: Coded, case: str, as_of: date | None, today: date) -> Checked:
    # It takes a second, and the same article is asked for again and again; equal articles give equal rows.
    return flow.checked_beside(coded, case, as_of, today)


def brief_page(one: Brief, *, home: str) -> BriefPage:
    """A brief as a page for a server to send, with a way back to `home`."""
    allowed = policy(shipped("style.css") + lit_rules(one), shipped("script.js"))
    return BriefPage(html=to_html(one, home=home), policy=f"{allowed}; frame-ancestors 'none'")


def _coded(view: View, article: str) -> Coded:
    found = view.coded(article, judged=True)
    if found is None:
        raise UnknownName("article", article[:80], ("those of /api/v1/articles",))
    return found


def _brief(held: Held, coded: Coded) -> Brief:
    quads = held.ontology.quads
    notes = {one.name: f"{quads[one.quad]}: {one.gist}" for one in held.ontology.types.values()}
    return compose(coded, made=coded.article.fetched, ontology_note=notes)


def _rows(made: Brief, part: Part) -> Sequence[EventRow | ClaimRow | NumberRow]:
    return made.events if part == "events" else made.claims if part == "claims" else made.numbers


def _line(one: Article) -> ArticleLine:
    return ArticleLine(
        id=one.id,
        title=one.title or "",
        outlet=one.outlet or "",
        address=one.address,
        language=one.language,
        supported=one.supported,
        published=when_words(one.published),
        basis=basis_words(one.published) if one.published else "",
        when=one.published,
        characters=len(one.text),
    )


def _against(said: Sequence[Judgement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subject for one in said if one.verdict in AGAINST for subject in one.subjects))
