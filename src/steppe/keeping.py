"""The hallway's fourth flight: forecasts kept in the record, what came of them, and how good they have been."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from steppe.errors import InputError, UnknownName
from steppe.flow import Store, now, open_record
from steppe.foresight import Past, Told, cited
from steppe.ontology.vocabulary import load
from steppe.outlook.compared import differences
from steppe.outlook.forecast import Question
from steppe.outlook.reports import of_events
from steppe.outlook.settle import Came, settler
from steppe.outlook.told import percent
from steppe.outlook.track import Said, TrackRecord, track
from steppe.outlook.track_told import record_lines
from steppe.outlook.walked import Walked
from steppe.record.said import OUTCOMES, Because, KeptBacktest, KeptForecast, Outcome, Resolution
from steppe.types import identity
from steppe.wire import from_json, to_json

OURS = "steppe track"  # the author of outcomes that were read from a history


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A question that was kept, what was first and last said of it by each forecaster, and what came of it.

    `outcome` is yes, no, void, or nothing while it is not known; `why` and `evidence` say on what grounds and `author`
    who says so. `due` is false until the day after it closes. `against` is what the history says instead, where
    somebody said otherwise by hand.
    """

    question: str
    opens: date
    closes: date
    due: bool
    forecasts: tuple[KeptForecast, ...]
    outcome: str
    why: str
    evidence: tuple[str, ...]
    author: str
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All kept questions as of a day, and the track record of each forecaster.

    `records` are of forecasts kept before their window closed, and only they are a track record. `afterwards` are the
    scores of those kept later, from what had been known before the window opened.
    """

    as_of: date
    matters: tuple[Matter, ...]
    records: tuple[TrackRecord, ...]
    afterwards: tuple[TrackRecord, ...]
    stored: int = 0


def keep(path: Store, told: Sequence[Told], *, clock: Callable[[], datetime] = now) -> tuple[str, ...]:
    """Keep forecasts in the record at `path`; gives their ids. One that is there already stays as it was made.

    Raises `InputError` for one that cannot be scored, `RecordError` where the record cannot be opened.
    """
    made = [_kept(one, clock()) for one in told]
    with open_record(path, clock=clock) as record:
        record.keep_forecasts(made)
    return tuple(one.id for one in made)


def standing(
    path: Store,
    past: Past | None = None,
    *,
    as_of: date | None = None,
    store: bool = False,
    clock: Callable[[], datetime] = now,
) -> Standing:
    """What became of the forecasts kept in the record at `path`, by hand, by `past` or, without it, by its own events.

    Nothing that was known, judged or kept on `as_of` (today) or later counts. With `store` outcomes that the history
    tells of due questions are kept as judgements of ours, beside what anybody else says. Raises `RecordError`.
    """
    day = as_of or clock().date()
    with open_record(path, clock=clock) as record:
        view = record.as_of(as_of)
        history = of_events(view.events(), load(), origin="record") if past is None else past
        judged: dict[str, list[Resolution]] = {}
        for one in view.resolutions():
            judged.setdefault(one.question, []).append(one)
        settle = settler(history, as_of=day)
        matters = tuple(
            _matter(ones, judged.get(question, ()), settle, history, day)
            for question, ones in _by_question(view.forecasts()).items()
        )
        new = [_ours(one, clock()) for one in matters if _is_news(one, judged.get(one.question, ()))] if store else []
        if new:
            record.resolve(new)
    said = [_said(one, matter, day) for matter in matters for one in matter.forecasts]
    ahead, after = ([one for one in said if (one.made <= one.closes) is timely] for timely in (True, False))
    starts = {one.question: one.opens for one in matters}
    after = [replace(one, made=min(starts[one.question], one.closes)) for one in after]
    return Standing(
        as_of=day,
        matters=tuple(sorted(matters, key=lambda one: (one.closes, one.question))),
        records=track(ahead, as_of=day),
        afterwards=track(after, as_of=day),
        stored=len(new),
    )


def resolve(
    path: Store, name: str, outcome: str, *, why: str, author: str, clock: Callable[[], datetime] = now
) -> Resolution:
    """Say by hand what came of the question of a kept forecast, whose id begins with `name`: yes, no, void or open.

    It holds for every forecast of the question until somebody says otherwise; `open` takes back what was said before.
    Who says the same again adds nothing.
    Raises `InputError` where no forecast or several have that id, `UnknownName` for another outcome.
    """
    if outcome not in OUTCOMES:
        raise UnknownName("outcome", outcome, OUTCOMES)
    if not why.strip() or author.strip() in ("", OURS):
        raise InputError(
            "track: an outcome said by hand needs grounds and an author; say why (--why) and give your name (--by)"
        )
    with open_record(path, clock=clock) as record:
        found = {one.id: one for one in record.as_of().forecasts() if name and one.id.startswith(name)}
        if len(found) != 1:
            known = ", ".join(sorted(found)) or "steppe track lists those there are"
            raise InputError(f"track: {len(found)} kept forecasts have an id that begins with {name!r}: {known}")
        (one,) = found.values()
        last = [each for each in record.as_of().resolutions() if each.question == one.question][-1:]
        if last and (last[0].outcome, last[0].why, last[0].author) == (outcome, why.strip(), author.strip()):
            return last[0]
        said = _resolution(one.question, _outcome(outcome), why.strip(), (), author=author.strip(), at=clock())
        record.resolve([said])
    return said


def kept(path: Store, *, as_of: date | None = None) -> tuple[KeptForecast, ...]:
    """The forecasts kept in the record at `path` before a day, oldest first. Raises `RecordError`."""
    with open_record(path) as record:
        return record.as_of(as_of).forecasts()


def keep_backtest(
    path: Store, found: Walked, asked: Sequence[str], *, every: int, clock: Callable[[], datetime] = now
) -> str:
    """Keep the result of a back-test in the record at `path`, and say whether it agrees with an earlier one.

    Earlier is the last that asked the same on the same data. Where it agrees nothing is added.
    """
    questions, by = tuple(asked), tuple(f"{one.forecaster}@{one.version}" for one in found.scores)
    names = [one.forecaster for one in found.scores]
    with open_record(path, clock=clock) as record:
        same = [
            one
            for one in record.as_of().backtests()
            if (one.asked, one.since, one.every, one.origins, one.history)
            == (questions, found.origins[0], every, len(found.origins), found.history)
            and [each.partition("@")[0] for each in one.forecasters] == names
        ]
        apart = differences(from_json(Walked, same[-1].scores, where="record"), found) if same else ()
        if same and not apart:
            return f"agrees with back-test {same[-1].id} of {same[-1].made.date()}, steppe {same[-1].steppe}"
        made = KeptBacktest(
            id=identity(questions, found.origins[0], every, by, found.history, to_json(found.scores), found.steppe),
            asked=questions,
            since=found.origins[0],
            every=every,
            origins=len(found.origins),
            forecasters=by,
            history=found.history,
            steppe=found.steppe,
            scores=to_json(found),
            made=clock(),
        )
        record.keep_backtest(made)
    told = f"; differs from {same[-1].id} of {same[-1].made.date()}: {'; '.join(apart)}" if same else ""
    return f"kept as back-test {made.id}{told}"


def backtests(path: Store, *, as_of: date | None = None) -> tuple[KeptBacktest, ...]:
    """The back-tests kept in the record at `path` before a day, oldest first."""
    with open_record(path) as record:
        return record.as_of(as_of).backtests()


def backtest_lines(kept: Iterable[KeptBacktest]) -> Iterator[str]:
    """Kept back-tests in lines: what was asked, on which data, by which version, and the Brier scores."""
    for one in kept:
        found = from_json(Walked, one.scores, where=f"back-test {one.id}")
        yield f"{one.id}  kept {one.made.date()}, steppe {one.steppe}, history {one.history[:16]}"
        yield f"  {'; '.join(one.asked)}"
        yield (
            f"  every {one.every} days from {one.since}, {one.origins:,} times: {found.windows:,} windows, "
            f"{found.happened:,} with an event"
        )
        yield from (f"  {each.forecaster}@{each.version}: Brier {each.brier:.4f}" for each in found.scores)


def standing_lines(one: Standing) -> Iterator[str]:
    """The track record in lines: what is open, what is due without an outcome, the outcomes, then the scores."""
    if not one.matters:
        yield "no forecast is kept here; steppe outlook … --keep keeps one"
        return
    waiting = [each for each in one.matters if not each.due]
    unknown = [each for each in one.matters if each.due and not each.outcome]
    known = [each for each in one.matters if each.due and each.outcome]
    for title, some in (("open", waiting), ("due, without an outcome", unknown), ("settled", known)):
        if some:
            yield f"{title}:"
            for each in some:
                yield from (f"  {line}" for line in _matter_lines(each))
    for title, records in (
        (f"track record before {one.as_of}: what was kept before its window closed", one.records),
        ("kept after the window closed, from what was known before it opened; no track record", one.afterwards),
    ):
        if records:
            yield title
            for record in records:
                yield from (f"  {line}" for line in record_lines(record))
    if one.stored:
        yield f"{one.stored:,} outcomes stored"


def _matter_lines(one: Matter) -> Iterator[str]:
    yield f"{one.question}; closes {one.closes}" + (f": {one.outcome}" if one.outcome else "")
    for each in one.forecasts:
        yield f"  {each.id}  {percent(each.probability)} by {each.forecaster}, kept {each.made.date()}"
    if one.why and (one.due or one.outcome):
        yield f"  {one.why}" + (f" ({one.author})" if one.author != OURS and one.author else "")
    yield from (f"    {line}" for line in one.evidence[:3])
    if one.against:
        yield f"  but: {one.against}"


def _kept(told: Told, at: datetime) -> KeptForecast:
    made, asked = told.forecast, told.forecast.question
    by = f"{made.forecaster}@{told.version}"
    return KeptForecast(
        id=identity(asked.text, by, made.as_of, told.history, made.probability, made.low, made.high),
        question=asked.text,
        actors=asked.actors,
        kinds=asked.kinds,
        recipients=asked.recipients,
        opens=asked.opens,
        closes=asked.closes,
        as_of=made.as_of,
        forecaster=by,
        probability=made.probability,
        low=made.low,
        high=made.high,
        base_rate=made.base_rate,
        reasons=tuple(
            Because(text=reason.text, part=reason.part, cited=past)
            for reason, past in zip(made.reasons, told.evidence, strict=True)
        ),
        note=made.note,
        history=told.history,
        made=at,
    )


def _by_question(kept: Iterable[KeptForecast]) -> Mapping[str, list[KeptForecast]]:
    found: dict[str, list[KeptForecast]] = {}
    for one in kept:
        found.setdefault(one.question, []).append(one)
    return found


def _matter(
    kept: Sequence[KeptForecast],
    judged: Sequence[Resolution],
    settle: Callable[[Question], Came],
    past: Past,
    day: date,
) -> Matter:
    one = kept[0]
    asked = Question(actors=one.actors, kinds=one.kinds, recipients=one.recipients, opens=one.opens, closes=one.closes)
    told, hand, ours = settle(asked), *_stands(judged)
    read = {True: "yes", False: "no", None: ""}[told.outcome]
    outcome, why, evidence, author = read, told.why, tuple(cited(past, row) for row in told.rows), OURS
    stored = hand or (None if read else ours)
    if stored:
        outcome, why, evidence, author = stored.outcome, stored.why, stored.evidence, stored.author
    against = f"the history says {read}: {told.why}" if hand and read and read != hand.outcome else ""
    return Matter(
        question=one.question,
        opens=one.opens,
        closes=one.closes,
        due=one.closes < day,
        forecasts=tuple(kept),
        outcome=outcome,
        why=why,
        evidence=evidence,
        author=author if outcome else "",
        against=against,
    )


def _stands(judged: Sequence[Resolution]) -> tuple[Resolution | None, Resolution | None]:
    """What somebody said by hand and was not taken back, and what we said since then."""
    hand, ours = None, None
    for one in judged:
        if one.author == OURS:
            ours = one
        else:
            hand, ours = (None if one.outcome == "open" else one), None
    return hand, ours


def _is_news(one: Matter, judged: Sequence[Resolution]) -> bool:
    hand, ours = _stands(judged)
    return one.due and bool(one.outcome) and hand is None and (ours is None or ours.outcome != one.outcome)


def _ours(one: Matter, at: datetime) -> Resolution:
    return _resolution(one.question, _outcome(one.outcome), one.why, one.evidence, author=OURS, at=at)


def _resolution(
    question: str, outcome: Outcome, why: str, evidence: tuple[str, ...], *, author: str, at: datetime
) -> Resolution:
    name = identity(question, outcome, why, author, at.isoformat())
    return Resolution(id=name, question=question, outcome=outcome, why=why, evidence=evidence, author=author, at=at)


def _outcome(word: str) -> Outcome:
    known: dict[str, Outcome] = {"yes": "yes", "no": "no", "void": "void", "open": "open"}
    return known[word]


def _said(one: KeptForecast, matter: Matter, day: date) -> Said:
    settled = bool(matter.outcome)
    return Said(
        question=one.question,
        made=one.made.date(),
        forecaster=one.forecaster,
        probability=one.probability,
        closes=one.closes,
        outcome={"yes": True, "no": False}.get(matter.outcome),
        settled=day if settled else None,
        why=matter.why if settled else "",
        base_rate=one.base_rate,
        series=identity(one.actors, one.kinds, one.recipients, one.closes),
    )
