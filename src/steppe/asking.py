"""The hallway's second flight: questions, what-ifs and back-tests of a case's model, and forecasts beside them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations

from steppe.brief.brief import Brief
from steppe.brief.foreseen import OutlookView, TitleRow, TrackRecord
from steppe.brief.outlook_told import view_lines
from steppe.brief.outlook_view import THIN, Acting, Said, acting, asked, outlook_view, title_row, track_record
from steppe.brief.whatif import whatif_page as page
from steppe.errors import InputError, UnknownName
from steppe.flow import Store, open_record
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.outlook.beside import FILE as TITLED
from steppe.outlook.beside import Title, read_title
from steppe.outlook.forecast import Forecast, Question
from steppe.outlook.foretell import forecasts
from steppe.outlook.history import History, day_of
from steppe.outlook.match import between
from steppe.outlook.question import parse
from steppe.outlook.question import told as as_text
from steppe.outlook.registry import forecaster
from steppe.outlook.walk import digest, walk
from steppe.scenario.answer import answer, answers
from steppe.scenario.backtest import Result as Backtest
from steppe.scenario.backtest import backtest as run_backtest
from steppe.scenario.card import Card
from steppe.scenario.compare import Compared
from steppe.scenario.compare import compare as compare_scenarios
from steppe.scenario.load import FILE as MODEL
from steppe.scenario.load import load_model
from steppe.scenario.model import Act
from steppe.scenario.rates import Rate, Unlike, unlike, with_rates
from steppe.scenario.register import register
from steppe.scenario.setting import Setting, opened
from steppe.scenario.sobol import Share, shares
from steppe.scenario.told import to_lines as backtest_as_lines
from steppe.scenario.told_cards import card_lines, compared_lines, said, share_line, why_lines
from steppe.scenario.why import Why
from steppe.scenario.why import why as causes_of
from steppe.types import Coded
from steppe.wire import from_json
from steppe.world.build import build
from steppe.world.load import find_case, load_on_reference

Answered = Card | Why | Compared | Share
Opened = Setting  # a case set to a day
Brought = Rate  # a rate that a forecast brings
NotComparable = Unlike
DAYS, ORIGINS, LEARNED = 30, 12, 180  # of a window; windows a track record asks anew, and days known before the first
CLIMATE = "climatology"  # what a track record stands beside
OWN = "ew-rate"  # asked where nobody is named, unless climatology did better on the history


def setting(
    case: str,
    *,
    as_of: date | None = None,
    draws: int | None = None,
    seed: int | None = None,
    tick: Callable[[int, int], None] | None = None,
    rates: Sequence[Rate] = (),
) -> Setting:
    """A case with its model as known before a day, its parameters drawn: what questions and what-ifs run on.

    `rates` of forecasts stand in for those of its own that are the same act, and every card says so. Raises
    `UnknownName`, or `InputError` where the case has no model or rests on what became known later, or a rate is not
    comparable.
    """
    return with_rates(opened(case, as_of=as_of, draws=draws, seed=seed, tick=tick), rates)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What forecasts are made from: a history, a forecaster by name, the day before which things were known.

    Without a day it is the one the caller names, else that after the last the history knows. `record` is where the
    history's events have their words, if they are of a record. Without a name it is `OWN`, or climatology where that
    did better in the past of the pairs asked about.
    """

    past: History
    name: str = ""
    as_of: date | None = None
    record: Store | None = None

    def day(self, other: date | None = None) -> date:
        """The day the windows open. Raises `InputError` where nothing tells it."""
        last = day_of(int(self.past.known[-1])) + timedelta(days=1) if len(self.past) else None
        found = self.as_of or other or last
        if found is None:
            raise InputError("outlook: the history is empty and no day is given; name one with --as-of")
        return found


def rates(case: str, look: Looking) -> Iterator[Rate | Unlike]:
    """For each hazard of a case's model that is an act of states: its rate by a forecast, or why there is none.

    Raises `UnknownName`, or `InputError` where the case has no model.
    """
    _, model = load_model(case)
    opens = look.day()
    for name, one in model.mechanisms.items():
        if one.act is None:
            continue
        if reason := unlike(one):
            yield Unlike(mechanism=name, why=reason)
            continue
        who, kinds, whom, closes = one.act.who, one.act.kinds, one.act.whom, opens + timedelta(days=model.horizon - 1)
        text = as_text(Question(actors=who, kinds=kinds, recipients=whom, opens=opens, closes=closes))
        try:
            question = _parsed(text, look.past, opens)
        except UnknownName as error:
            yield Unlike(mechanism=name, why=str(error))
            continue
        yield _rate(name, one.act, text, forecasts([question], look.past, forecaster(look.name or OWN))[0], look)


def _rate(name: str, act: Act, asked: str, made: Forecast, look: Looking) -> Rate:
    return Rate(
        mechanism=name,
        question=asked,
        who=act.who,
        kinds=act.kinds,
        whom=act.whom,
        days=made.question.days,
        probability=made.probability,
        low=made.low,
        high=made.high,
        base_rate=made.base_rate,
        forecaster=_signed(look.name or OWN),
        history=digest(look.past.before(made.as_of)),
        as_of=made.as_of,
        note=made.note,
    )


def read_rates(lines: Iterable[str], where: str) -> tuple[Rate, ...]:
    """Rates from lines of JSON as `steppe rates` writes them. Raises `InputError` with the line."""
    numbered = enumerate(lines, 1)
    return tuple(from_json(Rate, line, where=f"{where} line {at}") for at, line in numbered if line.strip())


def beside(case: str, look: Looking, *, at: Setting | None = None) -> OutlookView:
    """The title of a case as questions of events, each beside what its model answers. Raises `InputError` without one.

    `at` is the case set to a day, if that is done already.
    """
    opens = look.day()
    title, rows = _titled(case, at, opens)
    if not rows:
        raise InputError(f"case {case} has no {TITLED}; expected one beside its model, see docs/beside.md")
    return _foretold(
        look, opens, (), replace(_bare(look, opens), title=title.title, reading=title.reading, titled=rows)
    )


def outlook_lines(view: OutlookView) -> Iterator[str]:
    """An outlook in words, line by line."""
    return view_lines(view)


def with_outlook(made: Brief, coded: Coded, look: Looking, *, case: str = "", at: Setting | None = None) -> Brief:
    """The brief with the outlook of the pairs of states its article names, and of the title of its case, if it has one.

    It is as known before the day of `look`, by default that of the article. Raises `InputError`, `UnknownName`.
    """
    published = coded.article.published
    opens = look.day(published.first if published else None)
    directory = load_directory()
    states = frozenset(code for code, phases in directory.phases.items() if phases[-1].actor.kind == "state")
    bare = _bare(look, opens)
    if case and (find_case(case) / TITLED).is_file() and (find_case(case) / MODEL).is_file():
        title, rows = _titled(case, at, opens, page=made.answers)
        bare = replace(bare, title=title.title, reading=title.reading, titled=rows)
    own = {row.id: row.ref for row in made.events}
    return replace(made, outlook=_foretold(look, opens, acting(coded, load(), states), bare, own))


def _titled(case: str, at: Setting | None, opens: date, *, page: str = "") -> tuple[Title, tuple[TitleRow, ...]]:
    path = find_case(case) / TITLED
    if not path.is_file():
        return Title(title="", reading="", questions=()), ()
    title = read_title(path, load())
    try:
        here = at or setting(case, as_of=opens)
        cards = {one: answer(here, one) for one in dict.fromkeys(row.beside for row in title.questions)}
        told: dict[str, tuple[Card | None, str]] = {name: (card, said(card)) for name, card in cards.items()}
    except InputError as error:  # the model knows nothing that early: the forecasts stand alone
        told = {row.beside: (None, f"No answer of the model: {error}") for row in title.questions}
    hrefs = {name: f"{page}#q-{name.lower()}" if page else "" for name in told}
    return title, tuple(title_row(one, *told[one.beside], hrefs[one.beside]) for one in title.questions)


def _bare(look: Looking, opens: date) -> OutlookView:
    seen = look.past.before(opens)
    since, until = (day_of(int(seen.known[at])) for at in (0, -1)) if len(seen) else (None, None)
    span = (opens - since).days if since else 0
    short = f"the history covers {span} days before {opens}; {2 * DAYS} are needed for windows of {DAYS}"
    return OutlookView(
        forecaster=_signed(look.name or OWN),
        as_of=opens,
        days=DAYS,
        history=digest(seen),
        events=len(seen),
        sources=seen.origins,
        since=since,
        until=until,
        confirmed=seen.confirmed,
        pairs=(),
        past=(),
        track=TrackRecord(thin=short),
        thin=short if span < 2 * DAYS else "",
    )


def _foretold(
    look: Looking, opens: date, pairs: Sequence[Acting], bare: OutlookView, own: Mapping[str, str] | None = None
) -> OutlookView:
    """The view with its forecasts, all of them learned for at once."""
    if bare.thin:
        return replace(bare, titled=tuple(replace(one, thin=bare.thin) for one in bare.titled))
    seen = look.past.before(opens)
    texts = {asked(pair, quad, DAYS): pair for pair in pairs for quad in pair.quads}
    questions = {text: _parsed(text, seen, opens) for text in (*texts, *(one.question for one in bare.titled))}
    known = {text: len(between(one.actors, one.recipients, seen)) for text, one in questions.items()}
    kept = [text for text in questions if known[text] >= THIN]
    name, track = _track(look.name, seen, pairs, opens) if pairs else (look.name or OWN, bare.track)
    bare = replace(bare, track=track, forecaster=_signed(name))
    made = dict(zip(kept, forecasts([questions[text] for text in kept], seen, forecaster(name)), strict=True))
    told = Said(seen=seen, forecasts=made, quotes=_quotes(look, seen, made.values()), own=own or {})
    numbers = [(pair, max(known[asked(pair, quad, DAYS)] for quad in pair.quads)) for pair in pairs]
    names = {code: phases[-1].actor.name for code, phases in load_directory().phases.items()}
    return outlook_view(told, numbers, names, bare, load().quads)


def _quotes(look: Looking, seen: History, made: Iterable[Forecast]) -> dict[str, str]:
    if look.record is None or not len(seen.refs):
        return {}
    wanted = {seen.cite(row) for one in made for reason in one.reasons for row in reason.rows}
    with open_record(look.record) as record:
        found = record.as_of().items(wanted)
        return {one.id: one.evidence.quote for one in found}


def _track(name: str, seen: History, pairs: Sequence[Acting], opens: date) -> tuple[str, TrackRecord]:
    """The forecaster's own past on the pairs of the article, either way, asked anew every window for a year.

    Where no `name` is given and `OWN` lost to climatology there, climatology takes its place.
    """
    states = dict.fromkeys(state for pair in pairs for state in (pair.who, pair.whom))
    sides = [Acting(who=one, whom=other, told=(), quads=()) for one, other in permutations(states, 2)]
    first, last = (day_of(int(seen.known[at])) for at in (0, -1))
    starts = [last + timedelta(days=1 - DAYS * step) for step in range(1, ORIGINS + 1)]
    origins = [day for day in starts if day >= first + timedelta(days=LEARNED)]
    texts = [asked(pair, quad, DAYS) for pair in sides for quad in load().quads]
    questions = [_parsed(text, seen, opens) for text in texts]
    kept = [one for one in questions if len(between(one.actors, one.recipients, seen)) >= THIN]
    own = name or OWN
    if not (kept and origins):
        days = f"the history covers {(last - first).days + 1} days, {LEARNED + DAYS} are needed"
        return own, TrackRecord(thin=days if kept else "no two of these states have enough events")
    walked = walk(kept, seen, [forecaster(one) for one in dict.fromkeys((own, CLIMATE))], origins)
    found = track_record(walked, own, CLIMATE)
    if not name and found.rival is not None and found.rival < found.brier:
        return CLIMATE, track_record(walked, CLIMATE, own)
    return own, found


def _parsed(text: str, past: History, opens: date) -> Question:
    kinds = [one.name for one in past.kinds]
    return parse(text, opens=opens, ontology=load(), actors=past.actors, kinds=kinds)


def _signed(name: str) -> str:
    return f"{name}@{forecaster(name).version}"
