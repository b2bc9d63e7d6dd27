"""Speech over more than one sentence: the step after each sentence has been read alone.

A quotation that opens a sentence and has no cue of its own goes on with the speech before it; one behind
`She went on:` belongs to that sentence's speaker; one with `― Anna Holm` behind it to that name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from steppe.coding.claims import Said, announced
from steppe.coding.mentions import Scene
from steppe.coding.parse import Token
from steppe.types import Quotation, Span

DASH = re.compile("[―—–]|--")
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
        if speech is None:
            _hand_over(scenes, done, number)
            continue
        if any(_has(speech.span, claim) for row in done[: number + 1] for claim in row):
            continue
        _join(scenes, done, number, speech)
    return [tuple(row) for row in done]


def _hand_over(scenes: Sequence[Scene], done: list[list[Said]], number: int) -> None:
    """Behind `The governor added:` and a new line the sentence is the governor's though no marks say so."""
    before, here = scenes[number - 1], scenes[number]
    apart = here.offset > before.offset + len(before.text) + 1
    whole = Span(here.offset, here.offset + len(here.text))
    opening = announced(before, whole) if apart else None
    if opening is not None and all(claim.cue != opening.cue for claim in done[number - 1]):
        done[number - 1].append(replace(opening, voice="indirect"))
        done[number] = [claim for claim in done[number] if claim.voice != "author"]


def _has(speech: Span, claim: Said) -> bool:
    return claim.voice != "author" and speech.meets(claim.content)


def _opens_with(here: Scene, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that the sentence begins with."""
    return next((q for q in quotations if abs(q.span.start - here.offset) <= 1 and q.span.end > here.offset + 20), None)


def _join(scenes: Sequence[Scene], done: list[list[Said]], number: int, speech: Quotation) -> None:
    """Give the quotation at sentence `number` to the speaker before it, where one was being quoted or announced."""
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
    for dash in DASH.finditer(here.text):
        place = here.offset + dash.start()
        speech = next((q.span for q in quotations if q.span.end <= place <= q.span.end + 2), None)
        name = _name_behind(here, dash.end()) if speech is not None else []
        if speech is not None and name:
            cue = Span(place, here.offset + dash.end())
            yield Said(speaker=name[-1], cue=cue, content=speech, stance="asserts", voice="direct", hedges=())


def _name_behind(here: Scene, place: int) -> list[Token]:
    """The capitalised words behind `place`, if nothing but a new line, a full stop or a new quotation follows them."""
    run: list[Token] = []
    for token in here.parse.tokens:
        if token.start < place:
            continue
        gap = here.text[run[-1].end : token.start] if run else ""
        if "\n" in gap or token.tag == "``" or token.text in '.“"' or token.text.isspace():
            break
        run.append(token)
    named = all(token.text[0].isupper() for token in run)
    return run if named and 1 < len(run) <= LONGEST_NAME else []
