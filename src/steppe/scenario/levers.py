"""What can be moved in a model: each lever with its unit, how far it goes, what it means and what says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor, log10

import numpy as np

from steppe.scenario.model import Licence, Model
from steppe.scenario.moves import Do, Target, used_ties
from steppe.scenario.setting import Setting
from steppe.scenario.units import SIGNED, per_day
from steppe.world.facts import Relation

STEPS = 200  # of a slider, at most
FURTHER = 2.0  # how far beyond the greatest value held likely a slider goes, as a multiple
TIMES = 5.0  # the greatest factor a slider multiplies by
_ENDS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A thing that a move may name: a mode, mechanism, tie, stock or parameter.

    A lever with `values` is set to one of them. A number goes from `least` to `most` in `unit`; `low`, `middle` and
    `high` are the 5, 50 and 95 % of what it is held to be without a move. `dated` tells whether a move of it has days.
    """

    name: str
    target: Target
    about: str
    unit: str = ""
    values: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 0.0
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    dated: bool = True
    licence: Licence | None = None
    source: tuple[str, ...] = ()
    known: date | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """How far a slider of a lever goes for a move of one sign, and in what steps (0: any)."""

    least: float
    most: float
    step: float


def levers(setting: Setting) -> dict[str, Lever]:
    """Everything that can be moved in a model as of a day, by name: what moves most at once comes first."""
    model = setting.model
    found: dict[str, Lever] = {}
    for name, mode in model.modes.items():
        found[name] = Lever(name=name, target="mode", about=mode.why, values=mode.states)
    for name, one in model.mechanisms.items():
        found[name] = Lever(
            name=name, target="mechanism", about=one.why, values=("off", "on"), licence=one.licence, source=one.source
        )
    relations = {one.id: one for one in setting.case.relations}
    for name in sorted(used_ties(model)):
        found[name] = _tie(name, relations)
    for name, stock in model.stocks.items():
        found[name] = _number(setting, name, stock.start, target="stock", about=stock.why)
    for name, value in setting.values.items():
        found[name] = _number(setting, name, name, target="parameter", about=value.why)
    return {name: _with_room(one, found) for name, one in found.items()}


def _tie(name: str, relations: Mapping[str, Relation]) -> Lever:
    one = relations.get(name)
    if one is None:
        return Lever(name=name, target="tie", about="a relation not known on this day", values=("off",))
    since = f" since {one.since}" if one.since else ""
    return Lever(
        name=name,
        target="tie",
        about=f"{one.head} {one.kind} {one.tail}{since}",
        values=("off",),
        source=one.provenance.sources,
        known=one.provenance.known,
        fact=one.id,
    )


def _number(setting: Setting, name: str, parameter: str, *, target: Target, about: str) -> Lever:
    value = setting.values[parameter]
    drawn = setting.drawn[parameter] / per_day(value.unit)
    low, middle, high = (float(one) for one in np.quantile(drawn, _ENDS))
    far = FURTHER * max(abs(low), abs(high))
    top = 1.0 if value.unit == "1" else _round_up(far or 1.0)
    return Lever(
        name=name,
        target=target,
        about=about,
        unit=value.unit,
        least=-top if value.unit in SIGNED and low < 0 else 0.0,
        most=top,
        low=low,
        middle=middle,
        high=high,
        dated=target == "stock",
        licence=value.licence,
        source=value.source,
        known=value.known,
        fact=value.fact,
    )


def _with_room(one: Lever, every: Mapping[str, Lever]) -> Lever:
    """A number that is held to be 0 goes as far as the largest of its unit: its own size says nothing."""
    if one.values or one.middle or one.high:
        return one
    return replace(one, most=max(other.most for other in every.values() if other.unit == one.unit))


def slide(lever: Lever, sign: str, value: float) -> Slide:
    """The slider of a number for a move with a sign; it holds `value` exactly.

    >>> one = Lever(name="a", target="parameter", about="", unit="kt/d", least=0.0, most=40.0)
    >>> slide(one, "=", 20.0)
    Slide(least=0.0, most=40.0, step=0.2)
    >>> slide(one, "*=", 0.123)
    Slide(least=0.0, most=5.0, step=0)
    """
    least, most = {"=": (lever.least, lever.most), "+=": (-lever.most, lever.most)}.get(sign, (0.0, TIMES))
    least, most = min(least, value), max(most, value)
    step = _step(most - least)
    return Slide(least=least, most=most, step=step if abs(round(value / step) * step - value) < 1e-9 * most else 0)


def begun(lever: Lever, *, days: int) -> Do:
    """The move a new slider of a lever begins with: the gravest state, off, or what the number is held to be."""
    value = lever.values[-1] if lever.target == "mode" else "off"
    if not lever.values:
        step = _step(lever.most - lever.least)
        value = plain(round((lever.middle or 0.0) / step) * step)
    first, last = (1, 1) if lever.target == "stock" else (1, days)
    return Do(target=lever.target, name=lever.name, sign="=", value=value, first=first, last=last, text="")


def move_text(target: Target, words: tuple[str, str, str], first: int, last: int) -> str:
    """A move as `--do` takes it, from its name, sign and value, and the days where it has any.

    >>> move_text("mode", ("cpc_pipe", "=", "closed"), 1, 30), move_text("parameter", ("baku_added", "=", "20"), 1, 90)
    ('cpc_pipe=closed from 1 until 30', 'baku_added=20')
    """
    what = "".join(words)
    if target == "parameter":
        return what
    return f"{what} on {first}" if first == last else f"{what} from {first} until {last}"


def told_move(one: Do, lever: Lever, start: date) -> str:
    """A move in words, its days as dates; `start` is day 1.

    >>> told_move(
    ...     Do(target="mode", name="pipe", sign="=", value="closed", first=1, last=30, text=""),
    ...     Lever(name="pipe", target="mode", about="what is left open"), date(2022, 11, 24))
    'pipe is closed from 2022-11-24 to 2022-12-23 (what is left open)'
    """
    verb = {"=": "is", "+=": "is moved by", "*=": "is multiplied by"}[one.sign]
    unit = f" {lever.unit}" if lever.unit not in ("", "1", "index", "times", "log") and one.sign != "*=" else ""
    days = ""
    if one.target != "parameter":
        first, last = start + timedelta(days=one.first - 1), start + timedelta(days=one.last - 1)
        days = f" on {first}" if first == last else f" from {first} to {last}"
    return f"{one.name} {verb} {one.value}{unit}{days} ({lever.about})"


def plain(value: float) -> str:
    """A number as a move writes it, six figures.

    >>> plain(20.0), plain(0.1 + 0.2), plain(45000.0)
    ('20', '0.3', '45000')
    """
    return np.format_float_positional(float(f"{value:.6g}"), trim="-")


def known_names(model: Model) -> frozenset[str]:
    """The names that a move may use."""
    return frozenset((*model.modes, *model.mechanisms, *model.stocks, *model.parameters, *used_ties(model)))


def _round_up(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten.

    >>> _round_up(38.0), _round_up(0.012)
    (50.0, 0.02)
    """
    size = 10.0 ** floor(log10(value))
    return float(f"{next(part for part in (1, 2, 5, 10) if part * size >= value * (1 - 1e-9)) * size:.6g}")


def _step(room: float) -> float:
    size = 10.0 ** ceil(log10(room / STEPS)) if room > 0 else 1.0
    for part in (0.2, 0.5, 1.0):
        if room / (size * part) <= STEPS * 1.000001:
            return float(f"{size * part:.6g}")
    return size
