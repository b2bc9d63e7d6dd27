"""The expected mix of a pair in plain lines."""

from collections.abc import Iterator, Sequence

from steppe.outlook.mix import Mix, Part
from steppe.outlook.told import percent

_LEAST = 0.005  # the share below which a class or type is summed up with others


def mix_lines(one: Mix, evidence: Sequence[Sequence[str]]) -> Iterator[str]:
    """How many acts to expect, then by class and by type, with what nine counts in ten lie between.

    `evidence[i]` are the last events of type i, as cited.
    """
    sides = f"{one.actor or 'any'} -> {one.recipient or 'any'}"
    yield f"{sides} in {one.days} days from {one.opens}: {_numbers(one.total)} acts"
    yield f"  {one.events:,} such events known before {one.opens}"
    if one.note:
        yield f"  note: {one.note}"
    yield "  by class:"
    yield from (f"    {_told(part)}" for part in one.quads if part.share >= _LEAST)
    yield "  by type:"
    for part, cited in zip(one.types, evidence, strict=True):
        if part.share >= _LEAST:
            yield f"    {_told(part)}"
            yield from (f"         {last}" for last in cited[:1])
    rest = [part for part in one.types if part.share < _LEAST]
    if rest:
        yield f"    {len(rest)} others, {percent(sum(part.share for part in rest))} together"
    yield "  Counts hold the luck of the draw; bursts are not in them."


def _told(part: Part) -> str:
    span = f"90 %: {percent(part.share_low)} to {percent(part.share_high)}"
    return f"{part.name:12} {_numbers(part)}, {percent(part.share)} of all ({span})"


def _numbers(part: Part) -> str:
    return f"{part.expected:.2f} ({part.low} to {part.high})"
