"""No private, loopback or link-local address is visited unless the configuration names it.

Checked where it cannot be walked around: on the address the resolver hands to the connection (so a
host name that points inside, or changes its mind between look-ups, is refused), and on literal
addresses, which are never resolved. Redirects pass here again.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Self

from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from core.urls import same_site
from crawler.causes import Cause, Refusal

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

    from core.config import Network


_LAST_32_BITS = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))


class PrivateAddressError(DNSLookupError):
    """A host name resolved to an address that is not on the public internet."""


def is_visitable(address: str, allowed: Sequence[Network]) -> bool:
    """Whether an IP address is public, or lies in a network that the configuration allows."""
    ip = ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, IPv6Address) and (inner := _embedded(ip)) is not None:
        ip = inner
    if any(ip.version == network.version and ip in network for network in allowed):
        return True
    return ip.is_global and not ip.is_multicast


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, NAT64 and the old compatible form."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if any(ip in network for network in _LAST_32_BITS) and int(ip) > 1:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


class PublicResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does, and fails for addresses that may not be visited."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """As Scrapy's, with the allowed networks from the settings."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = _allowed(crawler)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        """The address of `name`; a `PrivateAddressError` where it may not be visited."""
        found = super().getHostByName(name, timeout)
        found.addCallback(self._check, name)
        return found

    def _check(self, address: str, name: str) -> str:
        if not is_visitable(address, self.allowed):
            raise PrivateAddressError(f"PrivateAddressError: {name} is {address}")
        return address


class OwnHosts:
    """Downloader middleware: only the outlet's own site, and no private address written as a number."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The allowed networks come from the settings."""
        return cls(_allowed(crawler))

    def process_request(self, request: Request) -> None:
        """Refuse a request that leaves the outlet's site (`meta["home"]`) or enters a private network.

        A host name without its suffix change stays: `www.` and subdomains are the outlet's own.
        """
        host = _hostname(request)
        literal = _literal(host)
        if literal is not None and not is_visitable(literal, self.allowed):
            raise Refusal(Cause.PRIVATE, request.url)
        home = request.meta.get("home")
        if home is not None and not same_site(request.url, home):
            raise Refusal(Cause.MOVED, request.url)


def _hostname(request: Request) -> str:
    return urlparse_cached(request).hostname or ""


def _literal(host: str) -> str | None:
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def _allowed(crawler: Crawler) -> tuple[Network, ...]:
    networks: tuple[Network, ...] = crawler.settings.get("TAYANG_ALLOWED_NETWORKS") or ()
    return networks
