"""Check: the claims of an article held against a case, both figures side by side, with the sources of each verdict."""

from collections.abc import Mapping

from fastapi import FastAPI, Response
from markupsafe import Markup

from steppe import showing, worlds
from steppe.faces.http.service import AsOf, Here, Service
from steppe.faces.http.shapes import USUAL, Offset
from steppe.faces.web.pages import Shown, show
from steppe.worlds import Brief, CheckView, Judged

COLUMNS = (
    "ref",
    "finding",
    "kind",
    "rule",
    "told",
    "record",
    "difference",
    "note",
    "facts",
    "sources",
    "now_finding",
    "now_record",
    "now_facts",
    "now_sources",
    "first",
    "last",
    "quote",
)
"""The columns of a verdict: `first` and `last` are the characters of the article its words run between."""


def add(app: FastAPI) -> None:
    """The routes of this room."""
    app.add_api_route("/check/lights.css", lights, methods=["GET"], include_in_schema=False)
    show(app, "/check", check)


def check(
    here: Here, article: str = "", case: str = "", as_of: AsOf = None, finding: str = "", offset: Offset = 0
) -> Shown:
    """The articles that can be checked, or one of them with a verdict on each of its claims."""
    name = worlds.known_case(case or here.case, here.cases)
    today = here.clock().date()
    more = {"cases": worlds.cases(here.cases, today=today), "case": name, "as_of": as_of}
    if not article:
        return _choice(here, name, as_of, offset, more)
    view = worlds.check_view(here.held.record, article, name, as_of=as_of, today=today, finding=finding)
    return Shown(
        template="check.html.j2",
        title=f"Checked: {view.article.title or view.article.address}",
        room="/check",
        data=view,
        columns=COLUMNS,
        rows=rows(view),
        more={**more, "text": Markup(showing.text_html(_text(here, article, name, as_of)))},  # noqa: S704
    )


def _text(here: Service, article: str, case: str, as_of: AsOf) -> Brief:
    return worlds.checked_text(here.held.record, article, case, as_of=as_of, today=here.clock().date())


def lights(here: Here, article: str, case: str = "", as_of: AsOf = None) -> Response:
    """The style rules by which the words of a verdict light up when its place in the text is linked to."""
    name = worlds.known_case(case or here.case, here.cases)
    return Response(showing.lit_rules(_text(here, article, name, as_of)), media_type="text/css; charset=utf-8")


def _choice(here: Here, name: str, as_of: AsOf, offset: int, more: Mapping[str, object]) -> Shown:
    found, total = worlds.checkable(here.held, as_of=as_of, most=USUAL, after=offset)
    columns = ("id", "title", "outlet", "address", "known", "language")
    return Shown(
        template="check_choice.html.j2",
        title="Check",
        room="/check",
        data={"case": name, "as_of": as_of, "articles": found, "total": total, "offset": offset},
        columns=columns,
        rows=[{column: getattr(one, column) for column in columns} for one in found],
        more={**more, "most": USUAL},
    )


def rows(view: CheckView) -> list[Mapping[str, object]]:
    """A row a verdict, with both figures and the ids of facts and sources."""
    return [_row(one) for one in view.verdicts]


def _row(one: Judged) -> Mapping[str, object]:
    row, now = one.row, one.now
    return {
        **{name: getattr(row, name) for name in COLUMNS[:9]},
        "sources": tuple(dict.fromkeys(source.id for fact in one.facts for source in fact.sources)),
        "now_finding": now.finding if now else "",
        "now_record": now.record if now else "",
        "now_facts": now.facts if now else (),
        "now_sources": tuple(dict.fromkeys(source.id for fact in one.now_facts for source in fact.sources)),
        "first": row.cite.span.start,
        "last": row.cite.span.end,
        "quote": row.cite.quote,
    }
