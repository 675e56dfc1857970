from ipaddress import ip_network

import pytest
from scrapy import Request

from crawler.causes import Cause, Refusal
from crawler.middlewares.addresses import OwnHosts, is_visitable

LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0",
                                     "::ffff:127.0.0.1", "0.0.0.0", "224.0.0.1", "fd00::1", "100.64.0.1",
                                     "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1"])  # fmt: skip
def test_inside_addresses_are_not_visited(address: str) -> None:
    assert not is_visitable(address, ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_public_addresses_are(address: str) -> None:
    assert is_visitable(address, ())


def test_only_the_network_that_is_named_opens() -> None:
    assert is_visitable("127.0.0.21", LOOPBACK)
    assert is_visitable("::ffff:127.0.0.21", LOOPBACK)
    assert not is_visitable("10.0.0.1", LOOPBACK)
    assert not is_visitable("::1", LOOPBACK)


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("http://169.254.169.254/latest/meta-data", Cause.PRIVATE),
        ("http://[::1]/", Cause.PRIVATE),
        ("https://lain.example/berita", Cause.MOVED),
    ],
)
def test_a_request_that_leaves_the_outlet_is_refused(url: str, cause: Cause) -> None:
    with pytest.raises(Refusal) as caught:
        OwnHosts(()).process_request(Request(url, meta={"home": "https://pelita.example/"}))
    assert caught.value.cause is cause


def test_subdomains_are_the_outlets_own() -> None:
    OwnHosts(()).process_request(
        Request("https://daerah.pelita.example/a", meta={"home": "https://www.pelita.example/"})
    )
