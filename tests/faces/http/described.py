"""The interface as its description tells it: its operations, and whether an answer is as its schema says."""

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import Draft202012Validator


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, all_of in described["paths"].items():
        for method, one in all_of.items():
            yield method, path, one


def closed(value: Any) -> Any:
    """A description in which an object may have no field that it does not name."""
    if isinstance(value, list):
        return [closed(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: closed(one) for key, one in value.items()}
    if "properties" in found and "type" in found:
        found.setdefault("additionalProperties", False)
    return found


def wrong(described: dict[str, Any], schema: dict[str, Any], answer: Any) -> list[str]:
    """What an answer has that its schema does not say, or lacks."""
    parts = closed(described["components"]["schemas"])
    checker = Draft202012Validator({**closed(schema), "components": {"schemas": parts}}, validate_formats=True)
    return [f"{'.'.join(map(str, one.instance_path))}: {one.message[:200]}" for one in checker.iter_errors(answer)]
