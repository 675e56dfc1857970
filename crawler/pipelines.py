"""Stores what spiders find: archive first, then one row transaction an item."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from core.clock import utc_now
from core.nouns import Issue, LinkCheck, Snapshot
from crawler.causes import Cause
from crawler.items import Fetched, Listing, Missed, Recovered
from crawler.plan import Finding
from storage import Archive, ArchiveWriter, Database

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Item = TypeVar("Item")

STORAGE_ERROR = "tayang/storage_error"

# A gap or a vanished article does not heal because the next night goes well.
LASTING = frozenset({Cause.GAP, Cause.VANISHED})


class Store:
    """Item pipeline. One thread writes, so that rows follow the order in which items came."""

    def __init__(
        self, crawler: Crawler, database: Database, writer: ArchiveWriter, run_id: UUID | None
    ) -> None:
        self.crawler = crawler
        self.database = database
        self.writer = writer
        self.run_id = run_id
        self.broken = False
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Opens the installation's database and a WARC file of this process's own."""
        settings = crawler.settings
        archive = Archive(settings["TAYANG_ARCHIVE"])
        writer = archive.writer(settings["TAYANG_RUN"])
        return cls(crawler, Database(settings["TAYANG_DATABASE"]), writer, settings["TAYANG_RUN_ID"])

    async def process_item(self, item: Item) -> Item:
        """Store one item; the event loop goes on meanwhile.

        What cannot be stored ends the crawl: a night that loses what it finds must not look like silence.
        """
        try:
            await asyncio.get_running_loop().run_in_executor(self.thread, self._store, item)
        except Exception as error:
            self._stop(error)
            raise
        return item

    def _stop(self, error: Exception) -> None:
        if self.broken:
            return
        self.broken = True
        self.crawler.stats.set_value(STORAGE_ERROR, str(error))
        assert self.crawler.engine is not None
        self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="storage_failed"))

    def close_spider(self) -> None:
        """Wait for what is being written, then seal the archive file."""
        self.thread.shutdown(wait=True)
        self.writer.close()
        self.database.close()

    def _store(self, item: Any) -> None:
        match item:
            case Fetched():
                self._archive(item)
            case Listing():
                self._announce(item)
            case Missed():
                with self.database.unit() as unit:
                    unit.candidates.failed(item.candidate_id, item.reason, final=item.final)
            case Issue():
                with self.database.unit() as unit:
                    unit.issues.see([item], utc_now())
            case LinkCheck():
                with self.database.unit() as unit:
                    unit.link_checks.add(item)
            case Recovered():
                with self.database.unit() as unit:
                    unit.issues.settle(item.outlet_id, None, utc_now(), keep=LASTING)
            case Finding():
                self._plan(item)
            case _:
                raise TypeError(f"no place for {type(item).__name__}")

    def _announce(self, listing: Listing) -> None:
        with self.database.unit() as unit:
            unit.candidates.announce(listing.candidates, utc_now())
            if listing.channel is not None:
                unit.channels.save([listing.channel])
            if listing.counts is not None and self.run_id is not None:
                unit.runs.note(self.run_id, listing.outlet_id, listing.counts)

    def _plan(self, finding: Finding) -> None:
        """An outlet's channels become those that work; how far known ones were read is kept."""
        if not finding.channels:
            return
        with self.database.unit() as unit:
            before = {(channel.kind, channel.url): channel for channel in unit.channels.of(finding.outlet_id)}
            kept = [
                replace(before.get((channel.kind, channel.url), channel), rank=channel.rank)
                for channel in finding.channels
            ]
            unit.channels.replace(finding.outlet_id, kept)
            unit.issues.settle(finding.outlet_id, None, utc_now(), keep=LASTING)

    def _archive(self, page: Fetched) -> None:
        wire = page.wire
        stored = self.writer.write(
            wire.url,
            fetched_at=page.fetched_at,
            status=wire.status,
            reason="OK",
            http_headers=list(wire.headers),
            body=wire.body,
            request_headers=list(wire.request_headers),
        )
        snapshot = Snapshot(
            id=uuid5(NAMESPACE_URL, f"{stored.path}#{stored.offset}"),
            article_id=page.candidate.id,
            url=wire.url,
            fetched_at=page.fetched_at,
            status=wire.status,
            sha256=stored.sha256,
            path=stored.path,
            offset=stored.offset,
            length=stored.length,
        )
        with self.database.unit() as unit:
            unit.candidates.archived(snapshot)
            unit.issues.settle(page.candidate.outlet_id, page.candidate.url, utc_now())
