"""Views over generated records, beside a plain-Python oracle that knows the rules but no SQL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steppe.record.border import VERDICTS
from steppe.record.store import Record, open_record
from steppe.record.view import View
from steppe.types import (
    BY_HAND,
    Actor,
    ActorKind,
    Article,
    Basis,
    Block,
    BlockKind,
    Bound,
    Claim,
    Coded,
    Damage,
    DamageKind,
    Event,
    Evidence,
    Judgement,
    Mention,
    Place,
    Quantity,
    Quotation,
    Resolution,
    Sentence,
    Skipped,
    Span,
    Stance,
    Status,
    Voice,
    When,
)

NOON = datetime(2022, 1, 10, 12, tzinfo=UTC)
MANY = settings(max_examples=24, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(MANY, max_examples=12)

# Few ids and days, so that generated things meet; wide words, so that every character has to travel.
ids = st.sampled_from("abc")
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
days = st.dates(date(2022, 1, 9), date(2022, 1, 13))
shares = st.floats(0, 1)
numbers = st.floats(allow_nan=False, allow_infinity=False)
times = st.integers(0, 8).map(lambda halves: datetime(2022, 1, 9, tzinfo=UTC) + timedelta(days=halves / 2))


def of(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


whens = st.builds(
    lambda two, basis, why: When(first=min(two), last=max(two), basis=basis, why=why),
    st.tuples(days | st.sampled_from([date.min, date.max]), days),
    of(Basis),
    words,
)
actors = st.builds(
    Actor,
    id=st.sampled_from(["RUR", "RUR.army", "BOR", "who"]),
    name=words,
    kind=of(ActorKind),
    country=st.sampled_from(["RUR", "BOR", ""]),
    sectors=some(words),
    cow=words,
)


@st.composite
def codeds(draw: st.DrawFn) -> Coded:
    text, article = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=12)), draw(ids)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda two: Span(min(two), max(two)))
    quoted = spans.map(lambda span: {"span": span, "quote": span.of(text)})
    evidence = st.builds(
        lambda words, share: Evidence(article=article, coder="made@1", confidence=share, **words), quoted, shares
    )
    mention = st.builds(
        lambda words, actor, resolution, antecedent, share: Mention(
            **words, actor=actor, resolution=resolution, antecedent=antecedent, confidence=share
        ),
        quoted,
        actors,
        of(Resolution),
        st.none() | spans,
        shares,
    )
    place = st.builds(
        Place,
        span=spans,
        quote=words,
        name=words,
        country=words,
        latitude=st.none() | st.floats(-90, 90),
        longitude=st.none() | st.floats(-180, 180),
    )
    event = st.builds(
        Event,
        id=ids.map("event-{}".format),
        kind=st.sampled_from(["ACCUSE", "ASSAULT"]),
        modes=some(words),
        contexts=some(words),
        status=of(Status),
        actors=some(mention),
        recipients=some(mention),
        happened=st.none() | whens,
        known=st.none() | days,
        place=st.none() | place,
        trigger=spans,
        reason=words,
        evidence=evidence,
    )
    claim = st.builds(
        Claim,
        id=ids.map("claim-{}".format),
        voice=of(Voice),
        speaker=st.none() | mention,
        speaker_span=st.none() | spans,
        cue=st.none() | spans,
        content=spans,
        stance=of(Stance),
        hedges=some(words),
        about=some(mention),
        said=st.none() | whens,
        known=st.none() | days,
        evidence=evidence,
        reporter=st.none() | mention,
        replies_to=st.none() | words,
    )
    quantity = st.builds(
        Quantity,
        id=ids.map("quantity-{}".format),
        value=numbers,
        high=st.none() | numbers,
        unit=st.sampled_from(["person", "day"]),
        of=words,
        bound=of(Bound),
        evidence=evidence,
    )
    return draw(
        st.builds(
            Coded,
            article=st.builds(
                Article,
                id=st.just(article),
                address=words,
                outlet=st.none() | words,
                title=st.none() | words,
                text=st.just(text),
                blocks=some(st.builds(Block, kind=of(BlockKind), span=spans)),
                language=words,
                supported=st.booleans(),
                published=st.none() | whens,
                fetched=times,
                damage=some(st.builds(Damage, kind=of(DamageKind), span=spans, note=words)),
            ),
            coder=st.sampled_from(["made@1", "made@2"]),
            ontology=words,
            sentences=some(st.builds(Sentence, span=spans, index=st.integers(0, 9), block=st.integers(0, 9))),
            quotations=some(st.builds(Quotation, span=spans, inner=spans, closed=st.booleans())),
            mentions=some(mention),
            events=some(event),
            claims=some(claim),
            quantities=some(quantity),
            skipped=some(st.builds(Skipped, span=spans, reason=words)),
        )
    )


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    kinds = st.sampled_from(["event", "claim", "quantity"])
    subject = ids | st.builds("{}-{}".format, kinds, ids)
    return Judgement(
        id=draw(st.uuids()).hex,
        subjects=tuple(draw(st.lists(subject, min_size=2, max_size=2, unique=True))),
        verdict=draw(st.sampled_from(VERDICTS)),
        reason=draw(words),
        author=draw(st.sampled_from(["me", "you"])),
        at=draw(times),
    )


@dataclass
class Oracle:
    """What a record should show, told with lists and loops."""

    kept: list[tuple[datetime, Coded]]
    judged: list[tuple[datetime, Judgement]]
    moment: datetime | None
    by: datetime | None
    said: dict[str, datetime] = field(default_factory=dict)  # by the id of its one item, when it was put right

    def shown(self) -> dict[str, tuple[Coded, date, int]]:
        """Of each article the latest coding that was new, the day of the article, and the place of the coding."""
        found: dict[str, tuple[Coded, date, int]] = {}
        seen: list[Coded] = []
        first: dict[str, datetime] = {}
        articles: dict[Any, Article] = {}
        for place, (recorded, coded) in enumerate(self.kept):
            if coded.coder == BY_HAND:
                continue
            timeless = replace(coded, article=replace(coded.article, fetched=NOON))
            if timeless in seen:
                continue
            seen.append(timeless)
            article = articles.setdefault(repr(timeless.article), coded.article)
            when = first.setdefault(article.id, recorded)
            known = article.published.last if article.published else when.date()
            if self.by is None or recorded <= self.by:
                found[article.id] = (replace(coded, article=article), known, place)
        return found

    def by_hand(self) -> list[tuple[Coded, date, int]]:
        """Codings by hand that the view sees, the day of the article of each, and its place."""
        first: dict[str, datetime] = {}
        found = []
        for place, (recorded, coded) in enumerate(self.kept):
            article = coded.article
            when = first.setdefault(article.id, recorded)
            seen = self.by is None or recorded <= self.by
            if coded.coder == BY_HAND and seen and (self.moment is None or self.said[coded.events[0].id] < self.moment):
                found.append((coded, article.published.last if article.published else when.date(), place))
        return found

    def standing(self) -> list[tuple[str, Judgement]]:
        """Subject and judgement, oldest first."""
        latest: dict[Any, tuple[Any, str, Judgement]] = {}
        for place, (recorded, judgement) in enumerate(self.judged):
            late = self.moment is not None and judgement.at >= self.moment
            if late or (self.by is not None and recorded > self.by):
                continue
            compared = frozenset(judgement.subjects) if judgement.verdict in ("same", "different") else frozenset()
            for subject in judgement.subjects:
                key, entry = (subject, judgement.author, compared), ((judgement.at, place), subject, judgement)
                if key not in latest or latest[key][0] < entry[0]:
                    latest[key] = entry
        return [(subject, judgement) for _, subject, judgement in sorted(latest.values(), key=lambda one: one[:2])]

    def left_out(self, judged: bool) -> set[str]:
        standing = [] if judged else self.standing()
        return {subject for subject, judgement in standing if judgement.verdict in ("wrong", "retracted")}

    def in_time(self, known: date) -> bool:
        return self.moment is None or known < self.moment.date()

    def articles(self, judged: bool) -> tuple[Article, ...]:
        shown = [
            (known, coded.article)
            for coded, known, _ in self.shown().values()
            if self.in_time(known) and coded.article.id not in self.left_out(judged)
        ]
        return tuple(article for _, article in sorted(shown, key=lambda one: (one[0], one[1].id)))

    def items(self, part: str, judged: bool, wanted: Callable[[Any], bool], when: str = "") -> tuple[Any, ...]:
        """Items of one table: visible, wanted, each id once (the earliest known), in their order."""
        out = self.left_out(judged)
        found: dict[str, tuple[Any, Any]] = {}
        for coded, day, batch in [*self.shown().values(), *self.by_hand()]:
            for place, item in enumerate(getattr(coded, part)):
                known = getattr(item, "known", None) or day
                hidden = item.id in out or coded.article.id in out or not self.in_time(known)
                if hidden or not wanted(item):
                    continue
                key = (known, coded.article.id, place, batch)
                if item.id not in found or key < found[item.id][0]:
                    found[item.id] = (key, item)
        return tuple(item for _, item in sorted(found.values(), key=lambda one: (order(one[1], when), one[0])))

    def coded(self, article: str, judged: bool) -> Coded | None:
        if article not in {one.id for one in self.articles(judged)}:
            return None
        (coded, day, _), out = self.shown()[article], self.left_out(judged)
        hand = [(one, known) for one, known, _ in self.by_hand() if one.article.id == article]

        def left(part: str) -> tuple[Any, ...]:
            return tuple(
                item
                for one, known in [(coded, day), *hand]
                for item in getattr(one, part)
                if item.id not in out and self.in_time(getattr(item, "known", None) or known)
            )

        return replace(coded, events=left("events"), claims=left("claims"), quantities=left("quantities"))


def order(item: Any, when: str) -> Any:
    vague = getattr(item, when) if when else None
    return (vague is None, vague.first if vague else date.min, vague.last if vague else date.min)


def plays(actor: str | None, mentions: Sequence[Mention | None]) -> bool:
    named = [mention.actor for mention in mentions if mention]
    return actor is None or any(actor in (one.id, one.country) for one in named)


def within(when: When | None, since: date | None, until: date | None) -> bool:
    if when is None:
        return since is None and until is None
    return (since is None or when.last >= since) and (until is None or when.first <= until)


def put_right(coded: Coded, number: int, at: datetime) -> tuple[Coded, Judgement]:
    """An event of an article by hand and the judgement that comes with it; now and then with a claim and a number."""
    span = Span(0, len(coded.article.text))
    old = coded.events[0] if coded.events else None
    event = Event(
        id=f"event-{number}",
        kind="ASSAULT",
        modes=(),
        contexts=(),
        status="asserted",
        actors=old.actors if old else (),
        recipients=(),
        happened=old.happened if old else None,
        known=old.known if old else None,
        place=None,
        trigger=span,
        reason="",
        evidence=Evidence(article=coded.article.id, span=span, quote=coded.article.text, coder=BY_HAND),
    )
    hand = Coded(
        article=coded.article,
        coder=BY_HAND,
        ontology="",
        events=(event,),
        claims=tuple(replace(one, id=f"claim-{number}") for one in coded.claims[: number % 2]),
        quantities=tuple(replace(one, id=f"quantity-{number}") for one in coded.quantities[: number % 2]),
    )
    subject = old.id if old else event.id
    name = f"put-{number}"
    return hand, Judgement(id=name, subjects=(subject,), verdict="wrong", reason="", author="me", at=at)


@st.composite
def records(draw: st.DrawFn) -> tuple[Record, Oracle]:
    now = NOON
    record = open_record(":memory:", clock=lambda: now)
    oracle = Oracle([], [], None, None)
    coded_before: list[Coded] = []
    for _ in range(draw(st.integers(1, 4))):
        now = NOON + timedelta(days=draw(st.integers(0, 3)))
        batch = draw(st.lists(codeds() | st.sampled_from(coded_before or [draw(codeds())]), min_size=1, max_size=4))
        record.keep(batch)
        coded_before += batch
        oracle.kept += [(now, coded) for coded in batch]
        for place, at in draw(st.lists(st.tuples(st.integers(0, 9), times), max_size=2)):
            hand, word = put_right(coded_before[place % len(coded_before)], len(oracle.kept), at)
            record.keep([hand], judged=[word])
            oracle.kept.append((now, hand))
            oracle.judged.append((now, word))
            oracle.said[hand.events[0].id] = word.at
        for drawn in draw(st.lists(judgements(), max_size=2)):
            judgement = replace(drawn, id=f"{len(oracle.judged)}")
            record.judge(judgement)
            oracle.judged.append((now, judgement))
    return record, oracle


named = st.sampled_from(["RUR", "BOR.army", "RUR.army", "who"])
filters = st.one_of(
    st.fixed_dictionaries({"who": named}),
    st.fixed_dictionaries({"whom": named}),
    st.fixed_dictionaries({"since": days}),
    st.fixed_dictionaries({"until": days}),
    st.fixed_dictionaries({"kind": st.just("ACCUSE"), "unit": st.just("day")}),
)
moments = times | days | st.none()


@FEW
@given(codeds())
def test_every_coded_value_comes_back_equal(coded: Coded) -> None:
    with open_record(":memory:", clock=lambda: NOON) as record:
        kept = record.keep([coded])
        view = record.as_of()
        assert view.coded(coded.article.id) == coded
        assert view.articles() == (coded.article,)
        again = record.keep([coded])
        assert (again.batch, again.known) == (None, kept.new)
        assert all(batch.whole for batch in record.batches())


@FEW
@given(st.lists(codeds(), max_size=5, unique_by=lambda coded: coded.article.id), st.randoms())
def test_the_order_of_intake_does_not_matter(batch: list[Coded], luck: Any) -> None:
    views: list[View] = []
    for _ in range(2):
        record = open_record(":memory:", clock=lambda: NOON)
        for coded in batch:
            record.keep([coded])
        views.append(record.as_of())
        luck.shuffle(batch)
    for name in ("articles", "events", "claims", "quantities"):
        assert getattr(views[0], name)() == getattr(views[1], name)()
    for view in views:
        view.engine.close()


@MANY
@given(records(), moments, st.none() | times, st.booleans(), st.data())
def test_views_show_what_the_oracle_says(
    made: tuple[Record, Oracle], moment: Any, by: datetime | None, judged: bool, data: st.DataObject
) -> None:
    record, oracle = made
    whole_day = moment is not None and not isinstance(moment, datetime)
    oracle.moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC) if whole_day else moment
    oracle.by = by
    view = record.as_of(moment, recorded_by=by)
    # One filter at a time, for two at once would leave little to compare.
    wanted = {"who": None, "whom": None, "since": None, "until": None, "kind": None, "unit": None}
    wanted |= data.draw(st.just({}) | filters)
    who, whom, since, until, kind, unit = wanted.values()

    def event(one: Event) -> bool:
        parties = plays(who, one.actors) and plays(whom, one.recipients)
        return parties and kind in (None, one.kind) and within(one.happened, since, until)

    def claim(one: Claim) -> bool:
        return plays(who, [one.speaker]) and plays(whom, one.about) and within(one.said, since, until)

    span = {"since": since, "until": until, "judged": judged}
    assert view.articles(judged=judged) == oracle.articles(judged)
    assert view.events(actor=who, recipient=whom, kind=kind, **span) == oracle.items(
        "events", judged, event, "happened"
    )  # type: ignore[arg-type]
    assert view.claims(speaker=who, about=whom, **span) == oracle.items("claims", judged, claim, "said")  # type: ignore[arg-type]
    right = oracle.items("quantities", judged, lambda one: unit in (None, one.unit))
    assert view.quantities(unit=unit, judged=judged) == right
    if not judged and (since, until) == (None, None):
        check_pages(view, oracle, {"speaker": who, "about": whom}, unit)
    for article in "abc":
        assert view.coded(article, judged=judged) == oracle.coded(article, judged)
        assert view.article(article, judged=judged) == next(
            (a for a in oracle.articles(judged) if a.id == article), None
        )
    record.close()


def check_pages(view: View, oracle: Oracle, parties: dict[str, str | None], unit: str | None) -> None:
    """Pages of two, one after another, hold what the lists hold, latest known first; an id of two articles twice."""
    claims, total = pages(lambda after: view.latest_claims(most=2, after=after, **parties))
    assert len(claims) == total
    assert {one.id for one in claims} == {one.id for one in view.claims(**parties)}
    quantities, total = pages(lambda after: view.latest_quantities(most=2, after=after, unit=unit))
    assert len(quantities) == total
    assert {one.id for one in quantities} == {one.id for one in view.quantities(unit=unit)}
    articles, total = pages(lambda after: view.latest_articles(most=2, after=after))
    assert len(articles) == total
    known = {coded.article.id: day for coded, day, _ in oracle.shown().values()}
    assert sorted(articles, key=lambda one: one.id) == sorted(view.articles(), key=lambda one: one.id)
    days = [known[one.id] for one in articles]
    assert days == sorted(days, reverse=True)
    assert view.latest_articles(most=2, after=1_000) == ((), total)


def pages(page: Callable[[int], tuple[tuple[Any, ...], int]]) -> tuple[list[Any], int]:
    every: list[Any] = []
    total = page(0)[1]
    while found := page(len(every))[0]:
        every += found
    return every, total


@MANY
@given(records(), moments, st.none() | times, ids | ids.map("event-{}".format))
def test_judgements_stand_as_the_oracle_says(
    made: tuple[Record, Oracle], moment: Any, by: datetime | None, subject: str
) -> None:
    record, oracle = made
    whole_day = moment is not None and not isinstance(moment, datetime)
    oracle.moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC) if whole_day else moment
    oracle.by = by
    view = record.as_of(moment, recorded_by=by)
    standing = oracle.standing()
    assert view.judgements(subject) == tuple(judgement for one, judgement in standing if one == subject)
    assert {one.id for one in view.judgements()} == {judgement.id for _, judgement in standing}
    assert {one.id for one in view.judgements_on([subject, "a"])} == {
        judgement.id for one, judgement in standing if one in (subject, "a")
    }
    assert view.judgements_on([]) == ()
    for recorded, judgement in oracle.judged:
        late = oracle.moment is not None and judgement.at >= oracle.moment
        told = not late and (by is None or recorded <= by)
        assert view.judgement(judgement.id) == (judgement if told else None)
    record.close()
