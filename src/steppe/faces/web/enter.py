"""The token, entered once a browser: it goes into a cookie that scripts cannot read and other sites cannot send."""

import hmac
from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse

from steppe.faces.http.guard import COOKIE
from steppe.faces.http.service import Here
from steppe.faces.web.pages import Shown, page_answer


def add(app: FastAPI) -> None:
    """The routes of this room."""
    app.add_api_route("/enter", form, methods=["GET"], include_in_schema=False)
    app.add_api_route("/enter", enter, methods=["POST"], include_in_schema=False)


def form(request: Request, here: Here) -> Response:
    """The form to enter the token."""
    return page_answer(request, here, _shown(wrong=False))


def enter(request: Request, here: Here, token: Annotated[str, Form(max_length=1_000)] = "") -> Response:
    """Remember the token where it is the right one; a wrong one is told so with status 401."""
    if here.token and not hmac.compare_digest(token.strip().encode("utf8", "replace"), here.token.encode("utf8")):
        return page_answer(request, here, _shown(wrong=True))
    answer = RedirectResponse("/", 303)
    if here.token:
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, here.token, path="/", httponly=True, samesite="strict", secure=secure)
    return answer


def _shown(*, wrong: bool) -> Shown:
    return Shown(
        template="enter.html.j2",
        title="Enter the token",
        room="",
        data=None,
        more={"wrong": wrong},
        status=401 if wrong else 200,
    )
