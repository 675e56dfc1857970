"""The night's spider: every outlet's channels, then the pages they announced."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator, Sequence
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from core.clock import utc_now
from core.nouns import Candidate, Issue, LinkCheck, LinkState
from crawler.causes import PLAIN, Cause, cause_of
from crawler.items import Fetched, Listing, Missed, Recovered, Wire
from crawler.plan import Memory, OutletTask, Tally
from crawler.reading import SITE_IS_AWAY, Advance, Ask, OutletReading
from crawler.spiders.listing import listing_response, outlet_request

Output = Request | Listing | Fetched | Missed | Issue | LinkCheck | Recovered
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LISTING_PRIORITY = 10  # what an outlet announces is read before its waiting pages are fetched


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
        self.readings = {
            task.outlet.id: OutletReading(task, memory, now=now, backfill=backfill, since=since, zone=zone)
            for task in tasks
        }

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NightlySpider:
        """Count each request that leaves, robots and retries included."""
        spider: NightlySpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.count_request, signal=signals.request_reached_downloader)
        return spider

    @property
    def tallies(self) -> dict[str, Tally]:
        """The counts of each outlet so far."""
        return {id_: reading.tally for id_, reading in self.readings.items()}

    def count_request(self, request: Request) -> None:
        """One request went out."""
        outlet_id = request.meta.get("outlet_id")
        if outlet_id is not None:
            self.readings[outlet_id].tally.requests += 1

    async def start(self) -> AsyncIterator[Any]:
        """Each outlet's first listing, and the pages that an earlier night left."""
        for reading in self.readings.values():
            ask = reading.start()
            if ask is not None:
                yield self._ask(reading, ask)
            for candidate in reading.task.waiting:
                for output in self._fetch(reading, candidate):
                    yield output

    def listing(self, response: Response, reading: OutletReading, ask: Ask) -> Iterator[Output]:
        """A listing arrived."""
        yield from self._advance(reading, reading.answer(ask, listing_response(response)))

    def listing_failed(self, failure: Failure) -> Iterator[Output]:
        """A listing did not arrive."""
        reading, _ = _kwargs(failure)
        yield from self._advance(reading, reading.failed(cause_of(failure.value)))

    def article(self, response: Response, reading: OutletReading, candidate: Candidate) -> Iterator[Output]:
        """An article's page arrived: into the archive, or told why not."""
        wire: Wire | None = response.request.meta.get("wire") if response.request else None
        if response.status == HTTPStatus.OK and wire is not None:
            reading.tally.archived += 1
            yield Fetched(candidate, utc_now(), wire)
            return
        gone = response.status in GONE
        reading.tally.failed += 1
        yield Missed(candidate.id, f"http_{response.status}", final=gone)
        if not gone:
            message = f"{PLAIN[Cause.HTTP]} HTTP {response.status}"
            yield Issue(Cause.HTTP, message, reading.task.outlet.id, candidate.url)

    def article_failed(self, failure: Failure) -> Iterator[Output]:
        """An article's page did not arrive."""
        reading, candidate = _kwargs(failure)
        cause = cause_of(failure.value)
        outlet_id = reading.task.outlet.id
        if cause is Cause.ROBOTS:
            reading.tally.refused += 1
            yield Missed(candidate.id, cause, final=True)
        elif cause in SITE_IS_AWAY:
            # Our next visit finds it waiting; the outlet's own issue tells the rest.
            reading.tally.postponed += 1
        else:
            reading.tally.failed += 1
            yield Missed(candidate.id, cause, final=cause in (Cause.MOVED, Cause.TOO_LARGE))
            yield Issue(cause, PLAIN[cause], outlet_id, candidate.url)

    def looked(self, response: Response, reading: OutletReading, candidate: Candidate) -> Iterator[Output]:
        """The page of an article that a listing no longer holds."""
        missing = response.status in GONE
        state = (
            LinkState.MISSING
            if missing
            else LinkState.ALIVE
            if response.status < HTTPStatus.BAD_REQUEST
            else LinkState.SITE_DOWN
        )
        yield LinkCheck(candidate.id, utc_now(), state, response.status)
        if missing:
            reading.tally.missing += 1
            title = candidate.title or candidate.url
            message = f"{PLAIN[Cause.VANISHED]}: {title}"
            yield Issue(Cause.VANISHED, message, reading.task.outlet.id, candidate.url)

    def look_failed(self, failure: Failure) -> Iterator[Output]:
        """No answer about an article that a listing no longer holds."""
        _, candidate = _kwargs(failure)
        yield LinkCheck(candidate.id, utc_now(), LinkState.SITE_DOWN)

    def _advance(self, reading: OutletReading, advance: Advance) -> Iterator[Output]:
        if advance.listing is not None:
            yield advance.listing
            for candidate in advance.listing.candidates:
                yield from self._fetch(reading, candidate)
        yield from advance.issues
        for candidate in advance.vanished:
            yield self._request(reading, candidate.url, self.looked, self.look_failed, candidate=candidate)
        if advance.read:
            yield Recovered(reading.task.outlet.id)
        if advance.ask is not None:
            yield self._ask(reading, advance.ask)

    def _ask(self, reading: OutletReading, ask: Ask) -> Request:
        request = self._request(reading, ask.url, self.listing, self.listing_failed, ask=ask)
        return request.replace(priority=LISTING_PRIORITY)

    def _fetch(self, reading: OutletReading, candidate: Candidate) -> Iterator[Output]:
        """A page's request, unless the outlet's budget for tonight is spent: then it waits in storage."""
        if reading.planned >= self.budget:
            if not reading.tally.postponed:
                yield Issue(Cause.BUDGET, PLAIN[Cause.BUDGET], reading.task.outlet.id)
            reading.tally.postponed += 1
            return
        reading.planned += 1
        request = self._request(
            reading, candidate.url, self.article, self.article_failed, candidate=candidate
        )
        request.meta["archive"] = True
        yield request

    def _request(
        self, reading: OutletReading, url: str, callback: Any, errback: Any, **kwargs: Any
    ) -> Request:
        outlet = reading.task.outlet
        return outlet_request(outlet, url, callback, errback, reading=reading, **kwargs)


def _kwargs(failure: Failure) -> tuple[OutletReading, Any]:
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
    reading, subject = request.cb_kwargs.values()
    return reading, subject
