"""WordPress by its REST API: every article, with text and times, at one request a night.

A first reading walks back by date. Every later one asks for what was last modified, which shows new and
edited articles first, and goes on only until it meets what it knew. Then the site's own total
(`X-WP-Total`) is compared with what was found (`crawler.channels.ledger`); a further call is made only
where the sum does not fit, and each kind of call at most once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from itertools import pairwise
from typing import assert_never
from uuid import UUID

from core.nouns import Candidate
from crawler.channels.base import Assignment, Call, ChannelProblem, ListingResponse, Purpose, Reading, Step
from crawler.channels.entries import KnownPosts, with_query
from crawler.channels.ledger import Ledger, Verdict
from crawler.channels.posts import PastTheEnd, read_ids, read_posts

_FIELDS = "id,date,date_gmt,modified,modified_gmt,link,title,content,status"
_MOST = 100  # WordPress refuses more a page
_FEW = 20  # about a day's articles: this page is read every night, the text of each included
_MAX_PAGES = {
    Purpose.NEWEST: 50,  # a plugin that touches every post would lead through the whole archive
    Purpose.BACKFILL: 500,
    Purpose.BY_ID: 20,
    Purpose.BY_DATE: 20,
    Purpose.STILL_THERE: 1,
}
_ORDER = {
    Purpose.NEWEST: "modified",
    Purpose.BACKFILL: "date",
    Purpose.BY_ID: "id",
    Purpose.BY_DATE: "date",
}


class WordPressSession:
    """One reading of a site's posts; see `crawler.channels.base.Session`."""

    def __init__(self, assignment: Assignment) -> None:
        self._given = assignment
        self._channel = assignment.channel
        self._first = assignment.channel.watermark is None
        self._since = assignment.since or (self._oldest_known() if self._first else None)
        self._ledger = Ledger(assignment.channel, assignment.recent)
        self._posts = KnownPosts(assignment.recent)
        self._made: set[Purpose] = set()
        self._met: set[tuple[Purpose, UUID]] = set()
        self._walked: list[Candidate] = []
        self._cut_short = False

    def start(self) -> Call:
        """The first call."""
        return self._call(Purpose.BACKFILL if self._first or self._since else Purpose.NEWEST)

    def read(self, call: Call, response: ListingResponse) -> Step:
        """What the response to a call means."""
        if response.status == HTTPStatus.NOT_MODIFIED:
            return Step(channel=self._channel)
        if call.purpose is Purpose.STILL_THERE:
            return self._still_there(response)
        answer = read_posts(response, self._given.outlet, self._given.zone)
        if isinstance(answer, ChannelProblem):
            return Step(problem=answer)
        # Past the end: articles went away while we read, so that there is a page less than there was.
        reading = Reading() if isinstance(answer, PastTheEnd) else answer
        step = self._read(call, reading)
        return replace(step, foreign=len(reading.foreign), linkless=reading.linkless)

    def _read(self, call: Call, reading: Reading) -> Step:
        if reading.total is not None:
            self._ledger.total = reading.total
        self._ledger.count_foreign(reading.foreign)
        entries = [self._posts.resolve(entry) for entry in reading.candidates]
        known = self._given.known([entry.id for entry in entries])
        more = self._has_more(call, reading, entries)
        self._met |= {(call.purpose, entry.id) for entry in entries}
        match call.purpose:
            case Purpose.BACKFILL:
                return self._backfill(call, entries, known, more=more)
            case Purpose.NEWEST:
                return self._newest(call, entries, known, more=more)
            case Purpose.BY_ID | Purpose.BY_DATE | Purpose.STILL_THERE:
                return self._search(call, entries, known, more=more)
            case _:
                assert_never(call.purpose)

    def _backfill(
        self, call: Call, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None], *, more: bool
    ) -> Step:
        """Back by date to `since`, or over the whole archive; then what was modified last, of any age."""
        wanted = [entry for entry in entries if not self._is_too_old(entry)]
        found = tuple(entry for entry in wanted if self._ledger.judge(entry, known) is not Verdict.SETTLED)
        for entry in entries:
            self._ledger.see(entry)
        for entry in found:
            self._ledger.announce(entry)
        whole = len(wanted) == len(entries)
        if more and whole and not self._reached_limit(call):
            return Step(candidates=found, next=self._call(call.purpose, call.page + 1))
        if self._first and whole and not self._cut_short:
            return self._finish(found)
        return Step(candidates=found, next=self._call(Purpose.NEWEST))

    def _newest(
        self, call: Call, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None], *, more: bool
    ) -> Step:
        """Down by modification until a page shows what we knew as it is."""
        if self._first:
            return self._begin(entries, known)
        verdicts = [self._ledger.judge(entry, known) for entry in entries]
        found = _fresh(entries, verdicts)
        self._walked += entries
        overlaps = len(found) < len(entries) and any(self._ledger.is_behind(entry) for entry in entries)
        if more and not overlaps and not self._reached_limit(call):
            return Step(candidates=found, next=self._call(call.purpose, call.page + 1))
        self._ledger.miss(self._absent())
        return self._settle(found)

    def _begin(self, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None]) -> Step:
        """The end of a first reading: the newest modification, also of articles older than `since`."""
        wanted = [entry for entry in entries if not self._is_too_old(entry)]
        found = _fresh(wanted, [self._ledger.judge(entry, known) for entry in wanted])
        for entry in entries:
            self._ledger.see(entry)
        return self._finish(found)

    def _search(
        self, call: Call, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None], *, more: bool
    ) -> Step:
        """Through another order for what the sum lacks: to the first known one by id, to the horizon by date."""
        verdicts = [self._ledger.judge(entry, known) for entry in entries]
        found = _fresh(entries, verdicts)
        lacking = self._ledger.excess or 0
        if call.purpose is Purpose.BY_ID:
            told = bool(found) or all(self._ledger.is_announced(entry) for entry in entries)
            further = not self._meets_old(entries, known) and (told or lacking > self._ledger.suspects)
        else:
            further = all(self._ledger.is_within_reach(entry) for entry in entries)
        if more and further and lacking > 0 and not self._reached_limit(call):
            return Step(candidates=found, next=self._call(call.purpose, call.page + 1))
        return self._settle(found)

    def _meets_old(self, entries: Sequence[Candidate], known: Mapping[UUID, datetime | None]) -> bool:
        """Whether a page shows an article that was known before tonight."""
        return any(entry.id in known and not self._ledger.is_announced(entry) for entry in entries)

    def _still_there(self, response: ListingResponse) -> Step:
        """Of the known articles no listing showed, those that the site does not have any more."""
        there = read_ids(response)
        if isinstance(there, ChannelProblem):
            return Step(problem=there)
        self._ledger.miss(item for item in self._asked() if item.cms_id not in there)
        return self._settle(())

    def _settle(self, found: tuple[Candidate, ...]) -> Step:
        """The next call that could explain the site's total, or the end."""
        excess = self._ledger.excess
        if not excess:
            return self._finish(found)
        # Fewer than the sum says: articles went away. They are looked for first, and only among what
        # no listing has shown tonight.
        if excess < 0 and Purpose.STILL_THERE not in self._made and self._asked():
            return Step(candidates=found, next=self._call(Purpose.STILL_THERE))
        # More than the sum says, or fewer without a reason (then some may hide behind the loss of others).
        for purpose in (Purpose.BY_ID, Purpose.BY_DATE):
            if purpose not in self._made:
                return Step(candidates=found, next=self._call(purpose))
        return self._finish(found)

    def _finish(self, found: tuple[Candidate, ...]) -> Step:
        found += self._ledger.take_suspects()
        unexplained = self._ledger.unexplained
        return Step(
            candidates=found,
            channel=replace(self._channel, watermark=self._ledger.newest, total=self._ledger.total),
            vanished=self._ledger.vanished,
            gap=self._cut_short or (unexplained or 0) > 0,
            unexplained=unexplained,
            whole_since=None if self._cut_short else self._given.since,
        )

    def _absent(self) -> list[Candidate]:
        """Known articles last modified between two entries of the walk, where they should have stood."""
        moments = [entry.modified for entry in self._walked if entry.modified is not None]
        # A cache that ignores `orderby` would make every article look gone.
        if not moments or any(later < earlier for later, earlier in pairwise(moments)):
            return []
        return [
            item
            for item in self._ledger.unmet()
            if item.modified and moments[-1] < item.modified < moments[0]
        ]

    def _asked(self) -> tuple[Candidate, ...]:
        return self._ledger.unmet()[:_MOST]

    def _is_too_old(self, entry: Candidate) -> bool:
        return self._since is not None and entry.published is not None and entry.published < self._since

    def _oldest_known(self) -> datetime | None:
        """How far back another channel has read already: far enough for this one."""
        return min((item.published for item in self._given.recent if item.published), default=None)

    def _has_more(self, call: Call, reading: Reading, entries: Sequence[Candidate]) -> bool:
        """Whether a further page is worth asking for: this one was not the last, and not one we had."""
        if reading.pages is not None and call.page >= reading.pages:
            return False
        return any((call.purpose, entry.id) not in self._met for entry in entries) or bool(reading.foreign)

    def _reached_limit(self, call: Call) -> bool:
        reached = call.page >= _MAX_PAGES[call.purpose]
        self._cut_short |= reached
        return reached

    def _call(self, purpose: Purpose, page: int = 1) -> Call:
        self._made.add(purpose)
        if purpose is Purpose.STILL_THERE:
            numbers = ",".join(item.cms_id or "" for item in self._asked())
            query = {"_fields": "id,modified_gmt", "include": numbers, "per_page": str(_MOST)}
        else:
            few = purpose is Purpose.NEWEST
            query = {"_fields": _FIELDS, "orderby": _ORDER[purpose], "order": "desc"}
            query |= {"per_page": str(_FEW if few else _MOST), "page": str(page)}
        return Call(with_query(self._channel.url, query), purpose, page)


def _fresh(entries: Sequence[Candidate], verdicts: Sequence[Verdict]) -> tuple[Candidate, ...]:
    pairs = zip(entries, verdicts, strict=True)
    return tuple(entry for entry, verdict in pairs if verdict is Verdict.FRESH)
