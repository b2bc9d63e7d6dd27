"""What if in the desk: the form and its address, a run and its result, two side by side, what a stranger may try."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, over, some
from tests.faces.web.following import Reader, faults
from tests.faces.web.made import held_up, ran

from steppe.faces.http.service import Service

PAGE = {"accept": "text/html"}
CLOSED = "cpc_pipe=closed from 1 until 30"
FAST = {"case": "kazakhstan-2022", "draws": "100", "causes": "Q1"}


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[TestClient, Service]]:
    with desk_of(":memory:", some()[:2]) as (client, service):
        yield client, service


@pytest.fixture(scope="module")
def desk(both: tuple[TestClient, Service]) -> TestClient:
    return both[0]


@pytest.fixture(scope="module")
def closed(both: tuple[TestClient, Service]) -> str:
    """The id of a finished what-if: the line shut for 30 days."""
    return ran(*both, FAST | {"do": CLOSED})


@pytest.fixture(scope="module")
def longer(both: tuple[TestClient, Service]) -> str:
    """The id of another: the case's own scenario of 90 days, without causes."""
    return ran(*both, FAST | {"scenario": "closure_90d", "causes": ""})


def test_an_empty_room_begins_with_the_articles_own_scenario(empty_desk: TestClient) -> None:
    page = empty_desk.get("/whatif", headers=PAGE).text
    assert "Nothing was run yet" in page
    first = page.index('name="scenario" value="')
    assert page[first:].startswith('name="scenario" value="closure_90d"')
    assert "the CPC line is shut for 90 days" in page


def test_moves_in_the_address_become_rows_of_controls(desk: TestClient) -> None:
    page = desk.get("/whatif", params={"do": [CLOSED, "baku_added=20"]}, headers=PAGE).text
    assert page.count('class="move"') == 2
    assert re.search(r"<option selected>closed</option>", page)
    value = re.search(r'<input id="m1-value" name="value" type="range"[^>]*value="20"', page)
    assert value is not None
    assert "baku_added is 20 kt/d" in page
    assert f"--do &#39;{CLOSED}&#39;" in page


def test_the_form_sends_rows_that_say_the_same_as_the_text(desk: TestClient) -> None:
    rows = {
        "what": ["cpc_pipe", "baku_added"], "sign": ["=", "="], "value": ["closed", "20"],
        "first": ["1", "1"], "last": ["30", "90"],
    }  # fmt: skip
    by_rows = desk.get("/whatif.json", params=rows).json()
    by_text = desk.get("/whatif.json", params={"do": [CLOSED, "baku_added=20"]}).json()
    assert by_rows["order"] == by_text["order"]
    assert by_rows["order"]["moves"] == [CLOSED, "baku_added=20"]


def test_a_move_is_added_and_taken_away_by_a_round_trip(desk: TestClient) -> None:
    added = desk.get("/whatif.json", params={"do": CLOSED, "pick": "wave", "adding": "1"}).json()
    assert added["order"]["moves"] == [CLOSED, "wave=off from 1 until 90"]
    waits = desk.get("/whatif.json", params={"do": CLOSED, "pick": "wave"}).json()
    assert waits["order"]["moves"] == [CLOSED], "choosing is not adding yet"
    rows = {"what": "cpc_pipe", "sign": "=", "value": "closed", "first": "1", "last": "30", "drop": "0"}
    assert desk.get("/whatif.json", params=rows).json()["order"]["moves"] == []


def test_a_last_day_before_the_first_is_the_first(desk: TestClient) -> None:
    rows = {"what": "cpc_pipe", "sign": "=", "value": "closed", "first": "40", "last": "30"}
    assert desk.get("/whatif.json", params=rows).json()["order"]["moves"] == ["cpc_pipe=closed on 40"]


def test_what_cannot_be_moved_says_what_can(desk: TestClient) -> None:
    view = desk.get("/whatif.json", params={"do": "cpc_pipe=ajar"}).json()
    assert "expected cpc_pipe= and one of open, limited, closed" in view["wrong"][0]
    assert desk.get("/whatif", params={"do": "<script>=1"}, headers=PAGE).status_code == 200
    assert "<script>=1" not in desk.get("/whatif", params={"do": "<script>=1"}, headers=PAGE).text
    refused = desk.post("/whatif", data=FAST | {"do": "cpc_pipe=ajar"})
    assert refused.status_code == 422
    assert "limited, closed" in refused.text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"case": "../../etc"}, 404),
        ({"case": "/etc"}, 404),
        ({"scenario": "peace"}, 404),
        ({"draws": "10"}, 422),
        ({"draws": "999999999"}, 422),
        ({"days": "99999"}, 422),
        ({"seed": "abc"}, 422),
        ({"as_of": "yesterday"}, 422),
        ({"as_of": "1990-01-01"}, 422),
        ({"causes": "Q99"}, 422),
        ({"what": "cpc_pipe"}, 422),
        ({"do": "x" * 300}, 422),
        ({"do": ["cpc_pipe=closed"] * 30}, 422),
    ],
)
def test_what_cannot_be_run_is_refused_with_what_would_be_right(
    desk: TestClient, given: dict[str, str], status: int
) -> None:
    answer = desk.post("/whatif", data=FAST | given)
    assert answer.status_code == status
    message = answer.json()["error"]["message"]
    assert any(words in message for words in ("expected", "known:", "at most")), message


def test_the_same_what_if_is_the_same_result(both: tuple[TestClient, Service], closed: str) -> None:
    assert ran(*both, FAST | {"do": f"  {CLOSED.replace(' from', '   from')}"}) == closed


def test_the_result_sets_answers_and_outputs_beside_things_as_they_stand(desk: TestClient, closed: str) -> None:
    found = desk.get(f"/whatif/{closed}.json").json()
    assert [card["id"] for card in found["cards"]] == [card["id"] for card in found["plain"]]
    assert all(move in card["moves"] for card in found["cards"] for move in [CLOSED] if card["kind"] != "statements")
    lost = next(side for side in found["compared"]["sides"] if side["name"] == "oil.lost")
    assert lost["gap"]["mean"] == pytest.approx(lost["other"][0] - lost["one"][0])
    assert lost["gap"]["mean"] > 1_000
    assert found["compared"]["other_moves"] == [CLOSED]
    assert found["causes"][0]["id"] == "Q1"
    page = desk.get(f"/whatif/{closed}", headers=PAGE).text
    assert "questions keep their answer" in page
    assert "with the moves" in page


def test_the_result_is_light_and_short_as_each_question_is_folded(desk: TestClient, closed: str) -> None:
    page = desk.get(f"/whatif/{closed}", headers=PAGE).text
    assert len(page.encode()) < 280_000
    cards = desk.get(f"/whatif/{closed}.json").json()["cards"]
    assert page.count('class="card folding"') == len(cards)
    assert not re.search(r'<details[^>]*class="card folding"[^>]*open', page)


def test_what_drives_the_answers_and_what_is_not_known_comes_right_after_them(desk: TestClient, longer: str) -> None:
    page = desk.get(f"/whatif/{longer}", headers=PAGE).text
    places = [page.index(f'id="{part}"') for part in ("h-short", "before-after", "drives", "pictures", "cards")]
    assert places == sorted(places)
    short, drives = page[places[0] : places[1]], page[places[2] : places[3]]
    card = next(one for one in desk.get(f"/whatif/{longer}.json").json()["cards"] if one["id"] == "Q6")
    assert "it asks of this scenario itself" in short.partition("<details>")[0]
    assert drives.count('<a href="#q-') == 1, "other questions keep their answer"
    row = drives.partition('<a href="#q-q6">')[2].partition("</tr>")[0]
    for driver in card["drivers"][:3]:
        assert (f'href="#g-{driver["name"]}"' in row) == (driver["share"] >= 0.005)
    assert f'{card["confidence"]} <span class="soft small">{card["licence"]}' in row
    assert escape("; ".join(card["unknown"])) in row


def test_where_no_answer_changes_what_drives_them_is_looked_up_in_their_cards(desk: TestClient, closed: str) -> None:
    page = desk.get(f"/whatif/{closed}", headers=PAGE).text
    drives = page.partition('id="drives"')[2].partition("</section>")[0]
    assert "No answer changes" in drives
    assert "<table" not in drives


def test_every_number_leads_to_its_parameter_and_on_to_its_source(desk: TestClient, closed: str) -> None:
    page = desk.get(f"/whatif/{closed}", headers=PAGE).text
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    links = {unquote(one) for one in re.findall(r'href="#([^"]+)"', page)}
    assert links <= ids, "no link leads nowhere"
    for card in desk.get(f"/whatif/{closed}.json").json()["cards"]:
        section = page.partition(f'<details id="q-{card["id"].lower()}"')[2].partition("</details>\n</details>")[0]
        for ground in card["grounds"]:
            assert f'href="#g-{ground["name"]}"' in section
            row = page.partition(f'id="g-{ground["name"]}"')[2].partition("</tr>")[0]
            for source in ground["source"]:
                assert f'href="#s-{source}"' in row or "from memory" in row
    assert 'href="#g-oil"' in page.partition('id="before-after"')[2].partition("</section>")[0]


def test_the_result_has_no_address_of_another_host_as_a_link(desk: TestClient, closed: str) -> None:
    page = desk.get(f"/whatif/{closed}", headers=PAGE).text
    assert not re.search(r'(?:href|src|action)="(?:https?:)?//', page)
    assert "<script>" not in page
    assert " style=" not in page


def test_change_it_leads_back_to_the_same_order(desk: TestClient, closed: str) -> None:
    page = desk.get(f"/whatif/{closed}", headers=PAGE).text
    link = re.search(r'href="(/whatif\?[^"]+)">Change it', page)
    assert link is not None
    address = link[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query)["do"] == [CLOSED]
    assert (
        desk.get(address.replace("/whatif?", "/whatif.json?")).json()["order"]
        == (desk.get(f"/whatif/{closed}.json").json()["order"])
    )


def test_the_csv_has_a_row_an_output_with_both_columns(desk: TestClient, closed: str) -> None:
    lines = desk.get(f"/whatif/{closed}.csv").text.splitlines()
    assert lines[0].startswith("output,about,unit,as_things_stand,low,high,with_moves")
    assert len(lines) == 1 + len(desk.get(f"/whatif/{closed}.json").json()["compared"]["sides"])


def test_shares_of_the_variance_come_on_demand(both: tuple[TestClient, Service], closed: str) -> None:
    client, service = both
    assert client.post(f"/whatif/{closed}/shares", data={"question": "Q6"}).status_code == 303
    over(service.jobs, next(one.id for one in service.jobs.all() if one.kind == "shares"))
    page = client.get(f"/whatif/{closed}", headers=PAGE).text
    table = page.partition("Shares of the variance of Q6")[2].partition("</table>")[0]
    assert "luck" in table
    assert 'href="#g-' in table
    assert client.post(f"/whatif/{closed}/shares", data={"question": "Q12"}).status_code == 404


def test_two_runs_stand_side_by_side(desk: TestClient, closed: str, longer: str) -> None:
    view = desk.get("/whatif/compare.json", params={"one": closed, "other": longer}).json()
    lost = next(output for output in view["beside"]["outputs"] if output["name"] == "oil.lost")
    runs = [desk.get(f"/whatif/{ident}.json").json()["compared"]["sides"] for ident in (closed, longer)]
    means = [next(side["other"][0] for side in sides if side["name"] == "oil.lost") for sides in runs]
    assert lost["between"] == pytest.approx(means[1] - means[0])
    assert view["beside"]["unlike"] == []
    page = desk.get("/whatif/compare", params={"one": closed, "other": longer}, headers=PAGE).text
    assert "what lies between the columns comes of the moves" in page
    assert re.search(rf'href="/whatif/{longer}#g-[\w.]+">[\d,]+ kt</a>', page)
    assert "14 questions have the same answer in both" in page
    rows = desk.get("/whatif/compare.csv", params={"one": closed, "other": longer}).text.splitlines()
    assert rows[0] == "what,name,about,unit,one,other,between"
    assert any(row.startswith("output,oil.lost,") for row in rows)


def test_side_by_side_teaches_where_there_is_nothing_to_compare(empty_desk: TestClient) -> None:
    page = empty_desk.get("/whatif/compare", headers=PAGE).text
    assert "Two finished what-ifs are needed" in page
    assert 'href="/whatif"' in page


def test_the_latest_runs_are_listed_with_their_moves(desk: TestClient, closed: str, longer: str) -> None:
    runs = desk.get("/whatif.json").json()["runs"]
    assert {closed, longer} <= {one["id"] for one in runs}
    assert next(one for one in runs if one["id"] == closed)["moves"] == [CLOSED]
    assert desk.get("/whatif.csv").text.splitlines()[0].startswith("id,state,made,case,scenario")


def test_a_job_of_another_kind_is_no_what_if(both: tuple[TestClient, Service]) -> None:
    client, service = both
    shares = [one.id for one in service.jobs.all() if one.kind != "whatif"]
    for ident in (*shares, "0" * 16, "..%2F..%2Fetc%2Fpasswd"):
        assert client.get(f"/whatif/{ident}", headers=PAGE).status_code == 404


def test_what_is_over_stays_as_it_is(both: tuple[TestClient, Service], closed: str) -> None:
    client, service = both
    assert client.post(f"/whatif/{closed}/cancel").status_code == 303
    assert service.jobs.get(closed).state == "done"


def test_a_what_if_under_way_shows_how_far_it_is_and_can_be_called_off(
    both: tuple[TestClient, Service],
) -> None:
    client, service = both
    with held_up(service, "with the moves, Q6 (day 40 of 90)", 20, 30) as at_it:
        ident = client.post("/whatif", data=FAST | {"seed": "5"}).headers["location"].rpartition("/")[2]
        assert at_it.wait(20)
        page = client.get(f"/whatif/{ident}", headers=PAGE).text
        assert f'data-follow="/api/v1/jobs/{ident}/progress"' in page
        assert "with the moves, Q6 (day 40 of 90)" in page
        assert 'value="20" max="30"' in page
        client.post(f"/whatif/{ident}/cancel")
    page = client.get(f"/whatif/{ident}", headers=PAGE).text
    assert "cancelled" in page
    assert "Run it again" in page


def test_any_number_of_a_result_clicks_down(desk: TestClient, closed: str, longer: str) -> None:
    reader = Reader(desk)
    for address in (f"/whatif/{closed}", f"/whatif/{longer}", f"/whatif/compare?one={closed}&other={longer}"):
        assert len(list(reader.page(address).figures())) > 30
        found = faults(reader, address)
        assert not found, "\n".join(found)


def test_any_number_of_another_case_clicks_down() -> None:
    with desk_of(":memory:", [], cases=("south-sudan-oil",)) as (client, service):
        few = {"case": "south-sudan-oil", "draws": "100", "causes": ""}
        one, other = ran(client, service, few), ran(client, service, few | {"scenario": "both_closed_60d"})
        reader = Reader(client)
        for address in (f"/whatif/{other}", f"/whatif/compare?one={one}&other={other}"):
            found = faults(reader, address)
            assert not found, "\n".join(found)


def test_a_back_test_leads_to_its_cases_with_their_sources(desk: TestClient, closed: str) -> None:
    reader = Reader(desk)
    page = reader.page(f"/whatif/{closed}")
    (notice, *_) = page.main.xpath(".//p[contains(., 'B-losses') and contains(., 'Back-test')]")
    (link,) = notice.xpath(".//a/@href")
    cases = page.scope(link.removeprefix("#"))
    assert cases is not None
    rows = cases.xpath(".//tbody/tr")
    assert len(rows) > 3
    assert all(row.xpath(".//td[last()]/a[starts-with(@href, '#s-')]") for row in rows)


def test_a_statement_leads_to_the_fact_it_was_held_against(desk: TestClient, closed: str) -> None:
    page = Reader(desk).page(f"/whatif/{closed}")
    (row, *_) = page.main.xpath(".//tr[contains(., 'a Russian community of 3.5 million')]")
    assert "3,500,000" in row.text_content()
    assert "fact KAZ" not in row.text_content()
    figure, census = row.xpath(".//td[last()]//a/@href")
    assert figure.startswith("#f-KAZ.group-population")
    assert census == "#s-S_CENSUS21"
    told = page.scope(figure.removeprefix("#"))
    assert told is not None
    assert "2,981,946" in told.text_content()
