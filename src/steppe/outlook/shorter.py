"""Questions shorter than those of forecasts: the mix of a pair (`KAZ -> RUS within 30d`), who is next (`KAZ: AID`)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from steppe.errors import InputError
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.forecast import Question
from steppe.outlook.naming import actor_name, kind_name
from steppe.outlook.question import parse

_WINDOW = re.compile(r"(?P<sides>.*\S)\s+(?:within|by)\s", re.I)
_ANY = ": quad-1"  # stands for all kinds while the rest is read
_MIX = "KAZ -> RUS within 30d"
_NEXT = "KAZ: SANCTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One side, another, and a window; an empty name is any other actor."""

    actor: str
    recipient: str
    opens: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An actor and a kind of act: to whom is it done next, or (`incoming`) by whom."""

    actor: str
    kind: str
    incoming: bool = False


def pair(text: str, *, opens: date, ontology: Ontology, actors: Sequence[str]) -> Pair:
    """What a line such as `KAZ -> RUS within 30d` asks: sides and window as in a question, without kinds.

    Raises `InputError` and `UnknownName` as a question does.

    >>> from steppe.ontology.vocabulary import load
    >>> pair("kazakhstan -> any within 2w", opens=date(2022, 1, 1), ontology=load(), actors=("KAZ",))
    Pair(actor='KAZ', recipient='', opens=datetime.date(2022, 1, 1), days=14)
    """
    window = _WINDOW.match(text)
    if not window:
        raise InputError(f"mix of {text!r}: no window; expected 'within 30d' or 'by 2022-12-31', such as {_MIX}")
    end = window.end("sides")
    if re.search(r":(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", text[:end]):
        raise InputError(f"mix of {text!r}: it asks of all kinds at once; expected no colon and kinds, such as {_MIX}")
    asked = _read(text, end, opens, ontology, actors)
    for side in (asked.actors, asked.recipients):
        if len(side) > 1:
            raise InputError(f"mix of {text!r}: {len(side)} names on a side; expected one actor and one recipient")
    actor, recipient = ((*side, "")[0] for side in (asked.actors, asked.recipients))
    return Pair(actor=actor, recipient=recipient, opens=asked.opens, days=asked.days)


def act(text: str, *, ontology: Ontology, actors: Sequence[str], kinds: Iterable[str]) -> Act:
    """The actor and the kind of a line such as `KAZ: SANCTION`, as the history or PLOVER names them.

    An actor must be known: nobody can be ranked for one that the history lacks. Raises `InputError`, `UnknownName`.

    >>> from steppe.ontology.vocabulary import load
    >>> act("Kazakhstan: sanction", ontology=load(), actors=("KAZ",), kinds=())
    Act(actor='KAZ', kind='SANCTION', incoming=False)
    """
    who, colon, what = text.rpartition(":")
    if not (colon and who.strip() and what.strip()):
        raise InputError(f"ranking of {text!r}: expected an actor and a kind, such as {_NEXT}")
    kind = kind_name(what.strip().strip('"'), ontology, tuple(kinds), len(who) + 2)
    actor = actor_name(who.strip().strip('"'), actors)
    if actor not in actors:
        raise InputError(f"ranking of {text!r}: {actor} is not in the history; expected an actor that did something")
    return Act(actor=actor, kind=kind)


def _read(text: str, end: int, opens: date, ontology: Ontology, actors: Sequence[str]) -> Question:
    try:
        return parse(text[:end] + _ANY + text[end:], opens=opens, ontology=ontology, actors=actors)
    except InputError as error:
        # The columns told are those of the line as it was given.
        told = re.sub(r"(?<=column )\d+", lambda at: str(_column(int(at[0]), end)), str(error))
        raise InputError(told.replace("question", "mix", 1)) from error


def _column(at: int, end: int) -> int:
    return at if at <= end else max(end, at - len(_ANY))
