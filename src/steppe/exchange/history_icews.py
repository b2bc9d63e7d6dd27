"""ICEWS event files: a header of twenty columns, tab separated, the code of the act in CAMEO."""

from collections.abc import Sequence
from functools import cache, partial
from operator import itemgetter

from steppe.errors import InputError
from steppe.exchange.history_columns import (
    NO_RECIPIENT,
    NOBODY,
    Columns,
    Found,
    Parse,
    iso_day,
    numbers_fit,
    unfit_number,
)
from steppe.exchange.tables import BadRow
from steppe.ontology.cameo import Cameo
from steppe.outlook.history import Kind

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
CODE = "right would be a CAMEO code of three or four digits, with its leading zero"
DAY = "right would be a day such as 2022-11-27"
NAME = "right would be the name of an actor in UTF-8, without control characters"
READ = ("Event Date", "CAMEO Code", "Source Name", "Target Name", "Intensity", "Latitude", "Longitude")


def act_kinds(cameo: Cameo, into: Columns) -> dict[str, int]:
    """The number of the kind of each CAMEO code."""
    return {
        code: into.kind_number(Kind(name=act.name, type=act.type, mode=act.mode, quad=act.quad))
        for code, act in cameo.acts.items()
    }


def icews(header: Sequence[str], into: Columns, cameo: Cameo, where: str) -> Parse:
    """How to read a row of an ICEWS file. `InputError` where the header is not that of one.

    An event is known on its day: the format has no day of publication. Actors keep their names.
    """
    _check(header, where)
    pick = itemgetter(*(header.index(name) for name in READ))
    kinds, day_of, actor = act_kinds(cameo, into), cache(iso_day), cache(into.actor)
    bad = partial(BadRow, file=where)

    def parse(line: int, cells: list[str]) -> Found | str | BadRow:
        if len(cells) != len(COLUMNS):
            right = f"right would be {len(COLUMNS)} cells as in the header, without tabs inside a cell"
            return bad(line=line, column="the whole line", found=f"{len(cells)} cells", right=right)
        when, code, actor_name, recipient_name, *numbers = pick(cells)
        day, kind, source, target = day_of(when), kinds.get(code), actor(actor_name), actor(recipient_name)
        if day is None:
            return bad(line=line, column="Event Date", found=when, right=DAY)
        if kind is None:
            return bad(line=line, column="CAMEO Code", found=code, right=CODE)
        if source is None or source == NOBODY:
            return bad(line=line, column="Source Name", found=actor_name, right=NAME)
        if target is None:
            return bad(line=line, column="Target Name", found=recipient_name, right=NAME)
        if not numbers_fit(*numbers) and (wrong := unfit_number(READ[4:], numbers)):
            return bad(line=line, **wrong)
        return NO_RECIPIENT if target == NOBODY else (((source, target),), kind, day, day)

    return parse


def _check(header: Sequence[str], where: str) -> None:
    lost = [name for name in COLUMNS if name not in header]
    if lost or len(header) != len(COLUMNS):
        surplus = [name for name in header if name not in COLUMNS]
        what = f"without {', '.join(lost)}" if lost else f"with {', '.join(surplus) or 'one twice'}"
        raise InputError(
            f"{where} line 1: an ICEWS header of {len(header)} columns, {what}; "
            f"right would be these {len(COLUMNS)}: {', '.join(COLUMNS)}"
        )
