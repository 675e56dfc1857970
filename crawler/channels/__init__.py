"""How an outlet announces new articles. Pure: bytes and state in, candidates and state out."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from core.nouns import Candidate, Channel, ChannelKind, Outlet
from crawler.channels.base import (
    Assignment,
    Call,
    ChannelProblem,
    Known,
    ListingResponse,
    ProblemCode,
    Purpose,
    Reading,
    Session,
    Step,
)
from crawler.channels.discovery import Announcement, discover, guesses
from crawler.channels.feed import FeedSession
from crawler.channels.feed_document import read_feed
from crawler.channels.posts import PastTheEnd, read_posts
from crawler.channels.wordpress import WordPressSession

__all__ = [
    "Announcement",
    "Call",
    "ChannelProblem",
    "Known",
    "ListingResponse",
    "ProblemCode",
    "Purpose",
    "Reading",
    "Session",
    "Step",
    "discover",
    "guesses",
    "open_session",
    "peek",
]


def open_session(
    channel: Channel,
    *,
    outlet: Outlet,
    zone: ZoneInfo,
    known: Known,
    since: datetime | None = None,
    recent: Sequence[Candidate] = (),
) -> Session:
    """A session that reads this channel once; see `Assignment` for what it is given."""
    assignment = Assignment(channel, outlet, zone, known, since, tuple(recent))
    match channel.kind:
        case ChannelKind.WORDPRESS:
            return WordPressSession(assignment)
        case ChannelKind.FEED:
            return FeedSession(assignment)
        case _:
            assert_never(channel.kind)


def peek(
    channel: Channel, response: ListingResponse, *, outlet: Outlet, zone: ZoneInfo
) -> Reading | ChannelProblem:
    """What one page of a channel says, without reading on: for trying a channel out."""
    match channel.kind:
        case ChannelKind.WORDPRESS:
            posts = read_posts(response, outlet, zone)
            return Reading() if isinstance(posts, PastTheEnd) else posts
        case ChannelKind.FEED:
            return read_feed(response, outlet, zone)
        case _:
            assert_never(channel.kind)
