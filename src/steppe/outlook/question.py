"""Questions as one line of text, read and written: `KAZ -> RUS: REJECT|SANCTION within 30d`.

A question is answered yes when at least one event of its kinds between its sides took place on a day of its window,
the first and the last day included; else no. The line reads

    who -> whom: kinds within NUMBER UNIT [from DAY]      or      who -> whom: kinds by DAY [from DAY]

- `who` and `whom`: names of the history, codes or names of states, joined by `|`, or `any` (any other actor: what an
  actor does to itself then does not count). Names with `|`, `:` or an arrow in them go in double quotes.
- `kinds`: PLOVER types (`REJECT`), types with a mode (`ASSAULT.aerial`), quad classes (`quad-4`,
  `material-conflict`) or kinds as the history names them, joined by `|`.
- units: `d` days, `w` weeks of 7 days, `m` months of 30 days. The window opens on `opens` unless `from` says
  otherwise, and a window of one day closes on the day it opens.
- `A <-> B` is refused: it asks two things. `A|B -> A|B` asks for either direction in one question.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from steppe.errors import InputError
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.forecast import Question
from steppe.outlook.naming import actor_name, kind_name

UNITS: Mapping[str, int] = {"d": 1, "w": 7, "m": 30}
_TOKEN = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"]|"")*")|(?P<arrow><->|->|↔|→)|(?P<bar>\|)|(?P<colon>:)'
    r'|(?P<word>(?:(?!<->|->)[^\s|:"↔→])+)|(?P<stray>"))'
)
_WITHIN = re.compile(
    r"within\s+(?P<number>\d+)\s*(?P<unit>d|w|m|days?|weeks?|months?)(?:\s+from\s+(?P<start>\S+))?", re.I
)
_BY = re.compile(r"by\s+(?P<end>\S+)(?:\s+from\s+(?P<start>\S+))?", re.I)
_PLAIN = re.compile(r"[^\s|:\"↔→]+(?: [^\s|:\"↔→]+)*")
_FORM = "KAZ -> RUS: REJECT|SANCTION within 30d"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    sort: str
    text: str
    column: int


def parse(text: str, *, opens: date, ontology: Ontology, actors: Sequence[str], kinds: Iterable[str] = ()) -> Question:
    """The question a line of text asks, opening on `opens` where the line does not say `from`.

    `actors` and `kinds` are the names the history has. A state may be written as its code or any of its names, whatever
    the history calls it; one that the history lacks is kept, for a forecast can still be made. `text` of the question
    is the line as `told` writes it. Raises `InputError` (what, where, what would be right) and `UnknownName` (what is
    known, the nearest first).

    >>> from steppe.ontology.vocabulary import load
    >>> asked = parse("kazakhstan -> RUS: reject|SANCTION within 30d", opens=date(2022, 11, 24), ontology=load(),
    ...               actors=("KAZ", "RUS"))
    >>> asked.actors, asked.kinds, asked.closes
    (('KAZ',), ('REJECT', 'SANCTION'), datetime.date(2022, 12, 23))
    >>> asked.text
    'KAZ -> RUS: REJECT|SANCTION within 30d from 2022-11-24'
    """
    who, whom, acts, window = _parts(text)
    first, last = _window(text[window:], window + 1, opens)
    known = tuple(kinds)
    question = Question(
        actors=_side(who, actors, last),
        recipients=_side(whom, actors, last),
        kinds=tuple(dict.fromkeys(kind_name(name, ontology, known, at) for name, at, _ in _items(acts, "kind"))),
        opens=first,
        closes=last,
    )
    return replace(question, text=told(question))


def told(question: Question) -> str:
    """The question as a line of text that stands for itself: `parse` gives the same question back on any day.

    >>> told(Question(actors=(), kinds=("quad-4",), recipients=("RUS",), opens=date(2022, 11, 24),
    ...               closes=date(2022, 12, 31)))
    'any -> RUS: quad-4 within 38d from 2022-11-24'
    """
    who, whom = (_joined(side) or "any" for side in (question.actors, question.recipients))
    return f"{who} -> {whom}: {_joined(question.kinds)} within {question.days}d from {question.opens}"


def reopened(question: Question, opens: date) -> Question:
    """The same question with a window as long that opens on another day.

    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=(), opens=date(2022, 1, 1),
    ...                  closes=date(2022, 1, 7))
    >>> reopened(asked, date(2022, 2, 1)).closes
    datetime.date(2022, 2, 7)
    """
    moved = replace(question, opens=opens, closes=opens + (question.closes - question.opens))
    return replace(moved, text=told(moved)) if question.text else moved


def with_kinds(question: Question, kinds: tuple[str, ...]) -> Question:
    """The same question of other kinds.

    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=(), opens=date(2022, 1, 1),
    ...                  closes=date(2022, 1, 7))
    >>> with_kinds(asked, ("quad-4",)).text
    'KAZ -> any: quad-4 within 7d from 2022-01-01'
    """
    changed = replace(question, kinds=kinds)
    return replace(changed, text=told(changed))


def reversed_of(question: Question) -> Question:
    """The same question the other way round.

    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=(), opens=date(2022, 1, 1),
    ...                  closes=date(2022, 1, 7))
    >>> reversed_of(asked).text
    'any -> KAZ: AID within 7d from 2022-01-01'
    """
    turned = replace(question, actors=question.recipients, recipients=question.actors)
    return replace(turned, text=told(turned))


def _parts(text: str) -> tuple[list[_Token], list[_Token], list[_Token], int]:
    tokens = _tokens(text)
    arrow = _only(tokens, "arrow", text, f"one arrow, such as {_FORM}")
    if tokens[arrow].text in ("<->", "↔"):
        raise InputError(
            f"question, column {tokens[arrow].column}: {tokens[arrow].text} asks two things; expected A -> B and "
            "B -> A, each on its own, or A|B -> A|B for an act in either direction"
        )
    colon = _only(
        tokens, "colon", text, f"one colon between sides and kinds, such as {_FORM} (quote names with a colon)"
    )
    if colon < arrow:
        raise InputError(f"question, column {tokens[colon].column}: colon before the arrow; expected {_FORM}")
    ends = [at for at in range(colon, len(tokens)) if _is_word(tokens[at], "within", "by")]
    if not ends:
        raise InputError(f"question, column {len(text) + 1}: no window; expected 'within 30d' or 'by 2022-12-31'")
    return tokens[:arrow], tokens[arrow + 1 : colon], tokens[colon + 1 : ends[-1]], tokens[ends[-1]].column - 1


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while match := _TOKEN.match(text, at):
        sort, at = match.lastgroup or "", match.end()
        tokens.append(_Token(sort=sort, text=match[sort], column=match.start(sort) + 1))
        if sort == "stray":
            raise InputError(
                f"question, column {tokens[-1].column}: quote opened and not closed; expected a second one"
            )
    return tokens


def _only(tokens: Sequence[_Token], sort: str, text: str, expected: str) -> int:
    found = [at for at, token in enumerate(tokens) if token.sort == sort]
    if len(found) != 1:
        column = tokens[found[1]].column if found else len(text) + 1
        raise InputError(f"question, column {column}: {'a second' if found else 'no'} {sort}; expected {expected}")
    return found[0]


def _items(tokens: Sequence[_Token], what: str) -> list[tuple[str, int, bool]]:
    """Names between bars, each with its column and whether it was quoted."""
    runs: list[list[_Token]] = [[]]
    for token in tokens:
        if token.sort == "bar":
            runs.append([])
        else:
            runs[-1].append(token)
    if not all(runs):
        column = tokens[0].column if tokens else 1
        raise InputError(f"question, near column {column}: a name of {what} is missing; expected {_FORM}")
    return [_item(run, what) for run in runs]


def _item(run: Sequence[_Token], what: str) -> tuple[str, int, bool]:
    quoted = run[0].sort == "quoted"
    if any(token.sort == "quoted" for token in run) and len(run) > 1:
        raise InputError(
            f"question, column {run[0].column}: words beside a quoted {what}; expected | between two names"
        )
    name = run[0].text[1:-1].replace('""', '"') if quoted else " ".join(token.text for token in run)
    return name, run[0].column, quoted


def _side(tokens: Sequence[_Token], actors: Sequence[str], on: date) -> tuple[str, ...]:
    items = _items(tokens, "actor")
    for name, column, quoted in items:
        if name.casefold() == "any" and not quoted:
            if len(items) > 1:
                raise InputError(f"question, column {column}: any beside other names; expected any alone, or names")
            return ()
    return tuple(dict.fromkeys(actor_name(name, actors, column, on=on) for name, column, _ in items))


def _window(text: str, column: int, opens: date) -> tuple[date, date]:
    within, by = _WITHIN.fullmatch(text.strip()), _BY.fullmatch(text.strip())
    found = within or by
    if not found:
        raise InputError(
            f"question, column {column}: window {text.strip()!r}; expected 'within 30d' (d days, w weeks, m months of "
            "30 days) or 'by 2022-12-31', and 'from 2022-11-24' after it where it does not open today"
        )
    start = _day(found["start"], column + found.start("start")) if found["start"] else opens
    if by:
        end = _day(by["end"], column + by.start("end"))
        if end < start:
            raise InputError(
                f"question, column {column}: closes on {end}, before it opens on {start}; expected a later day"
            )
        return start, end
    days = int(found["number"]) * UNITS[found["unit"][0].lower()]
    if not 0 < days <= 3660:
        raise InputError(f"question, column {column}: a window of {days} days; expected 1 to 3660")
    return start, start + timedelta(days=days - 1)


def _day(text: str, column: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"question, column {column}: {text!r} is no day ({error}); expected such as 2022-12-31"
        ) from error


def _is_word(token: _Token, *words: str) -> bool:
    return token.sort == "word" and token.text.casefold() in words


def _joined(names: Sequence[str]) -> str:
    return "|".join(name if _is_plain(name) else '"{}"'.format(name.replace('"', '""')) for name in names)


def _is_plain(name: str) -> bool:
    return (
        bool(_PLAIN.fullmatch(name)) and "->" not in name and not {"any", "within", "by"} & set(name.casefold().split())
    )
