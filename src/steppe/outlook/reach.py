"""How far actors reach: with how many others they deal, and whether these are more of late than their past lets expect.

What an actor does hangs much on a few others. A class of acts that it spreads over many is likelier to meet one that it
has not met yet than the same number of acts towards one.
"""

from collections.abc import Mapping

import numpy as np

from steppe.outlook.series import Numbers

WIDTHS = (7, 30, 90)  # the last days in which others are counted
SURGES = (7, 30)
EVEN = 2.0  # others that are added on both sides of a surge
FEW = 0.2  # and to those met, before what they lead to expect
NAMES = (
    "wide_given",
    "wide_got",
    *(f"wide_{width}" for width in WIDTHS),
    *(f"surge_{of}_{width}" for width in SURGES for of in ("given", "got", "gave", "taken", "kind")),
)


def reach(last: Mapping[int, Numbers], rates: Numbers) -> Numbers:
    """What the others met lead to expect, by actor, quad class and recipient, in the order of `NAMES`.

    `last` has the days with an event of the last so many (`WIDTHS`), `rates` those a day over the whole past. The wide
    ones are shares of all others: whom the actor did such acts to, who did them to the recipient, and the chance of the
    pair that both lead to expect. The surges are logarithms: others met of late beside those that the rates lead to
    expect, for what the actor gives, the recipient got and gave, the actor took, and for all.

    >>> reach({width: np.zeros((2, 5, 2)) for width in WIDTHS}, np.zeros((2, 5, 2))).shape
    (15, 2, 5, 2)
    """
    shape, size = rates.shape, rates.shape[0]
    met = {width: (days > 0).astype(np.float64) for width, days in last.items()}
    given, got = met[30].sum(axis=2, keepdims=True), met[30].sum(axis=0, keepdims=True)
    found = [given / size, got / size]
    found += [_expected(met[width]) for width in WIDTHS]
    for width in SURGES:
        found += _surges(met[width], -np.expm1(-rates * width))
    return np.stack([np.broadcast_to(one, shape) for one in found])


def _expected(met: Numbers) -> Numbers:
    given, got = met.sum(axis=2, keepdims=True) + FEW, met.sum(axis=0, keepdims=True) + FEW
    found: Numbers = given * got / (met.sum(axis=(0, 2), keepdims=True) + 1)
    return found


def _surges(met: Numbers, usual: Numbers) -> list[Numbers]:
    def surge(axis: int | tuple[int, int]) -> Numbers:
        seen, expected = met.sum(axis=axis, keepdims=True), usual.sum(axis=axis, keepdims=True)
        found: Numbers = np.log((seen + EVEN) / (expected + EVEN))
        return found

    given, got, kind = surge(2), surge(0), surge((0, 2))
    return [given, got, given.transpose(2, 1, 0), got.transpose(2, 1, 0), kind]
