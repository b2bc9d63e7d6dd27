"""A coded article made by hand: an invented border dispute with every status, overlap and hostile trick."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from steppe.brief.brief import Brief
from steppe.brief.compose import compose
from steppe.types import (
    Actor,
    ActorKind,
    Article,
    Block,
    BlockKind,
    Bound,
    Claim,
    Coded,
    Damage,
    DamageKind,
    Event,
    Evidence,
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
    identity,
)

sys.path.insert(0, str(Path(__file__).parent))

CODER, ARTICLE = "by-hand@1", "a0000000000000aa"
FOLDER = Path(__file__).parent.parent / "fixtures" / "brief"
PARTS: tuple[tuple[BlockKind, str], ...] = tuple(
    (part["kind"], part["text"]) for part in json.loads((FOLDER / "ostra.json").read_text("utf8"))
)
TEXT = "\n\n".join(part for _, part in PARTS)
NOTES = {
    "ASSAULT": "material conflict: deliberate violence that can injure or destroy",
    "SANCTION": "material conflict: cuts or lowers existing relations",
    "CONSULT": "verbal cooperation: the parties talk",
    "AGREE": "verbal cooperation: commits to cooperate later",
    "COOPERATE": "material cooperation: exchange that serves both sides",
    "COERCE": "material conflict: repression short of violence",
    "parser": "none: coded by hand",
}


def at(quote: str, *, within: str = "") -> Span:
    """Where the words stand, first of all or first in the words of `within`; they must be there."""
    start = TEXT.index(quote, TEXT.index(within))
    return Span(start, start + len(quote))


def proof(quote: str, *, confidence: float = 0.9) -> Evidence:
    span = at(quote)
    return Evidence(article=ARTICLE, span=span, quote=span.of(TEXT), coder=CODER, confidence=confidence)


def actor(name: str, kind: ActorKind, country: str = "", *sectors: str) -> Actor:
    return Actor(id=identity(name), name=name, kind=kind, country=country, sectors=sectors)


VELMARK, TORRIN = actor("Velmark", "state", "XVA"), actor("Torrin", "state", "XTO")
ARMY = actor("Army of Torrin", "institution", "XTO", "MIL")
BANK = actor("State Bank of Torrin", "institution", "XTO", "BUS", "GOV")
MINISTER = actor("Defence minister of Torrin", "person", "XTO", "GOV", "MIL")
GOVERNOR = actor("Governor of Ostra", "person", "XVA", "GOV")
UNION = actor("Union of River States", "organisation", "IGO")
MARROW = actor("Marrow", "state", "XMA")


def mention(who: Actor, quote: str, resolution: Resolution = "name", *, within: str = "") -> Mention:
    return Mention(span=at(quote, within=within), quote=quote, actor=who, resolution=resolution, confidence=0.95)


def day(month: int, first: int, last: int | None = None) -> tuple[date, date]:
    return date(2031, month, first), date(2031, month, last or first)


def when(days: tuple[date, date], why: str, *, inferred: bool = False) -> When:
    return When(first=days[0], last=days[1], basis="inferred" if inferred else "stated", why=why)


def event(kind: str, status: Status, quote: str, trigger: str, **more: Any) -> Event:
    evidence = proof(quote, confidence=more.pop("confidence", 0.88))
    inside = TEXT.index(trigger, evidence.span.start)
    given: dict[str, Any] = {
        "modes": (),
        "contexts": (),
        "actors": (),
        "recipients": (),
        "happened": None,
        "place": None,
    } | more
    return Event(
        id=identity(kind, status, quote),
        kind=kind,
        status=status,
        known=date(2031, 3, 11),
        trigger=Span(inside, inside + len(trigger)),
        reason=f"pattern {trigger.split(maxsplit=1)[0]}",
        evidence=evidence,
        **given,
    )


def _events() -> tuple[Event, ...]:
    shelled = "Torrin's army shelled a Velmark customs post near Ostra on 3 March, killing at least 12 people"
    met = "The foreign ministers of Velmark and Torrin met in Marrow on Thursday"
    both = (mention(VELMARK, "Velmark", within=met), mention(TORRIN, "Torrin", within=met))
    place = Place(
        span=at("Ostra", within=shelled), quote="Ostra", name="Ostra", country="XVA", latitude=47.1, longitude=21.9
    )
    assault: dict[str, Any] = {"modes": ("heavy-weapons",), "contexts": ("military", "territory"), "place": place}
    army, post = mention(ARMY, "Torrin's army"), mention(VELMARK, "Velmark", within=shelled)
    dated: dict[str, Any] = {"happened": when(day(3, 3), "year of publication", inferred=True)}
    velmark, torrin = (mention(who, who.name, within="Velmark expelled") for who in (VELMARK, TORRIN))
    third = when(day(3, 4), "“the next day” after 3 March", inferred=True)
    published = When(first=date(2031, 3, 11), last=date(2031, 3, 11), basis="published", why="nothing said")
    return (
        event("ASSAULT", "asserted", shelled, "shelled", actors=(army,), recipients=(post,), **assault, **dated),
        event(
            "SANCTION",
            "asserted",
            "Velmark expelled three Torrin diplomats the next day",
            "expelled",
            modes=("expel",),
            contexts=("diplomatic",),
            actors=(velmark,),
            recipients=(torrin,),
            happened=third,
        ),
        event(
            "SANCTION",
            "asserted",
            "froze up to two thirds of the money that Torrin's state bank holds there",
            "froze",
            modes=("discontinue",),
            actors=(velmark,),
            recipients=(mention(BANK, "Torrin's state bank"),),
            confidence=0.7,
            happened=third,
        ),
        event(
            "ASSAULT",
            "denied",
            "denied that its guns had fired first",
            "fired",
            actors=(mention(TORRIN, "its", "pronoun"),),
            recipients=(),
            confidence=0.6,
        ),
        event("CONSULT", "asserted", met, "met", modes=("visit",), actors=both, happened=when(day(3, 6), "“Thursday”")),
        event(
            "AGREE",
            "asserted",
            "agreed to exchange 41 prisoners by the end of April",
            "agreed",
            actors=both,
            happened=when(day(3, 6), "“Thursday”"),
        ),
        event(
            "COOPERATE",
            "planned",
            "which plans to send 3,5 hundred observers",
            "send",
            actors=(mention(UNION, "Union of River States"),),
            happened=when(day(4, 1, 30), "until the end of April", inferred=True),
        ),
        event(
            "COERCE",
            "conditional",
            "If the exchange fails, Velmark will close the bridge",
            "close",
            modes=("restrict",),
            actors=(mention(VELMARK, "Velmark", within="fails"),),
            happened=published,
        ),
        event(
            "SANCTION",
            "hypothetical",
            "Torrin could then cut the gas",
            "cut",
            modes=("discontinue",),
            actors=(mention(TORRIN, "Torrin", within="Torrin could"),),
            recipients=(mention(VELMARK, "Velmark", within="percent of"),),
            confidence=0.55,
        ),
        event(
            "ASSAULT",
            "denied",
            "Torrin did not fire again this week",
            "fire",
            actors=(mention(TORRIN, "Torrin", within="Torrin did not"),),
        ),
        event(
            "COERCE",
            "hypothetical",
            "Will Torrin close the Ostra bridge for good?",
            "close",
            actors=(mention(TORRIN, "Torrin"),),
        ),
    )


def claim(who: Mention | None, cue: str | None, content: str, stance: Stance, voice: Voice, **more: Any) -> Claim:
    given: dict[str, Any] = {"hedges": (), "about": (), "said": None, "speaker_span": who.span if who else None} | more
    return Claim(
        id=identity(cue, content),
        voice=voice,
        speaker=who,
        cue=at(cue) if cue else None,
        content=at(content),
        stance=stance,
        known=date(2031, 3, 11),
        evidence=proof(content, confidence=0.8),
        **given,
    )


def _claims() -> tuple[Claim, ...]:
    shelled = "Torrin's army shelled a Velmark customs post near Ostra on 3 March, killing at least 12 people"
    attack = claim(mention(GOVERNOR, "the regional governor", "office"), "said", shelled, "asserts", "indirect")
    minister = mention(MINISTER, "Defence minister of Torrin", "office")
    again = mention(MINISTER, "the minister", "role")
    gas = "Torrin could then cut the gas that covers more than 60 percent of Velmark's needs"
    return (
        attack,
        claim(minister, "denied", "its guns had fired first", "denies", "indirect", replies_to=attack.id),
        claim(
            again,
            "told",
            "We answered an attack, we did not begin one",
            "denies",
            "direct",
            said=when(day(3, 5), "after the expulsions", inferred=True),
            replies_to=attack.id,
        ),
        claim(
            again,
            "adding",
            "“has perhaps forgotten who patrols this river”",
            "hedges",
            "mixed",
            hedges=("perhaps",),
            about=(mention(VELMARK, "Velmark", within="adding that"),),
        ),
        claim(
            None,
            "according to",
            "agreed to exchange 41 prisoners by the end of April",
            "asserts",
            "indirect",
            speaker_span=at("the Union of River States"),
            reporter=mention(UNION, "Union of River States"),
        ),
        claim(None, "warn", gas, "predicts", "indirect", hedges=("could",), speaker_span=at("analysts")),
        claim(None, None, "neither trusts the other", "asserts", "author"),
    )


def quantity(quote: str, value: float, unit: str, of: str, bound: Bound, *, high: float | None = None) -> Quantity:
    return Quantity(
        id=identity(quote),
        value=value,
        high=high,
        unit=unit,
        of=of,
        bound=bound,
        evidence=proof(quote, confidence=0.97),
    )


def _quantities() -> tuple[Quantity, ...]:
    return (
        quantity("at least 12 people", 12, "person", "people", "at least"),
        quantity("three Torrin diplomats", 3, "person", "Torrin diplomats", "exact"),
        quantity("up to two thirds", 2 / 3, "fraction", "the money that Torrin's state bank holds there", "at most"),
        quantity("41 prisoners", 41, "person", "prisoners", "exact"),
        quantity("3,5 hundred observers", 350, "person", "observers", "exact"),
        quantity("more than 60 percent", 60, "percent", "Velmark's needs", "at least"),
        quantity("between 20 and 25 percent", 20, "percent", "Trade across the Ostra", "between", high=25),
    )


def _damage() -> tuple[Damage, ...]:
    rows: tuple[tuple[DamageKind, str, str], ...] = (
        ("yearless-date", "3 March", "the words give no year"),
        ("unpaired-quote", "“We answered an attack", "the quotation never closes in its paragraph"),
        ("teaser-in-body", PARTS[5][1], "the next paragraph opens with “This small republic”"),
        ("decimal-comma", "3,5", "read as 3.5; a comma that separates decimals is not English"),
    )
    return tuple(Damage(kind=kind, span=at(quote), note=note) for kind, quote, note in rows)


def _blocks() -> tuple[Block, ...]:
    blocks, start = [], 0
    for kind, part in PARTS:
        blocks.append(Block(kind=kind, span=Span(start, start + len(part))))
        start += len(part) + 2
    return tuple(blocks)


def _skipped() -> tuple[Skipped, ...]:
    return (
        Skipped(span=at("This small republic between them has lent its capital for talks."), reason="no pattern fired"),
        Skipped(span=at("Trade across the Ostra fell between 20 and 25 percent in a month."), reason="no actor acts"),
    )


def make_article() -> Article:
    return Article(
        id=ARTICLE,
        address="https://news.example/ostra?a=1&b=<2>",
        outlet="The Ostra Courier",
        title="Will Torrin close the Ostra bridge for good?",
        text=TEXT,
        blocks=_blocks(),
        language="en",
        supported=True,
        published=When(first=date(2031, 3, 11), last=date(2031, 3, 11), basis="stated", why="page metadata"),
        fetched=datetime(2031, 3, 12, 8, 30, tzinfo=UTC),
        damage=_damage(),
    )


def make_coded() -> Coded:
    sides = [one for event in _events() for side in (event.actors, event.recipients) for one in side]
    return Coded(
        article=make_article(),
        coder=CODER,
        ontology="PLOVER-2.0",
        sentences=tuple(Sentence(span=block.span, index=at, block=at) for at, block in enumerate(_blocks())),
        quotations=(Quotation(span=at("“go home”"), inner=at("go home")),),
        mentions=(*dict.fromkeys(sides), mention(MARROW, "Marrow"), mention(MARROW, "Marrow", within="in Marrow on")),
        events=_events(),
        claims=_claims(),
        quantities=_quantities(),
        skipped=_skipped(),
    )


@pytest.fixture(scope="session")
def coded() -> Coded:
    return make_coded()


@pytest.fixture(scope="session")
def empty() -> Coded:
    article = Article(
        id="b" * 16,
        address="-",
        outlet=None,
        title=None,
        text="Il pleut sur la ville.",
        blocks=(Block(kind="body", span=Span(0, 22)),),
        language="fr",
        supported=False,
        published=None,
        fetched=datetime(2031, 3, 12, tzinfo=UTC),
    )
    return Coded(article=article, coder=CODER, ontology="PLOVER-2.0")


@pytest.fixture(scope="session")
def made() -> datetime:
    return datetime(2031, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def brief(coded: Coded, made: datetime) -> Brief:
    return compose(coded, made=made, ontology_note=NOTES)


@pytest.fixture(scope="session")
def bare(empty: Coded, made: datetime) -> Brief:
    return compose(empty, made=made, ontology_note=NOTES)
