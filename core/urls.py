"""When two addresses are the same article, and which outlet an address belongs to.

The rules are a decision (docs/adr/0002): an article's id is the uuid5 of its canonical address, so
the same page has the same id on every machine and storing twice stores once.
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, UUID, uuid5

import tldextract

# The suffix list that ships with the package: nothing is fetched at run time.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)

_TRACKERS = re.compile(
    r"^(utm_\w+|fbclid|gclid|gclsrc|dclid|yclid|msclkid|igshid|igsh|mc_[ce]id|_ga|_gl|ref|ref_src|source|"
    r"spm|share|shared|amp|amp_\w+|m|outputtype|output|single|showpage|print|page|paged|replytocom|"
    r"nocache|noamp|noredirect)$",
    re.IGNORECASE,
)
_VIEW_PATH = re.compile(r"/(amp|amp/index\.html|print|feed)/?$", re.IGNORECASE)
_VIEW_HOST = re.compile(r"^(www\d?|m|amp|mobile)\.(?=[^.]+\.)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/~!$&'()*+,;=:@"


def canonical_url(url: str) -> str:
    """The one spelling of an article's address: https, no `www.`, no trackers, no AMP or print view.

    Idempotent. The path keeps its case; `?page=2` and `/amp` are views of the same article.

    Raises:
        ValueError: not an http or https address with a host.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not a web address: {url!r}")
    host = bare_host(url)
    port = parts.port
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    return urlunsplit(("https", host, _path(parts.path), _query(parts.query), ""))


def article_id(url: str) -> UUID:
    """The id of the article at this address: uuid5 of `canonical_url(url)`."""
    return uuid5(NAMESPACE_URL, canonical_url(url))


def bare_host(url: str) -> str:
    """The host in lower case and ASCII, without `www.`, `m.` or `amp.` in front; no port."""
    host = (urlsplit(url.strip()).hostname or "").rstrip(".").lower()
    if _is_address(host):
        return f"[{host}]" if ":" in host else host
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(f"not a host name: {host!r}") from None
    while (shorter := _VIEW_HOST.sub("", host)) != host:
        host = shorter
    return host


@lru_cache(maxsize=10_000)
def site_key(url: str) -> str:
    """Whose site an address is: the registered domain, or host and port where there is none.

    `berita.example.co.id` and `www.example.co.id` are one site; `a.desa.id`, `b.blogspot.com` and two
    ports of one loopback address are different ones.
    """
    host = bare_host(url)
    if not _is_address(host.strip("[]")) and (domain := _registered_domain(host)):
        return domain
    port = urlsplit(url.strip()).port
    return f"{host}:{port}" if port else host


def same_site(first: str, second: str) -> bool:
    """Whether two addresses belong to one site by `site_key`; a broken address belongs to none."""
    try:
        return site_key(first) == site_key(second)
    except ValueError:
        return False


def _registered_domain(host: str) -> str:
    """Empty where the host is a single label, or itself a public suffix."""
    found = _SUFFIXES(host)
    if found.suffix:
        return found.top_domain_under_public_suffix
    # The list's own default rule: an unknown top-level domain is a suffix of one label.
    labels = host.split(".")
    return ".".join(labels[-2:]) if len(labels) > 1 else ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _path(path: str) -> str:
    path = re.sub(
        r"/{2,}", "/", quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
    )
    while (shorter := _VIEW_PATH.sub("", path)) != path:
        path = shorter
    return path.rstrip("/") or "/"


def _query(query: str) -> str:
    kept = [
        (key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKERS.match(key)
    ]
    return urlencode(sorted(kept))
