"""The hallway's second flight: questions, what-ifs and back-tests of a case's model. Faces call these and `flow`."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from steppe.brief.whatif import whatif_page as page
from steppe.errors import UnknownName
from steppe.scenario.answer import answer, answers
from steppe.scenario.backtest import Result as Backtest
from steppe.scenario.backtest import backtest as run_backtest
from steppe.scenario.card import Card
from steppe.scenario.compare import Compared
from steppe.scenario.compare import compare as compare_scenarios
from steppe.scenario.register import register
from steppe.scenario.setting import Setting, opened
from steppe.scenario.sobol import Share, shares
from steppe.scenario.told import to_lines as backtest_as_lines
from steppe.scenario.told_cards import card_lines, compared_lines, share_line, why_lines
from steppe.scenario.why import Why
from steppe.scenario.why import why as causes_of
from steppe.world.build import build
from steppe.world.load import load_on_reference

Answered = Card | Why | Compared | Share
Opened = Setting  # a case set to a day


def setting(
    case: str,
    *,
    as_of: date | None = None,
    draws: int | None = None,
    seed: int | None = None,
    tick: Callable[[int, int], None] | None = None,
) -> Setting:
    """A case with its model as known before a day, its parameters drawn: what questions and what-ifs run on.

    Raises `UnknownName`, or `InputError` where the case has no model or rests on what became known later.
    """
    return opened(case, as_of=as_of, draws=draws, seed=seed, tick=tick)


def ask(at: Setting, question: str = "", *, moves: Sequence[str] = ()) -> tuple[Card, ...]:
    """The card of a question of the model, or of all of them, with moves in words. Raises `UnknownName`."""
    return (answer(at, question, moves),) if question else answers(at, moves)


def why(at: Setting, question: str, *, moves: Sequence[str] = ()) -> Why:
    """The causes of an answer: but-for runs and orders of events. Raises `UnknownName` or `InputError`."""
    return causes_of(at, question, moves)


def sobol(at: Setting, question: str, *, size: int, moves: Sequence[str] = ()) -> tuple[Share, ...]:
    """Shares of an answer's variance by parameter and luck, alone and together. Raises `UnknownName`, `InputError`."""
    return shares(at, question, size=size, more=moves)


def compare(at: Setting, one: str, other: str, *, moves: Sequence[str] = (), days: int = 0) -> Compared:
    """Two scenarios under the same luck; `moves` are added to the second. Raises `UnknownName` or `InputError`."""
    return compare_scenarios(at, one, other, more=moves, days=days)


def answer_lines(one: Answered) -> Iterator[str]:
    """A card, causes or a comparison in words, line by line."""
    if isinstance(one, Card):
        return card_lines(one)
    if isinstance(one, Share):
        return iter([share_line(one)])
    return why_lines(one) if isinstance(one, Why) else compared_lines(one)


def whatif_page(at: Setting, cards: Sequence[Card]) -> str:
    """The answers as one HTML page, with causes of the first probability and a stop before and after where asked.

    The stop is that of the first question that sets a total of a network beside another scenario.
    """
    questions = at.model.questions
    first = next((card.id for card in cards if card.kind == "probability" and not questions[card.id].measure.given), "")
    stops = [card for card in cards if card.against and questions[card.id].measure.total]
    causes = [causes_of(at, first)] if first else []
    compared = [compare(at, stops[0].against, stops[0].scenario)] if stops else []
    return page(cards, build(at.case, (), at.as_of), causes=causes, compared=compared)


def backtests(case: str, name: str = "") -> Iterator[Backtest]:
    """Registered back-tests run on a case: the one called `name`, or all of them in order of id.

    Raises `UnknownName` or `InputError`.
    """
    known = register()
    if name and name not in known:
        raise UnknownName("back-test", name, known)
    loaded = load_on_reference(case)
    for one in [name] if name else known:
        yield run_backtest(loaded, one)


def backtest_lines(one: Backtest) -> Iterator[str]:
    """A back-test in words, line by line."""
    return backtest_as_lines(one)
