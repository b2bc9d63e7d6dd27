"""The hallway's ninth flight: a what-if from what is ordered at a desk to its answers, as work for another process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from steppe import asking
from steppe.brief.whatif import Shown, whatif_sections
from steppe.errors import InputError, UnknownName
from steppe.jobs.worker import Told
from steppe.scenario.abreast import Abreast, Both, abreast, telling
from steppe.scenario.answer import form, wanted
from steppe.scenario.card import Card
from steppe.scenario.compare import Compared, Side
from steppe.scenario.levers import Lever, Slide, begun, levers, move_text, plain, slide, told_move
from steppe.scenario.model import Asked, Question, Scenario
from steppe.scenario.moves import Do, read_move, used_ties
from steppe.scenario.setting import FEWEST, Setting
from steppe.scenario.sobol import Share
from steppe.scenario.told_cards import amount, difference, percent, said
from steppe.scenario.why import Why
from steppe.wire import from_json, to_json
from steppe.world.build import World, build
from steppe.world.facts import Source

__all__ = [
    "Abreast",
    "Both",
    "Card",
    "Do",
    "Lever",
    "Markup",
    "Side",
    "Slide",
    "amount",
    "begun",
    "difference",
    "move_text",
    "percent",
    "plain",
    "said",
    "slide",
    "telling",
    "told_move",
]

Opened = Setting  # a case set to a day
MOST_DRAWS, MOST_DAYS, MOST_MOVES, LONGEST = 50_000, 1_000, 20, 200
FEW = 1_000  # draws from which a form learns how far its sliders go
TOLD_EVERY = 10  # days of a run between two words about progress
SHARES = 256  # draws a set of Sobol's
CAUSES = frozenset({"any", "none", "first", "row", "total", "short"})
SPREAD = frozenset({"any", "none", "row", "total"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A what-if, whole: equal orders give equal answers.

    `scenario` with further `moves` is run beside the scenario `against`, over `days` (the model's own where 0), from
    `as_of` on. `causes` is the question whose causes are told, none where empty. `version` is that of case and model.
    """

    case: str
    version: str
    as_of: date
    draws: int
    seed: int
    scenario: str = "base"
    against: str = "base"
    moves: tuple[str, ...] = ()
    days: int = 0
    causes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a what-if: every card under its moves, the same as things stand, outputs beside each other, causes.

    `plain` holds the cards as things stand without what they rest on, which is the same. `rests` names for an output
    the mechanism that makes it.
    """

    order: Order
    title: str
    words: tuple[str, ...]
    cards: tuple[Card, ...]
    plain: tuple[Card, ...]
    compared: Compared
    causes: tuple[Why, ...]
    rests: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesOrder:
    """Sobol shares of a question's answer under a what-if."""

    whatif: Order
    question: str
    size: int = SHARES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The shares of an answer's variance by parameter and luck, the greatest first."""

    question: str
    ask: str
    size: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a form or a program asks for; what is not given is the model's own."""

    scenario: str = "base"
    against: str = "base"
    moves: tuple[str, ...] = ()
    days: int = 0
    draws: int = 0
    seed: int | None = None
    as_of: date | None = None
    causes: str | None = None


@lru_cache(maxsize=8)
def at_day(case: str, as_of: date | None = None) -> Setting:
    """A case with its model as known before a day, with few draws: for forms and lists. Raises as `asking.setting`."""
    return asking.setting(case, as_of=as_of, draws=FEW)


@lru_cache(maxsize=4)
def modelled(cases: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some cases that have a model which can be run on the case's own day."""
    found = []
    for one in cases:
        try:
            at_day(one)
        except (InputError, UnknownName):
            continue
        found.append(one)
    return tuple(found)


def levers_of(at: Setting) -> dict[str, Lever]:
    """What can be moved, by name."""
    return levers(at)


def sources_of(at: Setting, some: Iterable[Lever]) -> tuple[Source, ...]:
    """The sources of the case that some levers rest on, by id."""
    cited = {source for one in some for source in one.source}
    return tuple(one for name, one in sorted(at.case.sources.items()) if name in cited)


def moves_read(at: Setting, texts: Sequence[str]) -> tuple[Do, ...]:
    """Moves in words as values. Raises `InputError` that says what would have been right."""
    if len(texts) > MOST_MOVES:
        raise InputError(f"whatif: {len(texts)} moves; expected at most {MOST_MOVES}")
    long = next((one for one in texts if len(one) > LONGEST), "")
    if long:
        raise InputError(f"whatif: a move of {len(long)} characters; expected at most {LONGEST}")
    model = at.model
    return tuple(read_move(one, model, used_ties(model), horizon=model.horizon) for one in texts)


def order_of(case: str, given: Given) -> Order:
    """The order that is asked for, checked. Raises `InputError` or `UnknownName` that says what would be right."""
    at = at_day(case, given.as_of)
    model = at.model
    for name in (given.scenario, given.against):
        if name not in model.scenarios:
            raise UnknownName("scenario", name, model.scenarios)
    causes = _first_cause(at) if given.causes is None else given.causes
    if causes and causes not in asked_why(at):
        raise InputError(f"whatif: no causes of {causes!r} can be told; expected one of {', '.join(asked_why(at))}")
    draws = given.draws or model.draws
    if not FEWEST <= draws <= MOST_DRAWS:
        raise InputError(f"whatif: {draws} draws; expected {FEWEST} to {MOST_DRAWS:,}")
    if not 0 <= given.days <= MOST_DAYS:
        raise InputError(f"whatif: {given.days} days; expected 1 to {MOST_DAYS:,}, or 0 for the model's own")
    return Order(
        case=case,
        version=at.version,
        as_of=at.as_of,
        draws=draws,
        seed=model.seed if given.seed is None else given.seed,
        scenario=given.scenario,
        against=given.against,
        moves=tuple(one.text for one in moves_read(at, given.moves)),
        days=0 if given.days == model.horizon else given.days,
        causes=causes,
    )


def asked_why(at: Setting) -> dict[str, Question]:
    """The questions whose causes can be told."""
    return {name: one for name, one in at.model.questions.items() if form(one.measure) in CAUSES}


def asked_shares(at: Setting) -> dict[str, Question]:
    """The questions whose variance can be shared out."""
    return {name: one for name, one in at.model.questions.items() if form(one.measure) in SPREAD}


def _first_cause(at: Setting) -> str:
    """The first probability without a condition, else the first question of which causes can be told."""
    able = asked_why(at)
    likely = (name for name, one in able.items() if (one.measure.any or one.measure.none) and not one.measure.given)
    return next(likely, next(iter(able), ""))


def questions_of(at: Setting) -> dict[str, Question]:
    """The questions of a model, by id."""
    return dict(at.model.questions)


def scenarios_of(at: Setting) -> dict[str, Scenario]:
    """The scenarios of a model, by name."""
    return dict(at.model.scenarios)


def examples_of(at: Setting) -> dict[str, Scenario]:
    """The scenarios to begin with: first those that a question on the article's own words sets beside another."""
    asked = [one for one in at.model.questions.values() if one.against and one.article]
    names = dict.fromkeys((*(one.scenario for one in asked), *at.model.scenarios))
    return {name: at.model.scenarios[name] for name in names if at.model.scenarios[name].moves}


def moves_told(at: Setting, order: Order) -> tuple[str, ...]:
    """All moves of an order in words, those of its scenario first."""
    texts = (*at.model.scenarios[order.scenario].moves, *order.moves)
    known = levers(at)
    return tuple(told_move(one, known[one.name], at.as_of) for one in moves_read(at, texts))


def whatif_work(given: str, told: Told) -> str:
    """Carry out an `Order` (JSON); gives an `Outcome` as JSON. For a process of its own, which keeps the case opened.

    Raises `InputError` where the case is not what it was when the order was given.
    """
    order = from_json(Order, given, where="order")
    told("opening the case", 0, 0)
    opened = _opened(order.case, order.as_of, order.draws, order.seed)
    if opened.at.version != order.version:
        raise InputError(f"whatif: the case is now {opened.at.version}, not {order.version}; ask again")
    names = tuple(opened.at.model.questions)
    steps = _Steps(told, 2 * len(names) + 1 + bool(order.causes))
    at = replace(opened.at, tick=steps.tick)
    model = at.model
    plain_moves = model.scenarios[order.against].moves
    moves = (*model.scenarios[order.scenario].moves, *order.moves)
    try:
        before = [_card(at, steps, f"as things stand, {name}", name, plain_moves) for name in names]
        opened.own.update(at.kept if order.against == "base" else ())
        cards = tuple(_card(at, steps, f"with the moves, {name}", name, moves) for name in names)
        steps.begin("outputs beside each other")
        compared = asking.compare(at, order.against, order.scenario, moves=order.moves, days=order.days)
        steps.begin(f"causes of {order.causes}")
        causes = (asking.why(at, order.causes, moves=moves),) if order.causes else ()
    finally:
        _forget(at, opened.own)
    return to_json(
        Outcome(
            order=order,
            title=at.case.title,
            words=moves_told(at, order),
            cards=cards,
            plain=tuple(_slim(card) for card in before),
            compared=compared,
            causes=causes,
            rests={side.name: name for side in compared.sides if (name := _maker(at, side.name))},
        )
    )


def shares_work(given: str, told: Told) -> str:
    """Carry out a `SharesOrder` (JSON); gives `Shares` as JSON. Raises `InputError`, `UnknownName`."""
    asked = from_json(SharesOrder, given, where="order")
    order = asked.whatif
    opened = _opened(order.case, order.as_of, order.draws, order.seed)
    if asked.question not in asked_shares(opened.at):
        raise InputError(f"whatif: {asked.question!r} has no shares; expected {', '.join(asked_shares(opened.at))}")
    steps = _Steps(told, 2)
    at = replace(opened.at, tick=steps.tick)
    moves = (*at.model.scenarios[order.scenario].moves, *order.moves)
    steps.begin(f"shares of {asked.question}")
    try:
        found = asking.sobol(at, asked.question, size=asked.size, moves=moves)
    finally:
        _forget(at, opened.own)
    question = at.model.questions[asked.question]
    return to_json(Shares(question=asked.question, ask=question.ask, size=asked.size, shares=tuple(found)))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A case opened in this process; `own` are the runs that every what-if on it needs."""

    at: Setting
    own: set[object]


@lru_cache(maxsize=2)
def _opened(case: str, as_of: date, draws: int, seed: int) -> _Kept:
    return _Kept(asking.setting(case, as_of=as_of, draws=draws, seed=seed), set())


def _forget(at: Setting, own: set[object]) -> None:
    """Drop the runs of one what-if: each holds megabytes, and another asks for others."""
    for key in set(at.kept) - own:
        del at.kept[key]


def _card(at: Setting, steps: "_Steps", words: str, name: str, moves: Sequence[str]) -> Card:
    steps.begin(words)
    return asking.ask(at, name, moves=moves)[0]


class _Steps:
    """Tells how far work is that is done in `every` steps, each of many days."""

    def __init__(self, told: Told, every: int) -> None:
        self.told, self.every, self.done, self.words = told, every, -1, ""

    def begin(self, words: str) -> None:
        """The next step is begun."""
        self.words, self.done = words, self.done + 1
        self.told(words, self.done, self.every)

    def tick(self, day: int, days: int) -> None:
        """A day of the step is done."""
        if day % TOLD_EVERY == 0:
            self.told(f"{self.words} (day {day} of {days})", self.done, self.every)


def _slim(card: Card) -> Card:
    return replace(card, grounds=(), drivers=(), tests=(), unknown=(), would_change=(), weakest=())


def _maker(at: Setting, output: str) -> str:
    """The mechanism that makes an output: itself, or the first that moves, drifts or carries it."""
    if output in at.model.mechanisms:
        return output
    return next(iter(wanted(at, Asked(row=output))), "")


def read_order(text: str) -> Order:
    """An order as a job keeps it. Raises `InputError`."""
    return from_json(Order, text, where="order")


def read_outcome(text: str) -> Outcome:
    """An outcome as a job keeps it. Raises `InputError`."""
    return from_json(Outcome, text, where="result")


def read_shares_order(text: str) -> SharesOrder:
    """An order of shares as a job keeps it. Raises `InputError`."""
    return from_json(SharesOrder, text, where="order")


def read_shares(text: str) -> Shares:
    """Shares as a job keeps them. Raises `InputError`."""
    return from_json(Shares, text, where="result")


@lru_cache(maxsize=4)
def _world(case: str, as_of: date) -> World:
    return build(at_day(case, as_of).case, (), as_of)


def sections(found: Outcome) -> dict[str, Markup]:
    """The parts of the page of answers, as markup in which everything of the case is escaped."""
    shown = Shown(
        cards=found.cards,
        plain={card.id: card for card in found.plain},
        causes=found.causes,
        compared=(found.compared,),
        rests=found.rests,
        telling=telling(in_short(found), found.order.scenario),
    )
    return whatif_sections(shown, _world(found.order.case, found.order.as_of))


def in_short(found: Outcome) -> tuple[Both, ...]:
    """Every question as things stand and with the moves."""
    return abreast((found.plain, found.compared), (found.cards, found.compared)).answers


def beside(one: Outcome, other: Outcome) -> Abreast:
    """Two outcomes side by side."""
    return abreast((one.cards, one.compared), (other.cards, other.compared))
