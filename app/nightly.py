"""The night, on one screen: crawl beside extract, then match, score, report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import jobs
from app.installation import Installation, leased
from app.progress import Progress
from core.nouns import Outlet, Period


@dataclass(frozen=True, slots=True)
class Night:
    """What a night did, job by job, and the files it wrote."""

    crawl: dict[str, int]
    extract: dict[str, int]
    match: dict[str, int]
    score: dict[str, int]
    reports: tuple[Path, ...]


def nightly(
    installation: Installation,
    outlets: Sequence[Outlet],
    period: Period,
    *,
    since: dt.datetime | None = None,
    progress: Progress,
) -> Night:
    """Run a whole night.

    Kill it at any moment and run it again: the next night takes up what was left.

    Raises:
        LeaseTaken: another night is running on this database.
    """
    with leased(installation, "nightly") as counts:
        installation.archive.repair()
        extracted: dict[str, int] = {}
        with progress.crawling(installation):
            crawled = jobs.crawl(
                installation,
                outlets,
                since=since,
                beside=lambda crawling: extracted.update(jobs.extract(installation, until=crawling.done)),
            )
        progress.say("mencocokkan berita dengan kegiatan")
        matched = jobs.match_articles(installation)
        progress.say("menilai media")
        scored = jobs.score(installation, period)
        progress.say("menulis laporan")
        reports = jobs.report(installation, period)
        counts.update(crawled.counts)
        counts.outlets = {id_: tally.as_counts() for id_, tally in crawled.tallies.items()}
    return Night(crawled.counts, extracted, matched, scored, tuple(reports))
