"""The token: entered once, kept where no script and no other site can use it, asked for only where one is set."""

import pytest
from tests.faces.web.made import EVENT, PAGE, desk_with_items, judge

TOKEN = "a.long-secret/token=="


def test_the_right_token_lets_one_write() -> None:
    with desk_with_items(token=TOKEN) as desk:
        assert judge(desk, EVENT).status_code == 401
        answer = desk.post("/enter", data={"token": f" {TOKEN} "})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        kept = answer.headers["set-cookie"]
        assert "HttpOnly" in kept
        assert "SameSite=strict" in kept
        assert "Path=/" in kept
        assert judge(desk, EVENT).status_code == 303


@pytest.mark.parametrize("wrong", ["", "a.long-secret/token", "\x00", "é" * 400])
def test_a_wrong_token_is_told_so_and_kept_nowhere(wrong: str) -> None:
    with desk_with_items(token=TOKEN) as desk:
        answer = desk.post("/enter", data={"token": wrong}, headers=PAGE)
        assert answer.status_code == 401
        assert "That is not the token" in answer.text
        assert "set-cookie" not in answer.headers
        assert TOKEN not in answer.text
        assert judge(desk, EVENT).status_code == 401


def test_pages_lead_to_it_only_where_a_token_is_set() -> None:
    with desk_with_items(token=TOKEN) as desk:
        shown = desk.get("/enter", headers=PAGE).text
        assert 'href="/enter"' in shown
        assert 'type="password"' in shown
        assert "JSON" not in shown
    with desk_with_items() as desk:
        assert 'href="/enter"' not in desk.get("/", headers=PAGE).text
        assert "asks for no token" in desk.get("/enter", headers=PAGE).text
        assert "set-cookie" not in desk.post("/enter", data={"token": "x"}).headers
