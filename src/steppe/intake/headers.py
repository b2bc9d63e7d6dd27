"""What a carrier says of its content, as header lines of HTTP and of archive records have it."""

import re
from typing import Final

_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:+-]{1,40})", re.I)


def content_type(value: str | None) -> tuple[str, str | None]:
    """The bare media type in lower case (empty where none is given) and the charset of a Content-Type line.

    >>> content_type('Text/HTML; charset="Windows-1251"')
    ('text/html', 'windows-1251')
    >>> content_type(None)
    ('', None)
    """
    bare = (value or "").partition(";")[0].strip().lower()
    charset = _CHARSET.search(value or "")
    return (bare if "/" in bare else ""), (charset.group(1).lower() if charset else None)
