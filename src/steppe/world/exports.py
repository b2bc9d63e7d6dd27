"""The world in the formats of the trade: GraphML, GEXF, GeoJSON, FollowTheMoney. Pure: values in, text out."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import networkx

from steppe.errors import UnknownName
from steppe.types import Tie, identity
from steppe.world.build import World
from steppe.world.facts import Member, Route

SHAPES = ("graphml", "gexf", "geojson", "ftm")
SCHEMAS = {  # FollowTheMoney 4 schema of each kind of member
    "state": "PublicBody",
    "organisation": "Organization",
    "armed-group": "Organization",
    "institution": "PublicBody",
    "company": "Company",
    "entity": "PublicBody",
    "group": "LegalEntity",
}


def export(world: World, shape: str) -> str:
    """The world in one of `SHAPES`, with the ties that hold on its last known day. Raises `UnknownName`.

    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> export(build(small_case(), (), date(2022, 11, 27)), "graphml").count("<edge ")
    1
    """
    match shape:
        case "graphml":
            return _written(networkx.write_graphml, graph(world))
        case "gexf":
            return _written(networkx.write_gexf, graph(world))
        case "geojson":
            return to_geojson(world)
        case "ftm":
            return "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in entities(world))
    raise UnknownName("shape of a world", shape, SHAPES)


def _written(write: Any, made: networkx.MultiDiGraph) -> str:
    out = BytesIO()
    write(made, out)
    return out.getvalue().decode("utf8")


def current(world: World) -> Iterator[Tie]:
    """The ties that hold on the last day the world knows."""
    eve = world.as_of - timedelta(days=1)
    for row in range(len(world.ties)):
        tie = world.ties.tie(row)
        if (tie.since or date.min) <= eve <= (tie.until or date.max):
            yield tie


def graph(world: World) -> networkx.MultiDiGraph:
    """Members as nodes (label, kind, iso3, lat, lon), ties as edges (kind, weight, start, end, facts)."""
    made = networkx.MultiDiGraph(name=world.case.title, as_of=world.as_of.isoformat())
    for name in sorted({*world.case.members, *world.ties.actors}):
        made.add_node(name, **_node(name, world.case.members.get(name)))
    for tie in current(world):
        times = {"start": tie.since, "end": tie.until}
        made.add_edge(
            tie.head,
            tie.tail,
            kind=tie.kind,
            weight=tie.weight,
            facts=";".join(tie.evidence),
            **{key: when.isoformat() for key, when in times.items() if when},
        )
    return made


def _node(name: str, member: Member | None) -> dict[str, Any]:
    if member is None:
        return {"label": name, "kind": "unknown"}
    found: dict[str, Any] = {"label": member.name, "kind": member.kind}
    if member.country:
        found["iso3"] = member.country
    if member.latitude is not None and member.longitude is not None:
        found |= {"lat": member.latitude, "lon": member.longitude}
    return found


def to_geojson(world: World) -> str:
    """Places as points and routes as lines (RFC 7946: degrees east first), with the day the world is seen from."""
    points = [_point(one) for one in world.case.members.values() if one.latitude is not None]
    lines = [line for line in (_line(world, route) for route in world.case.routes) if line]
    whole = {"type": "FeatureCollection", "as_of": world.as_of.isoformat(), "features": [*points, *lines]}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _point(one: Member) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
        "properties": {"name": one.name, "kind": one.kind, "iso3": one.country},
    }


def _line(world: World, route: Route) -> dict[str, Any] | None:
    places = [world.case.members[place] for place in route.path]
    spots = [[one.longitude, one.latitude] for one in places if one.longitude is not None]
    if len(spots) < 2:
        return None
    latest = {
        measure: {"value": found[-1].value, "unit": found[-1].unit, "since": str(found[-1].since)}
        for measure in ("capacity", "flow")
        if (found := world.figures.get((route.id, measure), ()))
    }
    return {
        "type": "Feature",
        "id": route.id,
        "geometry": {"type": "LineString", "coordinates": spots},
        "properties": {"name": route.name, "good": route.good, "crosses": list(route.transit), **latest},
    }


def entities(world: World) -> Iterator[dict[str, Any]]:
    """FollowTheMoney entities: members, memberships, sanctions, other ties, events. Directions of ties stand in `role`.

    There is no schema for claims and none for spans: what rests on words of a text goes beside it as Web Annotation.
    """
    for member in world.case.members.values():
        if member.kind in SCHEMAS:
            values = {"name": [member.name], "alias": list(member.aliases)}
            yield _entity(member.id, SCHEMAS[member.kind], values)
    for tie in current(world):
        if _is_party(world, tie.head) and _is_party(world, tie.tail) and not tie.kind.isupper():
            yield _link(tie)
    for event in world.case.events:
        values = {
            "name": [event.what],
            "startDate": [event.first.isoformat()],
            "endDate": [event.last.isoformat()],
            "organizer": [_key(one) for one in event.actors if _is_party(world, one)],
            "involved": [_key(one) for one in event.recipients if _is_party(world, one)],
            "recordId": [event.kind],
            "sourceUrl": [
                world.case.sources[one].address for one in event.provenance.sources if world.case.sources[one].address
            ],
        }
        yield _entity(event.id, "Event", values)


def _is_party(world: World, name: str) -> bool:
    member = world.case.members.get(name)
    return member is not None and member.kind in SCHEMAS


def _link(tie: Tie) -> dict[str, Any]:
    times = {
        "startDate": [tie.since.isoformat()] if tie.since else [],
        "endDate": [tie.until.isoformat()] if tie.until else [],
    }
    head, tail = [_key(tie.head)], [_key(tie.tail)]
    name = identity(tie.head, tie.kind, tie.tail, tie.since)
    if tie.kind == "member":
        return _entity(name, "Membership", {"member": head, "organization": tail, **times})
    if tie.kind == "sanctions":
        values = {"entity": tail, "authority": [tie.head], "program": list(tie.evidence)}
        return _entity(name, "Sanction", {**values, **times})
    role = f"{tie.head} {tie.kind} {tie.tail}"
    return _entity(name, "UnknownLink", {"subject": head, "object": tail, "role": [role], **times})


def _key(name: str) -> str:
    return f"steppe-{name.lower()}"


def _entity(name: str, schema: str, values: Mapping[str, list[str]]) -> dict[str, Any]:
    return {"id": _key(name), "schema": schema, "properties": {key: kept for key, kept in values.items() if kept}}
