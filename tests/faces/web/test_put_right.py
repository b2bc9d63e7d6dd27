"""Putting items right on their pages: in all rooms the new one stands in place of the old, until that is taken back."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of
from tests.faces.web.made import ARTICLE, CLAIM, EVENT, HOSTILE, NUMBER, PAGE, desk_with_items
from tests.faces.web.test_check import article as checked_article

ROOMS = ("/desk", "/events", "/actors", "/actors/KAZ", "/actors/RUS", "/pairs/KAZ/RUS", "/sources")
MADE = coded("one", date(2022, 11, 20), [(RUS, "THREATEN", KAZ), (KAZ, "CONSULT", RUS)])
OLD = MADE.events[0].id
FORM = {
    "kind": "ASSAULT.beat",
    "status": "asserted",
    "actors": "Kazakhstan",
    "recipients": "Uzbekistan",
    "first": "2022-11-19",
    "last": "",
    "why": "it was the other way round",
    "by": "A. Reader",
}


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with desk_of(":memory:", [MADE]) as (client, _):
        yield client


def put(client: TestClient, ident: str = OLD, **changes: str) -> Any:
    return client.post(f"/events/{ident}", data=FORM | changes, headers=PAGE)


def made(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/events/").removesuffix("#top")


def rooms(client: TestClient) -> list[Any]:
    """What every room shows, but for what was said."""
    views = [client.get(f"{room}.json").json() for room in ROOMS]
    return [{name: view[name] for name in view if name not in ("judged", "judgements")} for view in views]


def listed(client: TestClient, asked: str = "") -> list[str]:
    return [one["id"] for one in client.get(f"/api/v1/events?{asked}").json()["items"]]


def test_from_the_form_through_all_rooms_and_back(desk: TestClient) -> None:
    before = rooms(desk)
    new = made(put(desk))
    assert set(listed(desk)) == {new, MADE.events[1].id}
    assert listed(desk, "actor=KAZ&recipient=UZB") == [new]
    assert listed(desk, "actor=RUS") == []
    assert listed(desk, "kind=ASSAULT") == [new]
    for room, was, now in zip(ROOMS, before, rooms(desk), strict=True):
        assert (was != now) == (room != "/sources"), room
    shown = desk.get("/events.csv").text
    assert ",ASSAULT.beat," in shown
    assert ",THREATEN," not in shown
    answer = desk.post(f"/items/{new}/take-back", headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/events/{OLD}")
    assert rooms(desk) == before


def test_each_page_leads_to_the_other_and_says_who_and_why(desk: TestClient) -> None:
    new = made(put(desk))
    page, old = (unescape(desk.get(f"/events/{one}", headers=PAGE).text) for one in (new, OLD))
    for one, other in ((page, f'href="/events/{OLD}"'), (old, f'href="/events/{new}"')):
        assert "Put right by <bdi>A. Reader</bdi> on 2022-11-27" in one
        assert "it was the other way round" in one
        assert other in one
        assert f'action="/items/{new}/take-back"' in one
    assert "Russia: THREATEN → Kazakhstan" in page
    assert "Kazakhstan: ASSAULT.beat → Uzbekistan" in old
    assert 'class="judge put"' in page
    assert 'class="judge put"' not in old
    views = [desk.get(f"/events/{one}.json").json() for one in (new, OLD)]
    assert [one["left_out"] for one in views] == [False, True]
    assert views[0]["put_right"]["old"] == views[1]["put_as"]["old"] == OLD
    assert desk.get(f"/events/{new}.csv").text.splitlines()[1].count(OLD) == 2  # the reason, and by itself
    desk.post(f"/items/{new}/take-back", headers=PAGE)
    page = desk.get(f"/events/{new}", headers=PAGE).text
    assert "and taken back: lists" in page
    assert "take-back" not in page
    assert 'class="judge put"' not in page


def test_the_article_shows_both_one_struck_through(desk: TestClient) -> None:
    new = made(put(desk))
    article = MADE.article.id
    rows = {
        one[1]: one[0]
        for one in re.findall(r'(<tbody[^>]*>.*?href="/events/(\w+)".*?</tbody>)', page_of(desk, article), re.DOTALL)
    }
    assert 'class="left-out"' in rows[OLD]
    assert "put right by <bdi>A. Reader</bdi> on 2022-11-27 as" in rows[OLD]
    assert f'action="/items/{new}/take-back"' in rows[OLD]
    assert 'class="left-out"' not in rows[new]
    assert "put right by <bdi>A. Reader</bdi> on 2022-11-27, instead of" in rows[new]
    (at,) = re.findall(r'instead of <a class="ref event" href="#(e\d+)">', rows[new])
    assert f'id="{at}"' in rows[OLD]
    assert f'href="/events/{MADE.events[1].id}#put-right"' in rows[MADE.events[1].id]
    brief = desk.get(f"/api/v1/briefs/{article}").json()
    assert [one["id"] for one in brief["events"]] == [new, MADE.events[1].id]


def page_of(client: TestClient, article: str) -> str:
    return client.get(f"/articles/{article}", headers=PAGE).text


def test_the_form_holds_how_the_event_stands_and_what_may_be_chosen(desk: TestClient) -> None:
    page = desk.get(f"/events/{OLD}", headers=PAGE).text
    assert '<option value="THREATEN" selected>' in page
    assert '<option value="ASSAULT.beat">ASSAULT, beat</option>' in page
    assert '<optgroup label="ASSAULT: deliberate violence that can injure or destroy">' in page
    for name, value in (
        ("actors", "Russia"),
        ("recipients", "Kazakhstan"),
        ("first", "2022-11-20"),
        ("by", "tester"),
    ):
        assert re.search(rf'name="{name}"[^>]* value="{value}"', page), name
    assert '<option value="Uzbekistan">' in page
    assert put(desk, kind="THREATEN", actors="Russia", recipients="Kazakhstan", first="2022-11-20").status_code == 422


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"actors": "Kazakstan"}, "no actor 'Kazakstan' is known; known are such as Kazakhstan"),
        ({"actors": HOSTILE}, "no actor '<script>alert(1)"),
        ({"kind": "FIGHT"}, "no kind 'FIGHT'; known: ACCUSE"),
        ({"status": "sure"}, "known: asserted, denied"),
        ({"first": "19/11/2022"}, "'19/11/2022' is no day; expected one such as 2022-11-27"),
        ({"last": "2022-11-01"}, "expected the earlier day first"),
        ({"why": " "}, "no reason given"),
        ({"by": " "}, "nobody said so"),
    ],
    ids=str,
)
def test_what_is_wrong_comes_back_in_the_form_with_what_was_typed(
    desk: TestClient, changes: dict[str, str], told: str
) -> None:
    answer = put(desk, **changes)
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert 'role="alert">putting right: ' in page
    assert told in page.replace("U+202E", "\u202e")
    assert 'value="it was the other way round"' in page or "why" in changes
    assert "<script>alert" not in answer.text
    assert '<option value="ASSAULT.beat" selected>' in page or "kind" in changes
    assert f'action="/events/{OLD}#put-right"' in page
    program = desk.post(f"/events/{OLD}", data=FORM | changes)
    assert program.status_code == 422
    assert told in program.json()["error"]["message"]
    assert set(listed(desk)) == {one.id for one in MADE.events}


def test_hostile_words_are_words() -> None:
    with desk_with_items() as client:
        sides = {"actors": "Ruritania", "recipients": "Borduria"}
        new = made(put(client, EVENT, **sides, first="2022-01-04", why=HOSTILE, by=HOSTILE))
        for path in (f"/events/{new}", f"/events/{EVENT}", f"/articles/{ARTICLE}", "/events"):
            page = client.get(path, headers=PAGE).text
            assert "<script>alert" not in page
            assert "49" not in re.findall(r"alert\(1\).{0,30}", page, re.DOTALL)
        assert client.post(f"/items/{new}/take-back").status_code == 303
        assert client.get("/api/v1/events").json()["items"][0]["id"] == EVENT


def test_only_what_is_there_is_put_right(desk: TestClient) -> None:
    assert put(desk, "none").status_code == 404
    assert desk.post("/items/none/take-back").status_code == 404
    assert desk.post(f"/items/{OLD}/take-back").status_code == 422
    with desk_with_items() as client:
        assert put(client, CLAIM).status_code == 404


def test_before_it_was_put_right_the_old_event_was_known(desk: TestClient) -> None:
    new = made(put(desk))
    for day, known in (("2022-11-20", []), ("2022-11-27", [OLD]), ("2022-11-28", [new])):
        assert [one for one in listed(desk, f"as_of={day}") if one in (OLD, new)] == known, day
    assert desk.get(f"/events/{new}?as_of=2022-11-27").status_code == 404
    assert desk.get(f"/events/{OLD}.json?as_of=2022-11-27").json()["left_out"] is False
    events = desk.get(f"/articles/{MADE.article.id}.json?as_of=2022-11-27").json()["brief"]["events"]
    assert [one["id"] for one in events] == [one.id for one in MADE.events]


# Claims and numbers, in the same way.

CLAIM_FORM = {
    "speaker": "Borduria",
    "reporter": "",
    "voice": "indirect",
    "stance": "denies",
    "hedges": "",
    "about": "Ruritania, Kazakhstan",
    "first": "2022-01-04",
    "last": "",
    "why": "it was the other way round",
    "by": "A. Reader",
}
NUMBER_FORM = {
    "value": "30",
    "high": "40",
    "unit": "raids",
    "of": "raids",
    "bound": "between",
    "why": "it was the other way round",
    "by": "A. Reader",
}
FORMS = {"claims": (CLAIM, CLAIM_FORM), "quantities": (NUMBER, NUMBER_FORM)}
both = pytest.mark.parametrize("part", FORMS)


@pytest.fixture
def small_desk() -> Iterator[TestClient]:
    with desk_with_items() as client:
        yield client


def put_other(client: TestClient, part: str, **changes: str) -> Any:
    ident, form = FORMS[part]
    return client.post(f"/{part}/{ident}", data=form | changes, headers=PAGE)


def made_other(answer: Any, part: str) -> str:
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix(f"/{part}/").removesuffix("#top")


def all_shown(client: TestClient) -> list[Any]:
    parts = ("events", "claims", "quantities")
    return [client.get(f"/api/v1/{part}").json() for part in parts] + [client.get(f"/api/v1/briefs/{ARTICLE}").json()]


@both
def test_a_claim_or_number_counts_as_put_in_lists_and_briefs_until_taken_back(
    small_desk: TestClient, part: str
) -> None:
    before, (old, _) = all_shown(small_desk), FORMS[part]
    new = made_other(put_other(small_desk, part), part)
    listed = small_desk.get(f"/api/v1/{part}").json()
    assert (listed["total"], [one["id"] for one in listed["items"]]) == (1, [new])
    brief = small_desk.get(f"/api/v1/briefs/{ARTICLE}").json()
    (row,) = brief["claims" if part == "claims" else "numbers"]
    told = (row["who"], row["stance"]) if part == "claims" else (row["reading"],)
    assert (row["id"], told) == (new, ("Bordurian army", "denies") if part == "claims" else ("30 to 40 raid",))
    assert made_other(put_other(small_desk, part), part) == new
    assert small_desk.get("/api/v1/judgements").json()["total"] == 1
    for day, known in (("2022-11-27", old), ("2022-11-28", new)):
        assert [one["id"] for one in small_desk.get(f"/api/v1/{part}?as_of={day}").json()["items"]] == [known]
    answer = small_desk.post(f"/items/{new}/take-back", headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{part}/{old}")
    assert all_shown(small_desk) == before


@both
def test_each_page_of_the_two_leads_to_the_other(small_desk: TestClient, part: str) -> None:
    old, _ = FORMS[part]
    new = made_other(put_other(small_desk, part, why=HOSTILE, by=HOSTILE), part)
    pages = {one: small_desk.get(f"/{part}/{one}", headers=PAGE).text for one in (new, old)}
    for one, other in ((new, old), (old, new)):
        assert f'href="/{part}/{other}"' in pages[one]
        assert f'action="/items/{new}/take-back"' in pages[one]
        assert "on 2022-11-27" in pages[one]
        assert "<script>alert" not in pages[one]
    assert 'class="judge put"' in pages[new]
    assert 'class="judge put"' not in pages[old]
    assert 'class="facts struck"' in pages[old]
    assert 'class="facts struck"' not in pages[new]
    head, row = small_desk.get(f"/{part}/{new}.csv").text.splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=False))["id"] == new
    assert old in row
    article = small_desk.get(f"/articles/{ARTICLE}", headers=PAGE).text
    bodies = re.findall(rf'(<tbody[^>]*>.*?href="/{part}/(\w+)".*?</tbody>)', article, re.DOTALL)
    rows = {one[1]: one[0] for one in bodies}
    assert 'class="left-out"' in rows[old]
    assert f'action="/items/{new}/take-back"' in rows[old]
    assert 'class="left-out"' not in rows[new]
    assert f'href="/{part}/{new}#put-right"' in rows[new]
    assert re.search(r'instead of <a class="ref (claim|number)" href="#[cn]\d">', rows[new])


@pytest.mark.parametrize(
    ("part", "changes", "told"),
    [
        ("claims", {"speaker": "Kazakstan"}, "no actor 'Kazakstan' is known; known are such as Kazakhstan"),
        ("claims", {"speaker": HOSTILE}, "no actor '<script>alert(1)"),
        ("claims", {"voice": "author"}, "in the article's own voice nobody else says it"),
        ("claims", {"hedges": "perhaps"}, "expected hedges as they stand in “Ruritania accused"),
        ("claims", {"first": "soon"}, "'soon' is no day; expected one such as 2022-11-27"),
        ("claims", {"by": ""}, "nobody said so"),
        ("quantities", {"value": "a few"}, "'a few' is no number; expected one such as 1200"),
        ("quantities", {"value": HOSTILE}, "'<script>alert(1)"),
        ("quantities", {"value": "50"}, "from 50 to 40; expected the smaller number first"),
        ("quantities", {"unit": "rade"}, "no unit 'rade'"),
        ("quantities", {"of": HOSTILE}, "the article has no words '<script>alert(1)"),
        ("quantities", {"why": " "}, "no reason given"),
    ],
    ids=str,
)
def test_what_is_wrong_with_it_comes_back_in_its_form_with_what_was_typed(
    small_desk: TestClient, part: str, changes: dict[str, str], told: str
) -> None:
    answer = put_other(small_desk, part, **changes)
    (old, form), page = FORMS[part], unescape(answer.text)
    assert answer.status_code == 422
    assert 'role="alert">putting right: ' in page
    assert told in page.replace("U+202E", "\u202e")
    assert "<script>alert" not in answer.text
    for name, value in (form | changes).items():
        if name not in ("voice", "stance", "bound") and HOSTILE not in value:
            assert re.search(rf'name="{name}"[^>]* value="{re.escape(value)}"', page), name
    # The address leads the focus to the form, which tells what is wrong.
    assert f'action="/{part}/{old}#put-right" aria-describedby="put-wrong"' in page
    assert '<section id="put-right" tabindex="-1"' in page
    program = small_desk.post(f"/{part}/{old}", data=form | changes)
    assert (program.status_code, told in program.json()["error"]["message"]) == (422, True)
    assert small_desk.get("/api/v1/judgements").json()["total"] == 0


@pytest.mark.parametrize("path", [f"/events/{EVENT}", f"/claims/{CLAIM}", f"/quantities/{NUMBER}"])
def test_every_field_of_a_form_has_a_label_and_hints_are_there(small_desk: TestClient, path: str) -> None:
    page = small_desk.get(path, headers=PAGE).text
    form = page[page.index('class="judge put"') :]
    form = form[: form.index("</form>")]
    ids = re.findall(r'<(?:input|select) id="([\w-]+)"', form)
    assert len(ids) == len(set(ids)) == len(re.findall("<(?:input|select) ", form)) >= 7
    labels = re.findall(r'<label for="([\w-]+)">', form)
    assert labels == ids  # each before its field, in the order in which they are read
    for hint in re.findall(r'(?:aria-describedby|list)="([\w-]+)"', form):
        assert f'id="{hint}"' in form


def test_a_number_put_right_is_what_is_checked() -> None:
    article = checked_article()
    with desk_of(":memory:", [article]) as (client, _):

        def verdict() -> tuple[str, str]:
            found = client.get(f"/api/v1/verdicts?article={article.article.id}&case=kazakhstan-2022").json()["items"]
            (row,) = [one["row"] for one in found if "19 million people" in one["row"]["cite"]["quote"]]
            return row["finding"], row["told"]

        assert verdict() == ("inexact", "19,000,000 person")
        form = NUMBER_FORM | {"value": "90 million", "high": "", "unit": "person", "of": "people", "bound": "exact"}
        answer = client.post(f"/quantities/{article.quantities[1].id}", data=form, headers=PAGE)
        assert answer.status_code == 303, answer.text
        assert verdict() == ("contradicted", "90,000,000 person")


def test_a_large_number_is_written_out() -> None:
    article = checked_article()
    with desk_of(":memory:", [article]) as (client, _):
        form = NUMBER_FORM | {"value": "2,981,946", "high": "", "unit": "person", "of": "people", "bound": "exact"}
        answer = client.post(f"/quantities/{article.quantities[1].id}", data=form, headers=PAGE)
        page = client.get(answer.headers["location"].partition("#")[0], headers=PAGE).text
        assert '<span class="figure">2,981,946 person</span>' in page
        assert 'name="value" maxlength="80" autocomplete="off" value="2981946"' in page
