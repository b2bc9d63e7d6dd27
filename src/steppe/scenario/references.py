"""What answers may rest on where a parameter names a back-test: its mechanism where it won, else its baseline."""

from datetime import date
from functools import cache

from steppe.scenario.backtest import backtest
from steppe.scenario.model import Licence
from steppe.scenario.register import classes, register
from steppe.scenario.response import WORTH, known_before, requests, updated
from steppe.scenario.values import Rests
from steppe.world.case import Case


def rests_on(case: Case) -> Rests:
    """For back-tests of requests on `case`: the distribution of the rate, its licence, and why it is that one."""

    @cache
    def found(name: str, as_of: date) -> tuple[str, Licence, str]:
        test = register()[name]
        rate = classes()[test.baseline].rate
        shown = backtest(case, name)
        if shown.used == test.baseline:
            why = f"the fixed rate {rate:g} ({test.baseline}) worth {WORTH:g} cases: {test.mechanism} {shown.licence}"
            return f"beta({WORTH * rate:.4f}, {WORTH * (1 - rate):.4f})", "base-rate", why
        told = [bool(one.troops) for one in requests(case, test) if known_before(one, as_of)]
        belief = updated(rate, told)
        return f"beta({belief.yes:.4f}, {belief.no:.4f})", "back-tested", shown.licence

    return found
