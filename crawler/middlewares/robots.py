"""robots.txt by RFC 9309, which Scrapy's own middleware does not follow.

2xx: obeyed. 4xx: everything is allowed (§2.3.1.3), except 429, which means "not now". 5xx or no
answer: nothing is allowed for now (§2.3.1.4). A copy is kept 24 hours (§2.4), in storage, so that
a night costs no second robots request. `Crawl-delay` is honoured up to `MAX_CRAWL_DELAY`.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from core.clock import utc_now
from crawler.causes import Cause, Refusal, cause_of
from storage import Database
from storage.runs import RobotsEntry

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

KEPT = timedelta(hours=24)
MAX_CRAWL_DELAY = 60.0  # seconds; longer ones would keep an outlet from ever being read in a night
# Asked too often, or a redirect that leads nowhere.
NOT_NOW = {HTTPStatus.TOO_MANY_REQUESTS, *range(HTTPStatus.MULTIPLE_CHOICES, HTTPStatus.BAD_REQUEST)}
MAX_BYTES = 500 * 1024  # the least that RFC 9309 asks a crawler to read


class Robots:
    """Downloader middleware that asks robots.txt before each request."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.database = Database(crawler.settings["TAYANG_DATABASE"])
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """One a crawl; rules are fetched once a host."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what the host's robots.txt forbids, or what it leaves open by not answering."""
        if request.meta.get("robots_request"):
            return
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self.rules:
            self.rules[host] = asyncio.ensure_future(self._fetch(host, request))
        rules = await asyncio.shield(self.rules[host])
        if not rules.can_fetch(request.url, self.agent):
            raise Refusal(Cause.ROBOTS, request.url)
        self._slow_down(request, rules)

    async def _fetch(self, host: str, request: Request) -> Protego:
        """The host's rules from storage or the web; a `Refusal` where they cannot be had now."""
        entry = await asyncio.to_thread(self._stored, host)
        if entry is None or utc_now() - entry.fetched_at > KEPT:
            entry = await self._download(host, request)
            await asyncio.to_thread(self._store, entry)
        allowed_all = entry.status is None or entry.status >= HTTPStatus.BAD_REQUEST
        body = b"" if allowed_all else entry.body
        return Protego.parse(body.decode("utf-8", errors="replace"))

    async def _download(self, host: str, request: Request) -> RobotsEntry:
        ask = Request(
            f"{host}/robots.txt",
            priority=1000,
            callback=NO_CALLBACK,
            # A robots.txt may redirect to another host (RFC 9309 §2.3.1.2), so no `home` here.
            meta={
                "robots_request": True,
                "outlet_id": request.meta.get("outlet_id"),
                "download_slot": request.meta.get("download_slot"),
            },
        )
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(ask)
        except Exception as error:  # any failed download means "not now"; its own cause is told
            raise Refusal(cause_of(error), host) from error
        if response.status in NOT_NOW or response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Refusal(Cause.ROBOTS_DOWN, f"HTTP {response.status}")
        return RobotsEntry(
            host=host, fetched_at=utc_now(), status=response.status, body=response.body[:MAX_BYTES]
        )

    def _slow_down(self, request: Request, rules: Protego) -> None:
        delay = rules.crawl_delay(self.agent)
        assert self.crawler.engine is not None
        if delay is None:
            return
        _, slot = self.crawler.engine.downloader._get_slot(request)  # noqa: SLF001 (no public way to a slot)
        slot.delay = max(slot.delay, min(float(delay), MAX_CRAWL_DELAY))

    def _stored(self, host: str) -> RobotsEntry | None:
        with self.database.reading() as unit:
            return unit.robots.get(host)

    def _store(self, entry: RobotsEntry) -> None:
        with self.database.unit() as unit:
            unit.robots.save(entry)
