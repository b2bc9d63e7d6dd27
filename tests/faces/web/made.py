"""A desk with one article that has an event, a claim and a number, and hostile words wherever words can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from starlette.testclient import TestClient
from tests.faces.desk import desk_of
from tests.record.conftest import small

HOSTILE = "<script>alert(1)</script>{{7*7}}\u202e"
CODED = replace(small(), article=replace(small().article, title=HOSTILE, outlet=HOSTILE, address="javascript:alert(1)"))
ARTICLE = CODED.article.id
EVENT, CLAIM, NUMBER = CODED.events[0].id, CODED.claims[0].id, CODED.quantities[0].id
PAGE = {"accept": "text/html"}


@contextmanager
def desk_with_items(**settings: Any) -> Iterator[TestClient]:
    with desk_of(":memory:", [CODED], **settings) as (client, _):
        yield client


def judge(client: TestClient, subject: str, verdict: str = "wrong", **given: str) -> Any:
    said = {"verdict": verdict, "reason": "misread", "author": "A. Reader"} | given
    return client.post(f"/items/{subject}/judge", data=said)
