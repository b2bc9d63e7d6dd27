"""Which web addresses may be visited, and at which network addresses.

Whoever chooses an address must not reach the reader's own network through it (server-side request forgery,
CWE-918). So a name is looked up once, every answer is checked, and the connection goes to a checked answer: a
second look-up could be told something else (DNS rebinding).
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from steppe.errors import InputError

Resolver = Callable[[str, int], list[str]]

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:\/\/", re.I)
_PORTS: Final = {"http": 80, "https": 443}
# Only 2000::/3 is given out as global unicast (RFC 4291); these parts of it lead elsewhere or nowhere.
_GLOBAL_SIX: Final = ipaddress.IPv6Network("2000::/3")
_UNSAFE_SIX: Final = tuple(
    ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16")
)
# Gaps in the list of older Python 3.11 releases (IANA IPv4 Special-Purpose Address Registry).
_UNSAFE_FOUR: Final = tuple(ipaddress.IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A web address taken apart: `host` in ASCII, `path` with its query, both ready to be sent."""

    address: str
    scheme: str
    host: str
    port: int
    path: str


def is_web(where: str) -> bool:
    """Whether `where` is meant as an address rather than a path: it opens with a scheme and two slashes.

    >>> is_web("https://example.org/a"), is_web("ftp://example.org"), is_web("news/a.html")
    (True, True, False)
    """
    return bool(_SCHEME.match(where))


def target(address: str) -> Target:
    """The parts of a web address; raises `InputError` for any but plain http and https ones.

    >>> target("https://Example.org/a b?q=1#top").address
    'https://example.org/a%20b?q=1'
    """
    try:
        parts = urlsplit(address.strip())
        if parts.scheme not in _PORTS:
            raise InputError(f"scheme '{parts.scheme}' is not read; give an http or https address, or a path to a file")
        port = parts.port
        host = _ascii(parts.hostname or "")
    except ValueError as error:
        raise InputError(f"not a web address ({error}); right would be https://example.org/article") from error
    if parts.username or parts.password:
        raise InputError(
            "the address carries a user name or password, which would be stored with the page; leave it out"
        )
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._", errors="replace")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?", errors="replace")
    port = _PORTS[parts.scheme] if port is None else port
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == _PORTS[parts.scheme] else f"{shown}:{port}"
    return Target(
        address=urlunsplit((parts.scheme, netloc, path, query, "")),
        scheme=parts.scheme,
        host=host,
        port=port,
        path=f"{path}?{query}" if query else path,
    )


def _ascii(host: str) -> str:
    if not host:
        raise ValueError("it names no host")
    bare = host.rstrip(".") or host
    return bare.lower() if bare.isascii() else bare.encode("idna").decode("ascii")


def following(here: Target, location: str) -> Target:
    """Where a redirect leads; raises `InputError` as `target` does.

    >>> following(target("https://example.org/a/b"), "../c").address
    'https://example.org/c'
    """
    try:
        return target(urljoin(here.address, location))
    except ValueError as error:
        raise InputError(f"redirected to something that is no address ({error})") from error


def address_within(carrier: str, own: str | None, index: int) -> str:
    """The address of something found inside a carrier (a feed, an archive): its own, or its place in the carrier.

    Only an http or https address counts as its own: others (`javascript:`, `file:`) would go on as links into
    a reader's page.

    >>> address_within("https://example.org/feed", "/2022/strike", 0)
    'https://example.org/2022/strike'
    >>> address_within("feed.xml", "tag:example.org,2022:7", 0), address_within("feed.xml", None, 4)
    ('feed.xml#tag%3Aexample.org%2C2022%3A7', 'feed.xml#5')
    """
    if not own:
        return f"{carrier}#{index + 1}"
    try:
        return target(urljoin(carrier, own)).address
    except (InputError, ValueError):
        return f"{carrier}#{quote(own.strip(), safe='', errors='replace')[:200]}"


def is_global(address: str) -> bool:
    """Whether a network address lies in the public internet, and not in someone's own network or nowhere.

    False for private, loopback, link-local, shared, multicast, reserved and documentation ranges, and for every
    IPv6 form that carries an IPv4 address inside (mapped, compatible, 6to4, Teredo, NAT64).

    >>> is_global("93.184.215.14"), is_global("169.254.169.254"), is_global("::ffff:8.8.8.8")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast and not any(found in net for net in _UNSAFE_FOUR)
    return found in _GLOBAL_SIX and found.is_global and not any(found in net for net in _UNSAFE_SIX)


def look_up(host: str, port: int) -> list[str]:
    """The network addresses of `host`, as the system's resolver tells them; raises `InputError` for none.

    Waits as long as the system's resolver does.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"host '{host}' was not found ({error}); check the spelling and the connection") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(host: str, port: int, *, private: bool, resolve: Resolver = look_up) -> list[str]:
    """The network addresses at which `host` may be visited, every one of them checked.

    With `private` they are not checked. Raises `InputError` where a single one is not public.

    >>> checked("intranet", 80, private=False, resolve=lambda host, port: ["8.8.8.8", "10.0.0.7"])
    Traceback (most recent call last):
    steppe.errors.InputError: host 'intranet' is at 10.0.0.7, in a private network; allow private addresses to read it
    """
    found = resolve(host, port)
    for address in found:
        if not private and not is_global(address):
            raise InputError(f"host '{host}' is at {address}, in a private network; allow private addresses to read it")
    return found
