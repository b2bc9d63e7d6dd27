import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import InputError
from steppe.intake.hosts import address_within, checked, following, is_global, look_up, target


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "3fff::1", "100::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "5f00::1", "not an address", "",
    ],
)  # fmt: skip
def test_own_and_special_networks_are_not_global(address: str) -> None:
    assert not is_global(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::5"])
def test_public_addresses_are_global(address: str) -> None:
    assert is_global(address)


@given(st.ip_addresses())
def test_nothing_python_calls_special_is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    special = (
        address.is_private, address.is_loopback, address.is_link_local, address.is_multicast, address.is_reserved,
        address.is_unspecified, not address.is_global,
    )  # fmt: skip
    assert not (is_global(str(address)) and any(special))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ftp://example.org/a", "http or https"),
        ("file:///etc/passwd", "path to a file"),
        ("http:///a", "names no host"),
        ("http://example.org:99999/", "not a web address"),
        ("http://[::1/", "not a web address"),
        ("http://user:secret@example.org/", "password"),
        ("http://" + "я" * 70 + ".org/", "not a web address"),
    ],
)
def test_other_addresses_are_refused(written: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        target(written)


def test_an_address_is_brought_into_the_form_that_is_sent() -> None:
    found = target(" HTTPS://Новости.рф:8443/мир?q=a b#top ")
    assert found.host == "xn--b1amnebsh.xn--p1ai"
    assert found.port == 8443
    assert found.path == "/%D0%BC%D0%B8%D1%80?q=a%20b"
    assert found.address == "https://xn--b1amnebsh.xn--p1ai:8443/%D0%BC%D0%B8%D1%80?q=a%20b"
    assert target("http://[2606:2800::1]/").address == "http://[2606:2800::1]/"


def test_a_redirect_may_not_leave_the_web() -> None:
    here = target("https://example.org/a")
    assert following(here, "//example.net/b").address == "https://example.net/b"
    with pytest.raises(InputError):
        following(here, "file:///etc/passwd")


def test_one_private_answer_among_public_ones_closes_the_host() -> None:
    with pytest.raises(InputError, match=r"10\.0\.0\.7"):
        checked("mixed.example", 80, private=False, resolve=lambda host, port: ["8.8.8.8", "10.0.0.7"])
    assert checked("mixed.example", 80, private=True, resolve=lambda host, port: ["10.0.0.7"]) == ["10.0.0.7"]


@pytest.mark.parametrize("written", ["0x7f.1", "2130706433", "127.1", "017700000001"])
def test_odd_spellings_of_loopback_are_seen_through(written: str) -> None:
    with pytest.raises(InputError):
        checked(written, 80, private=False)


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.invalid"):
        look_up("nowhere.invalid", 80)


def test_only_web_links_count_as_own_addresses() -> None:
    assert address_within("feed.xml", "javascript:alert(1)", 2) == "feed.xml#javascript%3Aalert%281%29"
    assert address_within("feed.xml", "https://example.org/a#c", 2) == "https://example.org/a"
