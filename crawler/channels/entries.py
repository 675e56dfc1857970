"""From what a listing says of an article to a candidate."""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from core.nouns import Candidate, ChannelKind, Outlet
from core.urls import article_id, same_site

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_MAX_TITLE = 2_000  # characters; what is longer is no headline
_MAX_URL = 2_000  # longer ones are traps; browsers and servers refuse them too


def plain_title(markup: str) -> str | None:
    """A headline's words: tags taken out, entities undone, one space between words."""
    words = html.unescape(_TAG.sub("", markup[:_MAX_TITLE])).replace("\x00", "").split()
    return " ".join(words) or None


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
    try:
        url = urljoin(base, link.strip())
        if not urlsplit(url).hostname or len(url) > _MAX_URL:
            return None
        key = article_id(url)
    except ValueError:
        return None
    return Candidate(
        id=key,
        outlet_id=outlet.id,
        url=url,
        channel=channel,
        title=title and plain_title(title),
        published=published,
        modified=modified,
        content=content,
        cms_id=cms_id,
        offset_minutes=offset_minutes,
    )


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
