"""The night's spider: every outlet's channels, then the pages they announced, one request at a time an outlet."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from core.clock import utc_now
from core.nouns import Candidate, Issue, LinkCheck, LinkState
from core.urls import canonical_url
from crawler.causes import PLAIN, Cause, cause_of
from crawler.items import Fetched, Listing, Missed, Recovered, Wire
from crawler.plan import Memory, OutletTask, Tally
from crawler.reading import SITE_IS_AWAY, Advance, Ask, OutletReading
from crawler.spiders.listing import listing_response, outlet_request

Output = Request | Listing | Fetched | Missed | Issue | LinkCheck | Recovered
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
PATIENCE = 2  # pages in a row that a site may fail to answer before the rest is left for the next night


@dataclass(slots=True)
class Visit:
    """One outlet's night as the spider sees it: the requests still to send, listings before pages."""

    reading: OutletReading
    listings: deque[Request] = field(default_factory=deque)
    pages: deque[Request] = field(default_factory=deque)
    planned: int = 0
    strikes: int = 0

    @property
    def tally(self) -> Tally:
        """The outlet's counts."""
        return self.reading.tally

    def next(self) -> Iterator[Request]:
        """The outlet's next request, if any; asked when the one before has come back."""
        if self.listings:
            yield self.listings.popleft()
        elif self.pages:
            yield self.pages.popleft()

    def give_up(self) -> None:
        """Leave what is left for the next night, which finds it waiting."""
        left = len(self.pages)
        self.tally.postponed += left
        self.tally.pending += left
        self.pages.clear()


class NightlySpider(Spider):
    """Reads the outlets it is given; yields what pipelines store."""

    name = "nightly"

    def __init__(
        self,
        tasks: Sequence[OutletTask],
        memory: Memory,
        *,
        zone: ZoneInfo,
        since: dt.datetime | None = None,
        backfill: dt.timedelta,
        budget: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.budget = budget
        now = utc_now()
        self.visits = {
            task.outlet.id: Visit(
                OutletReading(task, memory, now=now, backfill=backfill, since=since, zone=zone)
            )
            for task in tasks
        }

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NightlySpider:
        """Count each request that leaves, robots and retries included, and each page that is safely stored."""
        spider: NightlySpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.count_request, signal=signals.request_reached_downloader)
        crawler.signals.connect(spider.count_stored, signal=signals.item_scraped)
        return spider

    @property
    def tallies(self) -> dict[str, Tally]:
        """The counts of each outlet so far."""
        return {id_: visit.tally for id_, visit in self.visits.items()}

    def count_request(self, request: Request) -> None:
        """One request went out."""
        outlet_id = request.meta.get("outlet_id")
        if outlet_id is not None:
            self.visits[outlet_id].tally.requests += 1

    def count_stored(self, item: object) -> None:
        """An item passed the pipelines."""
        if isinstance(item, Fetched):
            self.visits[item.candidate.outlet_id].tally.archived += 1

    async def start(self) -> AsyncIterator[Any]:
        """Each outlet's first listing; the pages that an earlier night left follow it."""
        for visit in self.visits.values():
            for output in self._begin(visit):
                yield output

    def listing(self, response: Response, visit: Visit, ask: Ask) -> Iterator[Output]:
        """A listing arrived."""
        yield from self._advance(visit, visit.reading.answer(ask, listing_response(response)))
        yield from visit.next()

    def listing_failed(self, failure: Failure) -> Iterator[Output]:
        """A listing did not arrive."""
        visit, _ = _kwargs(failure)
        cause = cause_of(failure.value)
        yield from self._advance(visit, visit.reading.failed(cause))
        if cause in SITE_IS_AWAY:
            visit.give_up()
        yield from visit.next()

    def article(self, response: Response, visit: Visit, candidate: Candidate) -> Iterator[Output]:
        """An article's page arrived: into the archive, or told why not."""
        visit.strikes = 0
        wire: Wire | None = response.request.meta.get("wire") if response.request else None
        if response.status == HTTPStatus.OK and wire is not None:
            yield Fetched(candidate, utc_now(), wire)
        else:
            yield from self._missed(visit, candidate, response.status)
        yield from visit.next()

    def article_failed(self, failure: Failure) -> Iterator[Output]:
        """An article's page did not arrive."""
        visit, candidate = _kwargs(failure)
        cause = cause_of(failure.value)
        outlet_id = visit.reading.task.outlet.id
        if cause is Cause.ROBOTS:
            # Rules change: the page stays announced, and is asked for again when they do.
            visit.tally.refused += 1
            visit.tally.pending += 1
            yield Issue(cause, PLAIN[cause], outlet_id)
        else:
            final = cause in (Cause.MOVED, Cause.TOO_LARGE)
            visit.tally.failed += 1
            visit.tally.pending += not final
            yield Missed(candidate.id, cause, final=final)
            yield Issue(cause, PLAIN[cause], outlet_id, candidate.url)
        visit.strikes += cause in SITE_IS_AWAY
        if visit.strikes >= PATIENCE and visit.pages:
            yield Issue(
                cause, f"{PLAIN[cause]}; {len(visit.pages)} halaman menunggu malam berikutnya", outlet_id
            )
            visit.give_up()
        yield from visit.next()

    def looked(self, response: Response, visit: Visit, candidate: Candidate) -> Iterator[Output]:
        """The page of an article that a listing no longer holds."""
        missing = response.status in GONE or _is_home(response, candidate)
        alive = response.status < HTTPStatus.BAD_REQUEST
        state = LinkState.MISSING if missing else LinkState.ALIVE if alive else LinkState.SITE_DOWN
        yield LinkCheck(candidate.id, utc_now(), state, response.status)
        if missing:
            visit.tally.missing += 1
            message = f"{PLAIN[Cause.VANISHED]}: {candidate.title or candidate.url}"
            yield Issue(Cause.VANISHED, message, visit.reading.task.outlet.id, candidate.url)
        yield from visit.next()

    def look_failed(self, failure: Failure) -> Iterator[Output]:
        """No answer about an article that a listing no longer holds."""
        visit, candidate = _kwargs(failure)
        theirs = cause_of(failure.value) in SITE_IS_AWAY - {Cause.PRIVATE}
        yield LinkCheck(candidate.id, utc_now(), LinkState.SITE_DOWN if theirs else LinkState.OUR_FAILURE)
        yield from visit.next()

    def _begin(self, visit: Visit) -> Iterator[Output]:
        ask = visit.reading.start()
        if ask is not None:
            visit.listings.append(self._ask(visit, ask))
        yield from self._plan(visit, visit.reading.task.waiting)
        yield from visit.next()

    def _advance(self, visit: Visit, advance: Advance) -> Iterator[Output]:
        if advance.read:
            yield Recovered(visit.reading.task.outlet.id)
        if advance.listing is not None:
            yield advance.listing
            yield from self._plan(visit, advance.listing.candidates)
        yield from advance.issues
        for candidate in advance.vanished:
            visit.listings.append(
                self._request(visit, candidate.url, self.looked, self.look_failed, candidate=candidate)
            )
        if advance.ask is not None:
            visit.listings.append(self._ask(visit, advance.ask))

    def _plan(self, visit: Visit, candidates: Sequence[Candidate]) -> Iterator[Output]:
        """Put pages in line, up to the outlet's budget for tonight; the rest waits in storage."""
        room = max(0, self.budget - visit.planned)
        for candidate in candidates[:room]:
            request = self._request(
                visit, candidate.url, self.article, self.article_failed, candidate=candidate
            )
            request.meta["archive"] = True
            visit.pages.append(request)
        visit.planned += min(room, len(candidates))
        if left := len(candidates) - room if len(candidates) > room else 0:
            visit.tally.postponed += left
            visit.tally.pending += left
            yield Issue(Cause.BUDGET, PLAIN[Cause.BUDGET], visit.reading.task.outlet.id)

    def _missed(self, visit: Visit, candidate: Candidate, status: int) -> Iterator[Output]:
        gone = status in GONE
        visit.tally.failed += 1
        visit.tally.pending += not gone
        yield Missed(candidate.id, f"http_{status}", final=gone)
        if not gone:
            message = f"{PLAIN[Cause.HTTP]} HTTP {status}"
            yield Issue(Cause.HTTP, message, visit.reading.task.outlet.id, candidate.url)

    def _ask(self, visit: Visit, ask: Ask) -> Request:
        return self._request(visit, ask.url, self.listing, self.listing_failed, ask=ask)

    def _request(self, visit: Visit, url: str, callback: Any, errback: Any, **kwargs: Any) -> Request:
        return outlet_request(visit.reading.task.outlet, url, callback, errback, visit=visit, **kwargs)


def _is_home(response: Response, candidate: Candidate) -> bool:
    """Sites that send a withdrawn article's readers to their front page."""
    moved = canonical_url(response.url) != canonical_url(candidate.url)
    return moved and canonical_url(response.url) == canonical_url(response.urljoin("/"))


def _kwargs(failure: Failure) -> tuple[Visit, Any]:
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
    visit, subject = request.cb_kwargs.values()
    return visit, subject
