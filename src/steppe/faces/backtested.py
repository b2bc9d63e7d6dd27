"""Back-tests for the command line."""

import sys

from steppe import asking
from steppe.wire import to_json


def print_backtests(case: str, name: str, *, as_json: bool) -> None:
    """Each back-test of a case: lines for people on a terminal, JSON lines otherwise."""
    for one in asking.backtests(case, name):
        if as_json or not sys.stdout.isatty():
            sys.stdout.write(to_json(one) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in asking.backtest_lines(one))
