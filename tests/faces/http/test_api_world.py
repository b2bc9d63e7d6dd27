"""The interface of worlds: lists as of a day, in pages, each row with its sources; files with their media types."""

import json
import xml.etree.ElementTree as Tree
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of

API = "/api/v1"
WORLD = f"{API}/worlds/kazakhstan-2022"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with desk_of(":memory:", [], cases=("kazakhstan-2022", "south-sudan-oil")) as (client, _):
        yield client


def test_cases_are_listed_with_their_days(client: TestClient) -> None:
    found = client.get(f"{API}/cases").json()
    assert [one["id"] for one in found["items"]] == ["kazakhstan-2022", "south-sudan-oil"]
    assert found["items"][0]["as_of"] == "2022-11-27"
    assert found["items"][0]["first"] < found["items"][0]["as_of"] <= found["items"][0]["last"]


def test_a_summary_grows_with_the_day(client: TestClient) -> None:
    early, own = (client.get(WORLD, params=given).json() for given in ({"as_of": "2022-01-05"}, {}))
    assert early["facts"]["events"] < own["facts"]["events"]
    assert own["as_of"] == "2022-11-27"
    assert own["ties"]["member"] > 1_000


@pytest.mark.parametrize("name", ["ties", "routes", "figures", "sources"])
def test_lists_come_in_pages_and_name_their_sources(client: TestClient, name: str) -> None:
    first = client.get(f"{WORLD}/{name}", params={"limit": 3, "as_of": "2022-11-24"}).json()
    assert first["as_of"] == "2022-11-24"
    assert len(first["items"]) == 3
    assert first["next"] == 3 < first["total"]
    second = client.get(f"{WORLD}/{name}", params={"limit": 3, "offset": 3, "as_of": "2022-11-24"}).json()
    assert second["items"]
    assert second["items"][0] not in first["items"]
    if name != "sources":
        assert all(one["sources"] for one in first["items"])


def test_figures_are_those_of_a_member_and_measure(client: TestClient) -> None:
    found = client.get(f"{WORLD}/figures", params={"member": "KAZ", "measure": "oil-exports"}).json()
    assert any(one["words"] == "Kazakhstan, oil exports: 67.6 million tonnes, 2021" for one in found["items"])
    assert all(one["words"].startswith("Kazakhstan, oil exports") for one in found["items"])


def test_nothing_known_later_is_told(client: TestClient) -> None:
    found = client.get(f"{WORLD}/figures", params={"as_of": "2022-01-05", "limit": 500}).json()
    assert found["items"]
    assert all(one["known"] < "2022-01-05" for one in found["items"])


def test_the_facts_of_a_source(client: TestClient) -> None:
    found = client.get(f"{WORLD}/sources/S_TASS_0822/facts").json()
    assert found["total"] > 0
    assert all("S_TASS_0822" in [source["id"] for source in one["sources"]] for one in found["items"])
    assert client.get(f"{WORLD}/sources/S_TASS_0822/facts", params={"as_of": "2022-01-05"}).json()["total"] == 0


def test_exposure_names_the_figures_it_used(client: TestClient) -> None:
    found = client.get(f"{WORLD}/exposure", params={"origin": "KAZ", "good": "oil"}).json()
    assert found["crossing"]["RUS"]["low"] == pytest.approx(0.938, abs=0.001)
    assert "route-cpc.flow.KAZ.2021" in found["facts"]
    refused = client.get(f"{WORLD}/exposure", params={"origin": "KAZ", "good": "tea"})
    assert refused.status_code == 422
    assert "routes known: oil from KAZ" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    ("shape", "media"),
    [
        ("graphml", "application/graphml+xml"),
        ("gexf", "application/gexf+xml"),
        ("geojson", "application/geo+json"),
        ("ftm", "application/json-lines"),
    ],
)
def test_a_world_as_a_file(client: TestClient, shape: str, media: str) -> None:
    answer = client.get(f"{WORLD}/export", params={"shape": shape, "as_of": "2022-11-24"})
    assert answer.headers["content-type"].startswith(media)
    assert f'filename="world.{shape}"' in answer.headers["content-disposition"]
    if shape in ("graphml", "gexf"):
        assert len(list(Tree.fromstring(answer.text).iter())) > 1_000
    elif shape == "geojson":
        assert json.loads(answer.text)["as_of"] == "2022-11-24"
    else:
        assert all(json.loads(line)["schema"] for line in answer.text.splitlines())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{API}/worlds/nowhere", 404),
        (f"{API}/worlds/..%2F..%2Fetc/ties", 404),
        (f"{WORLD}/export?shape=pdf", 422),
        (f"{WORLD}/ties?kind=loves", 404),
        (f"{WORLD}/figures?member=nobody", 404),
        (f"{WORLD}/ties?limit=0", 422),
        (f"{WORLD}?as_of=0001-01-01", 422),
        (f"{WORLD}/sources/S_NONE/facts", 404),
        (f"{WORLD}/exposure?good=oil", 422),
    ],
)
def test_what_is_not_there_is_said_in_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status
