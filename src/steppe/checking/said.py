"""Who said it: quoted or reported words against the statements of the record."""

from collections.abc import Iterator

from steppe.checking.matching import Entry, best, stems
from steppe.checking.propositions import Proposition
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.types import Claim, Coded, Mention
from steppe.world.build import World, member_of
from steppe.world.facts import Statement


def propose(coded: Coded) -> Iterator[Proposition]:
    """One proposition for each claim that the article gives to a speaker."""
    text = coded.article.text
    for one in coded.claims:
        if one.voice == "author" or one.speaker_span is None:
            continue
        speaker = one.speaker
        sentence = next((s.span for s in coded.sentences if s.span.holds(one.evidence.span)), one.evidence.span)
        yield Proposition(
            kind="attribution",
            span=sentence,
            quote=sentence.of(text),
            subject=member_of(speaker.actor.id, speaker.actor.country) if speaker else "",
            speaker=_name(speaker, one, text),
            words=(one.content.of(text),),
            when=one.said if one.said and one.said.basis != "published" else None,
            holds=one.stance != "denies",
        )


def _name(speaker: Mention | None, claim: Claim, text: str) -> str:
    if speaker is not None and speaker.actor.id.startswith("person:"):
        return speaker.actor.name
    # Somebody put right by hand whom the article does not name has all its words for his own.
    if speaker is not None and (speaker.resolution == "pronoun" or speaker.span == claim.evidence.span):
        return speaker.actor.name
    return claim.speaker_span.of(text) if claim.speaker_span else ""


def judge(one: Proposition, world: World) -> Verdict:
    """The statement the words speak of, and whether it is the speaker's, somebody else's, or made on his programme."""
    rule = "statement with these words, and its speaker"
    said = {statement.id: statement for statement in world.case.statements}
    text = " ".join(one.words)
    found = best(text, _entries(world), parties={one.subject} if one.subject else (), when=one.when, least=0.3)
    found = [match for match in found if _shares_words(text, said[match.entry.id])]
    if not found:
        return unknown(one, rule, world.as_of)
    own = [match for match in found if _is_own(one, said[match.entry.id], world)]
    top = found[0]
    statement = said[top.entry.id]
    if own and own[0].score >= top.score * 0.8:
        mine = said[own[0].entry.id]
        return _told(one, "supported", rule, mine, world, difference="")
    hosted = bool(statement.host) and _same_name(one.speaker, statement.host)
    # Words of speakers nobody named may be anybody's: nobody is contradicted by them.
    if (top.score < 0.42 and not hosted) or statement.speaker.lower().startswith("unnamed"):
        return unknown(one, rule, world.as_of, why=f"{one.speaker} is not on record with such words")
    more = f"{statement.host} is the host; " if hosted else ""
    return _told(one, "misattributed", rule, statement, world, difference=f"{more}said by {statement.speaker}")


def _is_own(one: Proposition, statement: Statement, world: World) -> bool:
    """The speaker's own, or, where a state or body is named as speaker, of somebody who spoke for it."""
    body = world.case.members.get(one.subject)
    named = body is not None and not is_person(one.speaker, world)
    return is_speaker(one.speaker, statement) or (named and statement.speaks_for == one.subject)


def is_person(name: str, world: World) -> bool:
    """Whether a speaker is named as a person: some statement of the record has that name, or it has two capitals."""
    if any(is_speaker(name, statement) for statement in world.case.statements):
        return True
    capitals = [word for word in name.split() if word[:1].isupper()]
    return len(capitals) >= 2


def _told(one: Proposition, finding: str, rule: str, statement: Statement, world: World, *, difference: str) -> Verdict:
    where = f", {statement.venue}" if statement.venue else ""
    return verdict(
        one,
        finding,  # type: ignore[arg-type]
        rule,
        sides=(one.speaker, f"{statement.speaker}, {statement.first}{where}"),
        facts=(statement.id,),
        rest=(difference, statement.provenance.note, world.as_of),
    )


def _entries(world: World) -> list[Entry]:
    return [
        Entry(
            id=one.id,
            words=f"{one.gist} {' '.join(one.quoted)} {' '.join(one.themes)} {' '.join(map(world.name, one.about))}",
            parties=frozenset({one.speaks_for}),
            first=one.first,
            last=one.last,
        )
        for one in world.case.statements
    ]


def _shares_words(text: str, statement: Statement) -> bool:
    """At least two meaning words in common, or one of the quoted key words."""
    asked = set(stems(text))
    if any(set(stems(words)) and set(stems(words)) <= asked for words in statement.quoted):
        return True
    return len(asked & set(stems(f"{statement.gist} {' '.join(statement.themes)}"))) >= 2


def is_speaker(name: str, statement: Statement) -> bool:
    """Whether a name told is the statement's speaker, by any longer word of it.

    The speaker may be told by office alone: then the words of the office must agree.
    """
    return _same_name(name, statement.speaker)


def _same_name(one: str, other: str) -> bool:
    mine, theirs = ({word.strip(".,'’()").lower() for word in text.split()} for text in (one, other))
    names = {word for word in theirs if len(word) > 3}
    return any(_alike(word, name) for word in mine if len(word) > 3 for name in names)


def _alike(one: str, other: str) -> bool:
    """Equal, or one transliteration apart (`Vasilenko`, `Vassilenko`)."""
    if one == other:
        return True
    squeezed = [("".join(a for a, b in zip(word, word[1:] + " ", strict=True) if a != b)) for word in (one, other)]
    return squeezed[0] == squeezed[1] and len(one) > 5
