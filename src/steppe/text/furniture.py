"""Page furniture told by its words: captions and credits, labelled teasers, and what every page of an outlet repeats.

The phrases are data (`furniture.tsv`): an expression for a whole paragraph, its kind, an example and a `not`.
"""

import re
from functools import cache

from steppe.text.lexicon import pattern, shipped
from steppe.types import BlockKind

LONGEST = 420
"""Characters; nothing longer is furniture."""

FILE = "furniture.tsv"
COLUMNS = ("pattern", "kind", "example", "not")
_KINDS: dict[str, BlockKind] = {"caption": "caption", "teaser": "teaser", "boilerplate": "boilerplate"}
_LABEL = re.compile(
    r"(?:read|see|watch|also|you|don['’]t|must|recommended|suggested|editor|trending|most|popular|latest|more|top|up"
    r"|what to|in other|further|related)\b",
    re.IGNORECASE,
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], BlockKind], ...]:
    rows = shipped(FILE, COLUMNS)
    return tuple((pattern(FILE, row[0], row[0]), _KINDS[row[1]]) for row in sorted(rows, key=lambda row: row[1]))


def furniture(words: str) -> BlockKind | None:
    """The kind of furniture that a whole paragraph is, `None` where it is none.

    >>> furniture("Video of the day"), furniture("Read also: Floods cut off the north"), furniture("He resigned.")
    ('boilerplate', 'teaser', None)
    """
    if len(words) > LONGEST:
        return None
    plain = " ".join(words.split()).strip("*_ ")
    return next((kind for expression, kind in _rules() if expression.match(plain)), None)


def opens_list(words: str) -> bool:
    """Whether a teaser paragraph is only the label over headlines of other articles.

    >>> opens_list("Related stories:"), opens_list("Related: Why the dam was never built")
    (True, False)
    """
    plain = words.strip().rstrip(":").rstrip()
    return len(plain) <= 45 and ":" not in plain and not plain.endswith((".", "?", "!")) and bool(_LABEL.match(plain))
