"""Cards, causes and comparisons in words for a person to read."""

from collections.abc import Iterator

from steppe.scenario.card import Card, Gap, Line, one_in
from steppe.scenario.compare import Compared, Side
from steppe.scenario.run import ORDER
from steppe.scenario.sobol import Share
from steppe.scenario.statements import plain
from steppe.scenario.why import Why

ORDERS = 30  # shown, the commonest


def card_lines(one: Card) -> Iterator[str]:
    """A card: the answer, its interval, how sure, what it rests on, what drives it, what is not known."""
    yield f"{one.id}  {one.ask}"
    yield f"    as of {one.as_of}, until {one.until}, scenario {one.scenario}" + (
        f" against {one.against}" if one.against else ""
    )
    if one.article:
        yield f"    the article: {one.article}"
    yield from _answer(one)
    yield f"    Confidence: {one.confidence} (weakest licence {one.licence}{_named(one.weakest)})."
    if one.reference_class:
        yield f"    class: {one.reference_class}"
    yield from (f"    back-test: {test}" for test in one.tests)
    yield from (f"    from the outlook: {words}" for words in one.outlook)
    yield from _drivers(one)
    yield from (f"    note: {note}" for note in one.notes)
    if one.unknown:
        yield f"    not known: {'; '.join(one.unknown)}"
    if one.would_change:
        yield f"    would change it: {'; '.join(one.would_change)}"
    yield f"    settled by: {one.resolver}"
    yield f"    {one.draws} draws, seed {one.seed}, version {one.version}; order of a day: {', '.join(ORDER)}\n"


def _named(names: tuple[str, ...]) -> str:
    return f": {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}" if names else ""


def said(one: Card) -> str:
    """The answer in a sentence or two, its likelihood word in one of its own; empty where it is a list."""
    if one.kind == "probability" and one.probability is not None:
        low, high = one.low or 0.0, one.high or 0.0
        often = f" ({one_in(one.probability)})" if one.probability < 0.1 else ""
        number = one.fewer_than or f"{percent(one.probability)}{often}"
        return f"{number}; 90 % of draws {percent(low)} to {percent(high)}. {one.word.capitalize()}."
    if one.points:
        low, middle, high = one.points[0], one.points[2], one.points[4]
        where = "where it comes: " if one.never else ""
        return f"{where}{amount(middle, one.unit)}; 90 % of draws {amount(low, one.unit)} to {amount(high, one.unit)}."
    return "In no draw within the run." if one.kind == "days" else ""


def _answer(one: Card) -> Iterator[str]:
    if said(one):
        yield f"    {said(one)}"
    if one.never:
        yield f"    in {percent(one.never)} of the draws it does not come within the run."
    if one.gap:
        yield f"    {difference(one.gap, one.unit)} against {one.against}, draw by draw"
    if one.luck is not None:
        yield f"    share left to luck: {percent(one.luck)}"
    for line in one.lines:
        value = "" if line.value is None else f" {line_value(one, line.value)}"
        yield f"    - {line.label}{value}{_span(one, line.low, line.high)}: {line.text}{_cited(line)}"


def line_value(card: Card, value: float) -> str:
    """The number of a line of a card: that of a statement plain, what a unit more would bring without a unit."""
    if card.kind == "statements":
        return plain(value)
    return f"{value:.2f}" if card.kind in {"amount", "days"} else amount(value, card.unit)


def _span(card: Card, low: float | None, high: float | None) -> str:
    if low is None or high is None or card.kind == "drivers":
        return ""
    return f" [{amount(low, card.unit)} to {amount(high, card.unit)}]"


def _cited(line: Line) -> str:
    return f" ({', '.join((f'fact {line.fact}', *line.source))})" if line.fact else ""


def _drivers(one: Card) -> Iterator[str]:
    for driver in one.drivers[:5]:
        if driver.share >= 0.005:
            low, high = amount(driver.low, one.unit), amount(driver.high, one.unit)
            share = percent(driver.share)
            worth = f"; knowing it would add {driver.gain:.2g} to the log score" if driver.gain else ""
            yield f"    driver: {driver.name}, {share} of the variance; {low} at its least, {high} at its most{worth}"


def percent(share: float) -> str:
    """A share as people read it, two figures.

    >>> percent(0.00077), percent(0.314), percent(0)
    ('0.077 %', '31 %', '0 %')
    """
    return f"{float(f'{100 * share:.2g}'):g} %" if abs(share) > 1e-9 else "0 %"


def amount(value: float, unit: str) -> str:
    """A number with its unit, three figures.

    >>> amount(11736.1, "kt"), amount(0.0466, "1"), amount(12, "d")
    ('11,700 kt', '4.7 %', '12 days')
    """
    if unit == "1":
        return percent(value)
    if unit == "d":
        return f"{value:.0f} day{'' if round(value) == 1 else 's'}"
    return f"{float(f'{value:.3g}'):,g} {'' if unit == 'index' else unit}".strip()


def difference(one: Gap, unit: str) -> str:
    """A paired difference with its interval."""
    sign = "+" if one.mean >= 0 else ""
    return f"{sign}{amount(one.mean, unit)} ({amount(one.low, unit)} to {amount(one.high, unit)})"


def why_lines(one: Why) -> Iterator[str]:
    """Causes: what is left without each, then the tree of orders."""
    yield f"{one.id}  {one.ask}"
    yield f"    answer {amount(one.answer, one.unit)}; what is left of it without"
    for cause in one.but_for:
        enough = "" if cause.sufficiency is None else f"; given it, {percent(cause.sufficiency)}"
        part = f"{percent(abs(cause.necessity))} {'more' if cause.necessity < 0 else 'gone'}"
        yield f"    {cause.cause:<14} {amount(cause.without, one.unit)} ({part}{enough})"
    for arc, worth in one.bottlenecks:
        yield f"    bottleneck {arc}: {worth:.2f} more for one more"
    yield from _orders(one)
    yield ""


def _orders(one: Why) -> Iterator[str]:
    """The commonest orders as a tree; one that is shown has its beginnings above it."""
    ranked = sorted(one.orders, key=lambda order: (-order.count, len(order.steps)))[:ORDERS]
    if one.orders:
        yield f"    first events in order, draws of {one.draws}:"
    for order in sorted(ranked, key=lambda order: order.steps):
        yield f"    {'  ' * len(order.steps)}{order.steps[-1]}  {order.count}"
    if len(one.orders) > ORDERS:
        yield f"    and {len(one.orders) - ORDERS} orders that are rarer"


def share_line(one: Share) -> str:
    """A Sobol share in words."""
    return f"    {one.name:<26} alone {percent(one.alone):>8}, with all it does together {percent(one.together):>8}"


def compared_lines(one: Compared) -> Iterator[str]:
    """Two scenarios, output by output, with the paired difference."""
    yield f"{one.case}: {one.other} against {one.one}, {one.as_of} to {one.until}"
    yield f"    {one.draws} draws with the same parameters and luck, seed {one.seed}"
    yield from (f"    move: {move}" for move in one.other_moves)
    yield from (f"    from the outlook: {words}" for words in one.outlook)
    for side in one.sides:
        if _moves(side):
            first, second = amount(side.one[0], side.unit), amount(side.other[0], side.unit)
            apart = difference(side.gap, side.unit)
            yield f"    {side.name:<18} {first:>14} -> {second:<14} {apart}  variance saved {side.gap.saved:.1f}x"
    same = [side.name for side in one.sides if not _moves(side)]
    yield f"    unchanged: {', '.join(same) or 'nothing'}\n"


def _moves(side: Side) -> bool:
    return side.gap.low != 0 or side.gap.high != 0 or side.gap.mean != 0
