"""What may come between parties of a board: the chance of material conflict and cooperation, each way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from steppe.errors import InputError
from steppe.outlook.forecast import Forecast, Question
from steppe.outlook.foretell import forecasts
from steppe.outlook.history import History
from steppe.outlook.question import told
from steppe.outlook.registry import forecaster
from steppe.survey.board import Board
from steppe.survey.naming import by_id, label
from steppe.survey.past import side
from steppe.types import Actor

DAYS = 30
MATERIAL = ("quad-4", "quad-2")  # material conflict, material cooperation


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What a forecaster says of one party and another: a material `conflict`, or else a material cooperation."""

    actor: str
    recipient: str
    actor_label: str
    recipient_label: str
    conflict: bool
    forecast: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Chances in a window of `days` that opens on `opens`, two a direction, conflict first."""

    opens: date | None
    days: int
    chances: tuple[Chance, ...]


def ahead(
    board: Board, past: History, pairs: Sequence[tuple[str, str]], *, opens: date | None, by: str = "ew-rate"
) -> Ahead:
    """The chances of each pair there and back, by a forecaster; nothing where nothing was known before `opens`.

    Raises `InputError` for a day so late that the calendar has no window after it.
    """
    if opens and (date.max - opens).days < DAYS:
        raise InputError(f"outlook: a window of {DAYS} days from {opens} on; expected an earlier day")
    if opens is None or not len(past.before(opens)):
        return Ahead(opens=opens, days=DAYS, chances=())
    known = by_id(board)
    asked = [(way, kind) for one, other in pairs for way in ((one, other), (other, one)) for kind in MATERIAL]
    said = forecasts([_question(known, way, kind, opens) for way, kind in asked], past, forecaster(by))
    found = (
        Chance(
            actor=who,
            recipient=whom,
            actor_label=label(who, known),
            recipient_label=label(whom, known),
            conflict=kind == MATERIAL[0],
            forecast=one,
        )
        for ((who, whom), kind), one in zip(asked, said, strict=True)
    )
    return Ahead(opens=opens, days=DAYS, chances=tuple(found))


def _question(known: Mapping[str, Actor], way: tuple[str, str], kind: str, opens: date) -> Question:
    who, whom = (side(known[name]) if name in known else name for name in way)
    closes = opens + timedelta(days=DAYS - 1)
    made = Question(actors=(who,), kinds=(kind,), recipients=(whom,), opens=opens, closes=closes)
    return replace(made, text=told(made))
