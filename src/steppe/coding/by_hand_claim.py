"""A claim as somebody puts it: another speaker, stance or hedges, other actors spoken of, on the same words."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, get_args

from steppe.coding.by_hand_fields import Days, dated, days_of, one_of
from steppe.coding.by_hand_names import Known, Names, ids, mention, side
from steppe.errors import InputError
from steppe.types import Actor, Claim, Mention, Resolution, Span, Stance, Voice, When

STANCES: tuple[Stance, ...] = get_args(Stance)
VOICES: tuple[Voice, ...] = get_args(Voice)
VAGUE: Final[tuple[Resolution, ...]] = ("pronoun", "description", "role", "office", "implied", "none")
"""How words are resolved that may as well stand for somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutClaim:
    """How somebody puts a claim: who says it, who passes it on, in which voice, how surely, about whom, on which day.

    What is `None` stays as it stands. `speaker` is an actor's name or id, or the article's own words for somebody;
    empty where nobody is named. `hedges` are words of its sentence.
    """

    speaker: str | None = None
    reporter: str | None = None
    voice: str | None = None
    stance: str | None = None
    hedges: Names | None = None
    about: Names | None = None
    days: Days | None = None


def claim_as_read(claim: Claim, here: Known) -> PutClaim:
    """A claim as it stands, in the terms in which it may be put otherwise."""
    return PutClaim(
        speaker=_speaker_words(claim, here),
        reporter=here.label(claim.reporter.actor) if claim.reporter else "",
        voice=claim.voice,
        stance=claim.stance,
        hedges=claim.hedges,
        about=here.labels(claim.about),
        days=days_of(claim.said),
    )


def claim_as_put(claim: Claim, put: PutClaim, here: Known) -> Claim:
    """The claim as it is put. Raises `InputError` for what the directory, the article or the calendar lacks."""
    voice = claim.voice if put.voice is None else one_of(VOICES, put.voice, what="voice")
    speaker, words = _speaker(claim, put.speaker, here)
    made = replace(
        claim,
        voice=voice,
        speaker=speaker,
        speaker_span=words,
        cue=claim.cue if voice == claim.voice or voice != "author" else None,
        stance=claim.stance if put.stance is None else one_of(STANCES, put.stance, what="stance"),
        hedges=_hedges(claim, put.hedges, here),
        about=side(claim.about, put.about, here, proof=claim.evidence, near=claim.content),
        said=_said(claim, put.days),
        reporter=_reporter(claim, put.reporter, here),
    )
    if _voices(made) != _voices(claim):
        _check_voices(made)
    return made


def claim_told(claim: Claim) -> tuple[object, ...]:
    """What makes a claim another one, in whatever order those it is about stand."""
    days = (claim.said.first, claim.said.last) if claim.said else ()
    return (*_voices(claim), claim.stance, tuple(sorted(claim.hedges)), tuple(sorted(ids(claim.about))), *days)


def _voices(claim: Claim) -> tuple[object, ...]:
    return (claim.voice, claim.speaker.actor.id if claim.speaker else claim.speaker_span, *ids(_some(claim.reporter)))


def _some(one: Mention | None) -> tuple[Mention, ...]:
    return (one,) if one else ()


def _near(claim: Claim) -> Span:
    return claim.cue or claim.content


def _speaker_words(claim: Claim, here: Known) -> str:
    if claim.speaker:
        return here.label(claim.speaker.actor)
    return " ".join(claim.speaker_span.of(here.text).split()) if claim.speaker_span else ""


def _speaker(claim: Claim, text: str | None, here: Known) -> tuple[Mention | None, Span | None]:
    name = "" if text is None else " ".join(text.split())
    if text is None or name == _speaker_words(claim, here):
        return claim.speaker, claim.speaker_span
    if not name:
        return None, None
    words = here.words(name, Span(0, len(here.text)), _near(claim))
    if not here.named(name) and words is not None:
        return None, words
    try:
        actor = here.actor(name)
    except InputError as error:
        raise InputError(f"{error}; or give the article's own words for who says it") from error
    if claim.speaker and claim.speaker.actor.id == actor.id:
        return claim.speaker, claim.speaker_span
    found = _who(claim, actor, here)
    return found, found.span


def _who(claim: Claim, actor: Actor, here: Known) -> Mention:
    """Words for who says it: those that told it vaguely (`he`, `the hawks`) may mean it, else a mention of it."""
    words, vague = claim.speaker_span, claim.speaker is None or claim.speaker.resolution in VAGUE
    if words and vague:
        return Mention(span=words, quote=words.of(here.text), actor=actor, resolution="description")
    return mention((), actor, _outside(claim, here), proof=claim.evidence, near=_near(claim))


def _outside(claim: Claim, here: Known) -> Known:
    """Who is named outside of what is claimed: whom a claim speaks of is not by that who says it."""
    return replace(here, mentions=tuple(one for one in here.mentions if not claim.content.meets(one.span)))


def _reporter(claim: Claim, text: str | None, here: Known) -> Mention | None:
    if text is None:
        return claim.reporter
    if not text.strip():
        return None
    actor = here.actor(text.strip())
    was = _some(claim.reporter)
    return mention(was, actor, _outside(claim, here), proof=claim.evidence, near=_near(claim))


def _hedges(claim: Claim, given: Names | None, here: Known) -> tuple[str, ...]:
    if given is None:
        return claim.hedges
    pieces = given.split(",") if isinstance(given, str) else given
    return tuple(sorted({_hedge(claim, one, here) for one in (" ".join(piece.split()) for piece in pieces) if one}))


def _hedge(claim: Claim, words: str, here: Known) -> str:
    was = next((one for one in claim.hedges if one.casefold() == words.casefold()), None)
    if was is not None:
        return was
    within = here.around(claim.evidence.span)
    found = here.words(words, within, claim.content)
    if found is None:
        sentence = " ".join(within.of(here.text).split())[:160]
        raise InputError(
            f"putting right: no words '{words[:80]}' in what it rests on; expected hedges as they stand in “{sentence}”"
        )
    return " ".join(found.of(here.text).lower().split())


def _said(claim: Claim, days: Days | None) -> When | None:
    when = dated(claim.said, days)
    if when and when != claim.said and claim.known and when.first > claim.known + timedelta(days=1):
        raise InputError(
            f"putting right: said on {when.first}, after it was known, on {claim.known}; expected a day up to then"
        )
    return when


def _check_voices(claim: Claim) -> None:
    if claim.voice == "author" and (claim.speaker or claim.speaker_span or claim.reporter):
        raise InputError(
            "putting right: in the article's own voice nobody else says it or passes it on; leave both out, or choose "
            "another voice"
        )
    if claim.speaker and claim.reporter and claim.speaker.actor.id == claim.reporter.actor.id:
        name = claim.speaker.actor.name or claim.speaker.actor.id
        raise InputError(f"putting right: {name} passes on its own words; expected somebody else, or nobody")
