"""POLECAT event files and our own exports, which have the same columns: PLOVER types, several parties a row.

A row of several actors and recipients is read as one event for each pair, a row of several actors alone (a meeting)
as one for each ordered pair. An actor is its name, or its country where the name is empty. Of several modes the
strongest is kept.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import permutations, product
from operator import itemgetter

from steppe.errors import InputError
from steppe.exchange.history_columns import (
    NO_DAY,
    NO_RECIPIENT,
    NOBODY,
    STILL_TO_COME,
    Columns,
    Found,
    Parse,
    iso_day,
    numbers_fit,
    unfit_number,
)
from steppe.exchange.history_icews import DAY
from steppe.exchange.tables import EMPTY, OLDER, BadRow
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.history import Kind

NEEDED = ("Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name", "Recipient Country")
READ = (*NEEDED, "Event Mode", "Publication Date", "x_status", "Intensity", "Latitude", "Longitude")
MOST_PARTIES = 100
NAME = f"right would be names in UTF-8, at most {MOST_PARTIES}, without control characters"
_UNDATED = -1_000_000


def polecat(header: Sequence[str], into: Columns, ontology: Ontology, where: str) -> Parse:
    """How to read a row with a POLECAT header. `InputError` where the header is not one.

    An event is known on its day of publication. One of a status other than asserted did not happen, and one of a
    later day than its publication is still to come: both are counted and left out.
    """
    pick, width, bad = _picked(header, where), len(header), partial(BadRow, file=where)
    kind_of = cache(partial(_kind, into=into, ontology=ontology))
    day_of, parties_of = cache(_day), cache(partial(_parties, into=into))
    left_out = cache(partial(_status, ontology=ontology))

    def parse(line: int, cells: list[str]) -> Found | str | BadRow:
        if len(cells) != width and (len(cells) < width or "".join(cells[width:]).strip()):
            right = f"right would be {width} cells as in the header, without tabs inside a cell"
            return bad(line=line, column="the whole line", found=f"{len(cells)} cells", right=right)
        cells.append("")  # what a column that the file does not have says
        happened, act, actor, land, recipient, other, mode, published, status, *numbers = pick(cells)
        kind, reason, day, known = kind_of(act, mode), left_out(status), day_of(happened), day_of(published)
        sources, targets = parties_of(actor, land), parties_of(recipient, other)
        if kind is None or reason is None:
            column, found = ("Event Type", act) if kind is None else ("x_status", status)
            known_names = sorted(ontology.types if kind is None else ontology.statuses)
            return bad(line=line, column=column, found=found, right=f"right would be one of {', '.join(known_names)}")
        if not sources or targets is None:
            column, found = ("Recipient Name", recipient) if sources else ("Actor Name", actor)
            return bad(line=line, column=column, found=found, right=NAME)
        if day is None or known is None:
            column, found = ("Event Date", happened) if day is None else ("Publication Date", published)
            return bad(line=line, column=column, found=found, right=DAY)
        if not numbers_fit(*numbers) and (wrong := unfit_number(READ[9:], numbers)):
            return bad(line=line, **wrong)
        return reason or _event(sources, targets, kind, day, known)

    return parse


def _event(sources: tuple[int, ...], targets: tuple[int, ...], kind: int, day: int, known: int) -> Found | str:
    if _UNDATED in (day, known):
        day = known = max(day, known)
        if day == _UNDATED:
            return NO_DAY
    if day > known + 1:
        return STILL_TO_COME
    if len(sources) == len(targets) == 1:
        return ((sources[0], targets[0]),), kind, day, max(day, known)
    pairs = tuple(product(sources, targets) if targets else permutations(sources, 2))
    return (pairs, kind, day, max(day, known)) if pairs else NO_RECIPIENT


def _picked(header: Sequence[str], where: str) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """A function that takes the cells of `READ` from a row; one the file does not have is that behind the last."""
    names = [OLDER.get(name, name) for name in header]
    lost = [name for name in NEEDED if name not in names]
    twice = sorted({name for name in READ if names.count(name) > 1})
    if lost or twice:
        what = f"without {', '.join(lost)}" if lost else f"with {', '.join(twice)} twice"
        raise InputError(
            f"{where} line 1: a POLECAT header of {len(names)} columns, {what}; "
            f"right would be one that has each of {', '.join(NEEDED)} once"
        )
    return itemgetter(*(names.index(name) if name in names else len(names) for name in READ))


def _plain(cell: str) -> str:
    text = cell.strip()
    return "" if text in EMPTY else text


def _day(cell: str) -> int | None:
    text = _plain(cell)
    return iso_day(text) if text else _UNDATED


def _status(cell: str, ontology: Ontology) -> str | None:
    """Why a row of a status is left out: empty where it is not; `None` where there is no such status."""
    status = _plain(cell)
    if status in ("", "asserted"):
        return ""
    return f"status {status}" if status in ontology.statuses else None


def _kind(act: str, modes: str, *, into: Columns, ontology: Ontology) -> int | None:
    name = act.strip()
    kind = ontology.types.get(name)
    if kind is None:
        return None
    known = [mode for mode in modes.replace(",", ";").replace(" ", "").split(";") if mode in kind.modes]
    mode = max(known, key=lambda one: abs(kind.modes[one]), default="")
    return into.kind_number(Kind(name=f"{name}.{mode}" if mode else name, type=name, mode=mode, quad=kind.quad))


def _parties(name: str, land: str, *, into: Columns) -> tuple[int, ...] | None:
    """The numbers of the parties of a side, in order and each once; `None` for unusable names or too many."""
    parts = (_plain(name) or land).split(";")
    found = [into.actor(part) for part in parts[: MOST_PARTIES + 1]]
    if None in found or len(found) > MOST_PARTIES:
        return None
    return tuple(dict.fromkeys(one for one in found if one is not None and one != NOBODY))
