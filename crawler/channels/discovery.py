"""Which channels a home page names, and where to look when it names none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from core.nouns import ChannelKind
from core.urls import same_site

_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_WORDPRESS_RELATION = "https://api.w.org/"
_POSTS = "wp/v2/posts"
_MAX_URL = 2_000
# Feeds of readers' comments stand beside the one of articles.
_COMMENTS = re.compile(r"/comments?(/|$)|/komentar(/|$)|feed=(comments|rss2-comments)", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^<>]*)>\s*;[^,<>]*?\brel=\"?([^\",;<>]*)\"?")

# Where the usual systems put them when a home page does not say.
GUESSES = (
    (ChannelKind.WORDPRESS, "/wp-json/wp/v2/posts"),
    (ChannelKind.WORDPRESS, "/?rest_route=/wp/v2/posts"),  # WordPress without pretty permalinks
    (ChannelKind.FEED, "/feed/"),
    (ChannelKind.FEED, "/rss"),
    (ChannelKind.FEED, "/feed.xml"),
    (ChannelKind.FEED, "/rss.xml"),
    (ChannelKind.FEED, "/atom.xml"),
    (ChannelKind.FEED, "/feeds/posts/default"),  # Blogger
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A channel that a site says it has, or may have."""

    kind: ChannelKind
    url: str


def discover(html: bytes, url: str, *, link_header: str | None = None) -> list[Announcement]:
    """The channels a page at `url` names on its own site, WordPress first, then feeds in its order.

    `link_header` is the response's `Link` header, where WordPress names its REST API too.
    """
    return _own_once([*_in_header(link_header or "", url), *_in_page(html, url)], url)


def guesses(url: str) -> list[Announcement]:
    """Addresses worth trying on the site of `url`, likeliest first."""
    return [Announcement(kind, urljoin(url, path)) for kind, path in GUESSES]


def _own_once(found: Iterable[Announcement], url: str) -> list[Announcement]:
    once = dict.fromkeys(item for item in found if len(item.url) <= _MAX_URL and same_site(item.url, url))
    return sorted(once, key=lambda item: item.kind is not ChannelKind.WORDPRESS)


def _in_header(header: str, base: str) -> Iterator[Announcement]:
    for target, relation in _LINK_HEADER.findall(header):
        if relation.strip() == _WORDPRESS_RELATION and (root := _absolute(base, target)):
            yield Announcement(ChannelKind.WORDPRESS, root + _POSTS)


def _in_page(html: bytes, url: str) -> Iterator[Announcement]:
    tree = _tree(html)
    if tree is None:
        return
    base = url
    if (declared := tree.find(".//base[@href]")) is not None:
        base = _absolute(url, declared.get("href")) or url
    for link in tree.iterfind(".//link[@href]"):
        relation = (link.get("rel") or "").lower().split()
        target = _absolute(base, link.get("href"))
        if target is None or not urlsplit(target).hostname:
            continue
        if _WORDPRESS_RELATION in relation:
            yield Announcement(ChannelKind.WORDPRESS, target + _POSTS)
        elif "alternate" in relation and _is_feed(link.get("type")) and not _COMMENTS.search(target):
            yield Announcement(ChannelKind.FEED, target)


def _tree(html: bytes) -> etree._Element | None:
    """The page as lxml reads it, however broken; None where it has no element at all."""
    try:
        return etree.fromstring(html, etree.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def _is_feed(media_type: str | None) -> bool:
    return (media_type or "").split(";")[0].strip().lower() in _FEED_TYPES


def _absolute(base: str, target: str | None) -> str | None:
    try:
        return urljoin(base, (target or "").strip())
    except ValueError:
        return None
