"""Schemas of the interface as FastAPI makes them, put into the words of those who read JSON and know no Python."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import Any

from steppe.errors import DataError
from steppe.faces.http.described import Meanings

Node = dict[str, Any]
VALUES = frozenset(("examples", "example", "default", "const", "enum", "value"))  # hold what is no schema
SCHEMA = "#/components/schemas/"


def named(found: Node, schemas: Node) -> Node:
    """The description with short names of schemas, without titles that only repeat a name. Raises `DataError`.

    >>> schemas = {"Listed_Event_": {}, "steppe__a__b_c__Share": {}, "steppe__a__d__Share": {}}
    >>> found = {"$ref": "#/components/schemas/steppe__a__b_c__Share", "title": "Share"}
    >>> named(found, schemas)
    {'$ref': '#/components/schemas/BCShare'}
    """
    short = {name: short_name(name) for name in schemas}
    twice = {one for one, often in Counter(short.values()).items() if often > 1}
    if twice:
        raise DataError(f"openapi: two schemas are called {', '.join(sorted(twice))}; expected a name each")
    renamed: Node = _renamed(found, short)
    return renamed


def short_name(name: str) -> str:
    """The name of a schema as others see it: a class, with the module it is from where two have one name.

    >>> short_name("Listed_Event_"), short_name("steppe__brief__world_rows__TieLine"), short_name("Event")
    ('ListedEvent', 'WorldRowsTieLine', 'Event')
    """
    *_, module, last = ("", *name.split("__")) if "__" in name else ("", name)
    return f"{module.title()}{last}".replace("_", "")


def _renamed(value: Any, short: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(one, short) for one in value]
    if not isinstance(value, dict):
        return value
    found: Node = {}
    for key, held in value.items():
        if key == "properties":  # whose keys are fields, whatever they are called
            found[key] = {name: _renamed(one, short) for name, one in held.items()}
        elif key == "$ref":
            found[key] = SCHEMA + short[held.removeprefix(SCHEMA)]
        elif key in VALUES:
            found[key] = held
        elif key == "schemas":
            found[key] = {short[name]: _renamed(one, short) for name, one in held.items()}
        elif not (key == "title" and isinstance(held, str) and "version" not in value):
            found[key] = _renamed(held, short)
    return found


def from_requests(found: Node) -> Set[str]:
    """Names of the schemas that describe what is sent to us."""
    bodies = [one.get("requestBody", {}) for all_of in found["paths"].values() for one in all_of.values()]
    schemas: Node = found["components"]["schemas"]
    reached: set[str] = set()
    new = set(_referred(bodies))
    while new:
        reached |= new
        new = {name for one in new for name in _referred(schemas[one])} - reached
    return reached


def _referred(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from _referred(one)
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"].removeprefix(SCHEMA)


def mended(schemas: Node, meanings: Meanings, *, given: Set[str]) -> None:
    """Say of each schema what holds: all fields of an answer are there; what each means, and which words it can be."""
    for name, schema in schemas.items():
        if "description" in schema:
            schema["description"] = plain(schema["description"])
        fields: Node = schema.get("properties", {})
        if fields and name not in given:
            schema["required"] = list(fields)  # the codec leaves nothing out, whatever has a default
        for field, one in fields.items() if name not in given else ():
            one.pop("default", None)  # of the code, which an answer always says
            meaning = meanings.of(name, field)
            if meaning is not None:
                one["description"] = meaning.words
                _listed(one, meaning.values)


def plain(words: str) -> str:
    r"""What a docstring says, without its examples in Python and with JSON's word for nothing.

    >>> plain("Half-open range; `high` is `None` without one.\n\n>>> Span(0, 4)")
    'Half-open range; `high` is `null` without one.'
    """
    return words.partition(">>>")[0].replace("`None`", "`null`").strip()


def _listed(one: Node, values: tuple[str, ...]) -> None:
    """Put the words that a field can be where its schema says only that it is text."""
    for each in (one, *one.get("anyOf", ())):
        if values and each.get("type") == "string":
            each.setdefault("enum", list(values))


def without_null(schema: Node) -> Node:
    """The schema of a parameter of an address, which can be left out but cannot be nothing.

    >>> without_null({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "examples": ["2022-11-24"]})
    {'type': 'string', 'format': 'date', 'examples': ['2022-11-24']}
    """
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return without_null({**kinds[0], **{key: held for key, held in schema.items() if key != "anyOf"}})
