"""RSS and Atom feeds: the last few articles at one request a night.

A feed holds only its newest entries. If its oldest entry is new, articles between this visit and the
last may have fallen out of it: older pages (`?paged=2`, which WordPress serves) are read until one ends
in a known entry or before anything known. Where that cannot be had, and not one known entry was met, the
step says `gap`. (A known entry among the newer ones proves little: outlets pin articles and date old ones
anew.)

Everything found comes with the last step. Were the first page stored before the second is read, a
crawl that dies in between would find known entries the next time and take the gap for closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from core.nouns import Candidate
from crawler.channels.base import (
    Assignment,
    Call,
    ChannelProblem,
    ListingResponse,
    ProblemCode,
    Purpose,
    Reading,
    Step,
    fresh,
)
from crawler.channels.entries import KnownPosts, with_query
from crawler.channels.feed_document import read_feed

_MAX_PAGES = 50
_PAST_THE_END = {ProblemCode.FEED_MISSING, ProblemCode.EMPTY}


class FeedSession:
    """One reading of a feed; see `crawler.channels.base.Session`."""

    def __init__(self, assignment: Assignment) -> None:
        self._given = assignment
        self._channel = assignment.channel
        # A feed without dates has no watermark; that something is known tells it was read before.
        self._first = assignment.channel.watermark is None and not assignment.recent
        self._posts = KnownPosts(assignment.recent)
        self._horizon = min((item.published for item in assignment.recent if item.published), default=None)
        self._entries: dict[UUID, Candidate] = {}
        self._found: dict[UUID, Candidate] = {}
        self._touches_known = False
        self._pages_supported = False
        self._foreign = 0
        self._linkless = 0

    def start(self) -> Call:
        """The first call."""
        return Call(self._channel.url, Purpose.BACKFILL if self._given.since else Purpose.NEWEST)

    def read(self, call: Call, response: ListingResponse) -> Step:
        """What the response to a call means."""
        if response.status == HTTPStatus.NOT_MODIFIED:
            return Step(channel=self._channel)
        answer = read_feed(response, self._given.outlet, self._given.zone)
        if isinstance(answer, Reading):
            return self._read(call, answer)
        if call.page == 1:
            return Step(problem=answer)
        return self._past_the_end(answer)

    def _read(self, call: Call, reading: Reading) -> Step:
        entries = [self._posts.resolve(entry) for entry in reading.candidates]
        known = self._given.known([entry.id for entry in entries])
        repeated = all(entry.id in self._entries for entry in entries)
        self._enter(entries, known, reading)
        if call.page == 1:
            self._pages_supported = "wordpress" in (reading.generator or "").lower()
        if not entries:
            return self._finish(joined=self._pages_supported or call.page == 1)
        if self._is_joined(entries, known):
            return self._finish(joined=True)
        # A page that repeats the first: the site takes no notice of `paged`.
        if repeated or call.page >= _MAX_PAGES:
            return self._finish(joined=False)
        page = call.page + 1
        return Step(next=Call(with_query(self._channel.url, {"paged": str(page)}), Purpose.BACKFILL, page))

    def _enter(
        self, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None], reading: Reading
    ) -> None:
        for entry in fresh(entries, known):
            if not self._is_too_old(entry):
                self._found.setdefault(entry.id, entry)
        for entry in entries:
            self._entries.setdefault(entry.id, entry)
        self._touches_known |= bool(known)
        self._foreign += len(reading.foreign)
        self._linkless += reading.linkless

    def _is_joined(self, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None]) -> bool:
        """Whether a page reaches back to where there is nothing more to look for."""
        if self._given.since is not None:
            # One old entry may be pinned; two tell that the feed has come to the time before.
            return sum(self._is_too_old(entry) for entry in self._entries.values()) > 1
        if self._first:
            return True
        dated = [(entry.published, entry.id) for entry in entries if entry.published is not None]
        if not dated or self._horizon is None:
            return bool(known)
        moment, oldest = min(dated)
        # Older than all we know: where an article was taken down, one from before our time moves up.
        return oldest in known or moment < self._horizon

    def _past_the_end(self, problem: ChannelProblem) -> Step:
        """The page after the last: proof that all was read, if the site has pages at all."""
        return self._finish(joined=self._pages_supported and problem.code in _PAST_THE_END)

    def _finish(self, *, joined: bool) -> Step:
        published = [entry.published for entry in self._entries.values() if entry.published is not None]
        watermark = max(
            [*published, *([self._channel.watermark] if self._channel.watermark else [])], default=None
        )
        return Step(
            candidates=tuple(self._found.values()),
            channel=replace(self._channel, watermark=watermark),
            vanished=self._vanished(published),
            gap=not (joined or self._touches_known or self._first),
            foreign=self._foreign,
            linkless=self._linkless,
            whole_since=self._whole_since(published, joined=joined),
        )

    def _whole_since(self, published: Sequence[datetime], *, joined: bool) -> datetime | None:
        """What was asked for, where the feed reached it; else where it ends, behind which it says nothing.

        The oldest entry of all may be pinned, so the feed is taken to end at the one after it.
        """
        if self._given.since is None or joined:
            return self._given.since
        return max(sorted(published)[:2], default=None)

    def _vanished(self, published: Sequence[datetime]) -> tuple[Candidate, ...]:
        """Known articles published between two entries of the feed, where they should have stood.

        A feed that lacks most of what it should hold is a selection, and its silence says nothing.
        """
        if not published:
            return ()
        oldest, newest = min(published), max(published)
        expected = [
            item for item in self._given.recent if item.published and oldest < item.published < newest
        ]
        numbers = {entry.cms_id for entry in self._entries.values() if entry.cms_id}
        absent = [item for item in expected if item.id not in self._entries and item.cms_id not in numbers]
        return tuple(absent) if 2 * len(absent) <= len(expected) or len(absent) == 1 else ()

    def _is_too_old(self, entry: Candidate) -> bool:
        since = self._given.since
        return since is not None and entry.published is not None and entry.published < since
