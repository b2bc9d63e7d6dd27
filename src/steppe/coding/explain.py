"""Why each sentence gave the events it gave, or none.

The reasons are coding's own notes, taken while it decides: the events are those that `code` returns, the failed
conditions those that its checks yield. Nothing is judged a second time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from steppe.coding.arguments import slot
from steppe.coding.coder import Coder, Reading, code
from steppe.coding.events import party_test
from steppe.coding.fates import Fate, Why
from steppe.coding.need_words import need_words, slot_words
from steppe.coding.settled import Act
from steppe.coding.triggers import OF_TOKEN, Misfit, Need, Trigger, fillers
from steppe.types import (
    Article,
    Coded,
    Condition,
    Event,
    EventReason,
    Explanation,
    Mention,
    PartyReason,
    Resolution,
    Span,
    Untaken,
)

POS = {"v": "a verb", "n": "a noun", "a": "an adjective or participle"}
BASIS = {"stated": "stated in the words", "inferred": "inferred by a rule", "published": "from the publication day"}
HOW: Mapping[Resolution, str] = {
    "name": "by name",
    "demonym": "by its people or adjective",
    "metonym": "by a seat or symbol",
    "office": "by a person's name or office",
    "role": "by role",
    "description": "by description",
    "pronoun": "by pronoun",
    "implied": "nobody is named; the word of the act implies such people",
    "none": "in no directory; kept with its words",
}
# Needs that do not look at a slot, so that nothing can be said to stand there instead.
SLOTLESS = frozenset({"text", "sentence", "several"})
FARTHEST: Mapping[Misfit, int] = {"particle": 50, "word class": 100}
AGAINST: Mapping[Why, str] = {
    "no event": "the pattern marks what is no event: {mode}",
    "one party": "both sides of the act are needed, and only one is a known actor",
    "to itself": "the act is done to its own doer",
    "told elsewhere": "an act of this type is already told with its doer",
    "background": "it only gives the background of another act in the sentence",
    "not done": "it is not told as done, and its doer is not named",
    "content": "it is the content of '{by}' ({by_kind}), not an event of its own",
    "set aside": "it stands inside '{by}', which marks what is no event: {by_mode}",
    "same": "it tells the same act as '{by}'",
}
MODES: Mapping[str, str] = {
    "appeal": "an appeal (kept as a claim)",
    "denial": "a denial (kept as a claim)",
    "sentiment": "a feeling or opinion",
    "fiction": "what a work of art shows",
    "business": "business or sport",
}


def explain(article: Article, coder: Coder) -> tuple[Explanation, ...]:
    """Every sentence of `article` in reading order, with the reasons for its events or for their absence."""
    readings: list[Reading] = []
    coded = code(article, coder, readings=readings)
    events = iter(coded.events)
    rows = [_of_reading(coded, one, [next(events) for _ in one.acts]) for one in readings]
    return tuple(sorted([*rows, *_unread(coded, readings)], key=lambda one: one.span))


def _unread(coded: Coded, readings: Sequence[Reading]) -> Iterator[Explanation]:
    """What was not parsed, with the reason coding gave."""
    numbers = {one.span: one.index + 1 for one in coded.sentences}
    parsed = {one.sentence.span for one in readings}
    for skipped in coded.skipped:
        if skipped.span not in parsed:
            text = skipped.span.of(coded.article.text)
            number = numbers.get(skipped.span, 0)
            yield Explanation(number=number, span=skipped.span, text=text, reason=skipped.reason)


def _of_reading(coded: Coded, one: Reading, events: Sequence[Event]) -> Explanation:
    text = coded.article.text
    untaken = tuple(_untaken(one))
    return Explanation(
        number=one.sentence.index + 1,
        span=one.sentence.span,
        text=one.sentence.span.of(text),
        reason="" if events else _in_short(one, untaken),
        events=tuple(_event(text, one, act, event) for act, event in zip(one.acts, events, strict=True)),
        untaken=untaken,
    )


def _in_short(one: Reading, untaken: Sequence[Untaken]) -> str:
    """Why the sentence gave no event, in one line."""
    tokens = one.here.parse.tokens
    cut = (
        "; only its beginning was parsed (too long)" if tokens and tokens[-1].end < len(one.here.text.rstrip()) else ""
    )
    triggers = [row.word for row in untaken if row.why != "other word"]
    if not triggers:
        return f"no trigger word{cut}"
    words = ", ".join(f"'{word}'" for word in dict.fromkeys(triggers))
    actors = "" if one.found else "; no known actor in the sentence"
    return f"no pattern of {words} came to an event{actors}{cut}"


def _event(text: str, one: Reading, act: Act, event: Event) -> EventReason:
    parties = [*_parties("actor", event.actors, text), *_parties("recipient", event.recipients, text)]
    return EventReason(
        event=event,
        word=act.token.text,
        pattern=act.trigger.name,
        source=act.trigger.source,
        conditions=tuple(_condition(one, act, need) for need in act.trigger.needs),
        parties=tuple(parties),
        kind_rule=_kind_rule(act),
        status_rule=act.sign.rule,
        status_words=act.sign.words,
        when_rule=_when_rule(event),
        place_rule=_place_rule(event),
    )


DATED = ("asserted", "denied")
NO_PLACE = "no named place in a phrase on the act"


def _place_rule(event: Event) -> str:
    if event.place is None:
        return NO_PLACE
    rivals = f"; the words may also mean {', '.join(event.place.rivals)}" if event.place.rivals else ""
    return f"'{event.place.quote}' in a phrase of place on the act{rivals}"


def _condition(one: Reading, act: Act, need: Need) -> Condition:
    by = () if need.absent else tuple(fillers(one.here.parse, act.token.i, need, party_test(one.found)))
    return Condition(written=need.written, words=need_words(need), by=tuple(sorted(by)) if need.slot == "text" else by)


def _parties(part: Literal["actor", "recipient"], row: Iterable[Mention], text: str) -> Iterator[PartyReason]:
    for mention in row:
        before = mention.antecedent
        how = HOW[mention.resolution]
        if before is not None:
            how += f", after '{before.of(text)}'"
        yield PartyReason(part=part, mention=mention, how=how)


def _kind_rule(act: Act) -> str:
    if act.kind == act.trigger.kind:
        return "the type of the pattern"
    if act.kind == "THREATEN":
        return f"{act.trigger.kind} that its own doers only announce"
    if act.kind == "REJECT":
        return f"{act.trigger.kind} that its doers say they will not do"
    return f"{act.trigger.kind} that is still to come"


def _when_rule(event: Event) -> str:
    if event.happened is None:
        counted = "" if event.known else " that can be told without a publication day"
        return f"no date on the act{counted}" + ("" if event.status in DATED else f"; and it is only {event.status}")
    why = f": {event.happened.why}" if event.happened.why else ""
    return BASIS[event.happened.basis] + why


def _untaken(one: Reading) -> Iterator[Untaken]:
    """For each trigger word that gave no event the pattern that came nearest, in reading order."""
    taken = {act.token.i for act in one.acts}
    rows = sorted((fate for fate in one.fates if fate.token.i not in taken), key=lambda fate: fate.token.i)
    for _, group in groupby(rows, key=lambda fate: fate.token.i):
        fates = list(group)
        nearest = min(fates, key=_distance)
        span = one.here.span(nearest.token, nearest.token)
        yield Untaken(
            span=Span(span.start, span.end),
            word=nearest.token.text,
            pattern=nearest.trigger.name,
            source=nearest.trigger.source,
            why=_why(nearest),
            reason=_against(one, nearest),
            others=len(fates) - 1,
        )


def _why(fate: Fate) -> str:
    """The check that decided; `other word` where the word is not the pattern's own at all."""
    return "other word" if fate.why == "misfit" and not isinstance(fate.misfits[0], Need) else fate.why


def _distance(fate: Fate) -> int:
    """How far a pattern was from giving an event: the number of its failed conditions, none for one that fired."""
    return sum(FARTHEST.get(wrong, 1) for wrong in fate.misfits)


def _against(one: Reading, fate: Fate) -> str:
    if fate.why == "misfit":
        return "; ".join(_misfit(one, fate, wrong) for wrong in fate.misfits)
    if fate.why == "no actor":
        return f"no known actor as {_where_sought(one, fate.token.i, fate.trigger)}"
    by = fate.by_trigger
    return AGAINST[fate.why].format(
        mode=MODES.get(fate.trigger.mode, fate.trigger.mode),
        by=fate.by.text if fate.by else "",
        by_kind=by.kind if by else "",
        by_mode=MODES.get(by.mode, by.mode) if by else "",
    )


def _where_sought(one: Reading, i: int, trigger: Trigger) -> str:
    """The slots of the doer, with the words that stand there."""
    heads = dict.fromkeys(f"'{head.text}'" for name in trigger.actors for head in slot(one.here.parse, i, name))
    return f"{slot_words('|'.join(trigger.actors))} (here {', '.join(heads) or 'nothing'})"


def _misfit(one: Reading, fate: Fate, wrong: Misfit) -> str:
    if wrong == "word class":
        return f"the pattern is for {POS[fate.trigger.pos]}, and '{fate.token.text}' is none here"
    if wrong == "particle":
        return f"the pattern needs '{fate.trigger.particle}' beside it"
    there = _there(one, fate.token.i, wrong)
    return f"needs: {need_words(wrong)}{f' (here {there})' if there else ''}"


def _there(one: Reading, i: int, need: Need) -> str:
    """The words that stand where `need` looks, whatever they are."""
    if need.slot in OF_TOKEN:
        return f"'{OF_TOKEN[need.slot](one.here.parse, i)}'"
    if need.slot in SLOTLESS:
        return ""
    words = tuple(fillers(one.here.parse, i, Need(slot=need.slot), party_test(one.found)))
    return ", ".join(f"'{word}'" for word in words) or "nothing"
