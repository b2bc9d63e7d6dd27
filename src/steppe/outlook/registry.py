"""The forecasters by name: one line each."""

from steppe.errors import UnknownName
from steppe.outlook.baselines import BASELINES
from steppe.outlook.chance import CHANCE
from steppe.outlook.forecast import Forecaster

FORECASTERS: tuple[Forecaster, ...] = (*BASELINES, CHANCE)


def forecaster(name: str) -> Forecaster:
    """The forecaster called `name`; `UnknownName` lists those there are.

    >>> forecaster("climatology").version
    '1'
    """
    for one in FORECASTERS:
        if one.name == name:
            return one
    raise UnknownName("forecaster", name, [one.name for one in FORECASTERS])
