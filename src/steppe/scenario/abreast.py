"""Two finished what-ifs set side by side: outputs and answers in two columns, with what lies between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from steppe.scenario.card import Card
from steppe.scenario.compare import ROUNDED, Compared, Side

Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One output in both what-ifs: mean, 5 and 95 % over draws; nothing where one of them has no such output.

    `between` is the mean of the second less that of the first.
    """

    name: str
    about: str
    unit: str
    one: Three | None
    other: Three | None
    between: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One question in both what-ifs: the card of each, nothing where one does not ask it.

    `between` is the probability, or the middle draw of an amount, of the second less that of the first, nothing where
    the answer is a list; `same` tells whether nothing at all of the answer differs.
    """

    id: str
    ask: str
    unit: str
    one: Card | None
    other: Card | None
    between: float | None
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Abreast:
    """Two what-ifs side by side. `unlike` says what besides their moves tells them apart: with the same case, day,
    draws, seed and days it is empty, and every difference comes of the moves.
    """

    answers: tuple[Both, ...]
    outputs: tuple[Output, ...]
    unlike: tuple[str, ...]


def abreast(one: tuple[Sequence[Card], Compared], other: tuple[Sequence[Card], Compared]) -> Abreast:
    """The cards and the comparison of two what-ifs side by side."""
    cards, others = ({card.id: card for card in run[0]} for run in (one, other))
    sides, more = ({side.name: side for side in run[1].sides} for run in (one, other))
    return Abreast(
        answers=tuple(_both(name, cards, others) for name in dict.fromkeys(chain(cards, others))),
        outputs=tuple(_output(name, sides, more) for name in dict.fromkeys(chain(sides, more))),
        unlike=tuple(_unlike(one[1], other[1])),
    )


def telling(answers: Sequence[Both], scenario: str) -> frozenset[str]:
    """The ids of those to look at first: whose answer differs, or that ask of the very scenario that was run."""
    own = {one.id for one in answers if one.other and one.other.scenario == scenario != "base"}
    return frozenset(own | {one.id for one in answers if not one.same})


def value_of(card: Card) -> float | None:
    """The one number of a card: its probability, or the middle draw of an amount; nothing where it is a list."""
    if card.kind in ("probability", "chain", "drivers"):
        return card.probability
    return card.points[2] if len(card.points) == 5 else None


def _both(name: str, cards: Mapping[str, Card], others: Mapping[str, Card]) -> Both:
    one, other = cards.get(name), others.get(name)
    told = one or other
    assert told is not None
    first, second = (value_of(card) if card else None for card in (one, other))
    return Both(
        id=name,
        ask=told.ask,
        unit=told.unit,
        one=one,
        other=other,
        between=None if first is None or second is None else _less(second, first),
        same=one is not None and other is not None and _alike(one, other),
    )


def _alike(one: Card, other: Card) -> bool:
    """Whether two cards give the same answer, rounding aside."""
    numbers = [
        (*card.points, card.low, card.high, value_of(card), *(line.value for line in card.lines))
        for card in (one, other)
    ]
    pairs = list(zip(*numbers, strict=False))
    return len(numbers[0]) == len(numbers[1]) and all(
        first == second or (first is not None and second is not None and _less(second, first) == 0)
        for first, second in pairs
    )


def _less(one: float, other: float) -> float:
    """The first less the second; what is left of adding up in another order is no difference."""
    apart = one - other
    return 0.0 if abs(apart) <= ROUNDED * max(abs(one), abs(other)) else apart


def _output(name: str, sides: Mapping[str, Side], more: Mapping[str, Side]) -> Output:
    one, other = sides.get(name), more.get(name)
    told = one or other
    assert told is not None
    apart = _less(other.other[0], one.other[0]) if one and other else None
    first, second = (side.other if side else None for side in (one, other))
    return Output(name=name, about=told.about, unit=told.unit, one=first, other=second, between=apart)


def _unlike(one: Compared, other: Compared) -> list[str]:
    told = {
        "case": (one.case, other.case),
        "first day": (one.as_of, other.as_of),
        "last day": (one.until, other.until),
        "draws": (one.draws, other.draws),
        "seed": (one.seed, other.seed),
        "version of case and model": (one.version, other.version),
    }
    return [f"{what}: {first} and {second}" for what, (first, second) in told.items() if first != second]
