"""The hallway's sixth flight: an article from its arrival at a server to the record, as work for another process."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice

from steppe.brief.rows import uncoded
from steppe.coding.coder import Coder
from steppe.coding.coder import code as code_text
from steppe.coding.parse import Parse, Parser
from steppe.corrections import with_it
from steppe.errors import InputError, SteppeError, UnknownName
from steppe.flow import Desk, desk, now
from steppe.intake.files import declared_name
from steppe.intake.hosts import is_web, target
from steppe.intake.limits import Limits, Refused
from steppe.intake.pages import pages, pages_in
from steppe.jobs.worker import Told
from steppe.record.store import Record
from steppe.text.article import article as as_article
from steppe.text.pieces import pieces
from steppe.types import Coded, Judgement, Page, identity
from steppe.wire import from_json, to_json

VERDICTS = ("right", "wrong", "retracted", "open")  # what may be said of one item
MOST_ARTICLES = 50  # of one order: a feed or an archive may hold more, which are refused
MOST_CHARACTERS = 2_000_000  # of one text, which is cut into parts that are articles: some 1,000 pages
_PIECE, _WIDE = 24, 12_000  # sentences parsed between two words about progress, and characters of all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Something to read: exactly one of pasted `text`, a web `address`, or an uploaded file (`upload`, base64).

    `name` is the name of an upload, or where pasted text is from. `outlet` and `published` are what the person who
    brings it knows of it. `seconds`, `bytes_per_page` and `private_addresses` bound fetching, as in the settings.
    """

    text: str = ""
    address: str = ""
    upload: str = ""
    name: str = ""
    outlet: str = ""
    published: date | None = None
    seconds: float = 20.0
    bytes_per_page: int = 5_000_000
    private_addresses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of reading: the coded articles, and what was refused and why."""

    coded: tuple[Coded, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article that is in the record now; `new` is false where it was there before, coded alike.

    `uncoded` says what of it was too much to be coded, empty where nothing was.
    """

    id: str
    title: str
    events: int
    claims: int
    quantities: int
    supported: bool
    new: bool
    uncoded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a job of reading left: articles of the record and what was refused."""

    articles: tuple[Kept, ...]
    refused: tuple[Refused, ...]


def check_order(order: Order) -> Order:
    """The order, if it can be carried out. Raises `InputError` that says what would be right."""
    given = [name for name in ("text", "address", "upload") if getattr(order, name).strip()]
    if len(given) != 1:
        raise InputError(f"read: {' and '.join(given) or 'nothing'} given; expected one of text, address or upload")
    if given == ["address"]:
        if not is_web(order.address.strip()):
            raise InputError(f"read: '{order.address[:200]}' is no web address; right would be https://example.org/a")
        target(order.address.strip())
    if order.outlet and len(order.outlet) > 200:
        raise InputError("read: an outlet of more than 200 characters; expected its name")
    return order


def read_work(given: str, told: Told) -> str:
    """Read and code what an order (JSON) asks for; gives an `Outcome` as JSON. For a process of its own.

    A text too long for one article becomes several. Raises `InputError` where nothing of it could be read.
    """
    order = from_json(Order, given, where="order")
    told("fetching" if order.address else "reading", 0, 0)
    found = [_with(order, one) for one in islice(_pages(order), MOST_ARTICLES + 1)]
    refused = [one for one in found if isinstance(one, Refused)]
    brought = [one for one in found if isinstance(one, Page)]
    if len(found) > MOST_ARTICLES:
        refused.append(Refused(address=order.address or order.name, reason=f"more than {MOST_ARTICLES} articles in it"))
        brought = brought[:MOST_ARTICLES]
    here = desk()
    coded: list[Coded] = []
    for number, page in enumerate(brought, 1):
        words = f"article {number} of {len(brought)}: " if len(brought) > 1 else ""
        for one in _coded(page, here, words, told, MOST_ARTICLES - len(coded)):
            if isinstance(one, Refused):
                refused.append(one)
            else:
                coded.append(one)
    if not coded:
        reasons = "; ".join(f"{one.address}: {one.reason}" for one in refused) or "there is nothing in it"
        raise InputError(f"nothing could be read: {reasons}")
    told("keeping", 0, 0)
    return to_json(Outcome(coded=tuple(coded), refused=tuple(refused)))


def keep_read(record: Record, came: str) -> str:
    """Keep what `read_work` gave in the record; gives a `Read` as JSON."""
    outcome = from_json(Outcome, came, where="outcome")
    before = {one.article.id for one in outcome.coded if record.as_of().article(one.article.id, judged=True)}
    record.keep(outcome.coded, note="read by the desk")
    return to_json(
        Read(
            articles=tuple(
                Kept(
                    id=one.article.id,
                    title=one.article.title or one.article.address,
                    events=len(one.events),
                    claims=len(one.claims),
                    quantities=len(one.quantities),
                    supported=one.article.supported,
                    new=one.article.id not in before,
                    uncoded=uncoded(one),
                )
                for one in outcome.coded
            ),
            refused=outcome.refused,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Somebody's word on an item or article of the record: `right`, `wrong`, `retracted`, or `open` to take it back."""

    subject: str
    verdict: str
    reason: str = ""
    author: str


def judge(record: Record, word: Word, *, at: datetime, key: str = "") -> Judgement:
    """Keep somebody's word on an item or an article as a judgement; the same word while it stands is kept once.

    So is the same word with the same `key`, whatever was said in between.

    Nothing is changed or removed: what is judged wrong is left out of views from now on. Whoever takes back a word by
    which an event was put right takes the corrected event back with it. Raises `InputError` for an
    item that is not there, without an author, or without a reason where something is said to be wrong, and
    `UnknownName` for a verdict there is not.
    """
    said = _judgement(word, at=at, key=key)
    view = record.as_of()
    before = view.judgement(said.id) or (None if key else view.standing(said))
    if before is not None:
        return before
    if not view.items([word.subject], judged=True) and view.article(word.subject, judged=True) is None:
        raise InputError(f"judgement: no item or article '{word.subject[:80]}' in the record; expected the id of one")
    record.keep((), judged=(said, *with_it(record, said)))
    return record.as_of().judgement(said.id) or said


def _judgement(word: Word, *, at: datetime, key: str) -> Judgement:
    reason, author = word.reason.strip()[:2_000], word.author.strip()[:200]
    if word.verdict not in VERDICTS:
        raise UnknownName("verdict", word.verdict[:80], VERDICTS)
    if not author:
        raise InputError("judgement: nobody said so; expected a name")
    if word.verdict in ("wrong", "retracted") and not reason:
        raise InputError(f"judgement: no reason given; expected why it is {word.verdict}")
    once = f"key {key}" if key else at.isoformat()
    return Judgement(
        id=identity(word.subject, word.verdict, reason, author, once),
        subjects=(word.subject,),
        verdict=word.verdict,
        reason=reason,
        author=author,
        at=at.astimezone(UTC),
    )


def warm() -> None:
    """Load the coder, which takes seconds, before anybody waits for it."""
    desk()


def _pages(order: Order) -> Iterator[Page | Refused]:
    limits = Limits(
        seconds=order.seconds, bytes_per_page=order.bytes_per_page, private_addresses=order.private_addresses
    )
    if order.address:
        yield from pages(order.address.strip(), limits=limits, clock=now)
        return
    if order.text:
        name = order.name.strip() or "pasted text"
        page = Page(content=order.text.encode("utf8", "replace"), media_type="text/plain", address=name, fetched=now())
        yield page
        return
    try:
        content = base64.b64decode(order.upload, validate=True)
    except binascii.Error as error:
        raise InputError(f"read: the upload is no base64 ({error})") from error
    name, media_type = declared_name(order.name)
    yield from pages_in(Page(content=content, media_type=media_type, address=name, fetched=now()), limits, now)


def _with(order: Order, one: Page | Refused) -> Page | Refused:
    if isinstance(one, Refused):
        return one
    return replace(one, outlet=order.outlet.strip() or one.outlet, published=order.published or one.published)


def _coded(page: Page, here: Desk, words: str, told: Told, most: int) -> Iterator[Coded | Refused]:
    """A page coded: as one article, or part by part where it is too long for one, at most so many."""
    try:
        parts = pieces(as_article(page, most=MOST_CHARACTERS))
        for number, part in enumerate(parts[:most], 1):
            which = f"{words}part {number} of {len(parts)}: " if len(parts) > 1 else words
            told(f"{which}coding", 0, 0)
            watched: Parser = partial(_watched, here.coder.parser, told, f"{which}sentences parsed")
            coder: Coder = replace(here.coder, parser=watched)
            yield code_text(part, coder)
        if parts[most:]:
            reason = f"parts {max(most, 0) + 1} to {len(parts)} of it: more than {MOST_ARTICLES} articles at once"
            yield Refused(address=page.address, reason=reason)
    except SteppeError as error:
        yield Refused(address=page.address, reason=str(error).removeprefix(f"{page.address}: "))


def _watched(parser: Parser, told: Told, words: str, texts: Sequence[str]) -> list[Parse]:
    found: list[Parse] = []
    for piece in _handfuls(texts):
        found.extend(parser(piece))
        told(words, len(found), len(texts))
    return found


def _handfuls(texts: Sequence[str]) -> Iterator[list[str]]:
    handful: list[str] = []
    wide = 0
    for text in texts:
        if handful and (len(handful) == _PIECE or wide + len(text) > _WIDE):
            yield handful
            handful, wide = [], 0
        handful.append(text)
        wide += len(text)
    if handful:
        yield handful
