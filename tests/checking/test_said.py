"""Who said it: what of an article's claims is held against the statements of the record."""

from dataclasses import replace

import pytest
from tests.record.conftest import small

from steppe.checking.said import propose
from steppe.coding.by_hand import put_right
from steppe.coding.by_hand_claim import PutClaim
from steppe.coding.by_hand_names import known
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load

CODED = small()


@pytest.mark.parametrize(
    ("put", "speaker", "subject", "holds"),
    [
        (PutClaim(stance="denies"), "Ruritania", "RUR", False),
        (PutClaim(speaker="Borduria"), "Borduria", "BOR", True),
        # Whom the article does not name is asked for by name, not by all the words that the claim rests on.
        (PutClaim(speaker="Kazakhstan"), "Kazakhstan", "KAZ", True),
        (PutClaim(speaker="The talks"), "The talks", "", True),
    ],
)
def test_a_claim_put_right_is_asked_for_as_it_was_put(put: PutClaim, speaker: str, subject: str, holds: bool) -> None:
    new = put_right(CODED.claims[0], put, "A", known(CODED, load_directory()), load())
    (one,) = propose(replace(CODED, claims=(new,)))  # type: ignore[arg-type]
    assert (one.speaker, one.subject[:3], one.holds) == (speaker, subject, holds)


def test_what_the_article_says_itself_is_nobodys() -> None:
    own = put_right(CODED.claims[0], PutClaim(voice="author", speaker=""), "A", known(CODED, load_directory()), load())
    assert not list(propose(replace(CODED, claims=(own,))))  # type: ignore[arg-type]
