"""A coded article against a world: its claims as propositions, each with a verdict."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from steppe.checking import acts, bonds, laws, leanings, patterns, rank, said, statistic, times
from steppe.checking.propositions import Proposition
from steppe.checking.things import Names, marked, names_of
from steppe.checking.verdict import Verdict
from steppe.types import Coded, Sentence
from steppe.world.build import World

JUDGES: Mapping[str, Callable[[Proposition, World], Verdict]] = {
    "statistic": statistic.judge,
    "rank": rank.judge,
    "membership": bonds.judge_membership,
    "relation": bonds.judge_relation,
    "order": times.judge_order,
    "date": times.judge_date,
    "duration": times.judge_duration,
    "persistence": times.judge_persistence,
    "attribution": said.judge,
    "law": laws.judge,
    "event": acts.judge_event,
    "flow-loss": acts.judge_loss,
    "opinion": leanings.judge,
    "prediction": leanings.judge,
    "rumour": leanings.judge,
    "damage": leanings.judge,
}
_READ = frozenset({"title", "lead", "body", "heading", "caption", "teaser"})


def check(coded: Coded, world: World) -> tuple[Verdict, ...]:
    """Verdicts on the claims of an article, in the order of its sentences, as of the world's day.

    The world should be built as of the article's publication for what could be known then, and a second time as of
    today for what is known now.
    """
    return tuple(judged(one, coded, world) for one in propositions(coded, world))


def propositions(coded: Coded, world: World) -> Iterator[Proposition]:
    """The claims of an article as propositions, sentence by sentence."""
    names = names_of(world.case.members)
    said_by = list(said.propose(coded))
    for sentence in coded.sentences:
        if coded.article.blocks[sentence.block].kind in _READ:
            yield from _of_sentence(sentence, coded, world, names)
            yield from (one for one in said_by if one.span == sentence.span)


def _of_sentence(sentence: Sentence, coded: Coded, world: World, names: Names) -> Iterator[Proposition]:
    found = list(leanings.propose(sentence, coded))
    yield from found
    if any(one.kind == "rumour" for one in found):
        return
    at = marked(coded, sentence, names)
    yield from statistic.propose(at, world)
    yield from rank.propose(at, world)
    yield from patterns.propose(at, {name: one.kind for name, one in world.case.members.items()})
    yield from times.propose(at, coded, world)
    yield from laws.propose(at, world)
    yield from acts.propose(at, coded, world)


def judged(one: Proposition, coded: Coded, world: World) -> Verdict:
    """The verdict on one proposition; a contradicted one whose words are odd is tried in its likely reading too."""
    judge = acts.judge_support if one.relation == "supports" else JUDGES[one.kind]
    found = judge(one, world)
    if found.finding != "contradicted" or one.kind not in {"relation", "membership"}:
        return found
    for reading in leanings.readings(one.span.start, one.span.end, coded.article):
        other = _reread(one, reading)
        if other is not None and JUDGES[other.kind](other, world).finding == "supported":
            return replace(found, finding="garbled", note=f"likely meant: {reading}")
    return found


def _reread(one: Proposition, reading: str) -> Proposition | None:
    """The proposition with the relation that the reading's words name."""
    if "claim" in reading and one.kind == "relation":
        return replace(one, relation="claims")
    return None


_WEIGHT = (
    "law flow-loss duration order persistence statistic rank membership relation date attribution event damage"
    " prediction opinion rumour"
).split()


def foremost(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict to give where only one can be given: of the surest kind that has an answer; what is wrong first.

    Where an order of events is told and cannot be judged, that one of them took place says nothing of the claim; nor
    does it where the words tell how long it went on.
    """
    given = list(verdicts)
    open_order = any(one.finding == "unverifiable" and one.proposition.kind in {"order", "duration"} for one in given)
    ranked = sorted(
        (one for one in given if not open_order or one.proposition.kind not in {"event", "attribution"}),
        key=lambda one: (
            one.finding == "unverifiable",
            one.finding == "supported",
            _WEIGHT.index(one.proposition.kind),
        ),
    )
    kinds = [one for one in ranked if one.finding not in {"opinion", "prediction", "unverifiable"}]
    return next(iter(kinds or ranked), None)
