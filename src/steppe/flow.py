"""The hallway: one short function a verb, joining the rooms. Every face calls these and nothing else."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from steppe.brief.brief import Brief, Checked
from steppe.brief.brief import to_json as brief_as_json
from steppe.brief.case_view import case_view
from steppe.brief.compose import compose
from steppe.brief.explained import to_lines
from steppe.brief.html import to_html
from steppe.brief.notebook import Notebook
from steppe.brief.notebook import notebook as as_notebook
from steppe.brief.terminal import to_terminal
from steppe.brief.verdicts import checked as checked_rows
from steppe.checking.check import check as check_claims
from steppe.checking.verdict import Verdict
from steppe.coding.coder import Coder
from steppe.coding.coder import code as code_text
from steppe.coding.explain import explain as explain_text
from steppe.coding.lexicon import load_lexicon
from steppe.coding.model import irregular_forms, load_parser, parser_name
from steppe.coding.same import Suggestion, judgement, suggest
from steppe.coding.sieve import make_sieve
from steppe.errors import InputError, SteppeError
from steppe.exchange.files import SHAPES as EXPORTED
from steppe.exchange.files import import_file as import_rows
from steppe.exchange.files import write_coded as write_as
from steppe.exchange.files import write_file
from steppe.exchange.rows import Row
from steppe.exchange.tables import BadRow
from steppe.intake.limits import Limits, Refused
from steppe.intake.pages import pages
from steppe.ontology.vocabulary import Ontology, Quad
from steppe.ontology.vocabulary import load as load_ontology
from steppe.record.borrowed import Borrowed, Place, open_or_borrow
from steppe.record.kept import Kept
from steppe.record.store import Record
from steppe.record.store import open_record as open_store
from steppe.text.article import article as as_article
from steppe.types import Article, Coded, Explanation, Page
from steppe.wire import from_bytes, from_json, to_bytes
from steppe.workers import Lost, spread
from steppe.world.build import World, build
from steppe.world.exports import export as world_text
from steppe.world.exposure import Exposure
from steppe.world.exposure import exposure as exposure_of
from steppe.world.load import find_case, load_on_reference, shipped_cases
from steppe.world.summary import summary


def now() -> datetime:
    """The wall clock, in UTC: the only clock of the house, handed on as a value.

    Where SOURCE_DATE_EPOCH is set (seconds since 1970, reproducible-builds.org) it stands still there, so that two
    runs over the same input write the same bytes.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A coder with the words about it that a brief prints: parser, ontology, sources."""

    coder: Coder
    ontology: Ontology
    parser: str


@cache
def desk(sanction_quad: Quad = 4, *, sift: bool = False) -> Desk:
    """The shipped coder, loaded once a process; with `sift`, sentences that can hold no event are not parsed.

    Raises `ModelMissing` or `DataError`.
    """
    ontology = load_ontology(sanction_quad=sanction_quad)
    name, parser = load_parser()
    lexicon = load_lexicon(ontology)
    sieve = make_sieve(lexicon, irregular_forms()) if sift else None
    coder = Coder(parser=parser, lexicon=lexicon, ontology=ontology.version, sieve=sieve)
    return Desk(coder=coder, ontology=ontology, parser=name)


def read(page: Page) -> Article:
    """A page as an article. Raises `InputError` where there is no text to read."""
    return as_article(page)


def read_all(
    where: str, *, limits: Mapping[str, Any] | None = None, clock: Callable[[], datetime] = now
) -> Iterator[Article | Refused]:
    """Every article found at `where` (file, folder, `-`, address, feed, archive) or why it is not one."""
    for page in pages_at(where, limits=limits, clock=clock):
        yield page if isinstance(page, Refused) else _read_or_refuse(page)


def pages_at(
    where: str, *, limits: Mapping[str, Any] | None = None, clock: Callable[[], datetime] = now
) -> Iterator[Page | Refused]:
    """Every page found at `where`, unread, or why it is not one: input for `code_in_processes`, which reads it too."""
    return pages(where, limits=Limits(**(limits or {})), clock=clock)


def _read_or_refuse(page: Page) -> Article | Refused:
    try:
        return as_article(page)
    except InputError as error:
        return Refused(address=page.address, reason=str(error).removeprefix(f"{page.address}: "))


def _line_or_refuse(kind: type[Any], line: str, where: str) -> Any:
    try:
        return from_json(kind, line, where=where)
    except InputError as error:
        return Refused(address=where, reason=str(error).removeprefix(f"{where}: "))


def code(article: Article, *, at: Desk | None = None) -> Coded:
    """Who did what to whom, who claims what, and the numbers of `article`."""
    return code_text(article, (at or desk()).coder)


def code_all(found: Iterable[Article | Coded | Refused], *, at: Desk | None = None) -> Iterator[Coded | Refused]:
    """Code a batch; what cannot be coded is passed on as refused, with its reason, and the rest goes on."""
    for one in found:
        yield _code_or_refuse(one, at or desk()) if isinstance(one, Article) else one


def code_in_processes(
    found: Iterable[Article | Coded | Refused | Page], *, processes: int, sanction_quad: Quad = 4, sift: bool = True
) -> Iterator[Coded | Refused]:
    """Code a batch in several processes, in the order of `found`; pages are read there too.

    Only a few pieces wait at a time, whatever the length of `found`. With `sift` hopeless sentences are not parsed.
    What cannot be coded because its process dies each time is refused, and the rest goes on.
    """
    rest = iter(found)
    batches = iter(lambda: list(islice(rest, BATCH)), [])
    work = partial(_code_batch, sanction_quad=sanction_quad, sift=sift)
    opening = partial(desk, sanction_quad, sift=sift)
    for done in spread(work, batches, processes=processes, opening=opening):
        if isinstance(done, Lost):
            yield from (_lost(one) for one in done.work)
        else:
            yield from (one for pair in from_bytes(list[_Pair], done) for one in pair if one is not None)


SHAPES = EXPORTED  # what `export` and `write_coded` can write
BATCH = 8  # articles handed to a process at a time
_Pair = tuple[Coded | None, Refused | None]  # one of the two: bytes do not tell a union of nouns apart


def _code_batch(batch: Sequence[Article | Coded | Refused | Page], *, sanction_quad: Quad, sift: bool) -> bytes:
    articles = (_read_or_refuse(one) if isinstance(one, Page) else one for one in batch)
    done = code_all(articles, at=desk(sanction_quad, sift=sift))
    return to_bytes([(one, None) if isinstance(one, Coded) else (None, one) for one in done])


def _lost(one: Article | Coded | Refused | Page) -> Coded | Refused:
    if isinstance(one, Coded | Refused):
        return one
    return Refused(address=one.address, reason="the process that coded it, or one beside it, died; code it by itself")


def _code_or_refuse(article: Article, at: Desk) -> Coded | Refused:
    try:
        return code_text(article, at.coder)
    except SteppeError as error:
        return Refused(address=article.address, reason=str(error))


Store = Path | str | Place | Record | Borrowed  # where a record lies, or one that is open here or at its server


def place(path: Path | str, *, token: str) -> Place:
    """Where a record lies, with the token of the server that may hold it."""
    return Place(path, token)


def open_record(path: Store, *, clock: Callable[[], datetime] = now) -> AbstractContextManager[Record | Borrowed]:
    """The record at `path`, made when it is not there; a record that is open already stays open afterwards.

    Where a server of this machine holds it, the server is asked, and records by its own clock. Raises `RecordError`
    where another process owns it that cannot be asked.
    """
    return nullcontext(path) if isinstance(path, Record | Borrowed) else open_or_borrow(path, clock=clock)


def own_record(path: Path | str, *, clock: Callable[[], datetime] = now) -> Record:
    """The record at `path`, owned by this process until it is closed. Raises `RecordError` where another owns it."""
    return open_store(path, clock=clock)


def keep(record: Record | Borrowed, coded: Iterable[Coded], *, note: str = "") -> Kept:
    """Add coded articles to the record: all of them or, whatever goes wrong, nothing."""
    return record.keep(coded, note=note)


def brief(
    coded: Coded,
    *,
    case: str | None = None,
    as_of: date | None = None,
    at: Desk | None = None,
    clock: Callable[[], datetime] = now,
    answers: str = "",
) -> Brief:
    """The brief of one coded article; with a `case` its claims stand beside what the record says, as in `check`.

    `answers` is the name of a page beside it to link to, with the answers of the case's model.
    """
    beside = checked_beside(coded, case, as_of, clock().date()) if case is not None else None
    return replace(brief_beside(coded, beside, at=at, clock=clock), answers=answers)


def brief_beside(
    coded: Coded, beside: Checked | None, *, at: Desk | None = None, clock: Callable[[], datetime] = now
) -> Brief:
    """The brief of one coded article, with what was made of its claims by `checked_beside`, if it was."""
    ontology = at.ontology if at else load_ontology()
    notes = _notes(ontology)
    notes["parser"] = at.parser if at else parser_name()  # a brief needs no parser, only its name
    notes["SANCTION quad"] = f"{ontology.type('SANCTION').quad} (a setting)"
    return compose(coded, made=clock(), ontology_note=notes, checked=beside)


def checked_beside(coded: Coded, case: str, as_of: date | None, today: date) -> Checked:
    """The claims as known on the day of the article, and beside them what was known `today` where that is later."""
    published = coded.article.published
    world = world_at(case, as_of or (published.first if published else None))
    later = check_claims(coded, world_at(case, today)) if today > world.as_of else ()
    ontology = load_ontology()
    quads = {kind.name: ontology.quads[kind.quad] for kind in ontology.types.values()}
    view = case_view(coded, world, quads)
    return checked_rows(check_claims(coded, world), world, later=later, view=view)


def _notes(ontology: Ontology) -> dict[str, str]:
    return {kind.name: f"{ontology.quads[kind.quad]}: {kind.gist}" for kind in ontology.types.values()}


def notebook(found: Coded | Article) -> Notebook:
    """The text with events, claims, numbers and actors marked, and tables of them beneath, as a notebook shows it.

    An article that is not coded shows its blocks and flaws. No model is loaded.
    """
    coded = Coded(article=found, coder="", ontology="") if isinstance(found, Article) else found
    made = compose(coded, made=coded.article.fetched, ontology_note=_notes(load_ontology()))
    return as_notebook(coded, made)


def brief_page(made: Brief) -> str:
    """The brief as one self-contained HTML page."""
    return to_html(made)


def brief_json(made: Brief) -> str:
    """The brief as JSON."""
    return brief_as_json(made)


def brief_lines(made: Brief, *, width: int, colour: bool) -> str:
    """The brief's short form for a terminal of `width` columns."""
    return to_terminal(made, width=width, ansi=colour)


def explain(article: Article, *, at: Desk | None = None) -> tuple[Explanation, ...]:
    """Why each sentence of `article` gave the events it gave, or none."""
    return explain_text(article, (at or desk()).coder)


def explanation_lines(one: Explanation, *, width: int, colour: bool) -> str:
    """An explanation for a terminal of `width` columns."""
    return to_lines(one, width=width, ansi=colour)


def world_at(case: str, as_of: date | None = None, *, record: Store | None = None) -> World:
    """The world of a case (a folder, or a shipped case's name) as known before `as_of`, its own day if none is given.

    Coded events of the record at `record` enter as reports. Raises `UnknownName`, `InputError` or `RecordError`.
    """
    loaded = load_on_reference(case)
    when = as_of or loaded.as_of
    if record is None:
        return build(loaded, (), when)
    with open_record(record) as store:
        return build(loaded, store.as_of(when).events(), when)


def cases(*more: str) -> tuple[str, ...]:
    """The names of the shipped cases, and of `more` that can be found. Raises `UnknownName`."""
    for one in more:
        find_case(one)
    return tuple(dict.fromkeys((*more, *shipped_cases())))


def check(coded: Coded, case: str, *, as_of: date | None = None) -> tuple[Verdict, ...]:
    """Verdicts on the claims of an article, as known before `as_of`: by default the day it was published."""
    published = coded.article.published
    return check_claims(coded, world_at(case, as_of or (published.first if published else None)))


def world_as(world: World, shape: str) -> str:
    """The world as `graphml`, `gexf`, `geojson` or `ftm` text. Raises `UnknownName`."""
    return world_text(world, shape)


def world_summary(world: World) -> dict[str, str]:
    """What a world holds, in a few lines."""
    return summary(world)


def exposure(world: World, origin: str, good: str) -> Exposure:
    """Whose soil an export crosses, how concentrated its routes are, what would cut them. Raises `InputError`."""
    return exposure_of(world, origin, good)


def stored(path: Store, what: str, *, as_of: date | None, actor: str | None) -> Iterator[Any]:
    """Items of the record at `path` as known before `as_of`: events, claims, quantities, judgements or articles."""
    with open_record(path) as record:
        view = record.as_of(as_of)
        match what:
            case "events":
                yield from view.events(actor=actor)
            case "claims":
                yield from view.claims(speaker=actor)
            case "quantities":
                yield from view.quantities()
            case "judgements":
                yield from view.judgements()
            case _:
                yield from view.articles()


def group(path: Store, *, apply: bool, clock: Callable[[], datetime] = now) -> Iterator[Suggestion]:
    """Near-copies and reports of one event in the record at `path`; with `apply` each is kept as a suggested judgement.

    Nothing is merged: a suggestion is a `same` of this program's own author, and every report stays as it is.
    """
    quads = {kind.name: kind.quad for kind in load_ontology().types.values()}
    with open_record(path) as record:
        view = record.as_of()
        for one in suggest(view.events(), view.articles(), quads):
            if apply:
                record.judge(judgement(one, at=clock()))
            yield one


def export(
    path: Store, out: Path, shape: str, *, as_of: date | None = None, pairs: bool = False, sanction_quad: Quad = 4
) -> int:
    """Write what the record at `path` held before `as_of` to `out` as `polecat`, `csv`, `parquet` or `annotations`.

    `pairs` turns lists of parties into dyads. Gives the number of rows or annotations written.
    """
    with open_record(path) as record:
        view = record.as_of(as_of)
        articles = {one.id: one for one in view.articles()}
        return write_file(
            out,
            shape,
            [*view.events(), *view.claims()],
            articles,
            pairs=pairs,
            ontology=load_ontology(sanction_quad=sanction_quad),
        )


def write_coded(
    found: Iterable[Coded], target: Path | TextIO, shape: str, *, pairs: bool = False, sanction_quad: Quad = 4
) -> int:
    """Write coded articles as they come, without a record, in one of `SHAPES`; gives the number as `export` does."""
    return write_as(target, shape, found, pairs=pairs, ontology=load_ontology(sanction_quad=sanction_quad))


def import_file(path: Path) -> Iterator[Row | Refused]:
    """The rows of a POLECAT tab file, CSV (`.csv`) or Parquet file (`.parquet`), and the lines that are none."""
    for one in import_rows(path, load_ontology()):
        yield Refused(address=str(path), reason=str(one)) if isinstance(one, BadRow) else one


def taken_up(lines: Iterable[str]) -> Iterator[Article | Coded | Refused]:
    """What a former step wrote as JSON lines; a bad line is refused by its number."""
    for number, line in enumerate(lines, start=1):
        where = f"standard input line {number}"
        if line.startswith('{"article":'):
            yield _line_or_refuse(Coded, line, where)
        elif line.strip():
            yield _line_or_refuse(Article, line, where)
