"""Verdicts as rows of the brief, with the sources of the facts they rest on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from steppe.brief.brief import Checked, Cite, VerdictRow
from steppe.brief.words import counted
from steppe.checking.verdict import Verdict
from steppe.world.build import World
from steppe.world.facts import Fact, Source

_UNANSWERED = {"unverifiable": "not in the record", "opinion": "opinion", "prediction": "prediction"}
_FEWEST = 3  # sources named for one verdict; the facts tell the rest


def checked(verdicts: Sequence[Verdict], world: World) -> Checked:
    """The verdicts with an answer as rows `V1`, `V2`, …, and a count of the others."""
    answered = [one for one in verdicts if one.finding not in _UNANSWERED]
    facts = {fact.id: fact for fact in world.case.facts()}
    others = Counter(_UNANSWERED[one.finding] for one in verdicts if one.finding in _UNANSWERED)
    return Checked(
        case=world.case.title,
        as_of=(world.as_of - timedelta(days=1)).isoformat(),
        rows=tuple(_row(number, one, facts, world) for number, one in enumerate(answered, 1)),
        others=", ".join(f"{words}: {number}" for words, number in sorted(others.items())),
    )


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
