"""What one response of the WordPress REST API says (`/wp-json/wp/v2/posts`).

Statuses, headers and fields as WordPress 6.1 sends them; the reference is
https://developer.wordpress.org/rest-api/reference/posts/.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from core.nouns import Candidate, ChannelKind, Outlet
from crawler.channels.base import ChannelProblem, ListingResponse, ProblemCode, Reading
from crawler.channels.entries import as_utc, candidate, split_foreign
from crawler.channels.refusals import looks_like_html, refusal

_FORBIDDEN = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_ACCEPTABLE}
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_PAST_THE_END = "rest_post_invalid_page_number"
_ARRAY = re.compile(r"\[\s*[{\]]")
_MAX_ARRAYS = 20  # tries to find the posts behind PHP's warnings
_QUARTER = timedelta(minutes=15)  # every zone in use is a multiple of it
_WIDEST_ZONE = timedelta(hours=14)
_NUMBER = re.compile(r"[0-9]{1,18}")
_HIGHEST_ID = 10**18  # MySQL's BIGINT ends a little above

# One post, or whatever else a site put in its place.
Post = dict[str, object]


@dataclass(frozen=True, slots=True)
class PastTheEnd:
    """The page asked for lies beyond the last one."""


def read_posts(
    response: ListingResponse, outlet: Outlet, zone: ZoneInfo
) -> Reading | PastTheEnd | ChannelProblem:
    """The posts of one response, in its order; `zone` is for posts that state no GMT time."""
    posts = _posts(response)
    if not isinstance(posts, list):
        return posts
    entries = [_candidate(post, response.url, outlet, zone) for post in posts]
    own, foreign = split_foreign((entry for entry in entries if entry is not None), outlet)
    return Reading(
        candidates=own,
        foreign=foreign,
        linkless=sum(entry is None for entry in entries),
        total=_count(response.header("X-WP-Total")),
        pages=_count(response.header("X-WP-TotalPages")),
    )


def read_ids(response: ListingResponse) -> frozenset[str] | ChannelProblem:
    """The ids of the posts of one response that was asked for ids only."""
    match _posts(response):
        case list() as posts:
            return frozenset(number for post in posts if (number := _number(post)) is not None)
        case PastTheEnd():
            return frozenset()
        case problem:
            return problem


def _posts(response: ListingResponse) -> list[Post] | PastTheEnd | ChannelProblem:
    if problem := refusal(response):
        return problem
    text = response.body.decode("utf-8-sig", errors="replace")
    if response.status == HTTPStatus.OK:
        posts = _find_posts(text)
        return posts if posts is not None else _not_posts(response, text)
    code = _error_code(text)
    if response.status == HTTPStatus.BAD_REQUEST and code == _PAST_THE_END:
        return PastTheEnd()
    return _refused(response.status, code)


def _find_posts(text: str) -> list[Post] | None:
    """The array of posts, also behind or before warnings that PHP printed; None where there is none."""
    whole = _decode(text, 0)
    if whole is not None and not text[whole[1] :].strip():
        return whole[0]
    for number, match in enumerate(_ARRAY.finditer(text)):
        if number == _MAX_ARRAYS:
            break
        # An empty array counts only where the text ends with it: web pages are full of others.
        if (found := _decode(text, match.start())) and (found[0] or not text[found[1] :].strip()):
            return found[0]
    return None


def _decode(text: str, start: int) -> tuple[list[Post], int] | None:
    """An array of posts that begins at `start`, and where it ends."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list) and all(isinstance(post, dict) and _number(post) for post in value):
        return value, end
    return None


def _error_code(text: str) -> str | None:
    """WordPress's own word for an error: `rest_no_route`, `rest_forbidden`, or a plugin's."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    code = value.get("code") if isinstance(value, dict) else None
    return code if isinstance(code, str) else None


def _refused(status: int, code: str | None) -> ChannelProblem:
    detail = f"HTTP {status}" + (f", {code[:80]}" if code else "")
    if status in _FORBIDDEN:
        message = f"REST API WordPress ditutup untuk umum ({detail}); biasanya oleh plugin keamanan"
        return ChannelProblem(ProblemCode.REST_BLOCKED, message)
    if status in _GONE:
        message = f"REST API WordPress tidak ada di alamat ini ({detail}); situs mungkin bukan WordPress"
        return ChannelProblem(ProblemCode.REST_DISABLED, message)
    return ChannelProblem(ProblemCode.HTTP_STATUS, f"REST API WordPress menjawab dengan galat ({detail})")


def _not_posts(response: ListingResponse, text: str) -> ChannelProblem:
    """Why a response of status 200 holds no posts."""
    if code := _error_code(text):
        # Some plugins forget the status: the refusal is only in the words.
        return _refused(HTTPStatus.FORBIDDEN, code)
    if looks_like_html(response.body):
        message = "REST API WordPress dijawab dengan halaman web biasa; mungkin dimatikan atau dialihkan"
        return ChannelProblem(ProblemCode.REST_IS_HTML, message)
    if text.lstrip()[:1] in {"[", "{"} and _is_json(text):
        message = "jawaban REST API WordPress bukan daftar artikel"
        return ChannelProblem(ProblemCode.NOT_POSTS, message)
    return ChannelProblem(ProblemCode.NOT_JSON, "jawaban REST API WordPress bukan JSON yang utuh")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _candidate(post: Post, base: str, outlet: Outlet, zone: ZoneInfo) -> Candidate | None:
    published, offset = _moment(post, "date", zone)
    return candidate(
        outlet,
        ChannelKind.WORDPRESS,
        base=base,
        link=_text(post.get("link")),
        title=_rendered(post, "title") or None,
        published=published,
        modified=_moment(post, "modified", zone)[0],
        content=_rendered(post, "content") or None,
        cms_id=_number(post),
        offset_minutes=offset,
    )


def _moment(post: Post, field: str, zone: ZoneInfo) -> tuple[datetime | None, int | None]:
    """A time of the post in UTC, and the site's offset from UTC in minutes then.

    `date_gmt` is missing or zero on posts that plugins inserted; `date` is then the site's local
    time, read in the outlet's zone.
    """
    local, gmt = _iso(post.get(field)), _iso(post.get(f"{field}_gmt"))
    if gmt is None:
        return (as_utc(local, zone) if local else None), None
    utc = as_utc(gmt, ZoneInfo("UTC"))
    if local is None or local.tzinfo or gmt.tzinfo:
        return utc, None
    offset = local - gmt
    plausible = abs(offset) <= _WIDEST_ZONE and offset % _QUARTER == timedelta(0)
    return utc, int(offset / timedelta(minutes=1)) if plausible else None


def _iso(value: object) -> datetime | None:
    """An ISO 8601 time; WordPress's zero date (`0000-00-00T00:00:00`) is none."""
    try:
        return datetime.fromisoformat(_text(value))
    except ValueError:
        return None


def _rendered(post: Post, field: str) -> str:
    """The text of a rendered field; empty where the post has none."""
    value = post.get(field)
    return _text(value.get("rendered")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(post: Post) -> str | None:
    """The post's id as text."""
    value = post.get("id")
    return str(value) if isinstance(value, int) and 0 < value < _HIGHEST_ID else None


def _count(header: str | None) -> int | None:
    """A count in a header; None where it is absent or no number."""
    return post_number((header or "").strip())


def post_number(text: str | None) -> int | None:
    """A WordPress id as a number, None where it is none (feeds may carry anything)."""
    return int(text) if text and _NUMBER.fullmatch(text) else None
