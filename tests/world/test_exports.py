import json
from datetime import date
from io import BytesIO

import networkx
import pytest

from steppe.errors import UnknownName
from steppe.world.build import build
from steppe.world.exports import export


@pytest.fixture
def world(small):
    return build(small, (), date(2022, 11, 27))


def test_graphml_is_read_back_with_kinds_and_dates(world):
    graph = networkx.read_graphml(BytesIO(export(world, "graphml").encode()), force_multigraph=True)
    assert graph.nodes["field-a"]["lat"] == 50.5
    assert {data["kind"] for _, _, data in graph.edges(data=True)} >= {"borders", "member", "crosses", "sanctions"}
    assert graph.get_edge_data("AAA", "club")["0" if "0" in graph["AAA"]["club"] else 0]["start"] == "2001-02-03"


def test_gexf_is_read_back(world):
    graph = networkx.read_gexf(BytesIO(export(world, "gexf").encode()))
    assert graph.nodes["AAA"]["label"] == "Aland"


def test_geojson_has_places_and_routes_east_first(world):
    found = {one["id"]: one for one in json.loads(export(world, "geojson"))["features"]}
    assert found["field-a"]["geometry"] == {"type": "Point", "coordinates": [60.0, 50.5]}
    assert found["route-1"]["geometry"]["coordinates"] == [[60.0, 50.5], [38.0, 45.0]]
    assert found["route-1"]["properties"]["flow"]["value"] == 10


def test_followthemoney_entities_hold_together(world):
    found = {one["id"]: one for one in map(json.loads, export(world, "ftm").splitlines())}
    assert found["steppe-aaa"]["schema"] == "PublicBody"
    kinds = {one["schema"] for one in found.values()}
    assert kinds >= {"Membership", "Sanction", "UnknownLink", "Event", "Organization"}
    for one in found.values():
        for end in ("member", "organization", "entity", "subject", "object", "organizer", "involved"):
            assert set(one["properties"].get(end, [])) <= set(found)


def test_followthemoney_itself_accepts_them(world):
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    for line in export(world, "ftm").splitlines():
        entity = model.get_proxy(json.loads(line))
        entity.schema.validate({"properties": entity.properties})


def test_an_unknown_shape_is_refused(world):
    with pytest.raises(UnknownName, match="unknown shape of a world 'dot'; known: ftm, geojson"):
        export(world, "dot")
