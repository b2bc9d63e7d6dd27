"""How much a stranger's page may cost, and what is handed over when one is turned away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost.

    `bytes_per_page` counts after decompression (default 20 MB). `seconds` bounds one web address in all, from
    the first connection to the last byte, redirects included (default 20). `redirects` is how many are followed
    (default 5). `private_addresses` opens hosts inside the own network; leave it false wherever someone
    else chooses the addresses.

    >>> Limits().bytes_per_page
    20000000
    """

    bytes_per_page: int = 20_000_000
    seconds: float = 20.0
    redirects: int = 5
    private_addresses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something that did not become a page: where it was, and why in words a user can act on.

    >>> Refused(address="news/3.html", reason="empty").reason
    'empty'
    """

    address: str
    reason: str
