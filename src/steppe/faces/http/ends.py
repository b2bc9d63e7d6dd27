"""The two names in the address of a pair, either of which may hold a slash."""

from urllib.parse import unquote

from fastapi import Request


def ends(request: Request, one: str, other: str) -> tuple[str, str]:
    """The two as they were sent: what routing split at a slash that stood within the first (`%2F`) is put together.

    An address in which nothing was encoded is split at its first slash.
    """
    raw: bytes = request.scope.get("raw_path") or b""
    _, _, rest = raw.decode("ascii", "replace").partition("/pairs/")
    first, whole = unquote(rest.partition("/")[0]), f"{one}/{other}"
    return (first, whole[len(first) + 1 :]) if whole.startswith(f"{first}/") else (one, other)
