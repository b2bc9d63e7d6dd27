"""A question asked field by field, as a form does: who, which kinds, to whom, how long; what is wrong is told by field.

It is the same question as its line of text (`question.parse`): fields are read by the same rules and give that line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from steppe.errors import InputError, SteppeError
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.forecast import Question
from steppe.outlook.naming import actor_name, kind_name
from steppe.outlook.question import parse, told

MOST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What somebody typed. Names of a side stand between bars, and an empty side is any other actor.

    `line` is the whole question as text; where it is given the other fields are not read. `until` is the last day of
    the window and goes before `days`.
    """

    actor: str = ""
    kinds: tuple[str, ...] = ()
    recipient: str = ""
    days: str = "30"
    until: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question that was read, or nothing and what is wrong, by the name of the field."""

    question: Question | None
    wrong: Mapping[str, str] = field(default_factory=dict)


def asked(parts: Parts, *, opens: date, ontology: Ontology, actors: Sequence[str], kinds: Sequence[str] = ()) -> Asked:
    """The question of some parts, its window opening on a day; `actors` and `kinds` are those of the history.

    >>> from steppe.ontology.vocabulary import load
    >>> given = Parts(actor="kazakhstan", kinds=("REJECT",), recipient="RUS", days="30")
    >>> asked(given, opens=date(2022, 11, 24), ontology=load(), actors=("KAZ", "RUS")).question.text
    'KAZ -> RUS: REJECT within 30d from 2022-11-24'
    >>> asked(Parts(actor="KAZ", days="0"), opens=date(2022, 11, 24), ontology=load(), actors=("KAZ", "RUS")).wrong
    {'kinds': 'no kind of act; choose one or more', 'days': '0 days; a window has 1 to 3660'}
    """
    wrong: dict[str, str] = {}

    def read(name: str, work: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        try:
            return work()
        except SteppeError as error:
            wrong[name] = said(error)
            return ()

    if parts.line.strip():
        try:
            return Asked(question=parse(parts.line, opens=opens, ontology=ontology, actors=actors, kinds=kinds))
        except SteppeError as error:
            return Asked(question=None, wrong={"q": said(error)})
    closes = _closes(parts, opens, wrong)
    who = read("actor", lambda: _side(parts.actor, actors, closes))
    acts = read("kinds", lambda: tuple(dict.fromkeys(kind_name(one, ontology, kinds) for one in _kinds(parts.kinds))))
    whom = read("recipient", lambda: _side(parts.recipient, actors, closes))
    if wrong:
        order = ("actor", "kinds", "recipient", "days", "until")
        return Asked(question=None, wrong={name: wrong[name] for name in order if name in wrong})
    question = Question(actors=who, kinds=acts, recipients=whom, opens=opens, closes=closes)
    made = Question(actors=who, kinds=acts, recipients=whom, opens=opens, closes=closes, text=told(question))
    return Asked(question=made)


def typed(question: Question) -> Parts:
    """The parts that ask a question again; a name with a bar in it stands in double quotes.

    >>> typed(Question(actors=("KAZ", "CHN"), kinds=("AID",), recipients=(), opens=date(2022, 1, 1),
    ...                closes=date(2022, 1, 7))).actor
    'KAZ|CHN'
    """
    who, whom = ("|".join(map(_quoted, side)) for side in (question.actors, question.recipients))
    return Parts(actor=who, kinds=question.kinds, recipient=whom, days=str(question.days))


def said(error: SteppeError) -> str:
    """An error about a field without the place in a line it does not stand in.

    >>> from steppe.errors import UnknownName
    >>> said(UnknownName("kind at column 1 of the question:", "FIGHT", ["ASSAULT"]))
    "unknown kind 'FIGHT'; known: ASSAULT"
    """
    words = str(error)
    for place in (" at column 1 of the question:", "question, column 1: "):
        words = words.replace(place, "", 1)
    return words


def _side(text: str, actors: Sequence[str], on: date) -> tuple[str, ...]:
    names = [text.strip()] if text.strip() in actors else _split(text)
    if [name.casefold() for name in names] in ([], ["any"]):
        return ()
    if "any" in map(str.casefold, names):
        raise InputError("any beside other names; give names, or leave the field empty for anybody")
    return tuple(dict.fromkeys(actor_name(name, actors, on=on) for name in names))


def _split(text: str) -> list[str]:
    """Names between bars; a bar in double quotes parts nothing."""
    names, quoted = [""], False
    for letter in text:
        quoted ^= letter == '"'
        if letter == "|" and not quoted:
            names.append("")
        else:
            names[-1] += letter
    if quoted:
        raise InputError("a quote is opened and not closed; give a second one")
    return [bare for name in names if (bare := _bare(name.strip()))]


def _bare(name: str) -> str:
    return name[1:-1].replace('""', '"') if len(name) > 1 and name[0] == name[-1] == '"' else name


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""')) if "|" in name or '"' in name else name


def _kinds(kinds: Sequence[str]) -> list[str]:
    found = [one.strip() for several in kinds for one in several.split("|") if one.strip()]
    if not found:
        raise InputError("no kind of act; choose one or more")
    return found


def _closes(parts: Parts, opens: date, wrong: dict[str, str]) -> date:
    if parts.until.strip():
        try:
            last = date.fromisoformat(parts.until.strip())
        except ValueError:
            wrong["until"] = f"{parts.until[:40]!r} is no day; give one such as 2022-12-31"
            return opens
        if not 0 <= (last - opens).days < MOST_DAYS:
            wrong["until"] = f"the window opens on {opens} and cannot close on {last}; give a day of the next ten years"
            return opens
        return last
    text = parts.days.strip()
    days = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if not 0 < days <= MOST_DAYS:
        wrong["days"] = f"{text[:20] or 'no'} days; a window has 1 to {MOST_DAYS}"
        return opens
    return opens + timedelta(days=days - 1)
