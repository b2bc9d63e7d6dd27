"""The World page: a case on a day, every figure leading to its source, nothing known later showing."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def world() -> Iterator[TestClient]:
    articles = [coded(f"n{n}", date(2022, 11, 1 + n), [(KAZ, "REJECT", RUS), (RUS, "AID", KAZ)]) for n in range(5)]
    with desk_of(":memory:", articles, cases=("kazakhstan-2022", "south-sudan-oil")) as (client, _):
        yield client


def test_the_case_is_shown_on_its_own_day(world: TestClient) -> None:
    view = world.get("/world.json").json()
    assert view["as_of"] == view["case"]["as_of"] == "2022-11-27"
    assert view["change"] is None
    routes = {one["row"]["id"]: one for one in view["routes"]}
    assert routes["route-cpc"]["amount"] == 53_100_000
    assert routes["route-cpc"]["flow"]["sources"][0]["id"]


def test_an_earlier_day_knows_less_and_says_what_came_since(world: TestClient) -> None:
    view = world.get("/world.json?as_of=2022-01-05").json()
    own = world.get("/world.json").json()
    assert view["facts_total"] < own["facts_total"]
    assert view["change"]["events"]["total"] == own["events_total"] - view["events_total"]
    assert all(one["known"] < "2022-01-05" for route in view["routes"] for one in [route["flow"]] if one)
    page = world.get("/world?as_of=2022-01-05", headers=HTML).text
    assert "From here to the case’s own day, 2022-11-27" in page


def test_no_event_of_a_later_day_shows_as_known(world: TestClient) -> None:
    view = world.get("/world.json?as_of=2022-01-05").json()
    assert not any("since" in one and one["since"] and one["since"] >= "2022-01-05" for one in view["ties"])
    assert view["standing"]["disruptions"] == []


def test_every_source_that_is_linked_is_there(world: TestClient) -> None:
    page = world.get("/world?as_of=2022-11-24", headers=HTML).text
    links = set(re.findall(r'href="(/world/sources\?[^"#]*)#([^"]+)"', page))
    assert len(links) > 20
    for address in {address for address, _ in links}:
        there = world.get(address.replace("&amp;", "&"), headers=HTML).text
        ids = set(re.findall(r'id="(s-[^"]+)"', there))
        assert {unquote(name) for where, name in links if where == address} <= ids


def test_reports_of_the_record_stand_beside_and_lead_to_their_pair_and_events(world: TestClient) -> None:
    view = world.get("/world.json").json()
    assert [(one["one"], one["other"], one["cooperation"], one["conflict"]) for one in view["reports"]] == [
        ("RUS", "KAZ", 5, 5)
    ]
    page = world.get("/world", headers=HTML).text
    assert 'href="/pairs/RUS/KAZ?as_of=2022-11-27"' in page
    assert f'href="/events/{view["reports"][0]["events"][0]}"' in page
    assert world.get(f"/events/{view['reports'][0]['events'][0]}", headers=HTML).status_code == 200
    assert world.get("/world.json?as_of=2022-11-03").json()["reports"][0]["conflict"] == 2


def test_a_member_a_kind_and_a_good_narrow_what_is_shown(world: TestClient) -> None:
    view = world.get("/world.json?member=HUN&kind=member").json()
    assert view["ties"]
    assert all(one["kind"] == "member" and "HUN" in (one["head"], one["tail"]) for one in view["ties"])
    assert world.get("/world.json?case=south-sudan-oil&good=oil").json()["case"]["id"] == "south-sudan-oil"


def test_the_form_works_with_all_its_fields_empty(world: TestClient) -> None:
    assert world.get("/world?case=&as_of=&member=&kind=&good=", headers=HTML).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("case=../../etc", 404),
        ("member=nobody", 404),
        ("kind=loves", 404),
        ("good=gold", 404),
        ("as_of=0001-01-01", 422),
        ("as_of=yesterday", 422),
        ("as_of=9999-12-31", 200),
        ("as_of=1000-01-01", 200),
    ],
)
def test_what_cannot_be_is_refused_and_the_edges_of_time_are_not(world: TestClient, query: str, status: int) -> None:
    for path in ("/world", "/world/sources"):
        if path == "/world" or "as_of" in query or "case" in query:
            assert world.get(f"{path}?{query}", headers=HTML).status_code == status


def test_before_the_first_fact_the_page_says_what_to_do(world: TestClient) -> None:
    page = world.get("/world?as_of=1500-01-01", headers=HTML).text
    assert "No route was in use that is known before 1500-01-01" in page
    assert "No tie between two" in page


def test_the_csv_has_all_ties_and_the_page_some(world: TestClient) -> None:
    view = world.get("/world.json").json()
    lines = world.get("/world.csv").text.splitlines()
    assert lines[0].startswith("head,head_name,kind")
    assert len(lines) == 1 + view["ties_total"] > 1 + len(view["ties"])


def test_pages_of_ties_follow_each_other(world: TestClient) -> None:
    first, second = (world.get(f"/world.json?offset={at}").json()["ties"] for at in (0, 40))
    assert len(first) == 40
    assert not {str(one) for one in first} & {str(one) for one in second}
    assert 'rel="next"' in world.get("/world", headers=HTML).text


def test_the_page_is_light_and_names_its_borders(world: TestClient) -> None:
    for query in ("", "?as_of=2023-06-01", "?case=south-sudan-oil", "?member=RUS"):
        answer = world.get(f"/world{query}", headers=HTML)
        assert len(answer.content) < 300_000
        assert "style=" not in answer.text
    assert "Borders: Natural Earth" in world.get("/world", headers=HTML).text


def test_a_source_leads_on_to_its_facts(world: TestClient) -> None:
    page = world.get("/world/sources?source=S_TASS_0822", headers=HTML).text
    assert "CPC" in page
    assert "resting on" in page
    view = world.get("/world/sources.json?source=S_TASS_0822").json()
    counts = {one["id"]: one["facts"] for one in view["sources"]}
    assert counts["S_TASS_0822"] == len(view["facts"])
    assert world.get("/world/sources?source=S_NONE").status_code == 404
    assert world.get("/world/sources.csv").text.startswith("id,title,address")


def test_a_case_that_a_stranger_wrote_is_shown_not_run(tmp_path, world: TestClient) -> None:
    _hostile(tmp_path)
    with desk_of(":memory:", [], case=str(tmp_path), cases=(str(tmp_path),)) as (client, _):
        for path in ("/world", "/world/sources", "/world?as_of=2022-01-01"):
            answer = client.get(path, headers=HTML)
            assert answer.status_code == 200
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert 'href="javascript' not in answer.text
        assert "&lt;script&gt;alert(1)" in client.get("/world", headers=HTML).text
        assert "'=cmd" in client.get("/world/sources.csv").text


def _hostile(folder) -> None:
    """A case whose title, names and sources are payloads."""
    evil = "<script>alert(1)</script>"
    (folder / "case.yaml").write_text(f'id: evil\ntitle: "{evil}"\nabout: "{evil}"\nas_of: 2022-11-27\n')
    head = "# version: 1\n# licence: CC0-1.0\n# origin: made up\n"
    (folder / "sources.tsv").write_text(
        f"{head}id\ttitle\taddress\tfirst\tlast\tkind\nS1\t=cmd|x{evil}\tjavascript:alert(1)\t2020-01-01\t\tnews\n"
    )
    (folder / "members.tsv").write_text(
        f"{head}id\tname\tkind\tcountry\taliases\tlatitude\tlongitude\tknown\tsource\tconfidence\tnote\n"
        f"AAA\t{evil}\tstate\tAAA\t\t\t\t\tS1\thigh\t\n"
        f"evil-two\t<img src=x onerror=alert(1)>\torganisation\t\t\t\t\t\tS1\thigh\t\n"
    )
    (folder / "relations.tsv").write_text(
        f"{head}kind\thead\ttail\tas_what\tsince\tuntil\tholds\tshare\tknown\tsource\tconfidence\tnote\n"
        f"member\tAAA\tevil-two\t\t2020-01-01\t\t\t\t\tS1\thigh\t{evil}\n"
    )
