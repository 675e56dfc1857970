"""Runs a spider to its end in this process, which can do so once: a reactor does not start twice."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from core.config import Config
from crawler.middlewares.memory import StoredMemory
from crawler.plan import CrawlResult, OutletTask
from crawler.settings import settings_for
from crawler.spiders.nightly import NightlySpider


def run_nightly(
    config: Config, tasks: Sequence[OutletTask], *, since: dt.datetime | None, run: str
) -> CrawlResult:
    """Read these outlets and archive what is new; rows and bytes are stored as they come.

    `since` reads back to a moment instead of to what is known; `run` names the archive's file and
    the log.
    """
    settings = settings_for(config, run=run)
    _log_to(config.folder / "log", run, settings)
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    crawler = process.create_crawler(NightlySpider)
    process.crawl(
        crawler,
        tasks=tasks,
        memory=StoredMemory(config.database_url),
        zone=config.zone,
        since=since,
        backfill=dt.timedelta(days=config.crawl.backfill_days),
        budget=config.crawl.max_requests_per_outlet,
    )
    process.start()
    spider = crawler.spider
    assert isinstance(spider, NightlySpider)
    reason = str(crawler.stats.get_value("finish_reason", "unknown"))
    return CrawlResult(spider.tallies, reason)


def _log_to(folder: Path, run: str, settings: Settings) -> None:
    """Scrapy's log goes to a file of this run: a terminal is for people."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(folder / f"{run}.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"]))
    logging.basicConfig(handlers=[handler], level=settings["LOG_LEVEL"], force=True)
