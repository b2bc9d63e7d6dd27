"""Speech over more than one sentence: the step after each sentence has been read alone.

A quotation that opens a sentence and has no cue of its own goes on with the speech before it; one behind
`She went on:` belongs to that sentence's speaker; one with `― Anna Holm` behind it to that name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from steppe.coding.claims import Said, announced
from steppe.coding.mentions import Scene
from steppe.coding.parse import Token
from steppe.types import Quotation, Span

DASHES = ("―", "—", "–", "--", "-")
LONGEST_NAME = 6  # words in the signature under a quotation


def continued(
    scenes: Sequence[Scene], rows: Sequence[tuple[Said, ...]], quotations: Sequence[Quotation]
) -> list[tuple[Said, ...]]:
    """The claims of each sentence with speech that runs on joined to them; one row a scene, in the same order.

    `scenes` are the article's sentences in text order, `rows` what `said` found in each, `quotations` those of the
    whole article. A claim's content may then reach over the sentences that follow, its cue among them.
    """
    done = [list(row) for row in rows]
    for number, here in enumerate(scenes):
        signed = list(_signed(here, quotations))
        done[number][:0] = signed
        if number == 0 or signed:
            continue
        speech = _opens_with(here, quotations)
        if speech is None or any(_has(speech.span, claim) for row in done[: number + 1] for claim in row):
            continue
        _join(scenes, done, number, speech)
    return [tuple(row) for row in done]


def _has(speech: Span, claim: Said) -> bool:
    return claim.voice != "author" and speech.meets(claim.content)


def _opens_with(here: Scene, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that the sentence begins with."""
    return next((q for q in quotations if abs(q.span.start - here.offset) <= 1 and q.span.end > here.offset + 20), None)


def _join(scenes: Sequence[Scene], done: list[list[Said]], number: int, speech: Quotation) -> None:
    """Give the quotation at sentence `number` to the speaker before it, where somebody was being quoted or announced."""
    before = done[number - 1]
    opening = announced(scenes[number - 1], Span(speech.span.start, speech.span.end))
    if opening is not None:
        before.append(opening)
        return
    last = max((c for c in before if c.voice in ("direct", "mixed")), key=lambda c: c.content.end, default=None)
    if last is None or last.cue is None:
        return
    whole = Span(min(last.content.start, speech.span.start), max(last.content.end, speech.span.end))
    before[before.index(last)] = replace(last, content=whole)


def _signed(here: Scene, quotations: Sequence[Quotation]) -> Iterator[Said]:
    """`“…” ― Anna Holm`: a signature under a quotation that ends right before the dash."""
    for dash in here.parse.tokens:
        place = here.offset + dash.start
        speech = next((q.span for q in quotations if q.span.end <= place <= q.span.end + 2), None)
        name = _name_behind(here, dash) if dash.text in DASHES and speech is not None else []
        if speech is not None and name:
            yield Said(
                speaker=name[-1],
                cue=here.span(dash, dash),
                content=speech,
                stance="asserts",
                voice="direct",
                hedges=(),
            )


def _name_behind(here: Scene, dash: Token) -> list[Token]:
    """The capitalised words behind the dash, if nothing but a new line, a full stop or a new quotation follows them."""
    run: list[Token] = []
    for token in here.parse.tokens[dash.i + 1 :]:
        gap = here.text[run[-1].end : token.start] if run else ""
        if "\n" in gap or token.tag == "``" or token.text in ".“\"" or token.text.isspace():
            break
        run.append(token)
    named = all(token.text[0].isupper() for token in run)
    return run if named and 1 < len(run) <= LONGEST_NAME else []
