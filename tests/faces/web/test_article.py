"""The page of an article: text beside what was read, each row with its place and its page; and its brief."""

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.faces.web.made import ARTICLE, CLAIM, EVENT, NUMBER, PAGE, desk_with_items, judge


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with desk_with_items() as client:
        yield client


def page(desk: TestClient, path: str = f"/articles/{ARTICLE}") -> str:
    answer = desk.get(path, headers=PAGE)
    assert answer.status_code == 200
    return answer.text


def test_each_row_leads_to_its_words_and_to_its_page(desk: TestClient) -> None:
    shown = page(desk)
    for ref, part, ident in (("e1", "events", EVENT), ("c1", "claims", CLAIM), ("n1", "quantities", NUMBER)):
        assert f'href="#t-{ref}"' in shown
        assert f'id="t-{ref}"' in shown
        assert f'id="{ref}"' in shown
        assert f'href="/{part}/{ident}"' in shown
        assert f'action="/items/{ident}/judge"' in shown
    assert f'href="/check?article={ARTICLE}"' in shown
    assert f'href="/briefs/{ARTICLE}"' in shown


def test_nothing_of_an_article_is_interpreted(desk: TestClient) -> None:
    shown = page(desk)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}⟨U+202E⟩" in shown
    assert 'href="javascript:' not in shown
    assert "\u202e" not in shown


def test_the_words_of_an_item_light_up_by_style_alone(desk: TestClient) -> None:
    assert f'href="/articles/{ARTICLE}/lights.css"' in page(desk)
    rules = desk.get(f"/articles/{ARTICLE}/lights.css")
    assert rules.headers["content-type"].startswith("text/css")
    assert ":root:has(#t-e1:target) .i-e1" in rules.text


def test_its_json_and_csv_hold_the_same_events(desk: TestClient) -> None:
    view = desk.get(f"/articles/{ARTICLE}.json").json()
    assert [one["id"] for one in view["brief"]["events"]] == [EVENT]
    lines = desk.get(f"/articles/{ARTICLE}.csv").text.splitlines()
    assert lines[0].startswith("ref,id,kind")
    assert lines[1].startswith(f"E1,{EVENT},ACCUSE,allege,asserted,Ruritania,Bordurian army")


def test_an_item_judged_wrong_is_struck_and_can_be_taken_back(desk: TestClient) -> None:
    assert judge(desk, EVENT, back="e1").headers["location"] == f"/articles/{ARTICLE}#e1"
    shown = page(desk)
    assert re.search(r'<tbody[^>]*id="e1"[^>]*class="left-out"', shown)
    assert "misread" in shown
    assert "take back" in shown
    assert desk.get(f"/articles/{ARTICLE}.json").json()["left_out"] == [EVENT]
    assert judge(desk, EVENT, "open", back="e1").status_code == 303
    assert 'class="left-out"' not in page(desk)


def test_a_retracted_article_stays_reachable_and_says_so(desk: TestClient) -> None:
    assert judge(desk, ARTICLE, "retracted").headers["location"] == f"/articles/{ARTICLE}#judged"
    assert "This article is judged wrong or retracted" in page(desk)
    assert desk.get("/api/v1/articles").json()["total"] == 0


def test_an_article_that_is_not_there_or_not_yet(desk: TestClient) -> None:
    assert desk.get("/articles/none").status_code == 404
    assert desk.get(f"/articles/{ARTICLE}?as_of=2022-01-05").status_code == 404
    assert desk.get(f"/articles/{ARTICLE}?as_of=2022-01-06").status_code == 200


def test_the_brief_may_load_its_own_style_and_script_and_nothing_else(desk: TestClient) -> None:
    answer = desk.get(f"/briefs/{ARTICLE}")
    allowed = answer.headers["content-security-policy"]
    assert allowed.startswith("default-src 'none'; ")
    assert allowed.endswith("base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    for name in ("style", "script"):
        (content,) = re.findall(f"<{name}>(.*?)</{name}>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in allowed
    assert "default-src 'self'" not in allowed


def test_a_brief_leaves_out_what_is_judged_wrong(desk: TestClient) -> None:
    judge(desk, EVENT)
    assert desk.get(f"/api/v1/briefs/{ARTICLE}").json()["events"] == []
    assert EVENT not in desk.get(f"/briefs/{ARTICLE}").text


@pytest.mark.parametrize("case", ["../../etc", "/etc/passwd", "other"])
def test_a_case_is_a_name_and_never_a_path(desk: TestClient, case: str) -> None:
    for path in ("/briefs", "/api/v1/briefs"):
        assert desk.get(f"{path}/{ARTICLE}", params={"case": case}).status_code == 404


def test_a_brief_with_a_case_has_verdicts(desk: TestClient) -> None:
    made = desk.get(f"/api/v1/briefs/{ARTICLE}", params={"case": "kazakhstan-2022"}).json()
    assert made["checked"]["case"]
    assert made["checked"]["as_of"] == "2022-01-04"
