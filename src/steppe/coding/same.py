"""Reports of one event, grouped as suggestions: scored, explained, sources counted, and never merged here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from steppe.coding.likeness import Parts, Report, likeness, report
from steppe.coding.near import near_copies, signature
from steppe.coding.sources import independent
from steppe.types import Article, Event, Judgement, identity

AUTHOR = "steppe-same@1 (suggested)"
ENOUGH = 0.64
COMPARED = 3
"""Members of a group that a newcomer is held against: bounds the work in a group of thousands."""

_TOLD_EVERY = 50  # articles between two words about progress

Key = tuple[int, str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Items that seem to be the same: event ids (or article ids of near-copies), how sure, why, and how many sources.

    `score` is the sum of `parts`, the mean over the links that made the group.
    """

    subjects: tuple[str, ...]
    score: float
    parts: tuple[tuple[str, float], ...]
    sources: int
    reason: str


def suggest(
    events: Iterable[Event],
    articles: Sequence[Article],
    quads: Mapping[str, int],
    *,
    told: Callable[[int], None] | None = None,
) -> tuple[Suggestion, ...]:
    """Groups of near-copies among `articles`, then groups of reports of one event in two or more of them.

    `quads` gives the quad class of each event type. The order of what comes in makes no difference. `told` hears how
    many articles have been read.
    """
    known = {article.id: article for article in articles}
    signatures = {}
    for done, article in enumerate(articles, 1):
        signatures[article.id] = signature(article.text)
        if told is not None and not done % _TOLD_EVERY:
            told(done)
    copies = near_copies(signatures)
    return (*_families(copies), *_groups(events, known, copies, quads))


def judgement(suggestion: Suggestion, *, at: datetime) -> Judgement:
    """`suggestion` as a judgement `same` of this program's own; the same suggestion always has the same id."""
    return Judgement(
        id=identity("judgement", "same", AUTHOR, suggestion.reason, *suggestion.subjects),
        subjects=suggestion.subjects,
        verdict="same",
        reason=suggestion.reason,
        author=AUTHOR,
        at=at,
    )


def _families(copies: Mapping[str, str]) -> Iterator[Suggestion]:
    families: dict[str, list[str]] = defaultdict(list)
    for name, head in sorted(copies.items()):
        families[head].append(name)
    for family in families.values():
        if len(family) > 1:
            reason = f"{len(family)} near-copies of one article: they share most runs of five words; one source."
            yield Suggestion(subjects=tuple(family), score=1.0, parts=(("copy", 1.0),), sources=1, reason=reason)


@dataclass(frozen=True, slots=True)
class _Group:
    members: list[Report]
    links: list[Parts]


def _groups(
    events: Iterable[Event], known: Mapping[str, Article], copies: Mapping[str, str], quads: Mapping[str, int]
) -> Iterator[Suggestion]:
    ready = [report(event, quads[event.kind]) for event in events if event.evidence.article in known]
    found: list[_Group] = []
    blocks: dict[Key, list[int]] = defaultdict(list)
    for one in sorted((one for one in ready if one), key=_order):
        keys = _keys(one)
        near = sorted({number for key in keys for number in blocks[key]})
        best = max(((_link(one, found[number]), number) for number in near), key=_height, default=(None, -1))
        at = best[1]
        if best[0] is not None and sum(best[0].values()) >= ENOUGH:
            found[at].links.append(best[0])
            found[at].members.append(one)
        else:
            at = len(found)
            found.append(_Group([one], []))
        for key in keys:
            if at not in blocks[key][-8:]:
                blocks[key].append(at)
    for group in found:
        told = {one.event.evidence.article for one in group.members}
        if len(told) > 1:
            yield _suggestion(group, [known[name] for name in sorted(told)], copies)


def _order(one: Report) -> tuple[str, str, str]:
    return (str(one.event.known), one.event.evidence.article, one.event.id)


def _keys(one: Report) -> list[Key]:
    days = [one.first + timedelta(days=more) for more in range((one.last - one.first).days + 1)]
    return [(one.quad, one.event.status, party, day.toordinal()) for day in days for party in sorted(one.parties)]


def _link(one: Report, group: _Group) -> Parts | None:
    """The best likeness to the group's first members; `None` where any of them excludes it."""
    found = [likeness(one, member) for member in group.members[:COMPARED]]
    if any(parts is None for parts in found):
        return None
    return max((parts for parts in found if parts is not None), key=lambda parts: sum(parts.values()))


def _height(pair: tuple[Parts | None, int]) -> tuple[float, int]:
    return (sum(pair[0].values()) if pair[0] else 0.0, -pair[1])


def _suggestion(group: _Group, told: Sequence[Article], copies: Mapping[str, str]) -> Suggestion:
    parts = tuple(
        (name, round(sum(link[name] for link in group.links) / len(group.links), 3)) for name in group.links[0]
    )
    score = round(sum(value for _, value in parts), 3)
    sources = independent(told, copies)
    first = group.members[0]
    days = str(first.first) if first.first == first.last else f"{first.first} to {first.last}"
    weights = ", ".join(f"{name} {value:.2f}" for name, value in parts)
    reason = (
        f"{first.event.kind} by {', '.join(sorted(first.actors)) or 'unknown'}, {days}: {len(told)} articles, "
        f"reported by {sources} independent source{'s' if sources != 1 else ''}; score {score:.2f} = {weights}."
    )
    subjects = tuple(sorted({one.event.id for one in group.members}))
    return Suggestion(subjects=subjects, score=score, parts=parts, sources=sources, reason=reason)
