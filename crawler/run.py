"""Runs a spider to its end in this process, which can do so once: a reactor does not start twice."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from core.config import Config
from core.errors import TayangError
from core.nouns import Outlet
from crawler.middlewares.memory import StoredMemory
from crawler.pipelines import STORAGE_ERROR
from crawler.plan import CrawlResult, Finding, OutletTask
from crawler.settings import settings_for
from crawler.spiders.nightly import NightlySpider
from crawler.spiders.probe import ProbeSpider

SpiderT = TypeVar("SpiderT", bound=Spider)


def run_nightly(
    config: Config, tasks: Sequence[OutletTask], *, since: dt.datetime | None, run: str, run_id: UUID
) -> CrawlResult:
    """Read these outlets and archive what is new; rows and bytes are stored as they come.

    `since` reads back to a moment instead of to what is known; `run` names the archive's file and
    the log, `run_id` the `Run` that notes what was read.

    Raises:
        TayangError: what was found could not be stored, or the crawl could not go on.
    """
    spider = _run(
        NightlySpider,
        settings_for(config, run=run, run_id=run_id),
        config.folder,
        tasks=tasks,
        memory=StoredMemory(config.database_url),
        zone=config.zone,
        since=since,
        backfill=dt.timedelta(days=config.crawl.backfill_days),
        budget=config.crawl.max_requests_per_outlet,
    )
    return CrawlResult(spider.tallies)


def run_probe(config: Config, outlets: Sequence[Outlet], *, run: str) -> list[Finding]:
    """Find and try each outlet's channels; plans and issues are stored as they come."""
    spider = _run(
        ProbeSpider, settings_for(config, run=run), config.folder, outlets=outlets, zone=config.zone
    )
    return sorted(spider.findings, key=lambda finding: finding.outlet_id)


def _run(spider_class: type[SpiderT], settings: Settings, folder: Path, **arguments: Any) -> SpiderT:
    log = folder / "log" / f"{settings['TAYANG_RUN']}.log"
    _log_to(log, settings)
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider_class)
    crawling = process.crawl(crawler, **arguments)
    # Ctrl-C is the job's to judge: it ends this process, and the next night takes up what was left.
    process.start(install_signal_handlers=False)
    # An exception while the spider was set up (bad settings, no database) would otherwise be lost.
    crawling.result()
    reason = crawler.stats.get_value("finish_reason")
    if reason != "finished":
        cause = crawler.stats.get_value(STORAGE_ERROR) or reason
        raise TayangError(f"perayapan berhenti: {cause}; lihat {log}")
    assert isinstance(crawler.spider, spider_class)
    return crawler.spider


def _log_to(path: Path, settings: Settings) -> None:
    """Scrapy's log goes to a file of this run: a terminal is for people."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setLevel(settings["LOG_LEVEL"])  # Scrapy opens its own logger for everything
    handler.setFormatter(logging.Formatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"]))
    logging.basicConfig(handlers=[handler], level=settings["LOG_LEVEL"], force=True)
