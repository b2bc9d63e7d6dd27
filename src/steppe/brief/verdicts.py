"""Verdicts as rows of the brief, with the sources of the facts they rest on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from steppe.brief.brief import CaseView, Checked, Cite, VerdictRow
from steppe.brief.words import counted
from steppe.checking.propositions import Proposition
from steppe.checking.verdict import Verdict
from steppe.world.build import World
from steppe.world.facts import Fact, Source

_UNANSWERED = {"unverifiable": "not in the record", "opinion": "opinion", "prediction": "prediction"}
_FEWEST = 3  # sources named for one verdict; the facts tell the rest


def checked(
    verdicts: Sequence[Verdict], world: World, *, later: Sequence[Verdict] = (), view: CaseView | None = None
) -> Checked:
    """The verdicts with an answer as rows `V1`, `V2`, …, and a count of the others.

    `later` are verdicts on the same claims as known on a later day: where one differs its row says so, and a claim
    that has an answer only then gets a row too.
    """
    now = {one.proposition: one for one in later}
    answered = [one for one in verdicts if one.finding not in _UNANSWERED or _answered(now.get(one.proposition))]
    facts = {fact.id: fact for fact in world.case.facts()}
    others = Counter(_UNANSWERED[one.finding] for one in verdicts if one not in answered)
    rows = enumerate(answered, 1)
    return Checked(
        case=world.case.title,
        as_of=(world.as_of - timedelta(days=1)).isoformat(),
        rows=tuple(replace(_row(number, one, facts, world), later=_later(one, now)) for number, one in rows),
        others=", ".join(f"{words}: {number}" for words, number in sorted(others.items())),
        now=(later[0].as_of - timedelta(days=1)).isoformat() if later else "",
        view=view,
    )


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
