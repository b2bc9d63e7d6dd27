"""A brief on standard output and as a page; apart from `show`, as the model and the outlook take seconds to load."""

import sys
from pathlib import Path

from rich.console import Console

from steppe import asking, flow
from steppe.errors import InputError
from steppe.faces.show import day
from steppe.types import Coded


def print_brief(
    coded: Coded,
    *,
    case: str | None,
    look: asking.Looking | None,
    views: tuple[str | None, Path | None, bool],
    as_json: bool,
) -> None:
    """The brief of `coded` on standard output as JSON or in its short form, and as a page.

    `views` are the day before which things are known, where the page goes, and whether to ask: then the answers of the
    case's model are written to a page beside it, which the brief links to. With `look` the brief has an outlook. Raises
    `InputError` where it is to ask without a case or a page.
    """
    as_of, out, ask = views
    at = _opened(coded, case, as_of, out) if ask else None
    made = flow.brief(coded, case=case, as_of=day(as_of), answers=_answers(at, out) if at and out else "")
    if look is not None:
        made = asking.with_outlook(made, coded, look, case=case or "", at=at)
    if out is not None:
        out.write_text(flow.brief_page(made), encoding="utf8", errors="replace")
    if as_json:
        sys.stdout.write(flow.brief_json(made) + "\n")
        return
    sys.stdout.write(flow.brief_lines(made, width=Console().width, colour=sys.stdout.isatty()) + "\n")
    if out is not None:
        sys.stdout.write(f"\nThe whole brief: {out}\n")


def _opened(coded: Coded, case: str | None, as_of: str | None, out: Path | None) -> asking.Opened:
    if case is None or out is None:
        raise InputError("--ask without --case or --out; expected both: the answers are a page beside the brief")
    published = coded.article.published
    return asking.setting(case, as_of=day(as_of) or (published.first if published else None))


def _answers(at: asking.Opened, out: Path) -> str:
    page = out.with_suffix(".what-if.html")
    page.write_text(asking.whatif_page(at, asking.ask(at)), encoding="utf8")
    return page.name
