"""An article: its text beside what was read in it, each row with its place, its page and a way to correct it."""

from typing import Annotated

from fastapi import FastAPI, Query, Response
from markupsafe import Markup

from steppe import items
from steppe.faces.http.api_record import known_case
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.pages import Shown, part, show, with_query
from steppe.types import Judgement

COLUMNS = (
    "ref",
    "id",
    "kind",
    "modes",
    "status",
    "actors",
    "recipients",
    "when",
    "basis",
    "place",
    "known",
    "confidence",
    "left_out",
    "quote",
)
ROOMY = 120  # items up to which each row has a form of its own; beyond, a link to it, so that pages stay light


def add(app: FastAPI) -> None:
    """The routes of this room."""
    app.add_api_route("/articles/{ident}/lights.css", lights, methods=["GET"], include_in_schema=False)
    show(app, "/articles/{ident}", article)
    app.add_api_route("/briefs/{ident}", brief, methods=["GET"], include_in_schema=False)


def article(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """An article with what was read in it; its CSV are its events."""
    view = items.article_view(here.held, ident, as_of=as_of)
    made = view.brief
    number = len(made.events) + len(made.claims) + len(made.numbers)
    return Shown(
        template="article.html.j2",
        title=made.header.title,
        room="/read",
        data=view,
        columns=COLUMNS,
        rows=[{**items.cells(one), "left_out": one.id in view.left_out} for one in made.events],
        more={
            "parts_of": {name: Markup(drawn) for name, drawn in items.article_parts(made).items()},  # noqa: S704
            "said": _by_subject(view),
            "as_of": as_of,
            "forms_fit": number <= ROOMY,
        },
    )


def lights(here: Here, ident: str, as_of: AsOf = None) -> Response:
    """The style rules by which the words of an item light up when its place is linked to."""
    rules = items.article_lights(here.held, ident, as_of=as_of)
    return Response(rules, media_type="text/css; charset=utf-8")


Case = Annotated[str, Query(description="A case to hold the claims against; none without it.", max_length=100)]


def brief(here: Here, ident: str, case: Case = "", as_of: AsOf = None) -> Response:
    """The brief of an article as one page that needs nothing else; its policy lets in its own style and script only."""
    made = items.brief(here.held, ident, made=here.clock(), case=known_case(here, case), as_of=as_of)
    page = items.brief_page(made, home=with_query(f"/articles/{part(ident)}", as_of=as_of))
    return Response(page.html, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": page.policy})


def _by_subject(view: items.ArticleView) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for one in view.judgements:
        for subject in one.subjects:
            found.setdefault(subject, []).append(one)
    return found
