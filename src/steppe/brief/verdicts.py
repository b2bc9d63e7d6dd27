"""Verdicts as rows of the brief, with the sources of the facts they rest on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from steppe.brief.brief import CaseView, Checked, Cite, GroundRow, VerdictRow
from steppe.brief.case_view import source_ids
from steppe.brief.facts_told import FactLine, fact_line
from steppe.brief.words import counted
from steppe.brief.world_rows import SourceLine
from steppe.brief.world_view import facts_by_id, source_lines
from steppe.checking.propositions import Proposition
from steppe.checking.verdict import Verdict
from steppe.types import Coded
from steppe.world.build import World
from steppe.world.facts import Fact, Source

_UNANSWERED = {"unverifiable": "not in the record", "opinion": "opinion", "prediction": "prediction"}
GRAVEST = (
    *("contradicted", "anachronistic", "misattributed", "garbled", "outdated", "inexact", "supported"),
    *("prediction", "opinion", "unverifiable"),
)
"""Findings in the order in which they are counted: what to look at first comes first."""
_FEWEST = 3  # sources named for one verdict; the facts tell the rest


def checked(
    verdicts: Sequence[Verdict], world: World, *, later: Sequence[Verdict] = (), view: CaseView | None = None
) -> Checked:
    """The verdicts with an answer as rows `V1`, `V2`, …, and a count of the others.

    `later` are verdicts on the same claims as known on a later day: where one differs its row says so, and a claim
    that has an answer only then gets a row too.
    """
    now = {one.proposition: one for one in later}
    answered = [one for one in verdicts if _shows(one, now)]
    facts = {fact.id: fact for fact in world.case.facts()}
    others = Counter(_UNANSWERED[one.finding] for one in verdicts if one not in answered)
    rows = tuple(
        replace(_row(number, one, facts, world), later=_later(one, now)) for number, one in enumerate(answered, 1)
    )
    grounds = _grounds(rows, view, facts_by_id(world))
    cited = {name for some in grounds.values() for name in some}
    if view is not None:
        cited.update(*(one.source_ids for one in view.routes), *(one.source_ids for one in view.events))
    return Checked(
        case=world.case.title,
        as_of=(world.as_of - timedelta(days=1)).isoformat(),
        rows=rows,
        others=", ".join(f"{words}: {number}" for words, number in sorted(others.items())),
        now=(later[0].as_of - timedelta(days=1)).isoformat() if later else "",
        view=view,
        grounds=grounds,
        sources=tuple(_ground(one) for one in source_lines(world) if one.id in cited),
    )


def _grounds(
    rows: Sequence[VerdictRow], view: CaseView | None, facts: Mapping[str, Sequence[Fact]]
) -> Mapping[str, tuple[str, ...]]:
    """The sources of each fact that verdicts and ties cite, by the ids of both."""
    names = [name for row in rows for name in row.facts]
    names += [name for tie in view.network.ties for name in tie.refs] if view else []
    return {
        name: tuple(dict.fromkeys(source for fact in facts[name] for source in source_ids(fact.provenance)))
        for name in dict.fromkeys(names)
        if name in facts
    }


def _ground(one: SourceLine) -> GroundRow:
    return GroundRow(id=one.id, title=one.title, dated=str(one.first or ""), kind=one.kind, address=one.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict with the facts it rests on in words, each with its sources by id.

    `row.ref` is the reference of the brief (`V1`), empty where the record has no answer, neither then nor later. `now`
    is the verdict with what is known later, where that differs; `now_facts` are the facts that one rests on.
    """

    row: VerdictRow
    facts: tuple[FactLine, ...]
    now: VerdictRow | None
    now_facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article whose claims can be checked; `known` is the day by which it was out."""

    id: str
    title: str
    outlet: str
    address: str
    known: date
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The claims of an article held against a case as known before `as_of`, and where that differs before `today`.

    `counts` has all verdicts by finding, gravest first, `verdicts` those of the finding that was asked for, or all.
    """

    article: ArticleLine
    case: str
    case_title: str
    as_of: date
    own_day: bool
    today: date
    total: int
    counts: Mapping[str, int]
    finding: str
    verdicts: tuple[Judged, ...]


def judged(
    verdicts: Sequence[Verdict], world: World, *, later: Sequence[Verdict] = (), world_later: World | None = None
) -> tuple[Judged, ...]:
    """All verdicts in the order of the text, with and without an answer; numbered as in `checked`."""
    refs = iter(checked(verdicts, world, later=later).rows)
    now = {one.proposition: one for one in later}
    then, today = facts_by_id(world), facts_by_id(world_later or world)
    found = []
    for one in verdicts:
        row = next(refs) if _shows(one, now) else replace(_row(0, one, {}, world), ref="")
        other = now.get(one.proposition) if row.later else None
        found.append(
            Judged(
                row=row,
                facts=_facts(one, world, then),
                now=replace(_row(0, other, {}, world), ref=row.ref) if other else None,
                now_facts=_facts(other, world_later, today) if other and world_later else (),
            )
        )
    return tuple(found)


def _facts(one: Verdict, world: World, facts: Mapping[str, Sequence[Fact]]) -> tuple[FactLine, ...]:
    return tuple(fact_line(fact, world) for name in one.facts for fact in facts.get(name, ()))


def _shows(one: Verdict, now: Mapping[Proposition, Verdict]) -> bool:
    """Whether a verdict has an answer, on its day or later."""
    return one.finding not in _UNANSWERED or _answered(now.get(one.proposition))


def _answered(one: Verdict | None) -> bool:
    return one is not None and one.finding not in _UNANSWERED


def _later(one: Verdict, now: Mapping[Proposition, Verdict]) -> str:
    """What is known of the claim later, where that is not what was known on the day.

    A claim about "this year" can have no answer in a later one; that takes nothing from what was known.
    """
    other = now.get(one.proposition)
    if other is None or not _answered(other) or (other.finding, other.record) == (one.finding, one.record):
        return ""
    return ": ".join(part for part in (other.finding, other.record) if part)


def _row(number: int, one: Verdict, facts: dict[str, Fact], world: World) -> VerdictRow:
    claim = one.proposition
    return VerdictRow(
        ref=f"V{number}",
        id=one.id,
        kind=claim.kind,
        finding=one.finding,
        told=one.told,
        record=one.record,
        difference=one.difference,
        note=one.note,
        rule=one.rule,
        facts=one.facts,
        sources=tuple(_sources(one, facts, world)),
        cite=Cite(span=claim.span, quote=claim.quote),
    )


def _sources(one: Verdict, facts: dict[str, Fact], world: World) -> Iterator[str]:
    used = [facts[name].provenance for name in one.facts if name in facts]
    cited = list(dict.fromkeys(name for provenance in used for name in provenance.sources))
    for name in cited[:_FEWEST]:
        yield _words(world.case.sources[name])
    if len(cited) > _FEWEST:
        yield f"and {counted(len(cited) - _FEWEST, 'more source')}"
    if any(provenance.recalled for provenance in used):
        yield "partly from memory" if cited else "from memory: no page was looked up"


def _words(source: Source) -> str:
    day = f", {source.first}" if source.first else ""
    return f"{source.title}{day}. {source.address}".strip()


def article_line(coded: Coded) -> ArticleLine:
    """A coded article as a row of a list; one without a date was out when it was fetched."""
    article = coded.article
    known = article.published.last if article.published else article.fetched.date()
    return ArticleLine(
        id=article.id,
        title=article.title or "",
        outlet=article.outlet or "",
        address=article.address,
        known=known,
        language=article.language,
    )
