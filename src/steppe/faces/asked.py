"""Questions, causes and comparisons for the command line."""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from steppe import asking
from steppe.errors import InputError
from steppe.wire import to_json


def opened(
    case: str, *, as_of: str | None, draws: int | None, seed: int | None, rates: Path | None = None
) -> asking.Opened:
    """The setting of a case, with progress on standard error where that is a terminal.

    `rates` is a file of those that forecasts brought, as `steppe rates` writes it.
    """
    tick = _progress() if sys.stderr.isatty() else None
    return asking.setting(case, as_of=_day(as_of), draws=draws, seed=seed, tick=tick, rates=_rates(rates))


def _rates(path: Path | None) -> tuple[asking.Brought, ...]:
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--rates {path}: cannot be read ({error}); expected what `steppe rates` writes") from error
    return asking.read_rates(lines, str(path))


def print_answers(found: Iterable[asking.Answered], *, as_json: bool) -> None:
    """Lines for people on a terminal, JSON lines otherwise."""
    for one in found:
        if as_json or not sys.stdout.isatty():
            sys.stdout.write(to_json(one) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in asking.answer_lines(one))


def ask(at: asking.Opened, questions: Sequence[str], moves: Sequence[str], *, out: Path | None, as_json: bool) -> None:
    """The cards asked for, or all of them; with `out` as a page too, with causes and a stop before and after."""
    cards = [card for question in questions or [""] for card in asking.ask(at, question, moves=moves)]
    print_answers(cards, as_json=as_json)
    if out is not None:
        out.write_text(asking.whatif_page(at, cards), encoding="utf8")
        sys.stderr.write(f"the page: {out}\n")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--as-of is {text!r}; expected a day such as 2022-11-24") from None


def _progress() -> Callable[[int, int], None]:
    def tick(day: int, days: int) -> None:
        if day == days:
            sys.stderr.write("\r" + " " * 24 + "\r")
        elif day % 10 == 0:
            sys.stderr.write(f"\rday {day} of {days}")
            sys.stderr.flush()

    return tick
