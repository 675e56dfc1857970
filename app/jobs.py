"""The jobs of a night, a function a job. Each reads what is pending, and ends in a `Run`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from app.details import details_of
from app.extraction import extract_pending
from app.installation import Installation, digest, recorded
from app.workers import pool
from core.clock import utc_now
from core.nouns import Article, MatchState, Outlet, Period, Run
from crawler.plan import CrawlResult, Finding, OutletTask
from crawler.run import run_nightly, run_probe
from reports.pages import CellState
from reports.write import write_reports
from scoring.exposure import Exposure, expose_outlets
from scoring.matching import MODEL_ID, match
from scoring.scorecard import score_exposures
from scoring.watching import down_days, unwatched_days
from storage import UnitOfWork

MATCH_BATCH = 2000  # articles a transaction; bounds memory and what a kill can cost


def crawl(
    installation: Installation,
    outlets: Sequence[Outlet],
    *,
    since: dt.datetime | None = None,
    beside: Callable[[Future[CrawlResult]], None] | None = None,
) -> CrawlResult:
    """Read the outlets' channels and archive new pages, in a process of its own.

    `beside` runs here while the crawl goes on there (extraction does). `since` reads back to a time
    instead of to what is known.
    """
    with recorded(installation, "crawl") as counts:
        tasks = _tasks(installation, outlets)
        stamp = f"{utc_now():%Y%m%dT%H%M%S}"
        with pool(1) as process:
            crawling = process.submit(
                run_nightly,
                installation.config,
                tasks,
                since=since,
                run=f"malam-{stamp}",
                run_id=counts.run_id,
            )
            if beside is not None:
                beside(crawling)
            result = crawling.result()
        counts.update(result.counts)
        counts.outlets = {id_: tally.as_counts() for id_, tally in result.tallies.items()}
    return result


def probe(installation: Installation, outlets: Sequence[Outlet]) -> list[Finding]:
    """Find, try and rank the outlets' channels; the plan is stored."""
    with recorded(installation, "probe") as counts:
        with pool(1) as process:
            run = f"periksa-{utc_now():%Y%m%dT%H%M%S}"
            findings = process.submit(run_probe, installation.config, outlets, run=run).result()
        counts.update(
            outlets=len(findings),
            readable=sum(bool(finding.channels) for finding in findings),
            requests=sum(finding.requests for finding in findings),
        )
    return findings


def _tasks(installation: Installation, outlets: Sequence[Outlet]) -> list[OutletTask]:
    with installation.database.reading() as unit:
        read = {
            id_ for run in unit.runs.all() for id_, counts in run.outlets.items() if counts.get("watched")
        }
        return [
            OutletTask(
                outlet=outlet,
                read_before=outlet.id in read,
                channels=tuple(unit.channels.of(outlet.id)),
                waiting=tuple(unit.candidates.waiting(outlet.id)),
            )
            for outlet in outlets
        ]


def extract(installation: Installation, *, until: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Turn archived pages into articles until none is pending and `until` says that none will come."""
    with recorded(installation, "extract") as counts:
        counts.update(stored=0, unchanged=0, refused=0)
        for outcome, number in extract_pending(installation, until):
            counts[outcome] += number
    return dict(counts)


def match_articles(installation: Installation) -> dict[str, int]:
    """Judge every article that is new, changed, or was judged against other activities or by another model."""
    region = installation.config.office.region or None
    with recorded(installation, "match") as counts:
        with installation.database.reading() as unit:
            activities = unit.activities.all()
            key = f"{MODEL_ID}:{digest(region or '', *(repr(activity) for activity in activities))}"
            pending = unit.articles.unmatched(key)
        counts.update(articles=len(pending), rows=0)
        for batch in _batches(pending):
            matches = match(batch, activities, zone=installation.config.zone, region=region)
            ids = [article.id for article in batch]
            with installation.database.unit() as unit:
                counts["rows"] += unit.matches.replace(ids, matches)
                unit.articles.mark_matched(ids, key)
            for judged in matches:
                counts[judged.state] = counts.get(judged.state, 0) + 1
    return dict(counts)


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    for start in range(0, len(articles), MATCH_BATCH):
        yield articles[start : start + MATCH_BATCH]


def score(installation: Installation, period: Period) -> dict[str, int]:
    """Rate every outlet over a period under the installation's policy."""
    with recorded(installation, "score") as counts:
        with installation.database.reading() as unit:
            seen = _seen(installation, unit, period)
        scorecards = score_exposures(
            seen.exposures, installation.policy, period=period, zone=installation.config.zone
        )
        with installation.database.unit() as unit:
            counts.update(outlets=len(scorecards), rows=unit.scorecards.save(scorecards))
            counts["unknown"] = sum(card.score is None for card in scorecards)
    return dict(counts)


def report(installation: Installation, period: Period) -> list[Path]:
    """Write every report of a period; the same data gives the same bytes."""
    config = installation.config
    with recorded(installation, "report") as counts, installation.database.reading() as unit:
        seen, policy = _seen(installation, unit, period), installation.policy
        paths = write_reports(
            unit,
            config.reports_folder,
            office=config.office,
            period=period,
            policy_hash=policy.hash,
            cutoff=seen.cutoff,
            excluded={
                exposure.outlet_id: {
                    activity.id: CellState(reason.value) for activity, reason in exposure.excluded
                }
                for exposure in seen.exposures
            },
            details=details_of(seen.exposures, seen.crawls, policy, period=period, zone=config.zone),
            min_opportunities=policy.period.min_opportunities,
        )
        counts["files"] = len(paths)
    return paths


@dataclass(frozen=True, slots=True)
class Seen:
    """What the crawls let us judge: until when, and each outlet's opportunities."""

    cutoff: dt.datetime
    crawls: tuple[Run, ...]
    exposures: tuple[Exposure, ...]


def _seen(installation: Installation, unit: UnitOfWork, period: Period) -> Seen:
    zone = installation.config.zone
    crawls = [run for run in unit.runs.all() if run.job == "crawl" and run.ended is not None]
    # A crawl that read nothing moves no cut-off.
    told = [run.ended for run in crawls if run.ended and any(c.get("watched") for c in run.outlets.values())]
    cutoff = max(told, default=utc_now())
    outlets = unit.outlets.all()
    outlet_ids = [outlet.id for outlet in outlets]
    # The day after an activity decides with it, also after the period's last day.
    reach = Period(period.start, period.end + dt.timedelta(days=1))
    exposures = expose_outlets(
        outlets,
        unit.activities.within(period),
        unit.articles.all(),
        unit.matches.all((MatchState.MATCHED, MatchState.DOUBTFUL)),
        period=period,
        cutoff=cutoff.astimezone(zone).date(),
        outage_cap=installation.policy.exposure.outage_exclusion_cap,
        unwatched=unwatched_days(crawls, outlet_ids, reach, zone),
        down=down_days(crawls, outlet_ids, zone),
    )
    return Seen(cutoff, tuple(crawls), tuple(exposures))
