"""A made-up article on real states, coded by hand: who acts on whom, so that an outlook has pairs to tell of."""

from datetime import UTC, date, datetime

from steppe.types import Actor, Article, Block, Coded, Event, Evidence, Mention, Sentence, Span, When, identity

SAID = (
    ("Russia shelled Ukraine.", "ASSAULT", "RUS", "UKR"),
    ("Kazakhstan criticised Russia.", "ACCUSE", "KAZ", "RUS"),
    ("Kazakhstan rejected Russia.", "REJECT", "KAZ", "RUS"),
    ("Kazakhstan defied Russia.", "REJECT", "KAZ", "RUS"),
    ("Russia threatened Kazakhstan.", "THREATEN", "RUS", "KAZ"),
    ("Russia warned Kazakhstan.", "THREATEN", "RUS", "KAZ"),
    ("Armenia accused Azerbaijan.", "ACCUSE", "ARM", "AZE"),
    ("China visited Kazakhstan.", "CONSULT", "CHN", "KAZ"),
    ("Belarus aided Russia.", "AID", "BLR", "RUS"),
    ("Sweden courted Fiji.", "CONSULT", "SWE", "FJI"),
    ("Sweden praised Fiji.", "CONSULT", "SWE", "FJI"),
)
NAMES = {"RUS": "Russia", "UKR": "Ukraine", "KAZ": "Kazakhstan", "ARM": "Armenia", "AZE": "Azerbaijan", "CHN": "China",
         "BLR": "Belarus", "SWE": "Sweden", "FJI": "Fiji"}  # fmt: skip
DAY = date(2022, 11, 27)


def coded(said: tuple[tuple[str, str, str, str], ...] = SAID) -> Coded:
    """The article with one event a sentence."""
    text = " ".join(sentence for sentence, *_ in said)
    spans, start = [], 0
    for sentence, *_ in said:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    published = When(first=DAY, last=DAY, basis="stated", why="by hand")
    article = Article(
        id="a1", address="https://news.example/states", outlet="The Courier", title="Who acts on whom?", text=text,
        blocks=(Block(kind="body", span=Span(0, len(text))),), language="en", supported=True, published=published,
        fetched=datetime(2022, 11, 27, tzinfo=UTC), damage=(),
    )  # fmt: skip
    events = tuple(_event(text, span, one) for span, one in zip(spans, said, strict=True))
    sentences = tuple(Sentence(span=span, index=at, inside_quote=False, block=0) for at, span in enumerate(spans))
    return Coded(article=article, coder="by-hand@1", ontology="x", sentences=sentences, events=events)


def _event(text: str, span: Span, one: tuple[str, str, str, str]) -> Event:
    sentence, kind, who, whom = one
    verb = sentence.split()[1]
    start = span.start + sentence.index(verb)
    actor, recipient = (_mention(text, NAMES[code], code, span) for code in (who, whom))
    return Event(
        id=identity(sentence), kind=kind, modes=(), contexts=(), actors=(actor,), recipients=(recipient,),
        status="asserted", happened=When(first=DAY, last=DAY, basis="published", why=""), place=None, known=DAY,
        trigger=Span(start, start + len(verb)), reason="by hand",
        evidence=Evidence(article="a1", span=span, quote=span.of(text), coder="by-hand@1", confidence=0.9),
    )  # fmt: skip


def _mention(text: str, name: str, code: str, span: Span) -> Mention:
    start = text.index(name, span.start)
    state = Actor(id=code, name=name, kind="state", country=code)
    return Mention(span=Span(start, start + len(name)), quote=name, actor=state, resolution="name", confidence=0.95)
