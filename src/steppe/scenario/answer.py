"""A question answered as a card: run, measured, with what drives it, what it rests on, and what is not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from steppe.errors import UnknownName
from steppe.scenario.card import CONFIDENCE, FEW, Card, Gap, Ground, Kind, Line, one_in, weakest, word
from steppe.scenario.chain import tested
from steppe.scenario.compare import gap
from steppe.scenario.model import FORMS, Asked, Question
from steppe.scenario.moves import Do
from steppe.scenario.outcomes import amounts, informed, odds
from steppe.scenario.register import register
from steppe.scenario.run import Result, Watch
from steppe.scenario.sensitivity import Array, drivers, luck_of_amount, luck_of_event
from steppe.scenario.setting import Setting, last_day, moves_of, result
from steppe.scenario.statements import judged
from steppe.scenario.stored import stored
from steppe.scenario.wiring import upstream

KINDS: Mapping[str, Kind] = {
    "any": "probability",
    "none": "probability",
    "first": "days",
    "row": "amount",
    "total": "amount",
    "rank": "ranking",
    "short": "days",
    "statements": "statements",
    "chain": "chain",
    "drivers": "drivers",
}
OTHER_LUCK = 1  # the run that shows what is luck
SHOWN = 5  # drivers on a card


def answer(setting: Setting, name: str, more: Sequence[str] = ()) -> Card:
    """The card of the question called `name`, with further moves in words if any. Raises `UnknownName`."""
    if name not in setting.model.questions:
        raise UnknownName("question", name, setting.model.questions)
    question = setting.model.questions[name]
    moves = moves_of(setting, question.scenario, more)
    card = _bare(setting, name, question, moves)
    return _FILL[card.kind](setting, question, moves, card)


def answers(setting: Setting, more: Sequence[str] = ()) -> tuple[Card, ...]:
    """The cards of all questions, in the order of the model."""
    return tuple(answer(setting, name, more) for name in setting.model.questions)


def form(asked: Asked) -> str:
    """Which of the measures a question has.

    >>> form(Asked(row="leaked"))
    'row'
    """
    return next(key for key in FORMS if getattr(asked, key))


def wanted(setting: Setting, asked: Asked) -> tuple[str, ...]:
    """The mechanisms whose doing a question measures."""
    model = setting.model
    if asked.drivers:
        return wanted(setting, model.questions[asked.drivers].measure)
    if asked.chain:
        return tuple(link.mechanism for link in model.chain)
    thing = asked.row or asked.total or asked.of if asked.rank or asked.total or asked.row else asked.short
    owners = [
        name
        for name, one in model.mechanisms.items()
        if thing and (one.index == thing or one.network == thing.partition(".")[0] or _moves(one, thing))
    ]
    return (*asked.any, *asked.none, *filter(None, (asked.given, asked.first)), *owners)


def _moves(one: Any, stock: str) -> bool:
    return any(stock in (move.source, move.to) for move in one.moves)


def _bare(setting: Setting, name: str, question: Question, moves: Sequence[Do]) -> Card:
    mechanisms, parameters = path(setting, question)
    grounds = (*_mechanism_grounds(setting, mechanisms), *_parameter_grounds(setting, parameters))
    worst = weakest(tuple(one.licence for one in grounds)) if grounds else "base-rate"
    tests = _tests(setting, question, parameters)
    return Card(
        id=name,
        ask=question.ask,
        kind=KINDS[form(question.measure)],
        case=setting.case.title,
        as_of=setting.as_of,
        until=last_day(setting, question.days),
        scenario=question.scenario,
        against=question.against,
        moves=tuple(one.text for one in moves),
        unit=question.unit,
        licence=worst,
        confidence=CONFIDENCE[worst],
        weakest=tuple(one.name for one in grounds if one.licence == worst),
        grounds=grounds,
        resolver=question.resolver,
        draws=setting.draws,
        seed=setting.seed,
        version=setting.version,
        outlook=tuple(words for one, words in setting.outlook.items() if one in parameters),
        reference_class=question.reference_class,
        article=question.article,
        tests=tuple(words for _, words in tests),
        backtests=tuple(test for test, _ in tests),
        unknown=question.unknown,
        would_change=question.would_change,
    )


def path(setting: Setting, question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """The mechanisms and parameters an answer hangs on. Given a condition, only what comes after it counts."""
    asked = question.measure
    mechanisms, parameters = upstream(setting.model, wanted(setting, asked))
    if asked.short:
        parameters |= {asked.of}
    if asked.given:
        before, known = upstream(setting.model, (asked.given,))
        ahead = mechanisms - before
        _, used = upstream(setting.model, tuple(ahead))
        mechanisms, parameters = ahead, used - (known - _read_only(setting, ahead))
    return mechanisms, parameters


def _read_only(setting: Setting, mechanisms: frozenset[str]) -> frozenset[str]:
    read: set[str] = set()
    for name in mechanisms:
        one = setting.model.mechanisms[name]
        read |= {one.chance, one.rate, *(lean.per for lean in one.leans), *(lean.mean for lean in one.leans)}
    return frozenset(read)


def _tests(setting: Setting, question: Question, parameters: frozenset[str]) -> list[tuple[str, str]]:
    """What back-tests say of what the answer rests on: of parameters that name one, then those the question names."""
    known = setting.model.parameters
    named = {one: part.reference for one in sorted(parameters) for part in known[one] if part.reference}
    read = [(name, setting.values[one].why) for one, name in named.items()]
    shown = [(stored()[name], register()[name].question) for name in question.tests]
    return [*read, *((one.id, f"{one.id} ({words}) {one.licence}; answers use {one.used}") for one, words in shown)]


def _mechanism_grounds(setting: Setting, names: frozenset[str]) -> tuple[Ground, ...]:
    found = setting.model.mechanisms
    return tuple(
        Ground(
            name=name,
            licence=found[name].licence,
            text=found[name].kind,
            why=found[name].why,
            source=found[name].source,
            known=None,
            fact="",
        )
        for name in found
        if name in names
    )


def _parameter_grounds(setting: Setting, names: frozenset[str]) -> tuple[Ground, ...]:
    return tuple(
        Ground(
            name=name,
            licence=one.licence,
            text=one.prior.text + (f" x {one.fact}" if one.fact else "") + f" {one.unit}",
            why=one.why,
            source=one.source,
            known=one.known,
            fact=one.fact,
        )
        for name, one in setting.values.items()
        if name in names
    )


def _probability(setting: Setting, question: Question, moves: Sequence[Do], card: Card) -> Card:
    model, asked = setting.model, question.measure
    found = result(setting, moves, days=question.days)
    seen = odds(asked, found, model)
    low, high = _ends(seen.by_draw, seen.weight)
    few = seen.count is not None and seen.count < FEW
    _, parameters = path(setting, question)
    return replace(
        card,
        probability=seen.mean,
        word=word(seen.mean),
        low=low,
        high=high,
        count=seen.count,
        fewer_than=f"fewer than 1 in {max(seen.of // FEW, 1):,}" if few else "",
        luck=luck_of_event(seen.by_draw, seen.weight),
        drivers=drivers(seen.by_draw, found.values, parameters, chance=True)[:SHOWN],
        lines=_paths(asked, found, setting),
        gap=_gap(setting, question, lambda one: odds(asked, one, model).by_draw, found),
    )


def _ends(by_draw: Array, weight: Array) -> tuple[float, float]:
    """5 and 95 % over draws, each counting as much as its condition is likely there."""
    whole = float(weight.sum())
    if not whole:
        return 0.0, 1.0
    order = np.argsort(by_draw, kind="stable")
    so_far = np.cumsum(weight[order]) / whole
    at = np.minimum(np.searchsorted(so_far, (0.05, 0.95)), len(order) - 1)
    low, high = by_draw[order[at]]
    return float(low), float(high)


def _paths(asked: Asked, found: Result, setting: Setting) -> tuple[Line, ...]:
    """How the probability of several ways divides among them."""
    if len(asked.any) < 2:
        return ()
    parts = {name: float(found.odds(name).mean()) for name in asked.any}
    whole = sum(parts.values())
    return tuple(
        Line(
            label=setting.model.mechanisms[name].why,
            value=part,
            low=None,
            high=None,
            text=f"{100 * part / whole:.0f} % of the paths" if whole else "no path",
        )
        for name, part in parts.items()
    )


def _gap(setting: Setting, question: Question, measure: Callable[[Result], Array], found: Result) -> Gap | None:
    if not question.against:
        return None
    other = result(setting, moves_of(setting, question.against), days=question.days)
    return gap(measure(found), measure(other))


def _amount(setting: Setting, question: Question, moves: Sequence[Do], card: Card) -> Card:
    asked = question.measure
    found = result(setting, moves, days=question.days, watch=watch(asked))
    again = result(setting, moves, days=question.days, luck=OTHER_LUCK, watch=watch(asked))
    values = amounts(asked, found)
    kept = values[np.isfinite(values)]
    points = np.quantile(kept, (0.05, 0.25, 0.5, 0.75, 0.95)) if len(kept) else np.array([])
    _, parameters = path(setting, question)
    return replace(
        card,
        points=tuple(float(one) for one in points),
        low=float(points[0]) if len(kept) else None,
        high=float(points[-1]) if len(kept) else None,
        never=1.0 - len(kept) / len(values),
        luck=luck_of_amount(values, amounts(asked, again)),
        drivers=drivers(values, found.values, parameters, chance=False)[:SHOWN],
        gap=_gap(setting, question, lambda one: amounts(asked, one), found),
        lines=_worth(asked, found, setting),
    )


def watch(asked: Asked) -> Watch | None:
    """What a run must note for a question."""
    return Watch(short=((asked.short, asked.of),)) if asked.short else None


def _worth(asked: Asked, found: Result, setting: Setting) -> tuple[Line, ...]:
    """For an answer about a network, what a unit more of each way would have brought: the bottleneck first."""
    name = (asked.total or asked.of).partition(".")[0]
    if name not in setting.model.networks:
        return ()
    unit = setting.model.networks[name].unit
    worth = {arc: one for arc, one in found.worth.items() if arc.startswith(f"{name}.") and one > 0.01}
    ranked = sorted(worth.items(), key=lambda pair: -pair[1])[:SHOWN]
    text = f"{unit} a day more delivered for each {unit} a day of room, mean over days and draws"
    return tuple(Line(label=arc.partition(".")[2], value=one, low=None, high=None, text=text) for arc, one in ranked)


def _ranking(setting: Setting, question: Question, moves: Sequence[Do], card: Card) -> Card:
    asked = question.measure
    first = amounts(asked, result(setting, (*moves_of(setting, asked.rank[0]), *moves), days=question.days))
    lines = []
    for name in asked.rank:
        found = amounts(asked, result(setting, (*moves_of(setting, name), *moves), days=question.days))
        apart = gap(found, first)
        about = setting.model.scenarios[name].about
        low, high = np.quantile(found, (0.05, 0.95))
        text = f"{about}; against {asked.rank[0]} {apart.mean:+,.0f} ({apart.low:+,.0f} to {apart.high:+,.0f})"
        lines.append(Line(label=name, value=float(found.mean()), low=float(low), high=float(high), text=text))
    lines.sort(key=lambda one: (one.value or 0.0, one.label))
    worth = _worth(asked, result(setting, (*moves_of(setting, asked.rank[0]), *moves), days=question.days), setting)
    notes = tuple(f"{one.label}: {one.value:.2f} {one.text}" for one in worth)
    return replace(card, lines=tuple(lines), notes=notes)


def _statements(setting: Setting, question: Question, _: Sequence[Do], card: Card) -> Card:
    chosen = {name: setting.model.statements[name] for name in question.measure.statements}
    lines = judged(chosen, setting.case, setting.as_of)
    return replace(card, lines=lines, licence="base-rate", confidence="by the record", weakest=())


def _chain(setting: Setting, question: Question, moves: Sequence[Do], card: Card) -> Card:
    links = tested(setting.model, result(setting, moves, days=question.days))
    lines = tuple(
        Line(
            label=f"{one.mechanism} given {one.given}" if one.given else f"{one.mechanism} within the run",
            value=one.probability,
            low=one.low,
            high=one.high,
            text=f"{one.says}; taken as {one.taken_as:g}",
        )
        for one in links
    )
    if not links:
        return card
    ours = float(np.prod([one.probability for one in links]))
    weak = min(links[1:] or links, key=lambda one: one.probability)
    ahead = float(np.prod([one.probability for one in links[1:]]))
    taken = float(np.prod([one.taken_as for one in links[1:]]))
    notes = [f"all links together: {one_in(ours)}", f"weakest link: {weak.mechanism} ({weak.why})"]
    if ahead:
        notes.append(f"once the first link has come the rest is {ahead:.2g}; taken at its word {taken:g}")
        notes.append(f"that is {float(f'{taken / ahead:.2g}'):,g} times too sure")
    return replace(card, lines=lines, probability=ours, word=word(ours), notes=tuple(notes))


def _drivers(setting: Setting, question: Question, moves: Sequence[Do], card: Card) -> Card:
    """Links by what knowing them would add to the expected log score, then parameters by the same."""
    other = setting.model.questions[question.measure.drivers]
    found = result(setting, (*moves_of(setting, other.scenario), *moves), days=other.days)
    asked, model = other.measure, setting.model
    if not (asked.any or asked.none):
        return replace(
            card, drivers=drivers(amounts(asked, found), found.values, path(setting, other)[1], chance=False)
        )
    seen = odds(asked, found, model)
    every = drivers(seen.by_draw, found.values, path(setting, other)[1], chance=True)
    lines = sorted(_links(asked, found, setting), key=lambda one: -(one.high or 0.0) * (one.value or 0.0))
    return replace(card, drivers=every, lines=tuple(lines), probability=seen.mean)


def _links(asked: Asked, found: Result, setting: Setting) -> list[Line]:
    """For each carried link before the answer: how likely it is, and the answer if it were known to come or not."""
    lines = []
    for name in found.carried:
        after = [one for one in asked.any if name in upstream(setting.model, (one,))[0]]
        chance = float(found.odds(name).mean())
        if not after or not 0 < chance < 1:
            continue
        known = [informed(one, name, found, setting.model) for one in asked.any]
        given, without = (min(sum(parts), 1.0) for parts in zip(*known, strict=True))
        text = f"known to come it makes the answer {given:.3g}, known not to come {without:.3g}"
        lines.append(Line(label=name, value=chance, low=without, high=given, text=text))
    return lines


_FILL: Mapping[Kind, Callable[[Setting, Question, Sequence[Do], Card], Card]] = {
    "probability": _probability,
    "amount": _amount,
    "days": _amount,
    "ranking": _ranking,
    "statements": _statements,
    "chain": _chain,
    "drivers": _drivers,
}
