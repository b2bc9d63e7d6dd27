"""From forecasts to the section that shows them: pairs of the article, rows, steps with past events, track record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product
from math import exp, log

from steppe.brief.foreseen import Foreseen, Level, OutlookView, Pair, PastEvent, Step, TitleRow, TrackRecord
from steppe.brief.words import counted
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.beside import Titled
from steppe.outlook.forecast import Forecast, Reason
from steppe.outlook.history import History, day_of
from steppe.outlook.track import TrackRecord as Record
from steppe.outlook.walked import Scored, Walked
from steppe.scenario.card import Card
from steppe.types import Actor, Coded

MOST_PAIRS, MOST_STEPS, CITED = 6, 2, 3
THIN = 5  # events between two states; where fewer are known none is forecast
FEWEST_WINDOWS, FEWEST_EITHER = 100, 10  # windows of a track record that is drawn, and of those with and without one
QUAD_4 = 4  # material conflict: asked of every pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """One state of the article acting on another: the events that say so, and the quad classes to ask for."""

    who: str
    whom: str
    told: tuple[str, ...]
    quads: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Forecasts by question text, on what was known: `seen`; `quotes` are words of the record by event id.

    `own` leads from an event's id to its reference in the brief.
    """

    seen: History
    forecasts: Mapping[str, Forecast]
    quotes: Mapping[str, str]
    own: Mapping[str, str]


def acting(coded: Coded, ontology: Ontology, states: frozenset[str]) -> tuple[Acting, ...]:
    """Which states the article tells to act on which, those with most events first, `MOST_PAIRS` at most.

    A government stands for its state. Quad classes are those the article tells of the two, and material conflict.
    """
    told: dict[tuple[str, str], list[str]] = {}
    quads: dict[frozenset[str], set[int]] = {}
    ordered = sorted(coded.events, key=lambda event: (event.trigger, event.evidence.span, event.id))
    for at, event in enumerate(ordered, 1):
        sides = product(event.actors, event.recipients) if event.recipients else permutations(event.actors, 2)
        for pair in dict.fromkeys((_state(one.actor, states), _state(other.actor, states)) for one, other in sides):
            if all(pair) and pair[0] != pair[1]:
                told.setdefault(pair, []).append(f"E{at}")
                quads.setdefault(frozenset(pair), {QUAD_4}).add(ontology.type(event.kind).quad)
    most = sorted(told, key=lambda pair: (-len(told[pair]), pair))[:MOST_PAIRS]
    return tuple(
        Acting(who=pair[0], whom=pair[1], told=tuple(told[pair]), quads=tuple(sorted(quads[frozenset(pair)])))
        for pair in most
    )


def _state(actor: Actor, states: frozenset[str]) -> str:
    stands = actor.kind == "state" or actor.sectors[:1] == ("GOV",)
    return actor.country if stands and actor.country in states else ""


def asked(pair: Acting, quad: int, days: int) -> str:
    """The question of a pair and quad class in the outlook's text form.

    >>> asked(Acting(who="KAZ", whom="RUS", told=(), quads=(4,)), 4, 30)
    'KAZ -> RUS: quad-4 within 30d'
    """
    return f"{pair.who} -> {pair.whom}: quad-{quad} within {days}d"


def outlook_view(
    said: Said,
    pairs: Sequence[tuple[Acting, int]],
    names: Mapping[str, str],
    bare: OutlookView,
    quads: Mapping[int, str],
) -> OutlookView:
    """The section: `bare` with the rows of each pair, its rows of the title filled in, and the past events of all.

    `pairs` come with the number of events known between them; `names` are those of the states, `quads` gists by number.
    """
    refs = _numbered(said.forecasts.values())
    marks = {text: f"O{at}" for at, text in enumerate(said.forecasts, 1)}

    def row(text: str, what: str, conflict: bool) -> Foreseen:
        return _foreseen(said.forecasts[text], (marks[text], what, conflict), refs)

    def pair(one: Acting, known: int) -> Pair:
        texts = {quad: asked(one, quad, bare.days) for quad in one.quads}
        rows = tuple(row(text, quads[quad], quad > 2) for quad, text in texts.items() if text in said.forecasts)
        thin = "" if rows else f"too little past: {counted(known, 'event')} of the two known, {THIN} are needed"
        return Pair(who=names[one.who], whom=names[one.whom], told=one.told, known=known, rows=rows, thin=thin)

    return replace(
        bare,
        pairs=tuple(pair(one, known) for one, known in pairs),
        past=tuple(past_event(said, at, ref) for at, ref in refs.items()),
        titled=tuple(
            replace(one, forecast=row(one.question, one.stands_for, True))
            if one.question in said.forecasts
            else replace(one, thin=f"too little past: fewer than {THIN} events of the two known")
            for one in bare.titled
        ),
    )


def _numbered(found: Iterable[Forecast]) -> dict[int, str]:
    """The past events shown, by row of the history, numbered as they come."""
    rows = dict.fromkeys(row for one in found for _, reason, _ in _weightiest(one) for row in reason.rows[:CITED])
    return {row: f"H{at}" for at, row in enumerate(rows, 1)}


def _weightiest(one: Forecast) -> list[tuple[int, Reason, float]]:
    """The reasons that move most, in their own order, each with the probability reached after it."""
    best = sorted(way(one), key=lambda step: -abs(step[1].part))[:MOST_STEPS]
    return sorted(best, key=lambda step: step[0])


def way(one: Forecast) -> list[tuple[int, Reason, float]]:
    """The reasons in their order, each with its place and the probability reached after it."""
    odds, found = log(one.base_rate / (1 - one.base_rate)), []
    for at, reason in enumerate(one.reasons):
        odds += reason.part
        found.append((at, reason, 1 / (1 + exp(-odds))))
    return found


def _foreseen(one: Forecast, named: tuple[str, str, bool], refs: Mapping[int, str]) -> Foreseen:
    ref, what, conflict = named
    steps = tuple(
        Step(
            text=reason.text,
            part=reason.part,
            until=reached,
            events=tuple(refs[row] for row in reason.rows[:CITED]),
            more=max(len(reason.rows) - CITED, 0),
        )
        for _, reason, reached in _weightiest(one)
    )
    return Foreseen(
        ref=ref,
        question=one.question.text,
        what=what,
        conflict=conflict,
        opens=one.question.opens,
        closes=one.question.closes,
        probability=one.probability,
        low=one.low,
        high=one.high,
        base_rate=one.base_rate,
        steps=steps,
        rest=len(one.reasons) - len(steps),
        note=one.note,
    )


def past_event(said: Said, at: int, ref: str) -> PastEvent:
    """Row `at` of what was known, under a reference, with its words where they are at hand."""
    past = said.seen
    source = past.cite(at)
    return PastEvent(
        ref=ref,
        day=day_of(int(past.day[at])),
        who=past.actors[past.source[at]],
        whom=past.actors[past.target[at]],
        kind=past.kinds[past.kind[at]].name,
        source=source,
        quote=said.quotes.get(source, ""),
        own=said.own.get(source, ""),
    )


def track_record(walked: Walked, name: str, rival: str) -> TrackRecord:
    """What a walk showed of the forecaster `name` beside a rival; thin where it settled too little to be drawn."""
    came, others = walked.happened, walked.windows - walked.happened
    if walked.windows < FEWEST_WINDOWS or min(came, others) < FEWEST_EITHER:
        return TrackRecord(
            thin=f"{counted(walked.windows, 'window')} of the past could be asked anew, {came} with an event and "
            f"{others} without; {FEWEST_WINDOWS} and {FEWEST_EITHER} of each are needed"
        )
    scores = {one.forecaster: one for one in walked.scores}
    beside = next((one for one in scores[name].skills if one.rival == rival), None)
    return TrackRecord(
        windows=walked.windows,
        happened=came,
        first=walked.origins[0],
        last=walked.origins[-1],
        brier=scores[name].brier,
        rival=scores[rival].brier if rival in scores and rival != name else None,
        rival_name=rival,
        skill=beside.value if beside else None,
        skill_low=beside.low if beside else None,
        skill_high=beside.high if beside else None,
        levels=levels(scores[name]),
    )


def levels(scored: Scored | Record) -> tuple[Level, ...]:
    """The bins of a walk or of a track record as the levels that a reliability plot draws."""
    return tuple(
        Level(
            since=one.since,
            until=one.until,
            count=one.count,
            said=one.forecast,
            came=one.observed,
            low=one.low,
            high=one.high,
        )
        for one in scored.bins
    )


def title_row(one: Titled, card: Card | None, said: str, href: str) -> TitleRow:
    """A row of the title before it is forecast: the case's words, and the question and answer of the model.

    `said` is the answer in words, or why there is no `card`.
    """
    return TitleRow(
        id=one.id,
        stands_for=one.stands_for,
        question=one.question,
        forecast=None,
        thin="",
        other=one.beside,
        asked=card.ask if card else "",
        said=said,
        rests=tuple(_rests(card)) if card else (),
        counts=one.counts,
        differs=one.differs,
        lacks=one.lacks,
        href=href,
    )


def _rests(card: Card) -> Iterator[str]:
    yield f"Confidence: {card.confidence}; the weakest licence is {card.licence}, of {', '.join(card.weakest[:3])}"
    if card.reference_class:
        yield f"Class: {card.reference_class}"
    yield from (f"Back-test: {one}" for one in card.tests)
    yield f"{card.draws:,} draws, seed {card.seed}, version {card.version}"
