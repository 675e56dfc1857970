"""From what a listing says of an article to a candidate."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from core.nouns import Candidate, ChannelKind, Outlet
from core.urls import article_id, canonical_url, same_site

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INLINE = re.compile(r"</?(?:b|i|em|strong|u|s|span|small|sup|sub|mark|font)(?:\s[^<>]*)?>", re.IGNORECASE)
_MAX_TITLE = 2_000  # characters; what is longer is no headline
_MAX_URL = 2_000  # longer ones are traps; browsers and servers refuse them too


def plain_text(markup: str) -> str:
    """The words of a piece of HTML: tags taken out, entities undone, one space between words."""
    return " ".join(storable(html.unescape(_TAG.sub(" ", markup))).split())


def plain_title(markup: str) -> str | None:
    """A headline's words; None where it has none."""
    return plain_text(_INLINE.sub("", markup[:_MAX_TITLE])) or None


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of surrogate pairs as JSON can spell them."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def candidate(
    outlet: Outlet,
    channel: ChannelKind,
    *,
    base: str,
    link: str,
    title: str | None = None,
    published: datetime | None = None,
    modified: datetime | None = None,
    content: str | None = None,
    cms_id: str | None = None,
    offset_minutes: int | None = None,
) -> Candidate | None:
    """The candidate at `link` (relative to `base`), None where that is no usable web address."""
    if (url := article_url(base, link)) is None:
        return None
    return Candidate(
        id=article_id(url),
        outlet_id=outlet.id,
        url=url,
        channel=channel,
        title=title and plain_title(title),
        published=published,
        modified=modified,
        content=content and storable(content),
        cms_id=cms_id,
        offset_minutes=offset_minutes,
    )


def article_url(base: str, link: str) -> str | None:
    """The address of `link` (relative to `base`); None where it is no web address, or a home page."""
    link = storable(link).strip()
    try:
        url = urljoin(base, link)
        parts = urlsplit(canonical_url(url))
    except ValueError:
        return None
    is_home = parts.path == "/" and not parts.query
    return None if not link or is_home or len(url) > _MAX_URL else url


def split_foreign(
    candidates: Iterable[Candidate], outlet: Outlet
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Candidates on the outlet's own site, each once, and those that lead elsewhere."""
    own: dict[object, Candidate] = {}
    foreign: list[Candidate] = []
    for item in candidates:
        if same_site(item.url, outlet.url):
            own.setdefault(item.id, item)
        else:
            foreign.append(item)
    return tuple(own.values()), tuple(foreign)


def as_utc(moment: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC; one without a zone is read in `zone`. None at the ends of the calendar."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        return None


def with_query(url: str, query: Mapping[str, str]) -> str:
    """The address with these parameters; its others stay (`?rest_route=`, `?feed=rss2`)."""
    parts = urlsplit(url)
    own = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in query]
    return urlunsplit(parts._replace(query=urlencode([*own, *query.items()], safe="/,"), fragment=""))


class KnownPosts:
    """The recent articles by the CMS's own number: a piece stays itself when its address is edited."""

    def __init__(self, recent: Iterable[Candidate]) -> None:
        self._posts = {(item.cms_id, item.published): item for item in recent if item.cms_id}

    def resolve(self, entry: Candidate) -> Candidate:
        """The entry under the address we know it by.

        Number and publication must both agree, because a rebuilt site numbers anew.
        """
        known = self._posts.get((entry.cms_id, entry.published)) if entry.cms_id and entry.published else None
        return entry if known is None else replace(entry, id=known.id, url=known.url)
