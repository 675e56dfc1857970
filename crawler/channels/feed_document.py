"""What one feed document says: RSS 2.0, RSS 1.0 (RDF) or Atom."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from http import HTTPStatus
from zoneinfo import ZoneInfo

import fastfeedparser
import feedparser

from core.nouns import Candidate, ChannelKind, Outlet
from crawler.channels.base import ChannelProblem, ListingResponse, ProblemCode, Reading
from crawler.channels.entries import candidate, plain_text, split_foreign
from crawler.channels.feed_dates import plain_dates
from crawler.channels.feed_text import feed_text
from crawler.channels.refusals import refusal

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# What the parsers were seen to raise on damaged documents.
_PARSER_ERRORS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    SyntaxError,
)
_MIN_FULL_TEXT = 600  # characters; summaries end well below, the shortest reports above
_CUT_OFF = re.compile(
    r"\[?(…|\.\.\.)\]?\s*$|\[(…|\.\.\.)\]|baca selengkapnya|selengkapnya\W*$|read more|continue reading",
    re.IGNORECASE,
)
_TAIL_CHARS = 250  # where a cut-off text says so, before "The post … appeared first on …"
_WORDPRESS_GUID = re.compile(r"[?&]p=(\d{1,18})(?:&|$)")
_BLOGGER_ID = re.compile(r"\.post-(\d{1,25})$")

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Times:
    published: datetime | None
    modified: datetime | None


def read_feed(response: ListingResponse, outlet: Outlet, zone: ZoneInfo) -> Reading | ChannelProblem:
    """The entries of one feed document, in its order; `zone` is for dates that name none."""
    if problem := refusal(response) or _wrong_status(response):
        return problem
    text = feed_text(response)
    if isinstance(text, ChannelProblem):
        return text
    parsed = _parse(plain_dates(text, zone).encode("utf-8"))
    if parsed is None:
        return ChannelProblem(ProblemCode.NOT_XML, "umpan rusak dan tidak terbaca")
    entries, generator = parsed
    times = _without_render_time([_times(entry) for entry in entries], zone)
    found = [
        _candidate(entry, moments, response.url, outlet)
        for entry, moments in zip(entries, times, strict=True)
    ]
    own, foreign = split_foreign((item for item in found if item is not None), outlet)
    return Reading(
        candidates=own, foreign=foreign, linkless=sum(item is None for item in found), generator=generator
    )


def _wrong_status(response: ListingResponse) -> ChannelProblem | None:
    if response.status == HTTPStatus.OK:
        return None
    if response.status in _GONE:
        return ChannelProblem(
            ProblemCode.FEED_MISSING, f"umpan tidak ada di alamat ini (HTTP {response.status})"
        )
    return ChannelProblem(
        ProblemCode.HTTP_STATUS, f"alamat umpan menjawab dengan galat (HTTP {response.status})"
    )


def _parse(document: bytes) -> tuple[list[Entry], str | None] | None:
    """The entries and the generator's name; None where neither parser makes anything of the document.

    fastfeedparser is some fifty times faster; feedparser reads what that one gives up on, and knows the
    address behind FeedBurner's.
    """
    parsed = None if b"origLink>" in document else _parse_fast(document)
    return parsed if parsed and parsed[0] else _parse_patiently(document) or parsed


def _parse_fast(document: bytes) -> tuple[list[Entry], str | None] | None:
    try:
        parsed = fastfeedparser.parse(
            document, include_tags=False, include_media=False, include_enclosures=False
        )
    except _PARSER_ERRORS:
        return None
    return _parts(parsed)


def _parse_patiently(document: bytes) -> tuple[list[Entry], str | None] | None:
    try:
        # A stream, because feedparser takes bytes for the name of a file first.
        parsed = feedparser.parse(
            io.BytesIO(document),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _PARSER_ERRORS:
        return None
    return _parts(parsed) if parsed.get("version") else None


def _parts(parsed: Mapping[str, object]) -> tuple[list[Entry], str | None]:
    feed, entries = parsed.get("feed"), parsed.get("entries")
    generator = feed.get("generator") if isinstance(feed, Mapping) else None
    rows = entries if isinstance(entries, list) else []
    # Copied, because feedparser's own mapping answers for missing dates with other ones.
    return [dict(row.items()) for row in rows if isinstance(row, Mapping)], _string(generator) or None


def _times(entry: Entry) -> _Times:
    published, modified = _moment(entry.get("published")), _moment(entry.get("updated"))
    if published is not None and modified is not None and modified < published:
        modified = None
    return _Times(published or modified, modified)


def _moment(value: object) -> datetime | None:
    """A date as `plain_dates` left it; anything else was not to be trusted."""
    try:
        moment = datetime.fromisoformat(_string(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _without_render_time(times: Sequence[_Times], zone: ZoneInfo) -> list[_Times]:
    """Without times that are the same in every entry: the moment the feed was written, new at each visit.

    Midnight is kept: feeds that give only days give the same one all day.
    """
    fake_published = _is_render_time([item.published for item in times], zone)
    fake_modified = fake_published or _is_render_time([item.modified for item in times], zone)
    return [
        _Times(None if fake_published else item.published, None if fake_modified else item.modified)
        for item in times
    ]


def _is_render_time(moments: Sequence[datetime | None], zone: ZoneInfo) -> bool:
    first = moments[0] if len(moments) > 1 else None
    return first is not None and set(moments) == {first} and first.astimezone(zone).time() != time.min


def _candidate(entry: Entry, times: _Times, base: str, outlet: Outlet) -> Candidate | None:
    link = _string(entry.get("feedburner_origlink")) or _string(entry.get("link"))
    if not link.strip():
        return None
    return candidate(
        outlet,
        ChannelKind.FEED,
        base=base,
        # Some generators escape twice inside CDATA.
        link=link.replace("&amp;", "&"),
        title=_string(entry.get("title")) or None,
        published=times.published,
        modified=times.modified,
        content=_full_text(entry),
        cms_id=_cms_id(_string(entry.get("id"))),
    )


def _full_text(entry: Entry) -> str | None:
    """The article's HTML where the entry clearly carries all of it; parsers pass summaries off as content."""
    contents = entry.get("content")
    first = contents[0] if isinstance(contents, list) and contents else None
    markup = _string(first.get("value")) if isinstance(first, Mapping) else ""
    if markup.strip() == _string(entry.get("description")).strip():
        return None
    words = plain_text(markup)
    return markup if len(words) >= _MIN_FULL_TEXT and not _CUT_OFF.search(words[-_TAIL_CHARS:]) else None


def _cms_id(guid: str) -> str | None:
    """The CMS's own number for the piece, where its guid shows one (WordPress `?p=`, Blogger)."""
    match = _WORDPRESS_GUID.search(guid) or _BLOGGER_ID.search(guid)
    return match[1] if match else None


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
