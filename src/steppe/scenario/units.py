"""Units of a model's parameters: probabilities, rates a day, days, logits, and amounts of the case's vocabulary."""

from collections.abc import Mapping

from steppe.world.vocabulary import load_vocabulary

RATES: Mapping[str, float] = {"1/d": 1.0, "1/week": 1 / 7, "1/quarter": 4 / 365.25, "1/year": 1 / 365.25}
SIGNED = frozenset({"log", "index"})  # units of what may be below 0
RATE = "rate"  # stands for any of RATES
PLAIN: Mapping[str, str] = {"1": "share", "d": "duration", "log": "log", "index": "index", "times": "times"}


def dimension(unit: str) -> str | None:
    """What kind of quantity a unit measures, `None` where it is none.

    >>> dimension("1/year"), dimension("kt/d"), dimension("person"), dimension("furlong")
    ('rate', 'mass/d', 'persons', None)
    """
    if unit in PLAIN:
        return PLAIN[unit]
    if unit in RATES:
        return "rate"
    units = load_vocabulary().units
    amount = unit.removesuffix("/d")
    if amount != unit and amount in units:
        return f"{units[amount].dimension}/d"
    return units[unit].dimension if unit in units else None


def per_day(unit: str) -> float:
    """What a value in a unit of rate is multiplied by to be a day's; 1 for all other units.

    >>> round(per_day("1/year") * 365.25, 6)
    1.0
    """
    return RATES.get(unit, 1.0)


def fits(unit: str, wanted: str) -> bool:
    """Whether a parameter in `unit` can stand where `wanted` is: the very same (nothing is converted), or any rate.

    >>> fits("1/year", RATE), fits("kt", "kt"), fits("Mt", "kt"), fits("%", "1")
    (True, True, False, False)
    """
    return unit in RATES if wanted == RATE else unit == wanted
